#pragma once

#include "solve/facts.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// A triad for which there are no dates beside the others, a smallest set of facts that leaves none, and the
/// cheapest ways out.
struct Unplanned {
    TriadId triad;
    std::vector<Fact> conflict;
    std::vector<std::string> ways_out;
    bool lacks_meeting_alone = false; ///< all its reviews were held
};

/// What changes of a review or follow-up meeting of published dates, and who must be told.
struct Move {
    TriadId triad;
    SchoolId host;                 ///< empty: the follow-up meeting
    std::optional<Date> from, to;  ///< the same where people alone change; `from` is absent where it had none
    std::vector<std::string> told; ///< schools, then the consultant or both consultants
    std::vector<std::string> people; ///< such as "ash-head visits instead of ash-deputy"

    bool is_on_another_day() const { return from != to; }
};

/// A triad that another consultant than the proposed one facilitates.
struct Handover {
    TriadId triad;
    ConsultantId from, to;
    bool is_reader = false; ///< `to` was to read the triad's reports a second time, and cannot any more
};

struct Plan {
    std::map<TriadId, Schedule> schedules;
    std::vector<Unplanned> unplanned;
    std::vector<Move> moves;
    std::vector<Handover> handovers;
};

struct PlanOptions {
    std::optional<Date> from; ///< no review before it; else the launch and `lead` school days decide
    bool replans = false;     ///< dates in schedule/ do not count, but of reviews that were held
};

/// Dates, consultants and reviewers for every triad that can have them, under the hard rules of the policy
/// and the calendars. What stands in schedule/ is published: it stays where it can, and a second run changes
/// nothing. Throws Failure where there is no calendar, or neither launch nor `from`.
Plan plan_schedule(const Project& project, const PlanOptions& options);

/// The schedule of the i-th triad of an instance after its plan; what is unchanged stays as it is written.
Schedule schedule_of(const Project& project, const Instance& instance, std::size_t index,
                     const solve::TriadPlan& plan);

/// What a new schedule of a triad changes of the one that stands; nothing where that has no date at all.
std::vector<Move> moves_of(const Project& project, const TriadId& triad, const Schedule& schedule);

/// A move as sentences, such as "The review of ash moves from 2026-11-12 to 2026-11-19.".
std::string in_words(const Move& move);

/// What these schedules take of the consultants, without one triad; places are those in schedule/ where the
/// same stands there, else the triad's record.
std::vector<Booked> bookings_of(const Project& project, const std::map<TriadId, Schedule>& schedules,
                                const TriadId& without);

} // namespace peerreview
