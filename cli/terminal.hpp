#pragma once

#include "source/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// Whether to colour what goes to the given descriptor: the option first, then NO_COLOR, CLICOLOR_FORCE and
/// FORCE_COLOR, TERM and whether a terminal is there.
bool wants_color(std::string_view option, int descriptor);

/// The columns of the terminal: COLUMNS, else what the terminal says, else 80.
int terminal_width();

/// A table of text: the first row is its head. Cells are made visible; columns are aligned, and the widest
/// is cut where the table would not fit `width`. What stands first is never cut: where that is too wide for
/// the rest, it has a line of its own.
std::string text_table(const std::vector<std::vector<std::string>>& rows, int width);

/// Text of records in lines of the terminal's width: the first after `first`, the others after as many
/// blanks.
std::string wrapped(const std::string& first, const std::string& text);

/// A line of text that quotes records in lines of the terminal's width: those after the first are set in by
/// two blanks more than it.
std::string folded(const std::string& line);

/// Each line of the text folded so.
std::string folded_lines(std::string_view text);

/// A CSV document of the rows, each cell in a form that no spreadsheet runs.
std::string csv_table(const std::vector<std::vector<std::string>>& rows);

/// Prints `peerreview: error: message` and the hint to standard error.
void show_failure(std::string_view message, std::string_view hint);

/// Flushes standard output; false, after saying why, where it could not be written.
bool finish_output();

} // namespace peerreview
