#pragma once

#include "record/date.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace peerreview {

/// An event that takes whole days; its texts are plain and may hold anything.
struct IcsEvent {
    std::string uid; ///< of letters, digits, '-', '.' and '@'
    Date start;
    int days = 1;
    std::string summary, description, location; ///< an empty text is left out
    int sequence = 0;
    bool cancelled = false;
    bool busy = true; ///< whether the day counts as taken
};

/// The events as one iCalendar file after RFC 5545 with the given name: CRLF, lines of at most 75 octets that
/// are never folded inside a character, days as VALUE=DATE with an end that is the day after. There is no
/// METHOD: publishing would name an organizer with an address (RFC 5546, 3.2.1), and no file of ours names a
/// person.
std::string ics_calendar(std::string_view name, std::span<const IcsEvent> events,
                         std::chrono::sys_seconds stamp);

} // namespace peerreview
