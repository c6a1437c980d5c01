#pragma once

#include <string>
#include <string_view>

namespace peerreview {

/// The text as a YAML scalar of one line that every reader of YAML 1.1 or 1.2 takes for the same string:
/// plain where it is plainly text, or else in double quotes.
std::string yaml_scalar(std::string_view text);

/// The lines two columns further in.
std::string indented(std::string_view lines);

/// The first line of a record, from which editors learn its schema.
std::string schema_line(std::string_view schema);

} // namespace peerreview
