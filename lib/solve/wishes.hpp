#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"
#include "record/school_days.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

// What a schedule is wished to keep where the dates allow it (DOMAIN 3.7): D4 and D5, hosts are left alone in
// tests and examinations that do not close them; D9, a school has some rest after an inspection; D12, the
// reviews of a triad are two weeks apart; D15, who is surest of its own view hosts first, and a special
// school among others second; D17, nobody has to leave home before a quarter to seven.

/// School days after an inspection on which a school is rather not reviewed.
inline constexpr int rest_after_inspection = 15;

/// School days that are better between two reviews of a triad than the least that the policy allows.
inline constexpr int ideal_gap = 10;

/// School days from the host's inspection to a date where they are too few; nothing where they are enough, or
/// the date is no school day or not after an inspection.
std::optional<int> days_after_inspection(const SchoolDays& days, const School& host, Date date);

/// How sure a school is of its own view: the mean over its priorities, from 1 (low) to 3 (high), in
/// thousandths; 0 where its record says nothing.
int confidence_of(const Project& project, const SchoolId& school);

/// Whether a school of a triad should rather not be the first host, and not the second.
std::array<bool, 2> rather_not_hosts(const Project& project, const Triad& triad, const SchoolId& school);

/// Minutes after midnight at which somebody has to leave for a host's day, by the timetable of such a school.
int leaves_at(const School& host, std::int64_t seconds_of_travel);
inline constexpr int earliest_leave = 6 * 60 + 45;

/// The wishes that a dated review of a schedule does not keep, a sentence each. The schedule's triad exists.
std::vector<std::string> unmet_wishes(const Project& project, const Travel& travel, const TriadId& triad,
                                      const Schedule& schedule, const PlannedReview& review);

} // namespace peerreview
