#pragma once

#include <string>
#include <string_view>

namespace peerreview {

/// Text for a terminal, a log or a message on one line: line ends and tabs become spaces; control,
/// bidirectional and invisible characters and bytes that are no UTF-8 are written out, as <U+001B> or <xFF>.
/// No word of it is a command to a system of CI: `::error` becomes `:\:error`, and `##[error]` `##\[error]`.
std::string terminal(std::string_view text);

/// Text that CommonMark and GitHub's Markdown show literally inside a paragraph, heading, list item or table
/// cell, on one line and without blanks at its ends. Plain prose stays as it is.
std::string markdown_text(std::string_view text);

/// Text for HTML, between tags or inside a quoted attribute.
std::string html_text(std::string_view text);

/// One cell of a CSV file after RFC 4180, in a form that no spreadsheet takes for a formula.
std::string csv_cell(std::string_view text);

/// The text of an iCalendar property after RFC 5545, 3.3.11: line ends are written as `\n`, so a text stays
/// one value of one property; what cannot be seen, and commands to CI, are written out as elsewhere. Folding
/// is the writer's.
std::string ics_text(std::string_view text);

/// The message of a GitHub workflow command.
std::string github_message(std::string_view text);

/// A property of a GitHub workflow command.
std::string github_property(std::string_view text);

} // namespace peerreview
