// The planner against a solver that knows nothing of it: small problems, every day and leader tried.

#include "solve/consultant_year.hpp"
#include "solve/day_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace peerreview::solve;

namespace {

std::size_t at(int day) { return static_cast<std::size_t>(day); }

DaySet some_days(Draw& draw, int days, int percent) {
    DaySet set;
    for (int day = 0; day < days; ++day)
        if (draw.chance(percent)) set.add(day);
    return set;
}

/// A small problem in which much stands in the way.
DayProblem drawn_problem(std::uint64_t seed) {
    Draw draw(seed);
    auto problem = open_days(draw.number(9, 12));
    const auto days = problem.days();
    for (int day = 1; day < days; ++day) { // some weeks have fewer days
        const auto skip = draw.chance(15) ? 1 : 0;
        const auto serial = problem.serial[at(day - 1)] + 1 + skip;
        problem.serial[at(day)] = serial + (serial % 7 >= 5 ? 7 - serial % 7 : 0);
        problem.week[at(day)] = problem.serial[at(day)] / 7;
    }
    if (draw.chance(40)) // some days count as the one before
        for (int day = 0, number = 0; day < days; ++day)
            problem.number.push_back(day > 0 && draw.chance(75) ? ++number : number);
    for (auto& dislike : problem.dislike) dislike = draw.number(0, 2);
    problem.first_day = draw.number(0, 1);
    problem.gap = draw.number(1, 2);
    problem.ideal_gap = draw.number(1, 3);
    problem.season = draw.number(4, 8);
    problem.follow_up_from = draw.number(2, 4);
    problem.follow_up_to = problem.follow_up_from + draw.number(0, 1);
    problem.consultant_per_week = draw.number(1, 3);
    problem.consultant_rests = draw.chance(50);
    problem.writing_days = draw.number(0, 2);
    problem.writing_window = 4;
    problem.leader_per_week = draw.number(1, 2);
    problem.leader_per_half_term = draw.number(1, 2);
    const auto consultants = draw.number(1, 2);
    for (int i = 0; i < consultants; ++i)
        problem.consultants.push_back({some_days(draw, days, 85), draw.number(3, 8)});
    const auto triads = draw.number(1, 3);
    for (int t = 0; t < triads; ++t) {
        auto& triad = add_ring(problem, triads == 1 && draw.chance(50) ? 4 : 3);
        for (auto& review : triad.reviews) {
            review.open = some_days(draw, days, 75);
            for (auto& leaders : review.leaders)
                if (draw.chance(50)) leaders.pop_back();
            if (draw.chance(15)) review.standing = draw.number(0, days - 1);
        }
        triad.follow_up_open = some_days(draw, days, 80);
        if (draw.chance(30)) triad.consultants.erase(triad.consultants.begin());
    }
    for (auto& leader : problem.leaders) leader = {some_days(draw, days, 85), draw.chance(80) ? 2 : 1};
    for (auto& triad : problem.triads)
        for (auto& review : triad.reviews) {
            if (draw.chance(25)) review.avoided = some_days(draw, days, 40);
            review.rather_not = {draw.chance(25), draw.chance(25)};
        }
    return problem;
}

int number_of(const DayProblem& problem, int day) {
    return problem.number.empty() ? day : problem.number[at(day)];
}

/// How many school days lie between two days.
int between(const DayProblem& problem, int day, int other) {
    return number_of(problem, other) - number_of(problem, day);
}

/// Whether the follow-up window of a triad whose last review is on the day begins in the year.
bool has_window(const DayProblem& problem, int last) {
    return between(problem, last, problem.days() - 1) >= problem.follow_up_from;
}

bool is_in_window(const DayProblem& problem, int last, int day) {
    const auto after = between(problem, last, day);
    return day > last && after >= problem.follow_up_from && after <= problem.follow_up_to;
}

/// What a consultant has in the end.
struct Diary {
    std::vector<int> reviews, meetings;
};

bool is_diary_allowed(const DayProblem& problem, std::uint32_t consultant, const Diary& diary) {
    const auto& record = problem.consultants[consultant];
    std::map<int, int> in_week;
    std::set<int> taken;
    for (const auto day : diary.reviews) {
        if (!record.free.contains(day) || day < problem.first_day || !taken.insert(day).second) return false;
        if (++in_week[problem.week[at(day)]] > problem.consultant_per_week) return false;
    }
    for (const auto day : diary.meetings)
        if (!record.free.contains(day) || !taken.insert(day).second) return false;
    if (static_cast<int>(diary.reviews.size()) > record.capacity) return false;
    for (const auto day : diary.reviews) {
        for (const auto other : diary.reviews)
            if (problem.consultant_rests && problem.serial[at(other)] - problem.serial[at(day)] == 1)
                return false;
        std::set<int> lost; // numbers of the days after it that are not free for writing
        for (auto after = day + 1; after < problem.days(); ++after) {
            const auto number = between(problem, day, after);
            const auto counts = number_of(problem, after) != number_of(problem, after - 1);
            if (counts && number <= problem.writing_window &&
                (!record.free.contains(after) || taken.contains(after)))
                lost.insert(number);
        }
        if (problem.writing_window - std::ssize(lost) < problem.writing_days) return false;
    }
    return true;
}

/// Whether leaders can be found for the days, and how few schools send one twice.
std::optional<int> fewest_repeats(const DayProblem& problem, const TriadDays& triad,
                                  const std::vector<int>& days) {
    int repeats = 0;
    for (std::size_t school = 0; school < triad.reviews.size(); ++school) {
        std::vector<std::pair<int, const std::vector<std::uint32_t>*>> visits;
        for (std::size_t i = 0; i < triad.reviews.size(); ++i)
            for (std::size_t side = 0; side < 2; ++side)
                if (triad.reviews[i].visitors[side] == school)
                    visits.emplace_back(days[i], &triad.reviews[i].leaders[side]);
        int least = 2;
        for (const auto one : *visits[0].second)
            for (const auto two : *visits[1].second) {
                const auto [day, other] = std::pair(visits[0].first, visits[1].first);
                auto is_allowed =
                    problem.leaders[one].free.contains(day) && problem.leaders[two].free.contains(other);
                if (one == two)
                    is_allowed =
                        is_allowed && problem.leaders[one].most_visits >= 2 &&
                        (problem.week[at(day)] != problem.week[at(other)] || problem.leader_per_week >= 2) &&
                        (problem.half_term[at(day)] != problem.half_term[at(other)] ||
                         problem.leader_per_half_term >= 2);
                if (is_allowed) least = std::min(least, one == two ? 1 : 0);
            }
        if (least == 2) return std::nullopt;
        repeats += least;
    }
    return repeats;
}

struct Choice {
    std::uint32_t consultant;
    std::vector<int> days;
    std::optional<int> follow_up;
};

std::int64_t cost_of(const DayProblem& problem, const TriadDays& triad, const Choice& choice) {
    std::int64_t total = 0;
    auto sorted = choice.days;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < choice.days.size(); ++i) {
        const auto day = choice.days[i];
        const auto& standing = triad.reviews[i].standing;
        total += 100'000'000LL * problem.dislike[at(day)] + day;
        if (standing && *standing != day) total += 100'000'000'000'000LL;
        if (triad.reviews[i].avoided.contains(day)) total += 5'000'000'000LL;
        const auto place = std::ranges::find(sorted, day) - sorted.begin();
        if (place < 2 && triad.reviews[i].rather_not[static_cast<std::size_t>(place)]) total += 4'000'000LL;
        if (i > 0)
            total += 10'000LL * std::max(0, problem.ideal_gap - between(problem, sorted[i - 1], sorted[i]));
    }
    total += 10'000'000LL * *fewest_repeats(problem, triad, choice.days);
    return total + (choice.follow_up ? 0 : 1'000'000'000'000LL);
}

/// Whether the day of a review is open, and far and near enough from those of the reviews before it.
bool is_day_allowed(const DayProblem& problem, const TriadDays& triad, const std::vector<int>& days,
                    std::size_t review) {
    if (!triad.reviews[review].open.contains(days[review])) return false;
    for (std::size_t other = 0; other < review; ++other) {
        const auto apart = std::abs(between(problem, days[review], days[other]));
        if (apart < problem.gap || apart > problem.season) return false;
    }
    return true;
}

bool are_days_allowed(const DayProblem& problem, const TriadDays& triad, const std::vector<int>& days) {
    for (std::size_t i = 0; i < days.size(); ++i)
        if (!is_day_allowed(problem, triad, days, i)) return false;
    return fewest_repeats(problem, triad, days).has_value();
}

/// Every way to date one triad, by itself.
std::vector<Choice> all_choices(const DayProblem& problem, const TriadDays& triad) {
    std::vector<Choice> choices;
    std::vector<int> days(triad.reviews.size());
    const std::function<void(std::size_t)> choose = [&](std::size_t i) {
        if (i < days.size()) {
            for (days[i] = 0; days[i] < problem.days(); ++days[i])
                if (is_day_allowed(problem, triad, days, i)) choose(i + 1);
            return;
        }
        if (!fewest_repeats(problem, triad, days)) return;
        const auto last = std::ranges::max(days);
        for (const auto& [consultant, cost] : triad.consultants) {
            if (!has_window(problem, last)) {
                if (is_diary_allowed(problem, consultant, {days, {}}))
                    choices.push_back({consultant, days, std::nullopt});
                continue;
            }
            for (auto day = last + 1; day < problem.days(); ++day)
                if (is_in_window(problem, last, day) && triad.follow_up_open.contains(day) &&
                    is_diary_allowed(problem, consultant, {days, {day}}))
                    choices.push_back({consultant, days, day});
        }
    };
    choose(0);
    return choices;
}

/// One choice for each use of a consultant's days.
std::vector<Choice> without_doubles(std::vector<Choice> choices) {
    std::set<std::tuple<std::uint32_t, std::vector<int>, int>> seen;
    std::erase_if(choices, [&](const Choice& choice) {
        auto days = choice.days;
        std::ranges::sort(days);
        return !seen.emplace(choice.consultant, days, choice.follow_up.value_or(-1)).second;
    });
    return choices;
}

/// The most triads that any plan has.
std::size_t most_planned(const DayProblem& problem) {
    std::vector<std::vector<Choice>> choices;
    for (const auto& triad : problem.triads) choices.push_back(without_doubles(all_choices(problem, triad)));
    std::vector<Diary> diaries(problem.consultants.size());
    std::size_t most = 0;
    const std::function<void(std::size_t, std::size_t)> choose = [&](std::size_t i, std::size_t planned) {
        if (planned + choices.size() - i <= most) return;
        if (i == choices.size()) {
            most = planned;
            return;
        }
        for (const auto& choice : choices[i]) {
            auto& diary = diaries[choice.consultant];
            const auto before = diary;
            diary.reviews.insert(diary.reviews.end(), choice.days.begin(), choice.days.end());
            if (choice.follow_up) diary.meetings.push_back(*choice.follow_up);
            if (is_diary_allowed(problem, choice.consultant, diary)) choose(i + 1, planned + 1);
            diary = before;
        }
        choose(i + 1, planned);
    };
    choose(0, 0);
    return most;
}

/// The rules that a plan breaks, looked at one triad and one diary at a time.
bool is_allowed(const DayProblem& problem, const std::vector<std::optional<TriadPlan>>& plans) {
    std::vector<Diary> diaries(problem.consultants.size());
    for (std::size_t t = 0; t < plans.size(); ++t) {
        if (!plans[t]) continue;
        const auto& triad = problem.triads[t];
        const auto& plan = *plans[t];
        if (!are_days_allowed(problem, triad, plan.days)) return false;
        std::map<std::uint32_t, std::vector<int>> visits;
        for (std::size_t i = 0; i < plan.days.size(); ++i)
            for (std::size_t side = 0; side < 2; ++side) {
                const auto leader = plan.leaders[i][side];
                const auto& list = triad.reviews[i].leaders[side];
                if (std::ranges::find(list, leader) == list.end() ||
                    !problem.leaders[leader].free.contains(plan.days[i]))
                    return false;
                visits[leader].push_back(plan.days[i]);
            }
        for (const auto& [leader, days] : visits)
            if (static_cast<int>(days.size()) > problem.leaders[leader].most_visits) return false;
        const auto last = std::ranges::max(plan.days);
        if (plan.follow_up ? !is_in_window(problem, last, *plan.follow_up) ||
                                 !triad.follow_up_open.contains(*plan.follow_up)
                           : has_window(problem, last))
            return false;
        auto& diary = diaries[plan.consultant];
        diary.reviews.insert(diary.reviews.end(), plan.days.begin(), plan.days.end());
        if (plan.follow_up) diary.meetings.push_back(*plan.follow_up);
    }
    for (std::uint32_t i = 0; i < diaries.size(); ++i)
        if (!is_diary_allowed(problem, i, diaries[i])) return false;
    return true;
}

} // namespace

TEST_CASE("the planner finds dates for as many triads as an exhaustive search, and breaks no rule") {
    int whole = 0, short_of_some = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        CAPTURE(seed);
        const auto problem = drawn_problem(seed);
        const auto result = plan_days(problem);
        CHECK(is_allowed(problem, result.plans));
        const auto planned = static_cast<std::size_t>(
            std::ranges::count_if(result.plans, [](const auto& plan) { return plan.has_value(); }));
        CHECK(planned == most_planned(problem));
        CHECK(result.has_most);
        ++(planned == problem.triads.size() ? whole : short_of_some);
    }
    CHECK(whole > 400);
    CHECK(short_of_some > 400);
}

TEST_CASE("a triad alone is planned at the least cost that an exhaustive search finds") {
    int compared = 0;
    for (std::uint64_t seed = 10000; seed < 13000; ++seed) {
        CAPTURE(seed);
        auto problem = drawn_problem(seed);
        problem.triads.resize(1);
        problem.consultants.resize(1);
        problem.triads[0].consultants = {{0, 0}};
        const auto plan = plan_triad(problem, 0, first_bookings(problem));
        const auto choices = all_choices(problem, problem.triads[0]);
        REQUIRE(plan.has_value() == !choices.empty());
        if (!plan) continue;
        ++compared;
        auto least = cost_of(problem, problem.triads[0], choices[0]);
        for (const auto& choice : choices)
            least = std::min(least, cost_of(problem, problem.triads[0], choice));
        CHECK(plan->cost == least);
        CHECK(cost_of(problem, problem.triads[0], {0, plan->days, plan->follow_up}) == least);
        Plans plans{{plan}, {}};
        const auto days_cost = cost_of_days(problem, {0}, plans);
        CHECK(least_cost_of_year(Year(problem), 0, {0}, days_cost) <= days_cost);
    }
    CHECK(compared > 600);
}
