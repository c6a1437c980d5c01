// Triads meet in their consultants alone, so once each triad has one, the consultants' years are planned one
// by one: triad by triad, each by a complete search beside those before it.

#include "solve/consultant_year.hpp"

#include "solve/flow.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace peerreview::solve {

namespace {

constexpr int rounds = 8;                // orders of the triads that are tried
constexpr int passes = 12;               // of improvement
constexpr std::size_t most_in_pairs = 9; // triads of a year that are also planned anew two at a time
constexpr int roomy = 2;                 // gaps between the reviews of a triad in a fuller year, at first

std::size_t at(int day) { return static_cast<std::size_t>(day); }

std::optional<TriadPlan> best_plan(const Year& year, std::size_t triad, std::uint32_t consultant,
                                   const Plans& plans, Work& work, std::int64_t below) {
    return TriadSearch(year, year.problem.triads[triad], consultant, plans.bookings[consultant])
        .best(work, below);
}

constexpr auto any_cost = std::numeric_limits<std::int64_t>::max();

bool is_published(const TriadDays& triad) {
    return std::ranges::any_of(triad.reviews,
                               [](const ReviewDays& review) { return review.standing.has_value(); });
}

/// First what is published and can stay, then what is published, then by the number of open days.
std::tuple<bool, bool, int> tightness(const Year& year, std::size_t triad, std::uint32_t consultant,
                                      const Plans& plans, Work& work) {
    const auto& record = year.problem.triads[triad];
    int days = 0;
    for (const auto& review : record.reviews) days += review.open.count();
    if (!is_published(record)) return {true, true, days};
    const auto stays = best_plan(year, triad, consultant, plans, work, cost::moved_review);
    return {!stays, false, days};
}

/// The day on which a triad whose reviews are booked meets, the published one before all.
std::optional<int> meeting_of(const Year& year, std::size_t triad, const TriadPlan& plan,
                              const Plans& plans) {
    const auto& record = year.problem.triads[triad];
    const auto last = std::ranges::max(plan.days);
    const auto days = meeting_days(year, record, plan.consultant, plans.bookings[plan.consultant]) &
                      window_after(year, last);
    if (record.standing_follow_up && days.contains(*record.standing_follow_up))
        return record.standing_follow_up;
    const auto day = meeting_day(year, plans.bookings[plan.consultant], days);
    return day < 0 ? std::nullopt : std::optional(day);
}

/// Dates the meetings of triads whose reviews are booked, in the order of their windows. A triad that finds
/// no day is planned again, beside the others.
void add_meetings(const Year& year, std::uint32_t consultant, std::vector<std::size_t> triads, Plans& plans,
                  Work& work) {
    std::erase_if(triads, [&](std::size_t triad) { return !plans.of[triad]; });
    std::ranges::stable_sort(triads, {},
                             [&](std::size_t triad) { return std::ranges::max(plans.of[triad]->days); });
    std::vector<std::size_t> again;
    for (const auto triad : triads) {
        auto plan = *plans.of[triad];
        if (plan.follow_up || !window_is_in_year(year, std::ranges::max(plan.days))) continue;
        plan.follow_up = meeting_of(year, triad, plan, plans);
        plans.set(year.problem, triad, plan.follow_up ? std::optional(plan) : std::nullopt);
        if (!plan.follow_up) again.push_back(triad);
    }
    for (const auto triad : again)
        plans.set(year.problem, triad, best_plan(year, triad, consultant, plans, work, any_cost));
}

/// A plan that leaves the triad room to move, where one is asked for and it has one; else the best.
std::optional<TriadPlan> first_plan(const Year& year, const Year& wide, std::size_t triad,
                                    std::uint32_t consultant, const Plans& plans, Work& work) {
    if (wide.gap > year.gap && !is_published(year.problem.triads[triad]))
        if (const auto plan = best_plan(wide, triad, consultant, plans, work, any_cost)) return plan;
    return best_plan(year, triad, consultant, plans, work, any_cost);
}

/// Dates the reviews of triads, each beside those before it and beside the published meetings of all. Where
/// the triads are many they first get more than the gap between their reviews: a triad on one day of three
/// weeks running could not move any of the three, and one in every second week can, while others take the
/// weeks between.
void add_reviews(const Year& year, std::uint32_t consultant, const std::vector<std::size_t>& order,
                 Plans& plans, Work& work) {
    auto wide = year;
    if (order.size() > most_in_pairs) wide.gap = std::max(year.gap, roomy * year.problem.gap);
    auto& meetings = plans.bookings[consultant].others;
    const auto booked = meetings;
    const auto published = [&](std::size_t triad) { return year.problem.triads[triad].standing_follow_up; };
    for (const auto triad : order)
        if (const auto day = published(triad)) meetings.add(*day);
    for (const auto triad : order) {
        if (const auto day = published(triad); day && !booked.contains(*day)) meetings.remove(*day);
        auto plan = first_plan(year, wide, triad, consultant, plans, work);
        if (plan && plan->follow_up != published(triad)) plan->follow_up.reset();
        plans.set(year.problem, triad, plan);
    }
}

/// The plans of these triads, and none of them left among `plans`. The reviews of all come first, so that no
/// meeting takes a day that a review could have.
std::vector<std::optional<TriadPlan>> plans_in_order(const Year& year, std::uint32_t consultant,
                                                     const std::vector<std::size_t>& order, Plans& plans,
                                                     Work& work) {
    add_reviews(year, consultant, order, plans, work);
    add_meetings(year, consultant, order, plans, work);
    std::vector<std::optional<TriadPlan>> made;
    for (const auto triad : order) made.push_back(plans.of[triad]);
    for (const auto triad : order) plans.set(year.problem, triad, std::nullopt);
    return made;
}

/// Takes the plan of a triad out, and puts the best one back in; whether that costs less.
bool improve_one(const Year& year, std::size_t triad, Plans& plans, Work& work) {
    const TriadPlan before = *plans.of[triad];
    plans.set(year.problem, triad, std::nullopt);
    const auto after = best_plan(year, triad, before.consultant, plans, work, before.cost);
    plans.set(year.problem, triad, after ? *after : before);
    return after.has_value();
}

/// The same of two triads, the first of them planned first.
bool improve_two(const Year& year, std::size_t first, std::size_t second, Plans& plans, Work& work) {
    const TriadPlan one = *plans.of[first], two = *plans.of[second];
    const auto known = one.cost + two.cost;
    plans.set(year.problem, first, std::nullopt);
    plans.set(year.problem, second, std::nullopt);
    const auto new_one = best_plan(year, first, one.consultant, plans, work, one.cost);
    if (new_one) {
        plans.set(year.problem, first, new_one);
        const auto new_two = best_plan(year, second, two.consultant, plans, work, known - new_one->cost);
        plans.set(year.problem, second, new_two);
        if (new_two) return true;
    }
    plans.set(year.problem, first, one);
    plans.set(year.problem, second, two);
    return false;
}

/// The reviews that are still to be dated, each with the days that it and its consultant may have.
struct Task {
    const ReviewDays* review;
    DaySet days;
};
std::vector<Task> tasks_of(const Year& year, const std::vector<std::size_t>& triads, const DaySet& open) {
    std::vector<Task> tasks;
    for (const auto triad : triads)
        for (const auto& review : year.problem.triads[triad].reviews)
            if (!review.is_held)
                tasks.push_back({&review, review.open & open & days_of_any(year.problem, review.leaders[0]) &
                                              days_of_any(year.problem, review.leaders[1])});
    return tasks;
}

/// As many of the cheapest days as there are tasks, within the cap of each week: taking the cheapest first is
/// right since caps of weeks and of days are nested.
std::int64_t cost_of_cheapest_days(const Year& year, const std::vector<Task>& tasks, const Booking& booking) {
    const auto& problem = year.problem;
    std::vector<std::pair<std::int64_t, int>> days;
    for (int day = 0; day < problem.days(); ++day) {
        auto least = any_cost;
        for (const auto& task : tasks)
            if (task.days.contains(day)) least = std::min(least, cost_of_day(problem, *task.review, day));
        if (least < any_cost) days.emplace_back(least, day);
    }
    std::ranges::sort(days);
    auto taken = booking.reviews;
    std::int64_t total = 0;
    std::size_t placed = 0;
    for (const auto& [cost, day] : days) {
        if (placed == tasks.size()) break;
        if ((taken & year.same_week[at(day)]).count() >= problem.consultant_per_week) continue;
        taken.add(day);
        total += cost;
        ++placed;
    }
    return placed == tasks.size() ? total : any_cost / 4;
}

/// Tasks flow to days, days to weeks, weeks to the sink. More than any plan costs where there is no such
/// flow.
std::int64_t cost_of_flow(const Year& year, const std::vector<Task>& tasks, const Booking& booking) {
    const auto& problem = year.problem;
    const auto first_day = static_cast<int>(tasks.size());
    const auto first_week = first_day + problem.days();
    const auto weeks = problem.days() == 0 ? 0 : problem.week.back() - problem.week.front() + 1;
    const auto sink = first_week + weeks;
    std::vector<FlowArc> arcs;
    std::vector<bool> is_used(at(problem.days()));
    for (int i = 0; i < first_day; ++i) {
        const auto& task = tasks[at(i)];
        for (auto day = task.days.next(0); day >= 0; day = task.days.next(day + 1)) {
            arcs.push_back({i, first_day + day, 1, cost_of_day(problem, *task.review, day)});
            is_used[at(day)] = true;
        }
    }
    const auto week_of = [&](int day) { return problem.week[at(day)] - problem.week.front(); };
    for (int day = 0; day < problem.days(); ++day)
        if (is_used[at(day)]) arcs.push_back({first_day + day, first_week + week_of(day), 1, 0});
    for (int day = 0; day < problem.days(); ++day) {
        if (day > 0 && week_of(day) == week_of(day - 1)) continue;
        const auto taken = (booking.reviews & year.same_week[at(day)]).count();
        arcs.push_back(
            {first_week + week_of(day), sink, std::max(0, problem.consultant_per_week - taken), 0});
    }
    std::vector<std::int64_t> supply(at(sink) + 1);
    std::fill_n(supply.begin(), tasks.size(), 1);
    supply.back() = -static_cast<std::int64_t>(tasks.size());
    const auto flow = least_cost_flow(supply, arcs);
    return flow ? flow->cost : any_cost / 4;
}

} // namespace

void Plans::set(const DayProblem& problem, std::size_t triad, const std::optional<TriadPlan>& plan) {
    if (of[triad]) unbook(bookings, problem.triads[triad], *of[triad]);
    of[triad] = plan;
    if (plan) book(bookings, problem.triads[triad], *plan);
}

void plan_year(const Year& year, std::uint32_t consultant, std::vector<std::size_t> triads, Plans& plans,
               Work& work) {
    std::vector<std::pair<std::tuple<bool, bool, int>, std::size_t>> sorted;
    for (const auto triad : triads)
        sorted.emplace_back(tightness(year, triad, consultant, plans, work), triad);
    std::ranges::stable_sort(sorted, {}, [](const auto& entry) { return entry.first; });
    std::ranges::transform(sorted, triads.begin(), [](const auto& entry) { return entry.second; });
    std::vector<std::size_t> best_order;
    std::vector<std::optional<TriadPlan>> best;
    auto fewest = triads.size() + 1;
    for (int round = 0; round < rounds && fewest > 0 && !work.is_spent(); ++round) {
        const auto made = plans_in_order(year, consultant, triads, plans, work);
        const auto missing =
            static_cast<std::size_t>(std::ranges::count_if(made, [](const auto& plan) { return !plan; }));
        if (missing < fewest) {
            fewest = missing;
            best_order = triads;
            best = made;
        }
        std::vector<std::size_t> order;
        for (const auto is_first : {true, false})
            for (std::size_t i = 0; i < triads.size(); ++i)
                if (made[i].has_value() != is_first) order.push_back(triads[i]);
        if (order == triads) break;
        triads = std::move(order);
    }
    for (std::size_t i = 0; i < best_order.size(); ++i) plans.set(year.problem, best_order[i], best[i]);
}

void improve_year(const Year& year, const std::vector<std::size_t>& triads, Plans& plans, Work& work) {
    std::vector<std::size_t> planned;
    std::ranges::copy_if(triads, std::back_inserter(planned),
                         [&](std::size_t triad) { return plans.of[triad].has_value(); });
    if (planned.empty()) return;
    bool is_better = true;
    std::size_t unchanged = 0; // triads in a row that nothing else moved since they were planned
    for (int pass = 0; pass < passes && is_better && !work.is_spent(); ++pass) {
        is_better = false;
        for (const auto triad : planned) {
            if (unchanged == planned.size()) break;
            const auto is_moved = improve_one(year, triad, plans, work);
            is_better = is_better || is_moved;
            unchanged = is_moved ? 0 : unchanged + 1;
        }
        if (is_better || planned.size() > most_in_pairs) continue;
        for (const auto first : planned)
            for (const auto second : planned)
                if (first != second && !work.is_spent())
                    is_better = improve_two(year, first, second, plans, work) || is_better;
        unchanged = 0;
    }
}

std::int64_t least_cost_of_year(const Year& year, std::uint32_t consultant,
                                const std::vector<std::size_t>& triads, std::int64_t known) {
    const auto bookings = first_bookings(year.problem);
    const auto& booking = bookings[consultant];
    const auto open = open_days_of(year, consultant, booking);
    const auto least_on = [&](const DaySet& days) {
        const auto tasks = tasks_of(year, triads, days);
        const auto quick = cost_of_cheapest_days(year, tasks, booking);
        return quick >= known ? quick : std::max(quick, cost_of_flow(year, tasks, booking));
    };
    // Either every review is early enough for a meeting in the year, or a meeting is missing.
    const auto with_all_meetings = least_on(open & days_with_window(year));
    return std::min(with_all_meetings, least_on(open) + cost::no_follow_up);
}

std::int64_t cost_of_days(const DayProblem& problem, const std::vector<std::size_t>& triads,
                          const Plans& plans) {
    std::int64_t total = 0;
    for (const auto triad : triads) {
        if (!plans.of[triad]) continue;
        const auto& plan = *plans.of[triad];
        for (std::size_t i = 0; i < plan.days.size(); ++i)
            total += cost_of_day(problem, problem.triads[triad].reviews[i], plan.days[i]);
        if (!plan.follow_up) total += cost::no_follow_up;
    }
    return total;
}

} // namespace peerreview::solve
