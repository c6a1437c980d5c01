#include "solve/day_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview::solve;

namespace {

/// A year of 100 days, follow-up meetings 20 to 40 days after, every leader and day free.
DayProblem open_year(std::size_t triads, std::size_t consultants) {
    auto problem = open_days(100);
    problem.follow_up_from = 20;
    problem.follow_up_to = 40;
    for (std::size_t i = 0; i < consultants; ++i) problem.consultants.push_back({DaySet::first(100), 9});
    for (std::size_t i = 0; i < triads; ++i) add_ring(problem, 3);
    return problem;
}

std::vector<int> sorted_days(const TriadPlan& plan) {
    auto days = plan.days;
    std::ranges::sort(days);
    return days;
}

std::vector<int> days_of_first(const DayProblem& problem) {
    const auto result = plan_days(problem);
    return result.plans[0] ? sorted_days(*result.plans[0]) : std::vector<int>();
}

/// A year of one consultant whose weeks hold much, with so many triads that no two are planned anew together,
/// which would mend a bad order.
DayProblem crowded_year() {
    auto problem = open_year(11, 1);
    problem.consultants[0].capacity = 99;
    problem.consultant_per_week = 5;
    problem.consultant_rests = false;
    problem.writing_days = 0;
    return problem;
}

/// Publishes a triad's reviews on a day and one and two weeks later.
void publish(TriadDays& triad, int first) {
    for (std::size_t i = 0; i < triad.reviews.size(); ++i)
        triad.reviews[i].standing = first + 5 * static_cast<int>(i);
}

} // namespace

TEST_CASE("a set of days gives them in order and by bounds") {
    auto days = DaySet::range(60, 130);
    days.remove(64);
    CHECK(days.count() == 70);
    CHECK(days.next(0) == 60);
    CHECK(days.next(64) == 65);
    CHECK(days.next(131) == -1);
    CHECK_FALSE(days.contains(-1));
    CHECK(DaySet::range(5, 4).empty());
    CHECK(DaySet::first(most_days).count() == most_days);
}

TEST_CASE("reviews fall on liked days, a week apart, with another leader for each visit") {
    const auto plans = plan_days(open_year(1, 1)).plans;
    REQUIRE(plans[0]);
    CHECK(plans[0]->days == std::vector{3, 8, 13});
    CHECK(plans[0]->follow_up == 33);
    CHECK(plans[0]->leaders[1][1] != plans[0]->leaders[2][0]); // both of school 0
}

TEST_CASE("a consultant has one review a week and no more than the year allows") {
    const auto result = plan_days(open_year(4, 1));
    CHECK(std::ranges::count_if(result.plans, [](const auto& plan) { return plan.has_value(); }) ==
          3); // nine reviews
    CHECK(result.has_most);
    std::vector<int> weeks;
    for (const auto& plan : result.plans)
        if (plan)
            for (const auto day : plan->days) weeks.push_back(day / 5);
    std::ranges::sort(weeks);
    CHECK(std::ranges::adjacent_find(weeks) == weeks.end());
}

TEST_CASE("a triad whose host is never open gets no dates and the others do") {
    auto problem = open_year(2, 2);
    problem.triads[0].reviews[1].open = {};
    const auto result = plan_days(problem);
    CHECK_FALSE(result.plans[0]);
    CHECK(result.plans[1]);
    CHECK(result.has_most);
}

TEST_CASE("a leader who is not free is not sent") {
    auto problem = open_year(1, 1);
    problem.leaders[2].free = {}; // the first leader of school 1
    const auto plans = plan_days(problem).plans;
    REQUIRE(plans[0]);
    CHECK(plans[0]->leaders[0][0] == 3);
    CHECK(plans[0]->leaders[2][1] == 3);
}

TEST_CASE("in a ring of five each host is visited by the next two schools") {
    auto problem = open_year(0, 1);
    add_ring(problem, 5);
    const auto plans = plan_days(problem).plans;
    REQUIRE(plans[0]);
    CHECK(plans[0]->days == std::vector{3, 8, 13, 18, 23});
    for (std::size_t host = 0; host < 5; ++host)
        for (std::size_t side = 0; side < 2; ++side)
            CHECK(plans[0]->leaders[host][side] / 2 == (host + 1 + side) % 5);
}

TEST_CASE("a school's only leader visits twice in a half-term only where the cap allows it") {
    auto problem = open_year(1, 1);
    for (auto& review : problem.triads[0].reviews)
        for (auto& leaders : review.leaders) leaders.pop_back();
    CHECK(days_of_first(problem) == std::vector{3, 8, 13});
    problem.leader_per_half_term = 1;                        // half-terms begin with days 34 and 67
    CHECK(days_of_first(problem) == std::vector{8, 38, 68}); // Thursdays of three half-terms
}

TEST_CASE("a leader is not away more days than the record allows") {
    auto problem = open_year(1, 1);
    problem.leaders[0].most_visits = 0;
    problem.leaders[1].most_visits = 1;
    CHECK(days_of_first(problem).empty());
    problem.leaders[1].most_visits = 2;
    CHECK_FALSE(days_of_first(problem).empty());
}

TEST_CASE("two reviews of a consultant in a week are never on consecutive days") {
    auto problem = open_year(2, 1);
    problem.consultant_per_week = 2;
    problem.writing_days = 0;
    problem.dislike.assign(100, 0);
    for (int day = 0; day < 100; ++day) // Mondays and Tuesdays are all there is
        if (day % 5 > 1) problem.consultants[0].free.remove(day);
    problem.follow_up_from = 100;
    CHECK(days_of_first(problem) == std::vector{0, 5, 10});
    const auto with_rest = plan_days(problem).plans;
    problem.consultant_rests = false;
    const auto without = plan_days(problem).plans;
    CHECK(sorted_days(*with_rest[1]) == std::vector{15, 20, 25});
    CHECK(sorted_days(*without[1]) == std::vector{1, 6, 11});
}

TEST_CASE("three of the ten days after a review stay free for writing") {
    auto problem = open_year(1, 1);
    for (int day = 4; day < 30; ++day) problem.consultants[0].free.remove(day);
    problem.consultants[0].free.add(9);
    problem.consultants[0].free.add(11);
    CHECK(days_of_first(problem).front() > 13);
    problem.consultants[0].free.add(12);
    CHECK(days_of_first(problem).front() == 3);
}

TEST_CASE("neighbouring reviews are as far apart as is aimed at before they are early") {
    auto problem = open_year(1, 1);
    problem.ideal_gap = 10;
    CHECK(days_of_first(problem) == std::vector{3, 13, 23});
}

TEST_CASE("what is published stays where it is though another day is liked better") {
    auto problem = open_year(1, 1);
    auto& reviews = problem.triads[0].reviews;
    for (std::size_t i = 0; i < 3; ++i) reviews[i].standing = 20 - 7 * static_cast<int>(i); // a Monday, …
    CHECK(plan_days(problem).plans[0]->days == std::vector{20, 13, 6});
    reviews[1].open.remove(13);
    const auto moved = plan_days(problem).plans[0]->days;
    CHECK(moved[0] == 20);
    CHECK(moved[2] == 6);
    CHECK(moved[1] == 28); // the first Thursday that is not near the others
}

TEST_CASE("a review that was held keeps its day whatever the rules say") {
    auto problem = open_year(1, 1);
    auto& held = problem.triads[0].reviews[0];
    held.standing = 2;
    held.is_held = true;
    held.open = {};
    problem.first_day = 10;
    problem.booked = {{DaySet::range(2, 2), {}}};
    CHECK(plan_days(problem).plans[0]->days == std::vector{2, 13, 18});
}

TEST_CASE("a consultant who cannot plan a triad leaves it to another") {
    auto problem = open_year(3, 2);
    problem.consultants[0].free = DaySet::range(0, 45);
    problem.consultants[1].free = DaySet::range(40, 99);
    const auto result = plan_days(problem);
    for (const auto& plan : result.plans) CHECK(plan);
    CHECK(std::ranges::count_if(result.plans, [](const auto& plan) { return plan->consultant == 1; }) > 0);
}

TEST_CASE("a triad that would lose two published dates goes to another consultant, for one it does not") {
    auto problem = open_year(2, 2);
    publish(problem.triads[0], 3);
    publish(problem.triads[1], 33);
    problem.triads[1].standing_follow_up = 63;
    auto& days = problem.consultants[0].free;
    days.remove(8);
    const auto one_lost = plan_days(problem).plans;
    REQUIRE(one_lost[0]);
    CHECK(one_lost[0]->consultant == 0);
    CHECK(one_lost[0]->days != std::vector{3, 8, 13});
    // Now the first triad would have to be where the second is published, which stays all the same.
    days -= DaySet::range(0, 20);
    const auto two_lost = plan_days(problem).plans;
    REQUIRE(two_lost[0]);
    REQUIRE(two_lost[1]);
    CHECK(two_lost[0]->consultant == 1);
    CHECK(two_lost[0]->days == std::vector{3, 8, 13});
    CHECK(two_lost[1]->consultant == 0);
    CHECK(two_lost[1]->days == std::vector{33, 38, 43});
}

TEST_CASE("published dates that can stay come before those that cannot") {
    auto problem = crowded_year();
    publish(problem.triads[0], 3);
    for (auto& review : problem.triads[0].reviews) review.open = DaySet::range(20, 49); // must move
    publish(problem.triads[1], 23); // on the days that it would like best
    for (std::size_t i = 2; i < 11; ++i) publish(problem.triads[i], 40 + static_cast<int>(i));
    const auto plans = plan_days(problem).plans;
    REQUIRE(plans[0]);
    REQUIRE(plans[1]);
    CHECK(plans[1]->days == std::vector{23, 28, 33});
    CHECK(plans[0]->days != std::vector{23, 28, 33});
}

TEST_CASE("a host rests after an inspection where another day is open, though it is liked less") {
    auto problem = open_year(1, 1);
    problem.triads[0].reviews[0].avoided = DaySet::range(0, 14);
    const auto plans = plan_days(problem).plans;
    REQUIRE(plans[0]);
    CHECK(plans[0]->days[0] > 14);
    for (auto& review : problem.triads[0].reviews) review.open = DaySet::range(0, 14);
    CHECK(days_of_first(problem) == std::vector{3, 8, 13}); // a wish, and no rule
}

TEST_CASE("hosts come in the order that is wished for, and stay on days that are liked") {
    auto problem = open_year(1, 1);
    auto& reviews = problem.triads[0].reviews;
    reviews[0].rather_not = {true, true};
    reviews[1].rather_not = {true, false};
    const auto plans = plan_days(problem).plans;
    REQUIRE(plans[0]);
    CHECK(plans[0]->days == std::vector{13, 8, 3});
    reviews[2].open = DaySet::range(10, 12); // disliked, and after the first liked days
    const auto disliked = plan_days(problem).plans;
    REQUIRE(disliked[0]);
    CHECK(disliked[0]->days == std::vector{23, 18, 10});
}

TEST_CASE("a review that has to move does not take the day of a published meeting") {
    auto problem = crowded_year();
    const auto publish_all = [&](std::size_t triad, int first, int meeting) {
        publish(problem.triads[triad], first);
        problem.triads[triad].standing_follow_up = meeting;
    };
    publish_all(0, 3, 38);
    publish_all(1, 18, 69);
    for (int i = 0; i < 5; ++i) publish_all(static_cast<std::size_t>(2 + i), 40 + i, 75 + i);
    for (int i = 0; i < 4; ++i) publish_all(static_cast<std::size_t>(7 + i), 55 + i, 86 + i);
    // The second triad has the fewest open days, so it is dated first. Its last review loses its day and has
    // two others: a liked one, which is that of the first triad's meeting, and the day after.
    for (auto& review : problem.triads[1].reviews) review.open = DaySet::range(18, 39);
    problem.triads[1].reviews[2].open = DaySet::range(38, 39);
    const auto plans = plan_days(problem).plans;
    REQUIRE(plans[0]);
    REQUIRE(plans[1]);
    CHECK(plans[0]->days == std::vector{3, 8, 13});
    CHECK(plans[0]->follow_up == 38);
    CHECK(plans[1]->days == std::vector{18, 23, 39});
    CHECK(plans[1]->follow_up == 69);
}
