#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace peerreview {

/// A day of the civil calendar. Review days are local dates, so no time zone is involved.
using Date = std::chrono::sys_days;

/// The date written as `2027-01-14`, or nothing where the text is no such date (30 February included).
std::optional<Date> parse_date(std::string_view text);

/// `2027-01-14`.
std::string iso(Date date);

/// `Thursday 14 January 2027`.
std::string in_words(Date date);

/// The system's date, in local time.
Date today();

} // namespace peerreview
