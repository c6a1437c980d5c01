#include "solve/days.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview::solve;

namespace {

/// A year of 100 school days in weeks of five, one triad a consultant, every leader and day free.
DayProblem open_year(std::size_t triads, std::size_t consultants) {
    DayProblem problem;
    for (int day = 0; day < 100; ++day) {
        problem.week.push_back(day / 5);
        problem.half_term.push_back(day / 35);
        problem.dislike.push_back(day % 5 == 3 ? 0 : 1); // Thursdays are liked
    }
    problem.follow_up_from = 20;
    problem.follow_up_to = 40;
    for (std::size_t i = 0; i < consultants; ++i) {
        problem.consultant_free.emplace_back(100, true);
        problem.consultant_capacity.push_back(9);
    }
    for (std::size_t t = 0; t < triads; ++t) {
        TriadDays triad;
        const auto first = static_cast<std::uint32_t>(problem.leader_free.size());
        for (int i = 0; i < 6; ++i) problem.leader_free.emplace_back(100, true);
        const auto leaders = [&](std::uint32_t school) {
            return std::vector{first + 2 * school, first + 2 * school + 1};
        };
        triad.reviews = {{DaySet(100, true), {leaders(1), leaders(2)}},
                         {DaySet(100, true), {leaders(0), leaders(2)}},
                         {DaySet(100, true), {leaders(0), leaders(1)}}};
        triad.follow_up_open = DaySet(100, true);
        for (std::uint32_t c = 0; c < consultants; ++c) triad.consultants.push_back(c);
        problem.triads.push_back(std::move(triad));
    }
    return problem;
}

} // namespace

TEST_CASE("reviews fall on liked days, a week apart, with another leader for each visit") {
    const auto plans = plan_days(open_year(1, 1));
    REQUIRE(plans[0]);
    auto days = plans[0]->days;
    std::ranges::sort(days);
    CHECK(days == std::vector{3, 8, 13});
    CHECK(plans[0]->follow_up == 33);
    CHECK(plans[0]->leaders[1][0] != plans[0]->leaders[2][0]);
}

TEST_CASE("a consultant has one review a week and no more than the year allows") {
    const auto plans = plan_days(open_year(4, 1));
    CHECK(std::ranges::count_if(plans, [](const auto& plan) { return plan.has_value(); }) ==
          3); // nine reviews
    std::vector<int> weeks;
    for (const auto& plan : plans)
        if (plan)
            for (const auto day : plan->days) weeks.push_back(day / 5);
    std::ranges::sort(weeks);
    CHECK(std::ranges::adjacent_find(weeks) == weeks.end());
}

TEST_CASE("a triad whose host is never open gets no dates and the others do") {
    auto problem = open_year(2, 2);
    problem.triads[0].reviews[1].open = DaySet(100, false);
    const auto plans = plan_days(problem);
    CHECK_FALSE(plans[0]);
    CHECK(plans[1]);
}

TEST_CASE("a leader who is not free is not sent") {
    auto problem = open_year(1, 1);
    problem.leader_free[2] = DaySet(100, false); // the first leader of school 1
    const auto plans = plan_days(problem);
    REQUIRE(plans[0]);
    CHECK(plans[0]->leaders[0][0] == 3);
    CHECK(plans[0]->leaders[2][1] == 3);
}
