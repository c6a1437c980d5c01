#pragma once

#include "project/day_plan.hpp"

#include <string>

namespace peerreview {

/// The plan of a review day as Markdown, for the people who are there: who takes part by role and school, the
/// lines of enquiry with how each is looked into, the timetable, and the rooms for the host to fill in.
std::string day_page(const Project& project, const DayPlan& plan);

/// Of that, what follows after the people: lines, timetable, rooms and notes, with headings of level 2.
std::string day_sections(const DayPlan& plan);

/// The plan as a table for a terminal: time, who, what, lines.
std::vector<std::vector<std::string>> day_rows(const DayPlan& plan);

} // namespace peerreview
