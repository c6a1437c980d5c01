#pragma once

#include "project/day_plan.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// What is wrong with a plan of the day.
struct DayProblem {
    std::string rule; ///< the name of the rule, such as `synthesis`
    std::string text; ///< what is, and what should be
};

/// Holds a plan against the rules of a review day: `two-places`, `activity-types`, `observers`,
/// `shared-pauses`, `keep-in-touch`, `synthesis`, `feedback`, `breaks`, `pupils`, `in-sight`, `length`.
std::vector<DayProblem> check_day(const DayPlan& plan);

/// `09:45`, of minutes after midnight.
std::string clock(int minutes);

} // namespace peerreview
