#include "solve/triads.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace peerreview::solve;

namespace {

/// A generator for instances, the same on every machine.
struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
};

TriadProblem instance(std::uint32_t schools, std::uint64_t seed, unsigned percent) {
    TriadProblem problem{.schools = schools, .pairs = {}};
    Draw draw{seed};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (draw.next() % 100 < percent)
                problem.pairs.push_back({a, b, static_cast<std::int64_t>(draw.next() % 1000)});
    return problem;
}

struct Best {
    std::size_t waiting;
    std::int64_t cost;
    auto operator<=>(const Best&) const = default;
};

std::int64_t cost_of(const TriadProblem& problem, std::uint32_t a, std::uint32_t b) {
    for (const auto& pair : problem.pairs)
        if (pair.a == std::min(a, b) && pair.b == std::max(a, b)) return pair.cost;
    return -1;
}

/// The best arrangement by trying all of them.
Best exhaust(const TriadProblem& problem, std::vector<bool>& used, Best value) {
    const auto free = std::ranges::find(used, false);
    if (free == used.end()) return value;
    const auto i = static_cast<std::uint32_t>(free - used.begin());
    used[i] = true;
    auto best = exhaust(problem, used, {value.waiting + 1, value.cost});
    for (auto j = i + 1; j < problem.schools; ++j)
        for (auto k = j + 1; k < problem.schools; ++k) {
            if (used[j] || used[k]) continue;
            const auto ij = cost_of(problem, i, j), ik = cost_of(problem, i, k), jk = cost_of(problem, j, k);
            if (ij < 0 || ik < 0 || jk < 0) continue;
            used[j] = used[k] = true;
            best = std::min(best, exhaust(problem, used, {value.waiting, value.cost + ij + ik + jk}));
            used[j] = used[k] = false;
        }
    used[i] = false;
    return best;
}

} // namespace

TEST_CASE("small problems are solved to the optimum and the bound is never above it") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto problem = instance(6 + static_cast<std::uint32_t>(seed % 4), seed, seed % 2 ? 100 : 60);
        std::vector<bool> used(problem.schools);
        const auto best = exhaust(problem, used, {0, 0});
        const auto solution = form_triads(problem, {});
        INFO("seed ", seed);
        CHECK(solution.waiting.size() == best.waiting);
        CHECK(solution.cost == best.cost);
        CHECK(solution.bound <= best.cost);
    }
}

TEST_CASE("the same problem and seed give the same arrangement") {
    const auto problem = instance(27, 7, 80);
    const auto first = form_triads(problem, {.seed = 3}), second = form_triads(problem, {.seed = 3});
    CHECK(first.triads == second.triads);
    CHECK(first.bound == second.bound);
}

TEST_CASE("no schools, one and two make no triad") {
    for (std::uint32_t schools = 0; schools < 3; ++schools) {
        const auto solution = form_triads(instance(schools, 1, 100), {});
        CHECK(solution.triads.empty());
        CHECK(solution.waiting.size() == schools);
        CHECK(solution.bound == 0);
    }
}

TEST_CASE("every school is in one triad or waits") {
    const auto problem = instance(50, 11, 30);
    const auto solution = form_triads(problem, {});
    std::vector<int> seen(50);
    for (const auto& triad : solution.triads)
        for (const auto school : triad) ++seen[school];
    for (const auto school : solution.waiting) ++seen[school];
    CHECK(std::ranges::all_of(seen, [](int times) { return times == 1; }));
}
