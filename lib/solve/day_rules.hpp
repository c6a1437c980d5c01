#pragma once

#include "solve/days.hpp"

namespace peerreview::solve {

/// A problem with what its rules look up again and again.
struct Year {
    explicit Year(const DayProblem& problem);

    /// The first day that comes at least so many school days after another, or before it where they are
    /// less than 0; past the year's ends the days go on, one by one.
    int later(int day, int school_days) const { return first_with(number_of(day) + school_days); }
    /// The last day that comes at most so many after it.
    int within(int day, int school_days) const { return later(day, school_days + 1) - 1; }
    /// How many school days lie between two days.
    int between(int day, int other) const { return number_of(other) - number_of(day); }

    const DayProblem& problem;
    int gap; ///< least difference of two reviews of a triad: the problem's, or more to leave room between
    DaySet season;                 ///< from the first day of the season on
    std::vector<DaySet> same_week; ///< of each day, the days of its week
    std::vector<DaySet> disliked;  ///< for each degree of dislike, its days
    std::vector<DaySet> half_terms;
    DaySet counted; ///< the school days, without those that count as the one before
    std::vector<DaySet>
        writing_window;             ///< of each day, the school days after it that are looked at for writing
    std::vector<int> after_the_end; ///< how many of these come after the year's end
    int numbers = 0;                ///< school days in the year

private:
    // Both go on, one by one, past the year's ends.
    int number_of(int day) const {
        const auto days = static_cast<int>(number_.size());
        if (day < 0) return day;
        return day < days ? number_[static_cast<std::size_t>(day)] : numbers + day - days;
    }
    int first_with(int number) const {
        if (number < 0) return number;
        return number < numbers ? first_with_[static_cast<std::size_t>(number)]
                                : static_cast<int>(number_.size()) + number - numbers;
    }

    std::vector<int> number_;     ///< of each day
    std::vector<int> first_with_; ///< of each number, its first day
};

// What a plan costs. Each weight is more than everything below it can come to in one triad, so that the goals
// count in this order: nothing published moves, the follow-up meeting falls into the year, hosts rest after
// an inspection and are left alone in tests, reviews fall on liked weekdays, a school's two visits are
// shared, hosts come in the order that is wished for, reviews are as far apart as is aimed at, the end is
// early.
namespace cost {
inline constexpr std::int64_t moved_review = 100'000'000'000'000;
inline constexpr std::int64_t moved_follow_up = 10'000'000'000'000;
inline constexpr std::int64_t no_follow_up = 1'000'000'000'000;
inline constexpr std::int64_t other_leader = 50'000'000'000;
inline constexpr std::int64_t avoided_day = 5'000'000'000;
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
DaySet last_days(const Year& year, const DaySet& meetings);
/// Of the days that a meeting may have, the first that no review would rather have: the consultant's week is
/// full, of reviews on days that are liked better. Where there is none in two weeks, the first; -1 of no
/// days.
int meeting_day(const Year& year, const Booking& booking, const DaySet& days);
bool window_is_in_year(const Year& year, int last);
/// Of the days that the last review may have, those whose window begins in the year.
DaySet days_with_window(const Year& year);
/// The days of the follow-up window of a triad whose last review is on the day.
DaySet window_after(const Year& year, int last);

// The rules of one leader.

/// Days on which one of the leaders may be sent.
DaySet days_of_any(const DayProblem& problem, const std::vector<std::uint32_t>& leaders);
bool may_visit(const DayProblem& problem, std::uint32_t leader, int day);
/// Both visits of a school by one leader: caps of the week, of the half-term and of the year.
bool may_visit_twice(const DayProblem& problem, std::uint32_t leader, int day, int other);

} // namespace peerreview::solve
