#pragma once

#include "solve/days.hpp"

namespace peerreview::solve {

/// A problem with what its rules look up again and again.
struct Year {
    explicit Year(const DayProblem& problem);

    const DayProblem& problem;
    int gap; ///< least difference of two reviews of a triad: the problem's, or more to leave room between
    DaySet season;                 ///< from the first day of the season on
    std::vector<DaySet> same_week; ///< of each day, the days of its week
    std::vector<DaySet> disliked;  ///< for each degree of dislike, its days
    std::vector<DaySet> half_terms;
};

// What a plan costs. Each weight is more than everything below it can come to in one triad, so that the goals
// count in this order: nothing published moves, the follow-up meeting falls into the year, hosts rest after
// an inspection, reviews fall on liked weekdays, a school's two visits are shared, hosts come in the order
// that is wished for, reviews are as far apart as is aimed at, the end is early.
namespace cost {
inline constexpr std::int64_t moved_review = 100'000'000'000'000;
inline constexpr std::int64_t moved_follow_up = 10'000'000'000'000;
inline constexpr std::int64_t no_follow_up = 1'000'000'000'000;
inline constexpr std::int64_t other_leader = 50'000'000'000;
inline constexpr std::int64_t unrested_host = 5'000'000'000;
inline constexpr std::int64_t disliked_day = 100'000'000; ///< times the degree of dislike
inline constexpr std::int64_t one_leader_twice = 10'000'000;
inline constexpr std::int64_t out_of_order = 4'000'000;
inline constexpr std::int64_t too_near = 10'000; ///< times the days that lack to the ideal gap
inline constexpr std::int64_t day = 1;           ///< times the index of each review's day
} // namespace cost

/// What a review on a day costs by itself.
std::int64_t cost_of_day(const DayProblem& problem, const ReviewDays& review, int day);

/// What it costs that a review is the triad's first (0), second (1) and so on.
std::int64_t cost_of_place(const ReviewDays& review, std::size_t place);

// The rules of one consultant. `booking` is what the consultant has, without the day in question.

/// Days on which the consultant may take one more review, by all rules of this section.
DaySet open_days_of(const Year& year, std::uint32_t consultant, const Booking& booking);
/// One place a day.
bool has_place(const Booking& booking, int day);
/// So many reviews a week.
bool keeps_weekly_cap(const Year& year, const Booking& booking, int day);
/// No reviews on consecutive days.
bool keeps_rest(const Year& year, const Booking& booking, int day);
/// After each review, this one and those before it, enough days stay free for writing. Holds of a review on
/// the day with `is_review`, else of a meeting.
bool keeps_writing_days(const Year& year, std::uint32_t consultant, const Booking& booking, int day,
                        bool is_review);
/// So many reviews a year.
bool keeps_capacity(const DayProblem& problem, std::uint32_t consultant, const Booking& booking, int more);

// The rules of one triad.

/// Days on which the schools and the consultant can meet, beside the bookings.
DaySet meeting_days(const Year& year, const TriadDays& triad, std::uint32_t consultant,
                    const Booking& booking);
/// The days that the last review may have: its follow-up window holds one of the meeting days, or begins
/// after the year's end.
DaySet last_days(const DayProblem& problem, const DaySet& meetings);
/// Of the days that a meeting may have, the first that no review would rather have: the consultant's week is
/// full, of reviews on days that are liked better. Where there is none in two weeks, the first; -1 of no
/// days.
int meeting_day(const Year& year, const Booking& booking, const DaySet& days);
bool window_is_in_year(const DayProblem& problem, int last);

// The rules of one leader.

/// Days on which one of the leaders may be sent.
DaySet days_of_any(const DayProblem& problem, const std::vector<std::uint32_t>& leaders);
bool may_visit(const DayProblem& problem, std::uint32_t leader, int day);
/// Both visits of a school by one leader: caps of the week, of the half-term and of the year.
bool may_visit_twice(const DayProblem& problem, std::uint32_t leader, int day, int other);

} // namespace peerreview::solve
