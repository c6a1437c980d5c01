#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace peerreview::solve {

/// For each school day of the year, in order, whether something can be on it.
using DaySet = std::vector<bool>;

/// One review to be dated: the days that its three schools allow, and the trained leaders of each of the two
/// visiting schools, best first.
struct ReviewDays {
    DaySet open;
    std::array<std::vector<std::uint32_t>, 2> leaders;
};

/// One triad: its reviews, the days that all its schools allow for a follow-up meeting, and the consultants
/// that may facilitate, best first.
struct TriadDays {
    std::vector<ReviewDays> reviews;
    DaySet follow_up_open;
    std::vector<std::uint32_t> consultants;
};

/// Days are indices of school days, so that a difference of two is a number of school days.
struct DayProblem {
    std::vector<int> week;                      ///< of each day: the number of its Monday-to-Sunday week
    std::vector<int> half_term;                 ///< of each day: its block of the year
    std::vector<int> dislike;                   ///< of each day: 0 for the weekday liked best, and up
    int first_day = 0;                          ///< no review before it
    int gap = 5;                                ///< least difference of two reviews of a triad
    int season = 60;                            ///< greatest difference of a triad's first and last review
    int follow_up_from = 50, follow_up_to = 80; ///< days after the last review
    int consultant_per_week = 1;
    int leader_per_week = 1, leader_per_half_term = 2;
    std::vector<DaySet> leader_free;
    std::vector<DaySet> consultant_free;
    std::vector<int> consultant_capacity; ///< reviews a year
    std::vector<TriadDays> triads;
};

/// The dates of one triad. Of review i: `days[i]` and the leaders who visit; `follow_up` is absent where the
/// year ends before the window does and no day of it is left.
struct TriadPlan {
    std::uint32_t consultant = 0;
    std::vector<int> days;
    std::vector<std::array<std::uint32_t, 2>> leaders;
    std::optional<int> follow_up;
};

/// What the triads planned so far take of each consultant.
struct Bookings {
    std::vector<std::vector<int>> review_days; ///< of each consultant
    std::vector<std::vector<int>> other_days;  ///< follow-up meetings: a place taken, not a review
};

/// The plan of one triad that is liked best beside the bookings, with the first consultant that has one.
/// Liked is: little dislike of its days, then an early end. Nothing where there is none.
std::optional<TriadPlan> plan_triad(const DayProblem& problem, std::size_t triad, const Bookings& bookings);

/// A plan for every triad that gets one; triads for which there is none beside the others stay empty. The
/// triads with the fewest days go first, and one that fails is moved to the front and all is planned again,
/// at most `rounds` times: work is counted, never timed.
std::vector<std::optional<TriadPlan>> plan_days(const DayProblem& problem, int rounds = 30);

/// What a plan takes, added to the bookings.
void book(Bookings& bookings, const TriadPlan& plan);

/// Bookings of nobody, for as many consultants as the problem has.
Bookings no_bookings(const DayProblem& problem);

} // namespace peerreview::solve
