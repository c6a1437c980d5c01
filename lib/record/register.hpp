#pragma once

#include "record/school.hpp"
#include "source/csv.hpp"
#include "source/diagnostics.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace peerreview {

/// How the columns of a register are found, and which rows are wanted.
struct RegisterOptions {
    std::vector<std::pair<std::string, std::string>> map;   ///< field and its column, for other files
    std::vector<std::pair<std::string, std::string>> where; ///< column and the value that it must have
    std::optional<Phase> phase;                             ///< taken for schools whose phase is none of ours
};

/// A school of a register with the place of its row.
struct RegisterRow {
    School school;
    Place place;
};

struct RegisterResult {
    std::vector<RegisterRow> rows;
    std::map<std::string, int> skipped; ///< by reason, such as "closed"
    int refused = 0;                    ///< rows with findings
};

/// The fields that `map` may name.
const std::vector<std::string>& register_fields();

/// Reads the national register's download (or, with `map`, another file with a row a school). What is wrong
/// with a row is reported with its place and the row left out; a file without the needed columns gives none.
RegisterResult read_register(const SourceFile& file, const RegisterOptions& options,
                             Diagnostics& diagnostics);

} // namespace peerreview
