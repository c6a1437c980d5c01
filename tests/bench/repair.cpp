// How long repairs take and how much of them is proven: cohorts of schools at random on a square, formed, of
// which some leave and others join. bench_repair [SCHOOLS [CASES]]

#include "solve/triad_repair.hpp"

#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdlib>

using namespace peerreview::solve;

namespace {

struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
};

/// Seconds at 45 km/h on roads 1.3 times as long as the straight line; a tenth of the pairs share a trust.
TriadProblem problem_of(const std::vector<std::array<double, 2>>& places,
                        const std::vector<std::uint64_t>& trusts) {
    TriadProblem problem{static_cast<std::uint32_t>(places.size()), {}};
    for (std::uint32_t a = 0; a < problem.schools; ++a)
        for (auto b = a + 1; b < problem.schools; ++b) {
            const auto metres = std::hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]);
            const auto seconds = static_cast<std::int32_t>(metres * 1.3 * 3.6 / 45 + 0.5);
            if (trusts[a] != trusts[b] && seconds <= 75 * 60) problem.pairs.push_back({a, b, seconds});
        }
    return problem;
}

/// Triads of the schools that were there, some of which leave; the others are free or come new.
RepairProblem changed(Draw& draw, std::uint32_t schools, std::uint64_t leave, std::uint64_t join) {
    std::vector<std::array<double, 2>> places(schools);
    std::vector<std::uint64_t> trusts(schools);
    for (auto& place : places)
        place = {static_cast<double>(draw.next() % 120'000), static_cast<double>(draw.next() % 120'000)};
    for (auto& trust : trusts) trust = draw.next() % 10;
    const auto formed = form_triads(problem_of(places, trusts), {});
    std::vector<bool> has_left(schools);
    for (std::uint64_t i = 0; i < leave; ++i) has_left[draw.next() % schools] = true;
    std::vector<std::uint32_t> index(schools);
    std::vector<std::array<double, 2>> left_places;
    std::vector<std::uint64_t> left_trusts;
    for (std::uint32_t i = 0; i < schools; ++i) {
        if (has_left[i]) continue;
        index[i] = static_cast<std::uint32_t>(left_places.size());
        left_places.push_back(places[i]);
        left_trusts.push_back(trusts[i]);
    }
    for (std::uint64_t i = 0; i < join; ++i) {
        left_places.push_back(
            {static_cast<double>(draw.next() % 120'000), static_cast<double>(draw.next() % 120'000)});
        left_trusts.push_back(draw.next() % 10);
    }
    RepairProblem problem{problem_of(left_places, left_trusts), {}};
    const auto cost = [&](std::uint32_t a, std::uint32_t b) {
        for (const auto& pair : problem.triads.pairs)
            if (pair.a == a && pair.b == b) return pair.cost;
        return 0;
    };
    for (const auto& t : formed.triads) {
        if (has_left[t[0]] || has_left[t[1]] || has_left[t[2]]) continue;
        const Triple triple = {index[t[0]], index[t[1]], index[t[2]]};
        problem.standing.push_back(
            {triple, {cost(triple[0], triple[1]), cost(triple[0], triple[2]), cost(triple[1], triple[2])}});
    }
    return problem;
}

} // namespace

int main(int argc, char** argv) {
    const auto schools = argc > 1 ? static_cast<std::uint32_t>(std::atoi(argv[1])) : 90u;
    const auto cases = argc > 2 ? std::atoi(argv[2]) : 20;
    Draw draw{1};
    double longest = 0, sum = 0;
    int proven = 0, proven_changes = 0;
    for (int i = 0; i < cases; ++i) {
        const auto leave = 1 + draw.next() % 4, join = draw.next() % 5;
        const auto problem = changed(draw, schools, leave, join);
        const auto begin = std::chrono::steady_clock::now();
        const auto solution = repair_triads(problem, {});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        fmt::print("{} left, {} joined: {} wait, {} of {} triads change, {:.2f} s{}{}\n", leave, join,
                   solution.waiting.size(), solution.changed.size(), problem.standing.size(), took.count(),
                   solution.is_least_changed ? "" : ", changes not proven",
                   solution.is_least_cost ? "" : ", travel not proven");
        longest = std::max(longest, took.count());
        sum += took.count();
        proven += solution.is_least_cost;
        proven_changes += solution.is_least_changed;
    }
    fmt::print("{} schools, {} cases: {} proven, {} with all changes proven; {:.2f} s in the mean, {:.2f} s "
               "at most\n",
               schools, cases, proven, proven_changes, sum / cases, longest);
}
