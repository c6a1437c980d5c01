#include "solve/rings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

using namespace peerreview::solve;

namespace {

struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
};

TriadProblem instance(std::uint32_t schools, std::uint64_t seed, unsigned percent) {
    TriadProblem problem{schools, {}};
    Draw draw{seed};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (draw.next() % 100 < percent)
                problem.pairs.push_back({a, b, static_cast<std::int32_t>(draw.next() % 1000)});
    return problem;
}

using Group = std::vector<std::uint32_t>;

std::optional<std::int64_t> cost_of(const TriadProblem& problem, const Group& group) {
    std::int64_t cost = 0;
    for (std::size_t i = 0; i < group.size(); ++i)
        for (auto j = i + 1; j < group.size(); ++j) {
            const auto a = std::min(group[i], group[j]), b = std::max(group[i], group[j]);
            const auto found = std::ranges::find_if(
                problem.pairs, [&](const Pair& pair) { return pair.a == a && pair.b == b; });
            if (found == problem.pairs.end()) return std::nullopt;
            cost += found->cost;
        }
    return cost;
}

/// The least cost of everybody in triads and so many rings of four, by trying all.
std::optional<std::int64_t> exhaust(const TriadProblem& problem, const Group& left, int rings) {
    if (left.empty()) return rings == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
    std::optional<std::int64_t> best;
    const auto take = [&](const Group& group, int more) {
        const auto cost = cost_of(problem, group);
        if (!cost) return;
        Group rest;
        std::ranges::set_difference(left, group, std::back_inserter(rest));
        const auto others = exhaust(problem, rest, more);
        if (others && (!best || *cost + *others < *best)) best = *cost + *others;
    };
    for (std::size_t i = 1; i < left.size(); ++i)
        for (auto j = i + 1; j < left.size(); ++j) {
            take({left[0], left[i], left[j]}, rings);
            for (auto k = j + 1; rings > 0 && k < left.size(); ++k)
                take({left[0], left[i], left[j], left[k]}, rings - 1);
        }
    return best;
}

RingSolution formed(const TriadProblem& problem) { return form_rings(problem, form_triads(problem, {}), {}); }

} // namespace

TEST_CASE("rings of four are the best, as trying everything shows") {
    int with_rules = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        constexpr std::uint32_t sizes[] = {7, 8, 10, 11, 4};
        const auto schools = sizes[seed % 5];
        const auto problem = instance(schools, seed, seed % 3 == 0 ? 80 : 100);
        Group all;
        for (std::uint32_t i = 0; i < schools; ++i) all.push_back(i);
        const auto best = exhaust(problem, all, schools % 3 == 1 ? 1 : 2);
        const auto solution = formed(problem);
        INFO("seed ", seed);
        if (!best) continue;
        with_rules += seed % 3 == 0;
        CHECK(solution.waiting.empty());
        CHECK(solution.cost == *best);
        CHECK(solution.bound == *best);
        std::set<std::uint32_t> placed;
        for (const auto& triple : solution.triads) placed.insert(triple.begin(), triple.end());
        for (const auto& ring : solution.rings) placed.insert(ring.begin(), ring.end());
        CHECK(placed.size() == schools);
    }
    CHECK(with_rules > 5);
}

TEST_CASE("rings among seventy schools on a plane are proven the best") {
    for (const std::uint32_t schools : {68u, 70u}) {
        std::vector<std::pair<double, double>> places;
        Draw draw{schools};
        for (std::uint32_t i = 0; i < schools; ++i)
            places.emplace_back(static_cast<double>(draw.next() % 2000),
                                static_cast<double>(draw.next() % 2000));
        TriadProblem problem{schools, {}};
        for (std::uint32_t a = 0; a < schools; ++a)
            for (auto b = a + 1; b < schools; ++b)
                problem.pairs.push_back(
                    {a, b,
                     static_cast<std::int32_t>(std::hypot(places[a].first - places[b].first,
                                                          places[a].second - places[b].second))});
        const auto solution = formed(problem);
        CHECK(solution.rings.size() == schools % 3);
        CHECK(solution.bound == solution.cost);
    }
}

TEST_CASE("five schools are one ring of five, and where a pair is forbidden one of them waits") {
    auto problem = instance(5, 3, 100);
    CHECK(formed(problem).rings == std::vector<Group>{{0, 1, 2, 3, 4}});
    std::erase_if(problem.pairs, [](const Pair& pair) { return pair.a == 0 && pair.b == 4; });
    const auto solution = formed(problem);
    REQUIRE(solution.rings.size() == 1);
    CHECK(solution.rings[0].size() == 4);
    CHECK(solution.waiting.size() == 1);
}

TEST_CASE("in a ring of four the nearest pairs review each other") {
    // 0 and 3 are neighbours, as are 1 and 2: they sit opposite each other.
    const TriadProblem problem{4, {{0, 1, 9}, {0, 2, 9}, {0, 3, 1}, {1, 2, 1}, {1, 3, 9}, {2, 3, 9}}};
    CHECK(formed(problem).rings == std::vector<Group>{{0, 1, 3, 2}});
}

TEST_CASE("a school that the rules leave over joins a triad that may take it") {
    // 3 may share a triad with 0 and 1, and 4 with 2 and 5: six schools, of which rules make three wait.
    const TriadProblem problem{
        6, {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {0, 3, 1}, {1, 3, 1}, {2, 3, 1}, {2, 4, 1}, {0, 4, 1}}};
    const auto solution = formed(problem);
    REQUIRE(solution.rings.size() == 1);
    CHECK(solution.rings[0].size() == 4);
    CHECK(solution.waiting.size() == 2);
    CHECK(solution.bound <= solution.cost);
}
