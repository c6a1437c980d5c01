#pragma once

#include "solve/day_set.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace peerreview::solve {

/// One review to be dated. Review i of a triad is hosted by the i-th of its schools.
struct ReviewDays {
    DaySet open;                           ///< days that the host and both visiting schools allow
    std::array<std::size_t, 2> visitors{}; ///< the two visiting schools: their places in the triad
    std::array<std::vector<std::uint32_t>, 2> leaders;            ///< of each, who may be sent, best first
    std::optional<int> standing;                                  ///< the day it is published for
    std::array<std::optional<std::uint32_t>, 2> standing_leaders; ///< who is published to visit
    /// It was held on its standing day by its standing leaders: nothing of it moves, no rule looks at it
    /// alone, and its consultant's day is among DayProblem::booked.
    bool is_held = false;
    DaySet avoided;                   ///< days that are avoided: soon after an inspection, or in tests
    std::array<bool, 2> rather_not{}; ///< whether it should rather not come first, and not second
};

/// A consultant who may facilitate a triad, and what choosing this one costs.
struct ConsultantChoice {
    std::uint32_t consultant = 0;
    std::int64_t cost = 0;
};

/// One triad, or a ring of four or five: each of its schools hosts once and visits twice.
struct TriadDays {
    std::vector<ReviewDays> reviews;
    DaySet follow_up_open;                     ///< days that all its schools allow for the follow-up meeting
    std::vector<ConsultantChoice> consultants; ///< by cost, the one proposed first
    std::optional<int> standing_follow_up;
};

struct LeaderDays {
    DaySet free;         ///< trained, and not blocked
    int most_visits = 2; ///< in the year
};

struct ConsultantDays {
    DaySet free;
    int capacity = 0; ///< reviews a year
};

/// What the triads planned so far take of one consultant.
struct Booking {
    DaySet reviews;
    DaySet others; ///< follow-up meetings: a place taken, not a review
};
using Bookings = std::vector<Booking>; ///< of each consultant

/// Days are indices of school days. A difference of two is a number of school days, unless `number` says
/// otherwise.
struct DayProblem {
    /// Of each day: how many school days come before it, from 0. A day with the number of the one before it
    /// is open to some schools and counts as that one. Empty: each day is a school day, and its number its
    /// index.
    std::vector<int> number;
    std::vector<int> serial;    ///< of each day: its number in the calendar, closed days counted
    std::vector<int> week;      ///< of each day: the number of its Monday-to-Sunday week
    std::vector<int> half_term; ///< of each day: its block of the year
    std::vector<int> dislike;   ///< of each day: 0 for the weekday liked best, up to 6
    int first_day = 0;          ///< no review before it
    int gap = 5;                ///< least difference of two reviews of a triad, in numbers as all below
    int ideal_gap = 5;          ///< difference of neighbouring reviews that is aimed at
    int season = 60;            ///< greatest difference of a triad's first and last review
    int follow_up_from = 50, follow_up_to = 80; ///< days after the last review
    int consultant_per_week = 1;
    bool consultant_rests = true;              ///< no reviews of a consultant on consecutive days
    int writing_days = 3, writing_window = 10; ///< so many of so many days after a review stay free
    int leader_per_week = 1, leader_per_half_term = 2;
    std::vector<LeaderDays> leaders;
    std::vector<ConsultantDays> consultants;
    std::vector<TriadDays> triads;
    Bookings booked; ///< what stands already of each consultant; empty: nothing

    int days() const { return static_cast<int>(week.size()); }
};

/// The dates of one triad. Of review i: `days[i]` and the leaders who visit; `follow_up` is absent where its
/// window begins after the year's end.
struct TriadPlan {
    std::uint32_t consultant = 0;
    std::vector<int> days;
    std::vector<std::array<std::uint32_t, 2>> leaders;
    std::optional<int> follow_up;
    std::int64_t cost = 0; ///< see day_rules.hpp
};

struct DayOptions {
    std::int64_t work = 40'000'000; ///< steps of search, and some for each triad: counted, never timed
};

struct DayPlan {
    std::vector<std::optional<TriadPlan>> plans; ///< of each triad
    /// Whether no plan has more triads. False where work ran out before that was known.
    bool has_most = true;
};

/// A plan for as many triads as can be found, each under every rule of day_rules.hpp, at little cost.
DayPlan plan_days(const DayProblem& problem, const DayOptions& options = {});

/// The plan of one triad that costs least beside the bookings, by the first of its consultants that has one.
/// Nothing where there is none: the search is complete.
std::optional<TriadPlan> plan_triad(const DayProblem& problem, std::size_t triad, const Bookings& bookings);

/// Whether a triad has any plan beside the bookings: quicker than the best one.
bool can_plan(const DayProblem& problem, std::size_t triad, const Bookings& bookings);

/// What a plan takes of its consultant, added to or taken out of the bookings. Held reviews are left alone.
void book(Bookings& bookings, const TriadDays& triad, const TriadPlan& plan);
void unbook(Bookings& bookings, const TriadDays& triad, const TriadPlan& plan);

/// The bookings that the problem begins with.
Bookings first_bookings(const DayProblem& problem);

} // namespace peerreview::solve
