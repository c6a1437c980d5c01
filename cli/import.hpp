#pragma once

#include "cli/changes.hpp"
#include "cli/session.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// The options of `cohort import`.
struct ImportOptions {
    std::string register_file;
    std::string people_file, consultants_file;
    std::string calendar_file;
    std::string travel_file;
    std::vector<std::string> urns;
    std::string urn_file;
    std::vector<std::string> where; ///< Column=value
    std::vector<std::string> map;   ///< field=Column
    std::string near;               ///< a school's id or URN, or a postcode of the file
    double within = 0;              ///< minutes
    std::string phase;
    bool all = false;
    bool dry_run = false;
};

/// Reads the files and writes schools, leaders, consultants, days of the calendar and travel times; a record
/// that is there is changed in place.
Status run_import(const Session& session, const ImportOptions& options);

} // namespace peerreview
