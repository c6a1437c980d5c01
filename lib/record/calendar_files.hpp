#pragma once

#include "record/calendar.hpp"
#include "source/diagnostics.hpp"

#include <vector>

namespace peerreview {

/// What a calendar file of somebody else's tells.
struct CalendarFile {
    std::vector<BankHoliday> bank_holidays; ///< by date
    std::vector<Closed> closed;             ///< by date
};

/// Reads the government's bank-holidays.json (`{DIVISION: {events: [{title, date}]}}`), of which the division
/// of the nation counts, or an iCalendar file (RFC 5545), of which every event is a range of closed days.
/// Cancelled events are left out, events that repeat by a rule are reported and left out; moments are taken
/// as days of the United Kingdom's civil time. What is wrong is reported with its place.
CalendarFile read_calendar_file(const SourceFile& file, Nation nation, Diagnostics& diagnostics);

} // namespace peerreview
