#pragma once

#include "project/project.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// One thing that stands in the way of a triad's dates, and where it is written.
struct Fact {
    std::string text;
    Place place;
};

/// A triad for which there are no dates beside the others, and a smallest set of facts that leaves none:
/// without any one of them there would be some.
struct Unplanned {
    TriadId triad;
    std::vector<Fact> conflict;
};

struct Plan {
    std::map<TriadId, Schedule> schedules;
    std::vector<Unplanned> unplanned;
};

/// Dates, consultants and reviewers for every triad that can have them, under the hard rules of the policy
/// and the calendars. `from`: no review before it; else the launch and `lead` school days after it decide.
/// Throws Failure where there is no calendar, or neither launch nor `from`.
Plan plan_schedule(const Project& project, std::optional<Date> from);

/// Holds the schedules that stand against the hard rules, without the planner: open days, caps, gaps, the
/// follow-up window, and nobody in two places.
void check_schedule(const Project& project, Diagnostics& diagnostics);

} // namespace peerreview
