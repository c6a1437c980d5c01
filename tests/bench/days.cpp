// How long the planner takes for a whole country, and how near its plans are to what no plan can beat:
//   days [TRIADS] [CONSULTANTS] [REVIEWS-PER-WEEK]
// Plans are made in which only an early end counts, without and with the rule of days for writing, and one
// with every goal, of which each goal's figure stands beside the least that it could be. The rules are held
// against each plan again by code that the planner does not use.

#include "solve/assign.hpp"
#include "solve/consultant_year.hpp"
#include "solve/day_problems.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <numeric>

using namespace peerreview::solve;

namespace {

constexpr int days_a_year = 190;

DaySet mostly(Draw& draw, int percent) {
    DaySet set;
    for (int day = 0; day < days_a_year; ++day)
        if (draw.chance(percent)) set.add(day);
    return set;
}

DayProblem country(int triads, int consultants, int per_week, bool has_goals, bool writes) {
    Draw draw(2026);
    auto problem = open_days(days_a_year);
    for (int day = 0; day < days_a_year; ++day) {
        constexpr int liked[] = {2, 4, 3, 0, 1}; // Monday to Friday
        problem.dislike[static_cast<std::size_t>(day)] = has_goals ? liked[day % 5] : 0;
        problem.half_term[static_cast<std::size_t>(day)] = day / 32;
    }
    problem.first_day = 15;
    if (has_goals) problem.ideal_gap = 2 * problem.gap;
    problem.consultant_per_week = per_week;
    problem.consultant_rests = false; // three reviews a week are more than the rule is made for
    problem.writing_days = writes ? problem.writing_days : 0;
    for (int i = 0; i < consultants; ++i)
        problem.consultants.push_back({mostly(draw, 95), triads * 3 / consultants + 6});
    auto open = DaySet::range(10, days_a_year - 6);
    for (const auto end : {64, 128}) open -= DaySet::range(end - 5, end + 4); // ends of terms
    for (int t = 0; t < triads; ++t) {
        auto& triad = add_ring(problem, 3);
        triad.consultants.clear();
        for (int i = 0; i < 10; ++i)
            triad.consultants.push_back(
                {static_cast<std::uint32_t>((t * consultants / triads + i * 7) % consultants), i});
        for (auto& review : triad.reviews) review.open = open & mostly(draw, 90);
        triad.follow_up_open = mostly(draw, 95);
    }
    for (auto& leader : problem.leaders) leader.free = mostly(draw, 95);
    return problem;
}

/// Rules of a plan that are broken, counted.
int broken(const DayProblem& problem, const DayPlan& result) {
    int count = 0;
    std::vector<std::map<int, bool>> diaries(problem.consultants.size()); // of each day, whether a review
    for (std::size_t t = 0; t < result.plans.size(); ++t) {
        if (!result.plans[t]) continue;
        const auto& plan = *result.plans[t];
        auto sorted = plan.days;
        std::ranges::sort(sorted);
        count += sorted[1] - sorted[0] < problem.gap || sorted[2] - sorted[1] < problem.gap;
        count += sorted[2] - sorted[0] > problem.season || sorted[0] < problem.first_day;
        for (std::size_t i = 0; i < 3; ++i) {
            count += !problem.triads[t].reviews[i].open.contains(plan.days[i]);
            for (const auto leader : plan.leaders[i])
                count += !problem.leaders[leader].free.contains(plan.days[i]);
            count += !diaries[plan.consultant].emplace(plan.days[i], true).second;
        }
        if (!plan.follow_up) continue;
        const auto after = *plan.follow_up - sorted[2];
        count += after < problem.follow_up_from || after > problem.follow_up_to;
        count += !problem.triads[t].follow_up_open.contains(*plan.follow_up);
        count += !diaries[plan.consultant].emplace(*plan.follow_up, false).second;
    }
    for (std::size_t c = 0; c < diaries.size(); ++c) {
        std::map<int, int> in_week;
        for (const auto& [day, is_review] : diaries[c]) {
            count += !problem.consultants[c].free.contains(day);
            if (!is_review) continue;
            count += ++in_week[day / 5] > problem.consultant_per_week;
            int free = 0;
            for (int after = day + 1; after <= day + problem.writing_window; ++after)
                free += after >= problem.days() ||
                        (problem.consultants[c].free.contains(after) && !diaries[c].contains(after));
            count += free < problem.writing_days;
        }
    }
    return count;
}

/// A goal's figure in a plan, and what no plan can be below: for its own goal alone, with these consultants.
struct Goal {
    const char* name;
    std::int64_t value = 0, least = 0;
};

double percent(std::int64_t value, std::int64_t least) {
    return least == 0 ? 0.0 : 100.0 * static_cast<double>(value - least) / static_cast<double>(least);
}

std::vector<std::vector<std::size_t>> by_consultant(const DayProblem& problem, const DayPlan& result) {
    std::vector<std::vector<std::size_t>> triads(problem.consultants.size());
    for (std::size_t t = 0; t < result.plans.size(); ++t)
        if (result.plans[t]) triads[result.plans[t]->consultant].push_back(t);
    return triads;
}

/// What the days cost, and at least; of years in which every triad meets, which the bound is for.
Goal cost_of_years(const DayProblem& problem, const DayPlan& result, const char* name, std::int64_t unit) {
    const Year year(problem);
    const Plans plans{result.plans, first_bookings(problem)};
    const auto triads = by_consultant(problem, result);
    Goal goal{name};
    for (std::uint32_t c = 0; c < triads.size(); ++c) {
        const auto own = cost_of_days(problem, triads[c], plans);
        if (own >= cost::no_follow_up) continue;
        goal.value += own / unit;
        goal.least += least_cost_of_year(year, c, triads[c], own) / unit;
    }
    return goal;
}

std::int64_t travel_of(const DayProblem& problem, std::size_t triad, std::uint32_t consultant) {
    const auto& list = problem.triads[triad].consultants;
    return std::ranges::find(list, consultant, &ConsultantChoice::consultant)->cost;
}

/// Every goal by itself, in the order in which they count.
std::vector<Goal> goals_of(const DayProblem& problem, const DayPlan& result) {
    auto only_early = problem;
    std::ranges::fill(only_early.dislike, 0);
    Goal shared{"schools of one visitor"}, spread{"days too near"}, travel{"consultants' travel"};
    for (std::size_t t = 0; t < result.plans.size(); ++t) {
        if (!result.plans[t]) continue;
        const auto& plan = *result.plans[t];
        std::map<std::uint32_t, int> visits;
        for (const auto& pair : plan.leaders)
            for (const auto leader : pair) shared.value += ++visits[leader] == 2;
        auto days = plan.days;
        std::ranges::sort(days);
        for (std::size_t i = 1; i < days.size(); ++i)
            spread.value += std::max(0, problem.ideal_gap - (days[i] - days[i - 1]));
        travel.value += travel_of(problem, t, plan.consultant);
    }
    std::vector<std::size_t> all(problem.triads.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const auto nearest = assign_consultants(Year(problem), all);
    for (const auto t : all)
        if (nearest[t]) travel.least += travel_of(problem, t, *nearest[t]);
    return {cost_of_years(problem, result, "degrees of dislike", cost::disliked_day), shared, spread, travel,
            cost_of_years(only_early, result, "sum of days", cost::day)};
}

void plan(const DayProblem& problem, const char* name, bool has_goals) {
    const auto start = std::clock();
    const auto result = plan_days(problem);
    const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    const auto unplanned = std::ranges::count_if(result.plans, [](const auto& plan) { return !plan; });
    const auto without_meeting =
        std::ranges::count_if(result.plans, [](const auto& plan) { return plan && !plan->follow_up; });
    const auto days = cost_of_years(problem, result, "days' cost", 1);
    fmt::print(
        "{:<22} {:>6.2f} s  unplanned {}  without a meeting {}  days' cost {}  least {}  gap {:.3f} %  "
        "rules broken {}\n",
        name, seconds, unplanned, without_meeting, days.value, days.least, percent(days.value, days.least),
        broken(problem, result));
    if (!has_goals) return;
    for (const auto& goal : goals_of(problem, result))
        fmt::print("  {:<22} {:>9}  least {:>9}  gap {:.3f} %\n", goal.name, goal.value, goal.least,
                   percent(goal.value, goal.least));
}

} // namespace

int main(int argc, char** argv) {
    const auto number = [&](int i, int other) { return argc > i ? std::atoi(argv[i]) : other; };
    const auto triads = number(1, 8000), consultants = number(2, 450), per_week = number(3, 3);
    plan(country(triads, consultants, per_week, false, false), "early end", false);
    plan(country(triads, consultants, per_week, false, true), "early end, writing days", false);
    plan(country(triads, consultants, per_week, true, true), "all goals", true);
}
