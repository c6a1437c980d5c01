#pragma once

#include "project/project.hpp"
#include "record/school_days.hpp"
#include "solve/day_set.hpp"

#include <string>

namespace peerreview {

/// A triad's reviews need so many days that their schools have in common, to choose from (DOMAIN 3.4, M13).
inline constexpr int least_common_days = 6;

/// The school days of the year on which a school can host and send leaders: those outside its blocked ranges.
solve::DaySet days_of(const SchoolDays& days, const School& school);

/// Why two schools have too few days in common; empty where they have enough, or where there is no calendar
/// or neither has blocked ranges.
std::string why_few_days(const Project& project, const School& a, const School& b);

/// Whether a school has leaders who may be sent, and each of them declares a conflict with the other (M5).
bool nobody_may_review(const School& school, const SchoolId& other);

} // namespace peerreview
