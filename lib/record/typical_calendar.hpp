#pragma once

#include "record/calendar.hpp"

#include <string>

namespace peerreview {

/// The text of a calendar.yaml for England with the terms that most schools keep in the school year that
/// begins in `start_year`. The years 2025 and 2026 follow published calendars and say when they were checked;
/// others follow the same pattern from the bank holidays, and say that nobody has checked them. For another
/// nation than England the bank holidays are that nation's, computed, there are no tests and examinations,
/// and nobody has checked the calendar.
std::string typical_calendar(int start_year, Nation nation = Nation::england);

} // namespace peerreview
