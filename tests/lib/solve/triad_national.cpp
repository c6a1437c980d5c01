#include "solve/triad_national.hpp"

#include "solve/triad_bound.hpp"
#include "solve/triad_problems.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <string>

using namespace peerreview::solve;

namespace {

constexpr std::int64_t waiting_cost = 60'000;

CheckedBound checked(const TriadProblem& problem, const BlockAnswer& answer) {
    auto proof = answer.proof;
    proof.schools.resize(problem.schools);
    std::iota(proof.schools.begin(), proof.schools.end(), 0u);
    const auto waiting = problem.schools - 3 * answer.triples.size();
    return check_bound(problem, static_cast<std::int64_t>(waiting), {proof});
}

BlockAnswer solve_large(const TriadGraph& graph, const TriadOptions& options,
                        const Elsewhere& elsewhere = {}) {
    LargePart part(graph, waiting_cost, options);
    part.begin();
    return part.finish(elsewhere);
}

} // namespace

TEST_CASE("a large part is arranged with a remainder waiting, within a few per cent of its bound") {
    for (const std::uint32_t schools : {240u, 241u, 242u}) {
        const auto problem = square(schools, schools, 3000);
        const TriadGraph graph(problem);
        const auto answer = solve_large(graph, {.effort = Effort::quick});
        const auto cost = cost_of(graph, answer.triples);
        const auto [bound, fault] = checked(problem, answer);
        INFO(schools, " schools");
        CHECK(is_arrangement(graph, answer.triples));
        CHECK(schools - 3 * answer.triples.size() == schools % 3);
        CHECK(answer.cost == cost + schools % 3 * answer.proof.waiting_cost);
        CHECK(answer.proof.bound <= answer.cost);
        CHECK(fault == "");
        CHECK(bound <= cost);
        CHECK(static_cast<double>(cost) < 1.04 * static_cast<double>(bound));
    }
}

TEST_CASE("a large part in which rules let more wait is bounded for so many") {
    // Twelve schools have one partner each, so none of them is in a triad with it alone.
    auto problem = square(240, 5, 3000);
    problem.schools += 12;
    for (std::uint32_t i = 0; i < 12; ++i) {
        problem.pairs.push_back({i / 4, 240 + i, 50});
        problem.pairs.push_back({20 + i / 4, 240 + i, 50});
        problem.pairs.push_back({i / 4, 20 + i / 4, 50});
    }
    std::ranges::sort(problem.pairs, [](const Pair& x, const Pair& y) {
        return std::array{x.a, x.b, static_cast<std::uint32_t>(x.cost)} <
               std::array{y.a, y.b, static_cast<std::uint32_t>(y.cost)};
    });
    problem.pairs.erase(
        std::ranges::unique(problem.pairs,
                            [](const Pair& x, const Pair& y) { return x.a == y.a && x.b == y.b; })
            .begin(),
        problem.pairs.end());
    const TriadGraph graph(problem);
    const auto answer = solve_large(graph, {.effort = Effort::quick});
    const auto [bound, fault] = checked(problem, answer);
    CHECK(graph.size() - 3 * answer.triples.size() == 9); // three of each four that need the same two
    CHECK(fault == "");
    CHECK(static_cast<double>(cost_of(graph, answer.triples)) < 1.06 * static_cast<double>(bound));
}

TEST_CASE("of thousands fewer wait where the relaxation without cuts shows a way that regions do not") {
    const auto answer = solve_large(TriadGraph(square(2000, 23, 380)), {.effort = Effort::quick});
    CHECK(2000 - 3 * answer.triples.size() == 20); // 23 from what regions choose
}

TEST_CASE("a large part that is stopped at once is arranged and proven all the same") {
    const auto problem = square(200, 6, 3000);
    const TriadGraph graph(problem);
    const std::atomic<bool> stop = true;
    TriadOptions options;
    options.stop = &stop;
    const auto answer = solve_large(graph, options);
    CHECK(is_arrangement(graph, answer.triples));
    CHECK(answer.triples.size() > 30);
    CHECK(checked(problem, answer).fault == "");
    CHECK(answer.proof.bound <= answer.cost);
}

TEST_CASE("a large part is done when its gap is little beside what other parts cost") {
    const auto problem = square(450, 7, 1800);
    const TriadGraph graph(problem);
    TriadOptions options;
    int windows = 0;
    options.progress = [&](const TriadProgress& progress) {
        if (progress.stage == std::string("windows")) ++windows;
    };
    solve_large(graph, options, {.shown = 1'000'000'000});
    CHECK(windows == 0);
    solve_large(graph, options, {.shown = 1'000'000'000, .gap = 100'000'000});
    CHECK(windows > 0);
    windows = 0;
    solve_large(graph, options);
    CHECK(windows > 0);
}
