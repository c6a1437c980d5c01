#pragma once

// All triples that the prices of a proof make cheap, for the checker of proofs (triad_bound.hpp). It shares
// no code with the search, which finds the same by triad_pricing.hpp.
//
// A triple whose doubled pair costs less prices r_ij + r_ik + r_jk fall under a limit L has a pair (i, j)
// with r_ij < L/3, and its third school k is then nearer than (L - r_ij)/2 by r to i or to j. So for each
// such pair the short lists of both ends are looked through. Where a cut counts every triple, its price goes
// to the limit, else the lists would be long. The pairs, hundreds a school, are read twice from end to end
// and nowhere copied, and threads share them.

#include "solve/triads.hpp"

#include <array>
#include <limits>
#include <optional>
#include <span>

namespace peerreview::solve {

/// Where a school is: its part, or none.
struct Whereabouts {
    std::uint32_t part, index;
};
constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();

/// The allowed pairs by their lesser school.
class PairTable {
public:
    explicit PairTable(const TriadProblem& problem);
    PairTable(const PairTable&) = delete;
    PairTable& operator=(const PairTable&) = delete;

    std::span<const Pair> all() const { return pairs_; }
    /// The pairs of a school with greater ones, ascending.
    std::span<const Pair> after(std::uint32_t a) const { return {first_[a], first_[a + 1]}; }
    /// The cost of a pair; negative where it is not allowed.
    std::int32_t cost(std::uint32_t a, std::uint32_t b) const;

private:
    std::span<const Pair> pairs_;
    std::vector<Pair> sorted_; ///< where those of the problem are not
    std::vector<std::span<const Pair>::iterator> first_;
};

/// The schools and pairs of a part, by the part's indices.
class PartPairs {
public:
    PartPairs(const PairTable& table, const std::vector<Whereabouts>& where, std::uint32_t number,
              const std::vector<std::uint32_t>& schools)
        : table_(table), where_(where), number_(number), schools_(schools) {}

    std::uint32_t size() const { return static_cast<std::uint32_t>(schools_.size()); }
    std::int32_t cost(std::uint32_t a, std::uint32_t b) const {
        return table_.cost(schools_[a], schools_[b]);
    }
    /// Calls `visit(a, b, cost)` for every pair of the part, each once, with `a` from `first` up to `end`.
    template <class Visit>
    void each_pair(std::uint32_t first, std::uint32_t end, Visit visit) const {
        for (auto a = first; a < end; ++a)
            for (const auto& pair : table_.after(schools_[a]))
                if (where_[pair.b].part == number_) visit(a, where_[pair.b].index, pair.cost);
    }

private:
    const PairTable& table_;
    const std::vector<Whereabouts>& where_;
    std::uint32_t number_;
    const std::vector<std::uint32_t>& schools_;
};

/// A triple by the indices of its part, ascending, and what prices make of it.
struct PricedTriple {
    std::array<std::uint32_t, 3> schools;
    std::int64_t reduced; ///< cost less school prices plus cut prices
};

/// Of each school, the cuts of a node that hold it with its weight.
class CutsOf {
public:
    CutsOf(const ProofNode& node, std::size_t schools);
    /// What the cuts add to the cost of a triple.
    std::int64_t on(const std::array<std::uint32_t, 3>& triple) const;

private:
    const std::vector<CutPrice>& cuts_;
    std::vector<std::vector<std::pair<std::uint32_t, int>>> of_; ///< by cut
};

/// The triples of a part with less than `room` of reduced cost by a node's prices, some of them more than
/// once, or nothing where one has less than none. The same with any number of threads.
std::optional<std::vector<PricedTriple>> cheap_triples(const PartPairs& part, const ProofNode& node,
                                                       std::int64_t room, unsigned threads);

} // namespace peerreview::solve
