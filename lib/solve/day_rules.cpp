#include "solve/day_rules.hpp"

#include <cassert>
#include <utility>

namespace peerreview::solve {

namespace {

std::size_t at(int day) { return static_cast<std::size_t>(day); }

/// Of the days after a review, those that stay free for writing; days after the year's end are free.
int free_for_writing(const Year& year, std::uint32_t consultant, const Booking& booking, int review) {
    const auto& problem = year.problem;
    const auto& days = year.writing_window[at(review)];
    const auto free = (problem.consultants[consultant].free & days) - booking.reviews - booking.others;
    return free.count() + year.after_the_end[at(review)];
}

/// Whether one more review would be better on the day than what the consultant has in its week.
bool is_wanted(const Year& year, const Booking& booking, int day) {
    const auto& problem = year.problem;
    const auto reviews = booking.reviews & year.same_week[at(day)];
    const auto rank = [&](int a) { return std::pair(problem.dislike[at(a)], a); };
    auto wanted = reviews.count() < problem.consultant_per_week;
    for (auto review = reviews.next(0); review >= 0 && !wanted; review = reviews.next(review + 1))
        wanted = rank(review) > rank(day);
    return wanted;
}

bool are_consecutive(const DayProblem& problem, int a, int b) {
    if (a < 0 || b >= problem.days()) return false;
    return problem.serial[at(b)] - problem.serial[at(a)] == 1;
}

} // namespace

Year::Year(const DayProblem& the_problem) : problem(the_problem), gap(the_problem.gap) {
    const auto days = problem.days();
    assert(days <= most_days);
    season = DaySet::range(problem.first_day, days - 1);
    for (int day = 0; day < days; ++day) {
        number_.push_back(problem.number.empty() ? day : problem.number[at(day)]);
        if (number_.back() < numbers) continue;
        first_with_.push_back(day);
        counted.add(day);
        ++numbers;
    }
    for (int day = 0; day < days; ++day) {
        writing_window.push_back(counted & DaySet::range(day + 1, within(day, problem.writing_window)));
        after_the_end.push_back(problem.writing_window - writing_window.back().count());
    }
    same_week.resize(at(days));
    for (int day = 0; day < days; ++day) {
        auto first = day;
        while (first > 0 && problem.week[at(first - 1)] == problem.week[at(day)]) --first;
        auto last = day;
        while (last + 1 < days && problem.week[at(last + 1)] == problem.week[at(day)]) ++last;
        same_week[at(day)] = DaySet::range(first, last);
        const auto degree = at(problem.dislike[at(day)]);
        if (disliked.size() <= degree) disliked.resize(degree + 1);
        disliked[degree].add(day);
        const auto block = at(problem.half_term[at(day)]);
        if (half_terms.size() <= block) half_terms.resize(block + 1);
        half_terms[block].add(day);
    }
}

std::int64_t cost_of_day(const DayProblem& problem, const ReviewDays& review, int day) {
    if (review.is_held) return 0;
    auto total = cost::disliked_day * problem.dislike[at(day)] + cost::day * day;
    if (review.standing && *review.standing != day) total += cost::moved_review;
    if (review.avoided.contains(day)) total += cost::avoided_day;
    return total;
}

std::int64_t cost_of_place(const ReviewDays& review, std::size_t place) {
    const auto counts = !review.is_held && place < review.rather_not.size() && review.rather_not[place];
    return counts ? cost::out_of_order : 0;
}

bool has_place(const Booking& booking, int day) {
    return !booking.reviews.contains(day) && !booking.others.contains(day);
}

bool keeps_weekly_cap(const Year& year, const Booking& booking, int day) {
    return (booking.reviews & year.same_week[at(day)]).count() < year.problem.consultant_per_week;
}

bool keeps_rest(const Year& year, const Booking& booking, int day) {
    if (!year.problem.consultant_rests) return true;
    return !(booking.reviews.contains(day - 1) && are_consecutive(year.problem, day - 1, day)) &&
           !(booking.reviews.contains(day + 1) && are_consecutive(year.problem, day, day + 1));
}

bool keeps_writing_days(const Year& year, std::uint32_t consultant, const Booking& booking, int day,
                        bool is_review) {
    const auto least = year.problem.writing_days;
    if (least <= 0) return true;
    auto after = booking;
    (is_review ? after.reviews : after.others).add(day);
    if (is_review && free_for_writing(year, consultant, after, day) < least) return false;
    const auto before = year.later(day, -year.problem.writing_window);
    for (auto review = booking.reviews.next(before); review >= 0 && review < day;
         review = booking.reviews.next(review + 1))
        if (free_for_writing(year, consultant, after, review) < least) return false;
    return true;
}

bool keeps_capacity(const DayProblem& problem, std::uint32_t consultant, const Booking& booking, int more) {
    return booking.reviews.count() + more <= problem.consultants[consultant].capacity;
}

DaySet open_days_of(const Year& year, std::uint32_t consultant, const Booking& booking) {
    auto open = year.problem.consultants[consultant].free & year.season;
    for (auto day = open.next(0); day >= 0; day = open.next(day + 1))
        if (!has_place(booking, day) || !keeps_weekly_cap(year, booking, day) ||
            !keeps_rest(year, booking, day) || !keeps_writing_days(year, consultant, booking, day, true))
            open.remove(day);
    return open;
}

int meeting_day(const Year& year, const Booking& booking, const DaySet& days) {
    constexpr int looked_at = 10; // school days: a meeting is not put off for long
    const auto first = days.next(0);
    for (auto day = first; day >= 0 && day < first + looked_at; day = days.next(day + 1))
        if (!is_wanted(year, booking, day)) return day;
    return first;
}

bool window_is_in_year(const Year& year, int last) {
    return year.later(last, year.problem.follow_up_from) < year.problem.days();
}

DaySet days_with_window(const Year& year) {
    return DaySet::first(year.later(year.problem.days(), -year.problem.follow_up_from));
}

DaySet window_after(const Year& year, int last) {
    const auto first = std::max(year.later(last, year.problem.follow_up_from), last + 1);
    return DaySet::range(first, year.within(last, year.problem.follow_up_to));
}

DaySet meeting_days(const Year& year, const TriadDays& triad, std::uint32_t consultant,
                    const Booking& booking) {
    auto days =
        triad.follow_up_open & year.problem.consultants[consultant].free & DaySet::first(year.problem.days());
    days -= booking.reviews | booking.others;
    for (auto day = days.next(0); day >= 0; day = days.next(day + 1))
        if (!keeps_writing_days(year, consultant, booking, day, false)) days.remove(day);
    return days;
}

DaySet last_days(const Year& year, const DaySet& meetings) {
    DaySet result;
    const auto& problem = year.problem;
    for (int day = 0; day < problem.days(); ++day) {
        const auto next = meetings.next(std::max(year.later(day, problem.follow_up_from), day + 1));
        if (!window_is_in_year(year, day) || (next >= 0 && next <= year.within(day, problem.follow_up_to)))
            result.add(day);
    }
    return result;
}

bool may_visit(const DayProblem& problem, std::uint32_t leader, int day) {
    return problem.leaders[leader].most_visits >= 1 && problem.leader_per_week >= 1 &&
           problem.leader_per_half_term >= 1 && problem.leaders[leader].free.contains(day);
}

DaySet days_of_any(const DayProblem& problem, const std::vector<std::uint32_t>& leaders) {
    DaySet days;
    if (problem.leader_per_week < 1 || problem.leader_per_half_term < 1) return days;
    for (const auto leader : leaders)
        if (problem.leaders[leader].most_visits >= 1) days |= problem.leaders[leader].free;
    return days;
}

bool may_visit_twice(const DayProblem& problem, std::uint32_t leader, int day, int other) {
    const auto same_week = problem.week[at(day)] == problem.week[at(other)];
    const auto same_half_term = problem.half_term[at(day)] == problem.half_term[at(other)];
    return problem.leaders[leader].most_visits >= 2 && day != other &&
           (!same_week || problem.leader_per_week >= 2) &&
           (!same_half_term || problem.leader_per_half_term >= 2);
}

} // namespace peerreview::solve
