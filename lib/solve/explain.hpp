#pragma once

#include "solve/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// What came of moving a review: its triad's new schedule, or why not and which dates near it break nothing.
struct MovedReview {
    std::optional<Schedule> schedule;
    std::vector<Fact> against;
    std::vector<Date> nearest; ///< the nearest first, three at most
};

/// The triad's schedule with the review of a host on another date. The other reviews stay as they are; the
/// host's visitors and the follow-up meeting change only where they must. Throws Failure where the review is
/// not planned or was held.
MovedReview move_review(const Project& project, const TriadId& triad, const SchoolId& host, Date date);

/// The same on the next date that breaks nothing, at most `school_days` after the one that stands.
MovedReview postpone_review(const Project& project, const TriadId& triad, const SchoolId& host,
                            int school_days);

/// Every fact that forbids the review of a host on a date while the others stay; empty where nothing does.
std::vector<Fact> reasons_against(const Project& project, const TriadId& triad, const SchoolId& host,
                                  Date date);

/// How the date of one review came about, counted in school days.
struct ReviewExplanation {
    SchoolId host;
    Date date;
    int season = 0;     ///< days from the first of the season on
    int open = 0;       ///< of these, days that the host and both visiting schools allow
    int leaders = 0;    ///< of these, days on which both visiting schools have somebody to send
    int consultant = 0; ///< of these, days on which the consultant has room
    int possible = 0; ///< of these, days that gap, season, caps and follow-up leave beside the other reviews
    int liked_alike = 0; ///< of these, days of the same or a better liked weekday
    int rank = 0;        ///< of the weekday in policy.weekdays, from 1
    bool is_held = false;
    bool is_allowed = false;        ///< whether its own date is among the possible ones
    std::vector<std::string> unmet; ///< what is wished for and not kept, a sentence each
};

/// Of each review of a planned triad, by date.
std::vector<ReviewExplanation> explain_dates(const Project& project, const TriadId& triad);

/// The triad in whose schedule a host's review stands. Throws Failure where there is none.
TriadId triad_of_host(const Project& project, const SchoolId& host);

} // namespace peerreview
