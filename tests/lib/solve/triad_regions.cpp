#include "solve/triad_regions.hpp"

#include "solve/triad_bound.hpp"
#include "solve/triad_problems.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_windows.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace peerreview::solve;

namespace {

constexpr std::int64_t waiting_cost = 50'000;

RegionPass pass_of(std::uint64_t seed, unsigned threads) {
    RegionPass pass;
    pass.seed = seed;
    pass.schools = 60;
    pass.rounds = 5;
    pass.threads = threads;
    return pass;
}

/// Prices of nothing, which are low enough for everything.
ProofNode no_prices(std::uint32_t schools) {
    ProofNode node;
    node.school_prices.assign(schools, 0);
    return node;
}

/// What the independent checker says of prices.
std::string fault_of(const TriadProblem& problem, const RegionPrices& prices) {
    PartProof proof;
    proof.schools.resize(problem.schools);
    std::iota(proof.schools.begin(), proof.schools.end(), 0u);
    proof.waiting_cost = prices.waiting_cost();
    proof.bound = rounded_up(sum_of(prices.prices()));
    proof.nodes = {prices.prices()};
    return check_bound(problem, problem.schools % 3, {proof}).fault;
}

/// What one pass makes of no prices.
RegionPrices after(const RegionPass& pass, const TriadGraph& graph,
                   const std::vector<std::vector<std::uint32_t>>& near) {
    RegionPrices prices(graph, near, no_prices(graph.size()), waiting_cost);
    prices.pass(pass);
    return prices;
}

} // namespace

TEST_CASE("passes over regions raise the bound above the relaxation without cuts") {
    const auto problem = square(240, 3, 3000);
    const TriadGraph graph(problem);
    const auto near = nearest_schools(graph, 10);
    Relaxation<TriadGraph> whole(graph, waiting_cost);
    whole.begin({}, {}, 5);
    whole.price_out([] { return false; });
    RegionPrices prices(graph, near, whole.priced_node(), waiting_cost);
    auto sum = sum_of(prices.prices());
    CHECK(fault_of(problem, prices) == "");
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        prices.pass(pass_of(seed, 1));
        CHECK(sum_of(prices.prices()) >= sum);
        sum = sum_of(prices.prices());
        CHECK(fault_of(problem, prices) == "");
    }
    CHECK(static_cast<double>(sum) / static_cast<double>(price_scale) > 1.02 * whole.lp.value());
    CHECK(is_arrangement(graph, prices.rounded()));
    CHECK(prices.rounded().size() > 40);
}

TEST_CASE("a region proves more with least cuts where merged clusters find nothing more") {
    std::int64_t merged = 0, least_cuts = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const auto problem = square(201, seed, 2500);
        const TriadGraph graph(problem);
        const auto near = nearest_schools(graph, 10);
        RegionPass pass;
        pass.schools = 201;
        pass.rounds = 40;
        pass.sets = Sets::merged;
        auto prices = after(pass, graph, near);
        for (std::int64_t sum = 0; sum < sum_of(prices.prices());) {
            sum = sum_of(prices.prices());
            prices.pass(pass);
        }
        merged += sum_of(prices.prices());
        pass.sets = Sets::least_cuts;
        prices.pass(pass);
        least_cuts += sum_of(prices.prices());
        CHECK(fault_of(problem, prices) == "");
    }
    CHECK(static_cast<double>(least_cuts) > 1.001 * static_cast<double>(merged));
}

TEST_CASE("dives leave fewer schools over than rounding all shares at once, at no more cost each") {
    struct Sum {
        std::size_t triads = 0;
        std::int64_t cost = 0;
        double mean() const { return static_cast<double>(cost) / static_cast<double>(triads); }
    };
    Sum at_once, dived;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const TriadGraph graph(square(240, seed, 3000));
        const auto near = nearest_schools(graph, 10);
        for (const bool dives : {false, true}) {
            auto pass = pass_of(1, 1);
            pass.schools = 240;
            pass.dives = dives;
            const auto triads = after(pass, graph, near).rounded();
            CHECK(is_arrangement(graph, triads));
            auto& sum = dives ? dived : at_once;
            sum.triads += triads.size();
            sum.cost += cost_of(graph, triads);
        }
    }
    CHECK(dived.triads >= at_once.triads + 5);
    CHECK(dived.mean() < 1.01 * at_once.mean());
}

TEST_CASE("passes over regions raise prices from nothing, and the same with any number of threads") {
    const auto problem = square(200, 8, 2500);
    const TriadGraph graph(problem);
    const auto near = nearest_schools(graph, 10);
    RegionPrices one(graph, near, no_prices(200), waiting_cost),
        two(graph, near, no_prices(200), waiting_cost);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        for (auto [prices, threads] : {std::pair(&one, 1u), {&two, 3u}}) {
            auto pass = pass_of(seed, threads);
            pass.dives = seed == 3;
            prices->pass(pass);
        }
    }
    CHECK(one.prices().school_prices == two.prices().school_prices);
    CHECK(one.rounded() == two.rounded());
    CHECK(sum_of(one.prices()) > 0);
    CHECK(fault_of(problem, one) == "");
}

TEST_CASE("prices that are too high for a triple are lowered") {
    const auto problem = square(60, 1, 4000);
    const TriadGraph graph(problem);
    auto high = no_prices(60);
    for (auto& price : high.school_prices) price = 900 * price_scale;
    const RegionPrices prices(graph, nearest_schools(graph, 3), high, waiting_cost);
    CHECK(fault_of(problem, prices) == "");
}

TEST_CASE("a lower price of waiting lowers the dearest schools") {
    const TriadGraph graph(square(60, 1, 4000));
    auto node = no_prices(60);
    node.school_prices[7] = 100 * price_scale;
    RegionPrices prices(graph, nearest_schools(graph, 3), node, waiting_cost);
    prices.set_waiting_cost(40);
    CHECK(prices.prices().school_prices[7] == 40 * price_scale);
}

TEST_CASE("who waited at a smaller price is not known to wait at a greater one") {
    const TriadGraph graph(square(60, 1, 4000));
    const auto near = nearest_schools(graph, 10);
    RegionPrices prices(graph, near, no_prices(60), 700);
    prices.pass(pass_of(1, 1));
    const auto waiting = prices.waiting();
    CHECK(waiting > 3);
    prices.set_waiting_cost(900);
    CHECK(prices.waiting() == 0);
    prices.pass(pass_of(2, 1));
    CHECK(prices.waiting() > 0);
    CHECK(prices.waiting() < waiting);
}

TEST_CASE("cuts don't count what is outside") {
    CutIndex index(3);
    index.add({2, {0, 1, 2}, {1, 1, 1}});
    const auto times = [&](const Triple& triple) {
        int sum = 0;
        index.each(triple, [&](std::uint32_t, int count) { sum += count; });
        return sum;
    };
    CHECK(times({0, 1, 2}) == 1);
    CHECK(times({0, 1, outside}) == 1);
    CHECK(times({0, outside, outside}) == 0);
}
