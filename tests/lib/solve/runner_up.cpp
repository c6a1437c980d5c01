#include "solve/runner_up.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview::solve;

namespace {

struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
};

TriadProblem instance(std::uint32_t schools, std::uint64_t seed) {
    TriadProblem problem{schools, {}};
    Draw draw{seed};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            problem.pairs.push_back({a, b, static_cast<std::int32_t>(draw.next() % 1000)});
    return problem;
}

/// What the schools cost without some of them.
std::int64_t cost_without(const TriadProblem& problem, const std::vector<std::uint32_t>& waiting) {
    TriadProblem rest;
    std::vector<std::uint32_t> index(problem.schools, problem.schools);
    for (std::uint32_t i = 0; i < problem.schools; ++i)
        if (std::ranges::find(waiting, i) == waiting.end()) index[i] = rest.schools++;
    for (const auto& pair : problem.pairs)
        if (index[pair.a] < problem.schools && index[pair.b] < problem.schools)
            rest.pairs.push_back({index[pair.a], index[pair.b], pair.cost});
    return form_triads(rest, {}).cost;
}

} // namespace

TEST_CASE("the next best choice of who waits is the best of all others") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        constexpr std::uint32_t sizes[] = {7, 8, 10, 11};
        const auto problem = instance(sizes[seed % 4], seed);
        const auto solution = form_triads(problem, {});
        const auto list = runners_up(problem, solution, {});
        INFO("seed ", seed);
        REQUIRE(list.size() == 1);
        CHECK(list[0].is_proven);
        CHECK(list[0].instead_of == solution.waiting);
        CHECK(list[0].waiting != solution.waiting);
        CHECK(cost_without(problem, list[0].waiting) == solution.cost + list[0].more);
        for (std::uint32_t a = 0; a < problem.schools; ++a)
            for (auto b = a; b < problem.schools; ++b) {
                if ((a == b) != (solution.waiting.size() == 1)) continue;
                const auto choice = a == b ? std::vector{a} : std::vector{a, b};
                if (choice != solution.waiting)
                    CHECK(cost_without(problem, choice) >= solution.cost + list[0].more);
            }
    }
}

TEST_CASE("where three divides the schools there is nobody to choose") {
    const auto problem = instance(9, 1);
    CHECK(runners_up(problem, form_triads(problem, {}), {}).empty());
}
