#include "solve/ring_prices.hpp"

#include "solve/day_problems.hpp"
#include "solve/triad_relaxation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace peerreview::solve;

namespace {

/// Any costs, and some pairs forbidden.
Block drawn_block(std::uint32_t schools, std::uint64_t seed) {
    Block block(schools);
    Draw draw(seed);
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (draw.chance(85)) block.set(a, b, draw.number(0, 999));
    return block;
}

template <class Visit>
void each_ring(const Block& block, Visit visit) {
    for (std::uint32_t a = 0; a < block.size(); ++a)
        for (auto b = a + 1; b < block.size(); ++b)
            for (auto c = b + 1; c < block.size(); ++c)
                for (auto d = c + 1; d < block.size(); ++d)
                    if (const auto cost = cost_of(block, Quad{a, b, c, d})) visit(Quad{a, b, c, d}, *cost);
}

} // namespace

TEST_CASE("no triple and no ring is cheaper than its prices, and none under a limit is left out") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const auto block = drawn_block(static_cast<std::uint32_t>(13 + seed % 5), seed);
        const auto node = ring_prices(block, {{}, {}, 100'000, nullptr});
        const auto index = index_of(node);
        const auto reduced_of = [&](const auto& schools, std::int64_t cost) {
            auto reduced = cost * price_scale + cuts_on(node, index, schools);
            for (const auto school : schools) reduced -= node.school_prices[school];
            return reduced;
        };
        for (std::uint32_t a = 0; a < block.size(); ++a)
            for (auto b = a + 1; b < block.size(); ++b)
                for (auto c = b + 1; c < block.size(); ++c)
                    if (const Triple triple = {a, b, c}; block.allows(triple))
                        CHECK(reduced_of(triple, block.cost(triple)) >= 0);
        std::set<PricedRing> under;
        const auto limit = 300 * price_scale;
        each_ring(block, [&](const Quad& ring, std::int64_t cost) {
            const auto reduced = reduced_of(ring, cost);
            CHECK(reduced >= 0);
            if (reduced < limit) under.insert({reduced, ring, cost});
        });
        const auto found = rings_under(block, node, limit, 1'000'000);
        CHECK(std::ranges::equal(found.rings, under));
        CHECK_FALSE(found.least_left_out);
        if (under.size() < 4) continue;
        const auto few = rings_under(block, node, limit, 3);
        CHECK(
            std::ranges::equal(few.rings, std::ranges::subrange(under.begin(), std::next(under.begin(), 3))));
        CHECK(few.least_left_out == std::next(under.begin(), 3)->reduced);
    }
}
