#pragma once

#include "solve/triad_block.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace peerreview::solve {

/// An inequality that every arrangement satisfies: add up the equations of some schools, each with a weight,
/// divide by the divisor, round down. Each triple then counts floor(weights of its schools / divisor) times,
/// and that sum is at most limit().
struct Cut {
    int divisor = 2;                    ///< 2 or 3
    std::vector<std::uint32_t> schools; ///< ascending
    std::vector<std::int8_t> weights;   ///< of each of them, from 1 to divisor - 1
    friend auto operator<=>(const Cut&, const Cut&) = default;

    std::int64_t limit() const {
        std::int64_t sum = 0;
        for (const auto weight : weights) sum += weight;
        return sum / divisor;
    }
};

/// A member of a triple that is none of the schools at hand: no cut counts it. It sorts last.
constexpr std::uint32_t outside = 0xFFFFFFFF;

/// Finds the cuts that count a triple.
class CutIndex {
public:
    explicit CutIndex(std::size_t schools) : of_school_(schools) {}

    void add(const Cut& cut) {
        const auto number = static_cast<std::uint32_t>(divisors_.size());
        divisors_.push_back(cut.divisor);
        for (std::size_t i = 0; i < cut.schools.size(); ++i)
            of_school_[cut.schools[i]].push_back({number, cut.weights[i]});
    }
    /// Calls `visit(number, times)` for each cut, by order of adding, that counts the triple; or the ring,
    /// which counts as often as its schools' weights hold the divisor.
    template <std::size_t size, class Visit>
    void each(const std::array<std::uint32_t, size>& t, Visit visit) const {
        std::array<std::span<const Entry>, size> lists;
        for (std::size_t i = 0; i < size && t[i] != outside; ++i) lists[i] = of_school_[t[i]];
        for (;;) {
            auto least = none;
            for (const auto& list : lists)
                if (!list.empty()) least = std::min(least, list.front().cut);
            if (least == none) return;
            int sum = 0;
            for (auto& list : lists)
                if (!list.empty() && list.front().cut == least) {
                    sum += list.front().weight;
                    list = list.subspan(1);
                }
            if (sum >= divisors_[least]) visit(least, sum / divisors_[least]);
        }
    }
    std::size_t size() const { return divisors_.size(); }

private:
    struct Entry {
        std::uint32_t cut;
        int weight;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    std::vector<int> divisors_;
    std::vector<std::vector<Entry>> of_school_;
};

/// A triple with its part of a fractional solution.
struct Share {
    Triple triple;
    double share = 0;
};

/// Where the sets of schools come from that triples are counted inside of: clusters that grow by merging, or
/// the least cuts between all schools besides. These are dear and long, and where a solution of some hundred
/// schools is spread thin, they alone raise it.
enum class Sets { merged, least_cuts };

/// Cuts that a fractional solution violates, the worst first, at most `most` and none of `known`. Triples may
/// have members outside.
std::vector<Cut> violated_cuts(std::uint32_t schools, std::span<const Share> solution, std::size_t most,
                               Sets sets, const std::set<Cut>& known);

} // namespace peerreview::solve
