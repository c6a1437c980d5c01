#pragma once

#include "yaml/node.hpp"

#include <optional>
#include <string_view>

namespace peerreview {

/// The number that a plain scalar writes in decimal, such as 12, -3 or 2750.00; nothing for other text.
std::optional<double> number_of(const Node& node);

/// Whether a plain scalar writes a whole number in decimal, without a leading zero.
bool is_whole_number(const Node& node);

/// The value of plain `true` or `false`; nothing for other text.
std::optional<bool> boolean_of(const Node& node);

/// Whether the text is a date that exists, written as 2027-01-14.
bool is_date(std::string_view text);

/// Whether the text is a time of day written as 09:30.
bool is_time_of_day(std::string_view text);

} // namespace peerreview
