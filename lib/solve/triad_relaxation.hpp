#pragma once

// The linear relaxation of a set partition over all allowed triples, with cuts, and safe prices from it.
//
// It begins with the triples among each school's nearest; all other allowed triples are priced after each
// solution (triad_pricing.hpp), so that its value is that over all triples. Cuts (triad_cuts.hpp) are added
// while they help: without them the value stays about 6 % under the optimum, with them it is mostly the
// optimum itself, or near it. A school that waits is a column of its own with a fixed cost.
//
// Simplex prices carry rounding errors. They are rounded to whole millionths, every triple is priced again in
// integers, and what then is too dear lowers prices by so much; the bound is the sum of those. Costs are
// whole, so a bound rounds up.

#include "solve/triad_lp.hpp"
#include "solve/triad_pricing.hpp"
#include "solve/triads.hpp"

#include <cmath>

namespace peerreview::solve {

inline Cut plain(const CutPrice& cut) { return {cut.divisor, cut.schools, cut.weights}; }

/// In whole seconds.
inline std::int64_t rounded_up(std::int64_t price) {
    return price >= 0 ? (price + price_scale - 1) / price_scale : -(-price / price_scale);
}

/// Sum of the prices of a leaf, its cuts taken off.
inline std::int64_t sum_of(const ProofNode& node) {
    std::int64_t sum = 0;
    for (const auto price : node.school_prices) sum += price;
    for (const auto& cut : node.cut_prices) sum -= cut.price * plain(cut).limit();
    return sum;
}

inline CutIndex index_of(const ProofNode& node) {
    CutIndex index(node.school_prices.size());
    for (const auto& cut : node.cut_prices) index.add(plain(cut));
    return index;
}

/// What a node's cuts add to the cost of a triple, or of a ring.
template <std::size_t size>
std::int64_t cuts_on(const ProofNode& node, const CutIndex& index,
                     const std::array<std::uint32_t, size>& schools) {
    std::int64_t sum = 0;
    index.each(schools, [&](std::uint32_t cut, int times) { sum += times * node.cut_prices[cut].price; });
    return sum;
}

/// The price of the cut that counts every triple, if there is one: it stands first.
inline std::int64_t whole_price(const ProofNode& node) {
    const auto has = !node.cut_prices.empty() && node.cut_prices[0].divisor == 3 &&
                     node.cut_prices[0].schools.size() == node.school_prices.size() &&
                     std::ranges::all_of(node.cut_prices[0].weights, [](auto weight) { return weight == 1; });
    return has ? node.cut_prices[0].price : 0;
}

/// Disjoint triples of a fractional solution, the greatest shares first; a tenth or less is no share.
inline std::vector<Triple> greatest_shares(std::vector<Share> solution, std::uint32_t schools) {
    std::erase_if(solution, [](const Share& share) { return share.share <= 0.1; });
    std::ranges::sort(solution, [](const Share& a, const Share& b) {
        return a.share != b.share ? a.share > b.share : a.triple < b.triple;
    });
    std::vector<bool> used(schools);
    std::vector<Triple> triples;
    for (const auto& [triple, share] : solution) {
        if (std::ranges::any_of(triple, [&](auto school) { return used[school]; })) continue;
        for (const auto school : triple) used[school] = true;
        triples.push_back(triple);
    }
    std::ranges::sort(triples);
    return triples;
}

/// Pairs: a Block or a TriadGraph.
template <class Pairs>
class Relaxation {
public:
    static constexpr double hair = 1e-6;

    Relaxation(const Pairs& pairs, std::int64_t waiting_cost)
        : lp(pairs.size(), static_cast<double>(waiting_cost)), columns_of(pairs.size()), pairs_(pairs),
          waiting_cost_(waiting_cost) {}

    /// Begins with known triples and cuts, the triples among the nearest of each school, and the cut that
    /// counts all triples where three does not divide the schools.
    void begin(std::vector<Triple> triples, std::vector<Cut> known_cuts, std::size_t nearest) {
        add_nearest(triples, nearest);
        std::ranges::sort(triples);
        triples.erase(std::ranges::unique(triples).begin(), triples.end());
        add_columns(triples);
        if (pairs_.size() % 3 != 0 && pairs_.size() > 3) {
            Cut whole{3, {}, {}};
            for (std::uint32_t i = 0; i < pairs_.size(); ++i) whole.schools.push_back(i);
            whole.weights.assign(pairs_.size(), 1);
            std::erase(known_cuts, whole);
            known_cuts.insert(known_cuts.begin(), std::move(whole));
            has_whole_ = true;
        }
        add_cuts(known_cuts);
        lp.solve(TriadLp::Method::dual);
    }

    /// Solves and adds triples until none is cheap. `is_spent()` ends it early.
    template <class Spent>
    void price_out(Spent is_spent) {
        while (!is_spent() && add_columns(cheap_triples())) lp.solve(TriadLp::Method::primal);
    }

    /// Adds violated cuts, at most so many, and solves; false where none is found.
    bool cut_once(std::size_t most, Sets sets = Sets::least_cuts) {
        std::vector<Share> support;
        const auto shares = lp.shares();
        for (std::size_t t = 0; t < shares.size(); ++t)
            if (shares[t] > hair) support.push_back({columns[t], shares[t]});
        const auto found = violated_cuts(pairs_.size(), support, most, sets, known_);
        if (found.empty()) return false;
        add_cuts(found);
        lp.solve(TriadLp::Method::dual);
        return true;
    }

    void drop_slack_cuts() {
        const auto prices = lp.cut_prices();
        std::vector<bool> marked(prices.size());
        std::vector<Cut> kept;
        for (std::size_t i = 0; i < prices.size(); ++i) {
            marked[i] = prices[i] > hair || (i == 0 && has_whole_);
            if (marked[i])
                kept.push_back(std::move(cuts_[i]));
            else
                known_.erase(cuts_[i]);
        }
        lp.keep(marked);
        cuts_ = std::move(kept);
    }

    /// False where all were there.
    bool add_columns(const std::vector<Triple>& triples) {
        std::vector<Column> added;
        for (const auto& triple : triples) {
            if (!pool_.insert(triple).second) continue;
            added.push_back({triple, static_cast<double>(pairs_.cost(triple))});
            for (const auto school : triple) columns_of[school].push_back(columns.size());
            columns.push_back(triple);
        }
        lp.add(added);
        return !added.empty();
    }

    /// Rings of four that are not there yet, each with its cost. A ring stands among the columns as its first
    /// three schools: no cut counts these more often than the ring, so cuts that they violate are violated.
    void add_rings(std::span<const RingColumn> rings) {
        for (const auto& ring : rings) {
            const Triple first = {ring.schools[0], ring.schools[1], ring.schools[2]};
            for (const auto school : ring.schools) columns_of[school].push_back(columns.size());
            columns.push_back(first);
        }
        lp.add(rings);
    }

    /// Disjoint triples with the greatest shares.
    std::vector<Triple> rounded() const {
        std::vector<Share> solution;
        const auto shares = lp.shares();
        for (std::size_t t = 0; t < shares.size(); ++t) solution.push_back({columns[t], shares[t]});
        return greatest_shares(std::move(solution), pairs_.size());
    }

    /// How many schools wait in the solution.
    double waiting() const {
        double sum = 0;
        for (const auto share : lp.waiting()) sum += share;
        return sum;
    }

    /// What each school that waits costs from now on; solves.
    void set_waiting_cost(std::int64_t cost) {
        waiting_cost_ = cost;
        for (std::uint32_t i = 0; i < pairs_.size(); ++i) lp.set_waiting_cost(i, static_cast<double>(cost));
        lp.solve(TriadLp::Method::primal);
    }
    std::int64_t waiting_cost() const { return waiting_cost_; }

    /// The price of the cut that counts everything, if there is one.
    double whole_price() const { return has_whole_ ? lp.cut_prices()[0] : 0; }

    /// The cuts that have a price now, less than half of all.
    class PricedCuts {
    public:
        /// A sum with what the cuts add to the cost of a triple or of a ring.
        template <std::size_t size>
        double on(const std::array<std::uint32_t, size>& schools, double sum) const {
            sum += whole_;
            index_.each(schools, [&](std::uint32_t cut, int times) { sum += times * prices_[cut]; });
            return sum;
        }

    private:
        friend Relaxation;
        explicit PricedCuts(const Relaxation& relaxation)
            : whole_(relaxation.whole_price()), index_(relaxation.pairs_.size()) {
            const auto prices = relaxation.lp.cut_prices();
            for (std::size_t i = relaxation.has_whole_ ? 1 : 0; i < prices.size(); ++i) {
                if (prices[i] <= 0) continue;
                index_.add(relaxation.cuts_[i]);
                prices_.push_back(prices[i]);
            }
        }
        double whole_; ///< the price of the cut that counts everything, once
        CutIndex index_;
        std::vector<double> prices_; ///< of the others
    };
    PricedCuts priced_cuts() const { return PricedCuts(*this); }

    /// The prices as they are, in whole millionths.
    ProofNode priced_node() const {
        ProofNode node;
        const auto most = waiting_cost_ * price_scale;
        for (const auto price : lp.school_prices())
            node.school_prices.push_back(std::min(
                most, static_cast<std::int64_t>(std::floor(price * static_cast<double>(price_scale)))));
        const auto prices = lp.cut_prices();
        for (std::size_t i = 0; i < prices.size(); ++i)
            if (const auto price = std::llround(prices[i] * static_cast<double>(price_scale)); price > 0)
                node.cut_prices.push_back({cuts_[i].divisor, cuts_[i].schools, cuts_[i].weights, price});
        return node;
    }

    TriadLp lp;
    std::vector<Triple> columns;                      ///< in the order of the relaxation
    std::vector<std::vector<std::size_t>> columns_of; ///< of each school

private:
    void add_nearest(std::vector<Triple>& triples, std::size_t most) const {
        std::vector<std::pair<std::int32_t, std::uint32_t>> near;
        for (std::uint32_t i = 0; i < pairs_.size(); ++i) {
            near.clear();
            pairs_.each_pair(i, [&](std::uint32_t j, std::int32_t cost) { near.emplace_back(cost, j); });
            const auto count = std::min(near.size(), most);
            std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(count));
            for (std::size_t a = 0; a < count; ++a)
                for (auto b = a + 1; b < count; ++b) {
                    Triple triple = {i, near[a].second, near[b].second};
                    std::ranges::sort(triple);
                    if (pairs_.allows(triple)) triples.push_back(triple);
                }
        }
    }

    /// The triples that the prices make cheapest, a few for each school.
    std::vector<Triple> cheap_triples() const {
        struct Cheap {
            double reduced;
            Triple triple;
            auto operator<=>(const Cheap&) const = default;
        };
        const auto cuts = priced_cuts();
        std::vector<Cheap> cheap;
        each_triple_under(pairs_, lp.school_prices(), 1.0, -hair - whole_price(),
                          [&](const Triple& triple, double doubled) {
                              const auto reduced = cuts.on(triple, doubled / 2);
                              if (reduced < -hair) cheap.push_back({reduced, triple});
                          });
        std::ranges::sort(cheap);
        std::vector<int> taken(pairs_.size());
        std::vector<Triple> triples;
        for (const auto& [reduced, triple] : cheap) {
            if (std::ranges::all_of(triple, [&](auto school) { return taken[school] >= 3; })) continue;
            for (const auto school : triple) ++taken[school];
            triples.push_back(triple);
        }
        return triples;
    }

    void add_cuts(const std::vector<Cut>& cuts) {
        lp.add(cuts);
        for (const auto& cut : cuts) {
            cuts_.push_back(cut);
            known_.insert(cut);
        }
    }

    const Pairs& pairs_;
    std::int64_t waiting_cost_;
    bool has_whole_ = false; ///< the first cut counts every triple
    std::vector<Cut> cuts_;  ///< in the order of the relaxation
    std::set<Cut> known_;
    std::set<Triple> pool_;
};

} // namespace peerreview::solve
