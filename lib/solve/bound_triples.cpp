#include "solve/bound_triples.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

namespace peerreview::solve {

namespace {

constexpr auto no_cut = std::numeric_limits<std::uint32_t>::max();
using CutsOfSchools = std::vector<std::vector<std::pair<std::uint32_t, int>>>;

/// The first cut that holds a school of a triple, from some place in the list of each on.
std::uint32_t next_cut(const CutsOfSchools& of, const std::array<std::uint32_t, 3>& triple,
                       const std::array<std::size_t, 3>& at) {
    auto cut = no_cut;
    for (std::size_t i = 0; i < 3; ++i)
        if (const auto& cuts = of[triple[i]]; at[i] < cuts.size()) cut = std::min(cut, cuts[at[i]].first);
    return cut;
}

/// Calls `work(thread, first, end)` for blocks of the numbers below `count`: which thread gets which must not
/// matter.
constexpr std::uint32_t block_size = 128;
template <class Work>
void in_blocks(std::uint32_t count, unsigned threads, Work work) {
    std::atomic<std::uint32_t> next = 0;
    const auto run = [&](unsigned thread) {
        for (auto first = next.fetch_add(block_size); first < count; first = next.fetch_add(block_size))
            work(thread, first, std::min(first + block_size, count));
    };
    std::vector<std::jthread> others;
    for (unsigned thread = 1; thread < threads; ++thread) others.emplace_back(run, thread);
    run(0);
}

/// The price of cuts that count every triple of the part once or more.
std::int64_t price_on_all(const ProofNode& node, std::size_t schools) {
    std::int64_t sum = 0;
    for (const auto& cut : node.cut_prices)
        if (cut.schools.size() == schools && 3 * *std::ranges::min_element(cut.weights) >= cut.divisor)
            sum += cut.price;
    return sum;
}

/// Finds every triple with less than `room` of reduced cost by a node's prices.
class CheapTriples {
public:
    CheapTriples(const PartPairs& part, const ProofNode& node, std::int64_t room, unsigned threads)
        : part_(part), node_(node), room_(room), limit_(2 * (room - price_on_all(node, part.size()))),
          threads_(part.size() < few ? 1 : threads), cuts_(node, part.size()) {}

    /// Some come more than once; nothing where one is dear.
    std::optional<std::vector<PricedTriple>> find() {
        note_near(least_of_each());
        std::vector<std::vector<PricedTriple>> found(part_.size() / block_size + 1);
        in_blocks(part_.size(), threads_, [&](unsigned, std::uint32_t first, std::uint32_t end) {
            for (auto i = first; i < end; ++i) look_from(i, found[first / block_size]);
        });
        if (is_dear_) return std::nullopt;
        std::vector<PricedTriple> triples;
        for (const auto& some : found) triples.insert(triples.end(), some.begin(), some.end());
        return triples;
    }

private:
    static constexpr std::uint32_t few = 1000;           ///< schools that are not worth a thread
    using Near = std::pair<std::int64_t, std::uint32_t>; ///< doubled cost less prices, school

    std::int64_t doubled(std::uint32_t i, std::uint32_t j, std::int32_t cost) const {
        return 2 * price_scale * cost - node_.school_prices[i] - node_.school_prices[j];
    }

    /// Of each school the least doubled cost less prices.
    std::vector<std::int64_t> least_of_each() const {
        std::vector<std::vector<std::int64_t>> least(
            threads_, std::vector(part_.size(), std::numeric_limits<std::int64_t>::max() / 4));
        in_blocks(part_.size(), threads_, [&](unsigned thread, std::uint32_t first, std::uint32_t end) {
            auto& own = least[thread];
            part_.each_pair(first, end, [&](std::uint32_t i, std::uint32_t j, std::int32_t cost) {
                const auto r = doubled(i, j, cost);
                own[i] = std::min(own[i], r);
                own[j] = std::min(own[j], r);
            });
        });
        for (const auto& other : least)
            for (std::size_t i = 0; i < other.size(); ++i) least[0][i] = std::min(least[0][i], other[i]);
        return std::move(least[0]);
    }

    /// A list must reach as far as the pair with the least r at either end asks. One without a pair that
    /// could begin a triple is not needed: others look for theirs.
    void note_near(const std::vector<std::int64_t>& least) {
        struct Entry {
            std::uint32_t school, other;
            std::int64_t r;
        };
        std::vector<std::vector<Entry>> entries(threads_);
        const auto is_near = [&](std::uint32_t i, std::int64_t r) {
            return 3 * least[i] < limit_ && (2 * r < limit_ - least[i] || 3 * r < limit_);
        };
        in_blocks(part_.size(), threads_, [&](unsigned thread, std::uint32_t first, std::uint32_t end) {
            part_.each_pair(first, end, [&](std::uint32_t i, std::uint32_t j, std::int32_t cost) {
                const auto r = doubled(i, j, cost);
                if (is_near(i, r)) entries[thread].push_back({i, j, r});
                if (is_near(j, r)) entries[thread].push_back({j, i, r});
            });
        });
        near_.resize(part_.size());
        for (const auto& some : entries)
            for (const auto& [school, other, r] : some) near_[school].emplace_back(r, other);
    }

    void look_from(std::uint32_t i, std::vector<PricedTriple>& found) {
        std::ranges::sort(near_[i]);
        for (const auto& [r, j] : near_[i]) {
            if (3 * r >= limit_ || is_dear_) break;
            look(i, j, r, found); // and (j, i) when its turn comes
        }
    }

    void look(std::uint32_t i, std::uint32_t j, std::int64_t ij, std::vector<PricedTriple>& found) {
        for (const auto& [ik, k] : near_[i]) {
            if (2 * ik >= limit_ - ij) break;
            if (k == j) continue;
            const auto cost = part_.cost(j, k);
            if (cost < 0) continue;
            const auto jk = doubled(j, k, cost);
            if (ij + ik + jk >= limit_) continue;
            std::array<std::uint32_t, 3> triple = {i, j, k};
            std::ranges::sort(triple);
            const auto reduced = (ij + ik + jk) / 2 + cuts_.on(triple);
            if (reduced < 0) is_dear_ = true; // no more is asked
            if (reduced < room_) found.push_back({triple, reduced});
        }
    }

    const PartPairs& part_;
    const ProofNode& node_;
    std::int64_t room_, limit_; ///< the limit of the doubled cost less prices
    unsigned threads_;
    CutsOf cuts_;
    std::atomic<bool> is_dear_ = false;
    std::vector<std::vector<Near>> near_; ///< of each school
};

} // namespace

PairTable::PairTable(const TriadProblem& problem) : pairs_(problem.pairs) {
    const auto is_before = [](const Pair& x, const Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    if (!std::ranges::is_sorted(pairs_, is_before)) {
        sorted_ = problem.pairs;
        std::ranges::sort(sorted_, is_before);
        pairs_ = sorted_;
    }
    for (std::uint32_t a = 0; a <= problem.schools; ++a)
        first_.push_back(std::ranges::lower_bound(pairs_, a, {}, &Pair::a));
}

std::int32_t PairTable::cost(std::uint32_t a, std::uint32_t b) const {
    const auto pairs = after(std::min(a, b));
    const auto found = std::ranges::lower_bound(pairs, std::max(a, b), {}, &Pair::b);
    return found != pairs.end() && found->b == std::max(a, b) ? found->cost : -1;
}

CutsOf::CutsOf(const ProofNode& node, std::size_t schools) : cuts_(node.cut_prices), of_(schools) {
    for (std::uint32_t c = 0; c < cuts_.size(); ++c)
        for (std::size_t i = 0; i < cuts_[c].schools.size(); ++i)
            of_[cuts_[c].schools[i]].emplace_back(c, cuts_[c].weights[i]);
}

std::int64_t CutsOf::on(const std::array<std::uint32_t, 3>& triple) const {
    std::array<std::size_t, 3> at{};
    std::int64_t sum = 0;
    for (;;) {
        const auto cut = next_cut(of_, triple, at);
        if (cut == no_cut) return sum;
        int together = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto& cuts = of_[triple[i]];
            if (at[i] < cuts.size() && cuts[at[i]].first == cut) together += cuts[at[i]++].second;
        }
        sum += cuts_[cut].price * (together / cuts_[cut].divisor);
    }
}

std::optional<std::vector<PricedTriple>> cheap_triples(const PartPairs& part, const ProofNode& node,
                                                       std::int64_t room, unsigned threads) {
    return CheapTriples(part, node, room, threads).find();
}

} // namespace peerreview::solve
