#include "solve/triad_chains.hpp"

#include "solve/triad_problems.hpp"
#include "solve/triad_windows.hpp"

#include <doctest/doctest.h>

using namespace peerreview::solve;

namespace {

/// Schools in a row, of which those no more than two places apart may share a triad.
TriadGraph row(std::uint32_t schools) {
    TriadProblem problem{.schools = schools, .pairs = {}};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < std::min(schools, a + 3); ++b)
            problem.pairs.push_back({a, b, static_cast<std::int32_t>(b - a)});
    return TriadGraph(problem);
}

std::vector<Triple> joined(const TriadGraph& graph, const std::vector<Triple>& triads,
                           const std::vector<std::int64_t>& prices = {}) {
    return join_waiting(graph, nearest_schools(graph, 12), triads, prices, nullptr);
}

} // namespace

TEST_CASE("three schools that wait far apart become a triad by moving others along") {
    CHECK(joined(row(9), {{1, 2, 3}, {5, 6, 7}}) == std::vector<Triple>{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    const auto graph = row(27);
    const auto triads = joined(graph, {{1, 2, 3},
                                       {4, 5, 6},
                                       {7, 8, 9},
                                       {10, 11, 12},
                                       {14, 15, 16},
                                       {17, 18, 19},
                                       {20, 21, 22},
                                       {23, 24, 25}});
    CHECK(is_arrangement(graph, triads));
    CHECK(triads.size() == 9);
}

TEST_CASE("a school that can be in no triad keeps those around it from none") {
    const TriadGraph graph(TriadProblem{4, {{0, 1, 1}, {0, 2, 5}, {0, 3, 5}, {2, 3, 5}}});
    CHECK(joined(graph, {}) == std::vector<Triple>{{0, 2, 3}});
}

TEST_CASE("schools that no chain leads together go on waiting") {
    const TriadGraph graph(TriadProblem{
        9,
        {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {3, 4, 1}, {3, 5, 1}, {4, 5, 1}, {5, 6, 1}, {6, 7, 1}, {7, 8, 1}}});
    const std::vector<Triple> triads = {{0, 1, 2}, {3, 4, 5}};
    CHECK(joined(graph, triads) == triads);
}

TEST_CASE("three schools that wait where nobody can come meet elsewhere") {
    // Of each four the first waits, knows the next two alone, and could take the place of the last.
    TriadProblem problem{.schools = 12, .pairs = {}};
    for (const std::uint32_t arm : {0u, 4u, 8u}) {
        for (const auto& [a, b] : {std::pair(0u, 1u), {0, 2}, {1, 2}, {1, 3}, {2, 3}})
            problem.pairs.push_back({arm + a, arm + b, 1});
        for (auto other = arm + 7; other < 12; other += 4) problem.pairs.push_back({arm + 3, other, 5});
    }
    std::ranges::sort(problem.pairs, {}, [](const Pair& pair) { return std::pair(pair.a, pair.b); });
    CHECK(joined(TriadGraph(problem), {{1, 2, 3}, {5, 6, 7}, {9, 10, 11}}) ==
          std::vector<Triple>{{0, 1, 2}, {3, 7, 11}, {4, 5, 6}, {8, 9, 10}});
}

TEST_CASE("ways lead to schools that are among a school's nearest, or that it is among theirs") {
    // School 8 could take the place of 2, who then makes a triad of 6 and 7.
    TriadProblem problem{9, {}};
    for (const auto& [a, b] :
         {std::pair(0u, 1u), {0, 2}, {0, 8}, {1, 2}, {1, 8}, {2, 6}, {2, 7}, {3, 4}, {3, 5}, {4, 5}, {6, 7}})
        problem.pairs.push_back({a, b, 1});
    const TriadGraph graph(problem);
    const std::vector<Triple> triads = {{0, 1, 2}, {3, 4, 5}};
    const std::vector<Triple> all = {{0, 1, 8}, {2, 6, 7}, {3, 4, 5}};
    auto near = nearest_schools(graph, 12);
    near[8].clear();
    CHECK(join_waiting(graph, near, triads, {}, nullptr) == all);
    for (const auto school : {0u, 1u}) std::erase(near[school], 8u);
    CHECK(join_waiting(graph, near, triads, {}, nullptr) == triads);
    near[8] = {0, 1};
    CHECK(join_waiting(graph, near, triads, {}, nullptr) == all);
}

TEST_CASE("two triads together make way for a school that neither has a place for") {
    // School 0 knows one member of each triad; 6 can go, and wait with 7 and 8. The others know nobody.
    TriadProblem problem{50, {}};
    for (const auto& [a, b] : {std::pair(0u, 1u),
                               {0, 4},
                               {1, 2},
                               {1, 3},
                               {1, 4},
                               {2, 3},
                               {2, 5},
                               {3, 5},
                               {4, 5},
                               {4, 6},
                               {5, 6},
                               {6, 7},
                               {6, 8},
                               {7, 8}})
        problem.pairs.push_back({a, b, 1});
    CHECK(joined(TriadGraph(problem), {{1, 2, 3}, {4, 5, 6}}) ==
          std::vector<Triple>{{0, 1, 4}, {2, 3, 5}, {6, 7, 8}});
}

TEST_CASE("schools do not meet by ways that lead through the same triad") {
    // Schools 0, 1 and 2 wait. Cheapest would be to meet as 3, 4 and 11, but 0 and 1 cannot both be with 5.
    TriadProblem problem{.schools = 12, .pairs = {}};
    for (const auto& [a, b] : {std::pair(0u, 4u),
                               {0, 5},
                               {1, 3},
                               {1, 5},
                               {1, 6},
                               {1, 7},
                               {2, 9},
                               {2, 10},
                               {3, 4},
                               {3, 5},
                               {4, 5},
                               {6, 7},
                               {6, 8},
                               {7, 8},
                               {9, 10},
                               {9, 11},
                               {10, 11},
                               {3, 11},
                               {4, 11}})
        problem.pairs.push_back({a, b, 1});
    for (const auto& [a, b] : {std::pair(3u, 8u), {8, 11}}) problem.pairs.push_back({a, b, 5});
    std::ranges::sort(problem.pairs, {}, [](const Pair& pair) { return std::pair(pair.a, pair.b); });
    const TriadGraph graph(problem);
    const auto triads = joined(graph, {{3, 4, 5}, {6, 7, 8}, {9, 10, 11}});
    CHECK(is_arrangement(graph, triads));
    CHECK(triads.size() == 4);
}

TEST_CASE("by prices a school goes on waiting whose waiting saves most") {
    const std::vector<Triple> triads = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    std::vector<std::int64_t> prices(10, 2);
    prices[9] = 22;
    CHECK(joined(row(10), triads, prices) == triads); // the last one is as near as any
    TriadProblem problem{.schools = 10, .pairs = {}};
    for (std::uint32_t a = 0; a < 10; ++a)
        for (auto b = a + 1; b < std::min(10u, a + 3); ++b)
            problem.pairs.push_back({a, b, static_cast<std::int32_t>(b - a) + (b == 9 ? 10 : 0)});
    const TriadGraph graph(problem);
    CHECK(joined(graph, triads, prices) == std::vector<Triple>{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    CHECK(joined(graph, triads) == triads); // without prices who waits is nobody's concern
}

TEST_CASE("chains leave a remainder of three waiting on a map") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const TriadGraph graph(square(160 + static_cast<std::uint32_t>(seed), seed, 2500));
        auto triads = simple_arrangement(graph);
        triads.resize(triads.size() - 9); // and the last ones, which are far apart
        const auto result = joined(graph, triads);
        INFO("seed ", seed);
        CHECK(is_arrangement(graph, result));
        CHECK(graph.size() - 3 * result.size() == graph.size() % 3);
    }
}
