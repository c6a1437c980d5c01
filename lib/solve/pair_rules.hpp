#pragma once

#include "project/project.hpp"
#include "record/school_days.hpp"
#include "solve/day_set.hpp"

#include <string>

namespace peerreview {

/// A triad's reviews need so many days that their schools have in common, to choose from (DOMAIN 3.4, M13).
inline constexpr int least_common_days = 6;

/// Of the days, joined or not, those on which a school can host and send leaders: those of its terms, or of
/// the calendar's, that no range of it blocks.
solve::DaySet days_of(const SchoolDays& days, const TermDays& by_terms, const School& school);

/// The indices that `some` have among `days`, which hold them all.
solve::DaySet indices_of(const SchoolDays& some, const SchoolDays& days);

/// Why two schools have too few days in common; empty where they have enough, or where there is no calendar
/// or neither says of any day that it is not open as the calendar is.
std::string why_few_days(const Project& project, const School& a, const School& b);

/// Whether a school has leaders who may be sent, and each of them declares a conflict with the other (M5).
bool nobody_may_review(const School& school, const SchoolId& other);

} // namespace peerreview
