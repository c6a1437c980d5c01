// The relaxation of a block (triad_relaxation.hpp) with rings of four as columns beside its triples. A cut is
// made of the equations of some schools, so it counts a ring as it counts a triple: as often as the weights
// of its schools hold the divisor. The cut that counts all triples once counts all rings once, and so leaves
// no fewer rings than the number of schools asks for.
//
// Rings are priced without looking at all of them. A ring's cost less its prices is half the sum, over its
// four triples, of their cost less two thirds of their prices. So where the ring is under a limit, one of the
// triples is under half of it, and from each such triple the fourth school is looked for.

#include "solve/ring_prices.hpp"

#include "solve/triad_relaxation.hpp"

#include <algorithm>
#include <set>

namespace peerreview::solve {

namespace {

constexpr std::size_t nearest_first = 7;

/// Calls `visit(ring, cost)` for each ring that has a triple whose cost, times 3 × unit, less twice its
/// prices is under 3 × limit / 2: for each with unit × cost - prices < limit among others, once for each such
/// triple.
template <class Number, class Visit>
void each_ring_near(const Block& block, std::span<const Number> prices, Number unit, Number limit,
                    Visit visit) {
    std::vector<Number> doubled;
    for (const auto price : prices) doubled.push_back(2 * price);
    const auto least = static_cast<Number>(3 * limit / 2) + 1;
    each_triple_under<Number>(block, doubled, 3 * unit, least, [&](const Triple& t, Number) {
        for (std::uint32_t fourth = 0; fourth < block.size(); ++fourth) {
            if (std::ranges::find(t, fourth) != t.end()) continue;
            Quad ring = {t[0], t[1], t[2], fourth};
            std::ranges::sort(ring);
            if (const auto cost = cost_of(block, ring)) visit(ring, *cost);
        }
    });
}

template <class Number>
Number sum_of(std::span<const Number> prices, const Quad& ring) {
    Number sum = 0;
    for (const auto school : ring) sum += prices[school];
    return sum;
}

class RingRelaxation {
public:
    RingRelaxation(const Block& block, const RingTask& task)
        : block_(block), task_(task), relaxation_(block, 6 * std::int64_t{block.greatest()} + 1) {}

    ProofNode run() {
        std::vector<Cut> cuts;
        for (const auto& cut : task_.cuts) cuts.push_back(plain(cut));
        relaxation_.begin({task_.triads.begin(), task_.triads.end()}, std::move(cuts), nearest_first);
        add_rings(near_rings());
        price_out();
        std::vector<double> values = {relaxation_.lp.value()};
        while (!is_spent()) {
            constexpr std::size_t looked_back = 6;
            if (values.size() > looked_back && values.back() - values[values.size() - 1 - looked_back] < 0.5)
                break;
            if (values.size() % 5 == 0) relaxation_.drop_slack_cuts();
            if (!relaxation_.cut_once(block_.size() / 2 + 20)) break;
            price_out();
            values.push_back(relaxation_.lp.value());
        }
        return safe_prices();
    }

private:
    bool is_spent() const {
        return relaxation_.lp.pivots() > task_.pivots ||
               (task_.stop && task_.stop->load(std::memory_order_relaxed));
    }

    void price_out() {
        do relaxation_.price_out([&] { return is_spent(); });
        while (!is_spent() && add_cheap_rings());
    }

    /// The rings among each school and its nearest.
    std::vector<Quad> near_rings() const {
        std::vector<Quad> rings;
        std::vector<std::pair<std::int32_t, std::uint32_t>> near;
        for (std::uint32_t school = 0; school < block_.size(); ++school) {
            near.clear();
            block_.each_pair(school, [&](auto other, auto cost) { near.emplace_back(cost, other); });
            std::ranges::sort(near);
            near.resize(std::min(near.size(), nearest_first));
            for (std::size_t a = 0; a < near.size(); ++a)
                for (auto b = a + 1; b < near.size(); ++b)
                    for (auto c = b + 1; c < near.size(); ++c) {
                        Quad ring = {school, near[a].second, near[b].second, near[c].second};
                        std::ranges::sort(ring);
                        if (cost_of(block_, ring)) rings.push_back(ring);
                    }
        }
        return rings;
    }

    /// False where all were there.
    bool add_rings(const std::vector<Quad>& rings) {
        std::vector<RingColumn> added;
        for (const auto& ring : rings)
            if (pool_.insert(ring).second)
                added.push_back({ring, static_cast<double>(*cost_of(block_, ring))});
        if (added.empty()) return false;
        relaxation_.add_rings(added);
        return relaxation_.lp.solve(TriadLp::Method::primal);
    }

    /// The rings that the prices make cheapest, a few for each school; false where none is cheap.
    bool add_cheap_rings() {
        constexpr auto hair = Relaxation<Block>::hair;
        constexpr int most = 3; // for each school
        const auto cuts = relaxation_.priced_cuts();
        const auto prices = relaxation_.lp.school_prices();
        std::set<std::pair<double, Quad>> cheap;
        const auto limit = -hair - relaxation_.whole_price();
        each_ring_near<double>(block_, prices, 1.0, limit, [&](const Quad& ring, std::int64_t cost) {
            const auto reduced = static_cast<double>(cost) - sum_of(prices, ring);
            if (reduced >= limit) return;
            if (const auto whole = cuts.on(ring, reduced); whole < -hair) cheap.emplace(whole, ring);
        });
        std::vector<int> taken(block_.size());
        std::vector<Quad> rings;
        for (const auto& [reduced, ring] : cheap) {
            if (std::ranges::all_of(ring, [&](auto school) { return taken[school] >= most; })) continue;
            for (const auto school : ring) ++taken[school];
            rings.push_back(ring);
        }
        return add_rings(rings);
    }

    /// Rounded, and lowered by so much that nothing has a reduced cost under 0.
    ProofNode safe_prices() const {
        auto node = relaxation_.priced_node();
        const auto index = index_of(node);
        std::int64_t least_triple = 0, least_ring = 0; // doubled, and not
        each_triple_under<std::int64_t>(block_, node.school_prices, price_scale, -whole_price(node),
                                        [&](const Triple& triple, std::int64_t doubled) {
                                            least_triple = std::min(
                                                least_triple, doubled + 2 * cuts_on(node, index, triple));
                                        });
        each_ring_near<std::int64_t>(
            block_, node.school_prices, price_scale, -whole_price(node),
            [&](const Quad& ring, std::int64_t cost) {
                const auto reduced = cost * price_scale - sum_of<std::int64_t>(node.school_prices, ring);
                if (reduced < least_ring)
                    least_ring = std::min(least_ring, reduced + cuts_on(node, index, ring));
            });
        const auto step = std::max((-least_triple + 5) / 6, (-least_ring + 3) / 4);
        for (auto& price : node.school_prices) price -= step;
        return node;
    }

    const Block& block_;
    const RingTask& task_;
    Relaxation<Block> relaxation_;
    std::set<Quad> pool_;
};

} // namespace

ProofNode ring_prices(const Block& block, const RingTask& task) { return RingRelaxation(block, task).run(); }

RingsUnder rings_under(const Block& block, const ProofNode& prices, std::int64_t limit, std::size_t most) {
    const auto index = index_of(prices);
    RingsUnder found;
    std::set<PricedRing> under;
    each_ring_near<std::int64_t>(
        block, prices.school_prices, price_scale, limit - whole_price(prices),
        [&](const Quad& ring, std::int64_t cost) {
            auto reduced = cost * price_scale - sum_of<std::int64_t>(prices.school_prices, ring);
            if (reduced >= limit) return;
            reduced += cuts_on(prices, index, ring);
            if (reduced >= limit || !under.insert({reduced, ring, cost}).second || under.size() <= most)
                return;
            const auto last = std::prev(under.end());
            found.least_left_out = std::min(found.least_left_out.value_or(last->reduced), last->reduced);
            under.erase(last);
        });
    found.rings.assign(under.begin(), under.end());
    return found;
}

} // namespace peerreview::solve
