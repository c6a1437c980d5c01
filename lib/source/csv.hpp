#pragma once

#include "source/diagnostics.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

struct CsvCell {
    std::string text;
    std::uint32_t offset = 0; ///< of its first byte in the file
};

struct CsvRow {
    std::vector<CsvCell> cells;
};

/// The rows of a CSV file after RFC 4180: quotes, doubled quotes and line breaks inside quotes; CRLF or LF.
/// A byte order mark before the first is skipped, and lines without any character are no rows. A quote that
/// is never closed is reported and ends the reading.
std::vector<CsvRow> read_csv(const SourceFile& file, Diagnostics& diagnostics);

/// UTF-8 without its byte order mark; text that is no UTF-8 is taken for Windows-1252.
std::string to_utf8(std::string bytes);

} // namespace peerreview
