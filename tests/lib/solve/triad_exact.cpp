#include "solve/triad_exact.hpp"

#include "solve/triad_bound.hpp"
#include "solve/triad_problems.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace peerreview::solve;

TEST_CASE("what is proven of a hard block rises with the work, though its tree is never whole") {
    const auto problem = square(120, 12, 1600);
    const TriadGraph graph(problem);
    std::vector<std::uint32_t> all(graph.size());
    std::iota(all.begin(), all.end(), 0u);
    std::int64_t before = 0;
    for (const std::uint64_t pivots : {2'000u, 6'000u, 9'000u}) {
        BlockTask task;
        task.waiting_cost = 4000;
        task.pivots = pivots;
        const auto answer = solve_block(graph.block(all), task);
        const auto waiting = static_cast<std::int64_t>(graph.size() - 3 * answer.triples.size());
        auto proof = answer.proof;
        proof.schools = all;
        const auto [bound, fault] = check_bound(problem, waiting, {proof});
        INFO(pivots, " pivots");
        CHECK(is_arrangement(graph, answer.triples));
        CHECK(answer.cost == cost_of(graph, answer.triples) + waiting * task.waiting_cost);
        CHECK(answer.proof.bound < answer.cost);
        CHECK(fault == "");
        CHECK(bound == answer.proof.bound - waiting * task.waiting_cost);
        CHECK(answer.proof.bound > before);
        before = answer.proof.bound;
    }
}
