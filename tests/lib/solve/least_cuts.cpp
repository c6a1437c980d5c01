#include "solve/least_cuts.hpp"

#include "solve/triad_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview::solve;

namespace {

std::vector<WeightedEdge> drawn_edges(std::uint32_t nodes, Draw& draw) {
    std::vector<WeightedEdge> edges;
    for (std::uint32_t a = 0; a < nodes; ++a)
        for (auto b = a + 1; b < nodes; ++b)
            if (draw.next() % 100 < 55) edges.push_back({a, b, static_cast<double>(1 + draw.next() % 8) / 8});
    return edges;
}

/// The weight of the edges between a set of nodes, as bits, and all others.
double boundary(const std::vector<WeightedEdge>& edges, std::uint32_t set) {
    double sum = 0;
    for (const auto& [a, b, weight] : edges)
        if (((set >> a) & 1) != ((set >> b) & 1)) sum += weight;
    return sum;
}

/// The least boundary of all sets with one node and without the other.
double least_between(const std::vector<WeightedEdge>& edges, std::uint32_t nodes, std::uint32_t a,
                     std::uint32_t b) {
    auto least = 1e9;
    for (std::uint32_t set = 0; set < (1u << nodes); ++set)
        if (((set >> a) & 1) != 0 && ((set >> b) & 1) == 0) least = std::min(least, boundary(edges, set));
    return least;
}

std::uint32_t bits_of(const LeastCut& cut) {
    std::uint32_t set = 0;
    for (const auto node : cut.nodes) set |= 1u << node;
    return set;
}

} // namespace

TEST_CASE("least cuts are those that trying all sets of nodes finds, up to the limit") {
    std::size_t under = 0, over = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        CAPTURE(seed);
        Draw draw{seed};
        const auto nodes = 2 + static_cast<std::uint32_t>(draw.next() % 6);
        const auto edges = drawn_edges(nodes, draw);
        const auto limit = static_cast<double>(1 + draw.next() % 16) / 8;
        const auto cuts = least_cuts(nodes, edges, limit);
        CHECK(cuts.size() < nodes);
        for (const auto& cut : cuts)
            CHECK(boundary(edges, bits_of(cut)) == doctest::Approx(cut.weight).epsilon(1e-9));
        for (std::uint32_t a = 0; a < nodes; ++a)
            for (auto b = a + 1; b < nodes; ++b) {
                const auto least = least_between(edges, nodes, a, b);
                ++(least < limit ? under : over);
                const auto is_it = [&](const LeastCut& cut) {
                    const auto set = bits_of(cut);
                    return ((set >> a) & 1) != ((set >> b) & 1) && std::abs(cut.weight - least) < 1e-9;
                };
                CHECK(std::ranges::any_of(cuts, is_it) == (least < limit - 1e-9));
            }
    }
    CHECK(under > 200);
    CHECK(over > 200);
}
