#include "solve/triad_windows.hpp"

#include "solve/triad_problems.hpp"

#include <doctest/doctest.h>

using namespace peerreview::solve;

namespace {

WindowPass pass_of(std::uint64_t seed, unsigned threads) {
    WindowPass pass;
    pass.seed = seed;
    pass.schools = 45;
    pass.pivots = 1000;
    pass.waiting_cost = 100'000;
    pass.threads = threads;
    return pass;
}

} // namespace

TEST_CASE("windows make an arrangement better and leave it one") {
    const TriadGraph graph(square(152, 4, 4000));
    const auto near = nearest_schools(graph, 10);
    auto triads = simple_arrangement(graph);
    const auto first = cost_of(graph, triads);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const auto better = improve(graph, near, triads, pass_of(seed, 1));
        CHECK(is_arrangement(graph, better));
        CHECK(better.size() >= triads.size());
        if (better.size() == triads.size()) CHECK(cost_of(graph, better) <= cost_of(graph, triads));
        triads = better;
    }
    CHECK(graph.size() - 3 * triads.size() == 2);
    CHECK(cost_of(graph, triads) * 10 < first * 9);
}

TEST_CASE("windows give the same arrangement with any number of threads") {
    const TriadGraph graph(square(130, 9, 3000));
    const auto near = nearest_schools(graph, 10);
    const auto triads = simple_arrangement(graph);
    const auto one = improve(graph, near, triads, pass_of(5, 1));
    CHECK(improve(graph, near, triads, pass_of(5, 3)) == one);
    CHECK(improve(graph, near, triads, pass_of(5, 1)) == one);
    CHECK(one != triads);
}

TEST_CASE("windows without defects stay as they are") {
    const TriadGraph graph(square(90, 2, 4000));
    const auto triads = simple_arrangement(graph);
    auto pass = pass_of(1, 1);
    pass.defects.assign(graph.size(), 0);
    CHECK(improve(graph, nearest_schools(graph, 10), triads, pass) == triads);
}

TEST_CASE("the nearest schools are the cheapest pairs, the cheapest first") {
    const TriadGraph graph(TriadProblem{4, {{0, 1, 30}, {0, 2, 10}, {0, 3, 20}, {1, 2, 5}}});
    CHECK(nearest_schools(graph, 2) == std::vector<std::vector<std::uint32_t>>{{2, 3}, {2, 0}, {1, 0}, {0}});
}

TEST_CASE("settled schools stay in their triads while others change theirs") {
    const TriadGraph graph(square(152, 4, 4000));
    const auto triads = simple_arrangement(graph);
    auto pass = pass_of(2, 1);
    pass.settled.assign(graph.size(), false);
    const std::vector<Triple> kept(triads.begin(), triads.begin() + 15);
    for (const auto& triad : kept)
        for (const auto school : triad) pass.settled[school] = true;
    const auto better = improve(graph, nearest_schools(graph, 10), triads, pass);
    CHECK(is_arrangement(graph, better));
    CHECK(std::ranges::includes(better, kept));
    CHECK(cost_of(graph, better) < cost_of(graph, triads));
}

TEST_CASE("a window reaches from a school that waits at a loss to one that would wait at none") {
    // Thirty schools ten apart on a line, and one far beyond its end, which should wait; but the first does.
    TriadProblem problem{31, {}};
    const auto place = [](std::uint32_t i) { return static_cast<std::int32_t>(i < 30 ? 10 * i : 800); };
    for (std::uint32_t a = 0; a < 31; ++a)
        for (auto b = a + 1; b < 31; ++b) problem.pairs.push_back({a, b, place(b) - place(a)});
    const TriadGraph graph(problem);
    const auto near = nearest_schools(graph, 4);
    std::vector<Triple> triads;
    for (std::uint32_t i = 1; i < 31; i += 3) triads.push_back({i, i + 1, i + 2});
    auto pass = pass_of(1, 1);
    pass.schools = 9;
    CHECK(cost_of(graph, improve(graph, near, triads, pass)) > 1000);
    pass.may_wait.assign(31, false);
    pass.may_wait[30] = true;
    const auto better = improve(graph, near, triads, pass);
    CHECK(is_arrangement(graph, better));
    CHECK(better.size() == 10);
    CHECK(cost_of(graph, better) == 400);
}

TEST_CASE("of two arrangements the better is taken in each place where they differ") {
    // Two groups of six, each of two clusters, and an odd school between them.
    TriadProblem problem{13, {}};
    const auto place = [](std::uint32_t i) {
        return static_cast<std::int32_t>(i == 12 ? 300 : 400 * (i / 6) + 50 * (i % 6 / 3) + i % 3);
    };
    for (std::uint32_t a = 0; a < 13; ++a)
        for (auto b = a + 1; b < 13; ++b) problem.pairs.push_back({a, b, std::abs(place(b) - place(a))});
    const TriadGraph graph(problem);
    const std::vector<Triple> first = {{0, 1, 2}, {3, 4, 5}, {6, 7, 9}, {8, 10, 11}};
    const std::vector<Triple> second = {{0, 1, 3}, {2, 4, 5}, {6, 7, 8}, {9, 10, 11}};
    const std::vector<Triple> best = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {9, 10, 11}};
    std::atomic<bool> stop{true}; // so that no place is solved anew
    auto pass = pass_of(1, 1);
    pass.stop = &stop;
    CHECK(merge(graph, first, second, pass) == best);
    CHECK(merge(graph, second, first, pass) == best);
    const std::vector<Triple> fewer = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
    CHECK(merge(graph, fewer, second, pass) == best);
}

TEST_CASE("a place where two arrangements differ is put together in the best way") {
    const TriadGraph graph(square(152, 4, 4000));
    const auto near = nearest_schools(graph, 10);
    const auto first = improve(graph, near, simple_arrangement(graph), pass_of(1, 1));
    const auto second = improve(graph, near, simple_arrangement(graph), pass_of(2, 1));
    std::atomic<bool> stop{true};
    auto pass = pass_of(1, 1);
    const auto merged = merge(graph, first, second, pass);
    pass.stop = &stop;
    const auto chosen = merge(graph, first, second, pass);
    CHECK(is_arrangement(graph, merged));
    CHECK(chosen.size() == std::max(first.size(), second.size()));
    CHECK(merged.size() == chosen.size());
    CHECK(cost_of(graph, merged) < cost_of(graph, chosen));
    CHECK(cost_of(graph, chosen) <= std::min(cost_of(graph, first), cost_of(graph, second)));
}

TEST_CASE("of several arrangements the best is made that their triads make together") {
    TriadProblem problem{12, {}};
    const std::vector<Triple> best = {{0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {9, 10, 11}};
    for (std::uint32_t a = 0; a < 12; ++a)
        for (auto b = a + 1; b < 12; ++b) {
            const auto is_near = std::ranges::any_of(best, [&](const Triple& triple) {
                return std::ranges::find(triple, a) != triple.end() &&
                       std::ranges::find(triple, b) != triple.end();
            });
            problem.pairs.push_back({a, b, is_near ? 10 : 50});
        }
    const TriadGraph graph(problem);
    const std::vector<Triple> one = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {9, 10, 11}};
    std::vector<Triple> known = {{0, 3, 6}, {1, 2, 5}, {4, 7, 8}}; // of two others
    CHECK(recombine(graph, one, {}, pass_of(1, 1)) == one);
    CHECK(recombine(graph, one, known, pass_of(1, 1)) != best);
    known.insert(known.end(), {{1, 4, 7}, {0, 2, 9}, {5, 8, 10}, {3, 6, 11}});
    CHECK(recombine(graph, one, known, pass_of(1, 1)) != best);
    known.push_back({2, 5, 8});
    CHECK(recombine(graph, one, known, pass_of(1, 1)) == best);
}
