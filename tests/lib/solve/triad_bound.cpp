#include "solve/triad_bound.hpp"

#include <doctest/doctest.h>

#include <map>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace peerreview::solve;

namespace {

/// A generator for instances, the same on every machine.
struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
};

/// Schools on a plane; pairs farther apart than `limit` are not allowed.
TriadProblem plane(std::uint32_t schools, std::uint64_t seed, double limit) {
    Draw draw{seed};
    std::vector<std::array<double, 2>> places(schools);
    for (auto& place : places)
        place = {static_cast<double>(draw.next() % 1000), static_cast<double>(draw.next() % 1000)};
    TriadProblem problem{.schools = schools, .pairs = {}};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b) {
            const auto cost = std::hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]);
            if (cost <= limit) problem.pairs.push_back({a, b, static_cast<std::int32_t>(cost)});
        }
    return problem;
}

/// Costs of each pair by itself, which obey no triangle inequality and need branches to be proven.
TriadProblem tangle(std::uint32_t schools, std::uint64_t seed) {
    Draw draw{seed};
    TriadProblem problem{.schools = schools, .pairs = {}};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (draw.next() % 4 > 0)
                problem.pairs.push_back({a, b, static_cast<std::int32_t>(draw.next() % 1000)});
    return problem;
}

CheckedBound check(const TriadProblem& problem, const TriadSolution& solution) {
    return check_bound(problem, static_cast<std::int64_t>(solution.waiting.size()), solution.proofs);
}

} // namespace

TEST_CASE("what the search proves the checker confirms") {
    std::size_t with_cases = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto problem = seed % 2
                                 ? plane(28 + static_cast<std::uint32_t>(seed), seed, seed % 3 ? 2000 : 250)
                                 : tangle(20 + static_cast<std::uint32_t>(seed), seed);
        const auto solution = form_triads(problem, {});
        const auto checked = check(problem, solution);
        INFO("seed ", seed);
        CHECK(checked.fault == "");
        CHECK(checked.bound == solution.bound);
        CHECK(solution.bound == solution.cost);
        for (const auto& proof : solution.proofs) with_cases += proof.nodes.size() > 1;
    }
    CHECK(with_cases > 0); // or else branches were never looked at
}

TEST_CASE("an effort too small for the optimum still proves what it says") {
    const auto problem = plane(70, 3, 2000);
    const std::atomic<bool> stop = true;
    TriadOptions options;
    options.stop = &stop;
    const auto solution = form_triads(problem, options);
    const auto checked = check(problem, solution);
    CHECK(checked.fault == "");
    CHECK(checked.bound == solution.bound);
    CHECK(solution.bound <= solution.cost);
    CHECK(solution.triads.size() == 23);
}

TEST_CASE("a certificate that was tampered with proves nothing") {
    const auto problem = plane(31, 5, 2000);
    const auto solution = form_triads(problem, {});
    REQUIRE(check(problem, solution).fault == "");
    REQUIRE(solution.proofs.size() == 1);
    const auto fault_of = [&](auto change) {
        auto changed = solution;
        change(changed.proofs[0]);
        return check(problem, changed).fault;
    };
    CHECK(fault_of([](PartProof& p) { p.bound += 1; }) != "");
    CHECK(fault_of([](PartProof& p) { p.nodes[0].school_prices[4] += 500 * price_scale; }) != "");
    CHECK(fault_of([](PartProof& p) { p.nodes[0].school_prices.pop_back(); }) != "");
    CHECK(fault_of([](PartProof& p) { p.nodes.clear(); }) != "");
    CHECK(fault_of([](PartProof& p) { p.schools[0] = p.schools[1]; }) != "");
    CHECK(fault_of([](PartProof& p) { p.schools.pop_back(); }) != "");
    CHECK(fault_of([](PartProof& p) {
              for (auto& node : p.nodes) node.cut_prices.push_back({2, {0, 1}, {1, 1}, -price_scale});
          }) != "");
    CHECK(fault_of([](PartProof& p) {
              for (auto& node : p.nodes) node.cut_prices.push_back({2, {0, 1, 99}, {1, 1, 1}, price_scale});
          }) != "");
}

TEST_CASE("prices too great to be added up prove nothing") {
    const TriadProblem problem{.schools = 200, .pairs = {{0, 1, 5}, {0, 2, 5}, {1, 2, 5}}};
    CutPrice cut{2, std::vector<std::uint32_t>(200), std::vector<std::int8_t>(200, 1), 10'000'000'000'000};
    std::iota(cut.schools.begin(), cut.schools.end(), 0u);
    PartProof proof;
    proof.schools = cut.schools;
    proof.bound = 1'000'000; // what is left of the sum where it passes the least number there is
    proof.nodes.push_back({std::vector<std::int64_t>(200), std::vector(18'446, cut)});
    CHECK(check_bound(problem, 197, {proof}).fault == "part 1 has prices or cuts that are none");
}

TEST_CASE("a bound over ten million seconds is checked like any other") {
    const TriadProblem problem{.schools = 6, .pairs = {{0, 1, 5}, {0, 2, 5}, {1, 2, 5}}};
    PartProof proof;
    proof.schools = {0, 1, 2, 3, 4, 5};
    proof.waiting_cost = 9'000'000;
    proof.bound = 27'000'015; // three are in no triad
    std::vector<std::int64_t> prices = {5, 5, 5, 9'000'000, 9'000'000, 9'000'000};
    for (auto& price : prices) price *= price_scale;
    proof.nodes.push_back({std::move(prices), {}});
    CHECK(check_bound(problem, 3, {proof}).bound == 15);
    ++proof.bound;
    CHECK(check_bound(problem, 3, {proof}).fault == "part 1 has prices that add up to less than its bound");
}

TEST_CASE("a certificate of other costs proves nothing") {
    auto problem = plane(30, 6, 2000);
    const auto solution = form_triads(problem, {});
    for (auto& pair : problem.pairs) pair.cost = pair.cost * 9 / 10;
    CHECK(check(problem, solution).fault != "");
}

TEST_CASE("a proof for so many waiting proves less for more") {
    const auto problem = plane(30, 7, 2000);
    const auto solution = form_triads(problem, {});
    const auto checked = check_bound(problem, 3, solution.proofs);
    CHECK(checked.fault == "");
    // The dearest triad might wait, and those that wait pay no more than their prices.
    std::map<std::array<std::uint32_t, 2>, std::int64_t> cost;
    for (const auto& pair : problem.pairs) cost[{pair.a, pair.b}] = pair.cost;
    std::int64_t dearest = 0;
    for (const auto& [a, b, c] : solution.triads)
        dearest = std::max(dearest, cost.at({a, b}) + cost.at({a, c}) + cost.at({b, c}));
    CHECK(checked.bound <= solution.cost - dearest);
    CHECK(checked.bound > solution.bound / 2);
    CHECK(solution.bound - 3 * solution.proofs[0].waiting_cost < 0);
}

TEST_CASE("any number of threads sees the one triple that is dear, and none where none is") {
    auto problem = plane(1200, 7, 90);
    constexpr std::uint32_t one = 300;
    std::map<std::uint32_t, std::int64_t> to_one;
    for (const auto& [a, b, cost] : problem.pairs)
        if (a == one || b == one) to_one[a == one ? b : a] = cost;
    auto least = std::numeric_limits<std::int64_t>::max(); // of the triples that have it
    for (const auto& [a, b, cost] : problem.pairs)
        if (to_one.contains(a) && to_one.contains(b)) least = std::min(least, to_one[a] + to_one[b] + cost);
    PartProof proof;
    proof.schools.resize(problem.schools);
    std::iota(proof.schools.begin(), proof.schools.end(), 0u);
    proof.waiting_cost = 1000;
    proof.nodes.resize(1);
    auto& prices = proof.nodes[0].school_prices;
    for (const std::int64_t more : {0, 1}) {
        prices.assign(problem.schools, 0);
        prices[one] = least * price_scale + more;
        proof.bound = 0;
        for (const unsigned threads : {1u, 2u, 5u})
            CHECK(check_bound(problem, 0, {proof}, threads).fault ==
                  (more ? "part 1 prices a triple over its cost" : ""));
        std::ranges::reverse(problem.pairs); // their order is nothing to the checker
    }
}

TEST_CASE("of several proofs of a part what shows most counts for each number that waits") {
    // two triples, of which the dear one is better proven at a great price of waiting, the cheap at a small
    // one
    const TriadProblem problem{
        .schools = 6, .pairs = {{0, 1, 5}, {0, 2, 5}, {1, 2, 5}, {3, 4, 100}, {3, 5, 100}, {4, 5, 100}}};
    const auto proof_of = [](std::int64_t waiting_cost, std::int64_t bound,
                             std::vector<std::int64_t> prices) {
        PartProof proof;
        proof.waiting_cost = waiting_cost;
        proof.bound = bound;
        for (auto& price : prices) price *= price_scale;
        proof.nodes.push_back({std::move(prices), {}});
        return proof;
    };
    const auto great = proof_of(1000, 315, {5, 5, 5, 300, 0, 0}),
               small = proof_of(50, 165, {5, 5, 5, 50, 50, 50});
    const auto shown = [&](PartProof first, std::vector<PartProof> others, std::int64_t waiting) {
        first.schools = {0, 1, 2, 3, 4, 5};
        first.others = std::move(others);
        return check_bound(problem, waiting, {first});
    };
    CHECK(shown(great, {}, 0).bound == 315);
    CHECK(shown(great, {}, 3).bound == 5);
    CHECK(shown(small, {}, 0).bound == 165);
    CHECK(shown(small, {}, 3).bound == 15);
    for (const std::int64_t waiting : {0, 3}) {
        const std::int64_t most = waiting == 0 ? 315 : 15;
        CHECK(shown(great, {small}, waiting).bound == most);
        CHECK(shown(small, {great}, waiting).bound == most);
    }
    auto wrong = small;
    wrong.nodes[0].school_prices[0] += 1;
    CHECK(shown(great, {wrong}, 0).fault == "part 1 prices a triple over its cost");
    wrong = small;
    wrong.waiting_cost = -1;
    CHECK(shown(great, {wrong}, 0).fault == "part 1 has no price of waiting");
}

TEST_CASE("a proof leaves out a school only where no triple has it") {
    // 0, 1 and 2 are a triple; 3 has a pair with 2 alone, until it has one with 1 as well
    TriadProblem problem{.schools = 4, .pairs = {{0, 1, 5}, {0, 2, 5}, {1, 2, 5}, {2, 3, 5}}};
    PartProof proof;
    proof.schools = {0, 1, 2};
    proof.waiting_cost = 100;
    proof.bound = 15;
    proof.nodes.resize(1);
    proof.nodes[0].school_prices.assign(3, 5 * price_scale);
    CHECK(check_bound(problem, 1, {proof}).fault.empty());
    CHECK(check_bound(problem, 1, {proof}).bound == 15);
    problem.pairs.push_back({1, 3, 5});
    CHECK(check_bound(problem, 1, {proof}).fault == "a triple is allowed that no part holds");
}
