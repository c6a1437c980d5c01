#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// The records that a report for this host still lacks, as paths below the project folder.
std::vector<std::string> missing_for_school_report(const Project& project, const SchoolId& host);

/// The formal report for a host with its action plan, as Markdown. Nobody is named: people stand by role.
/// Nothing may be missing.
std::string school_report(const Project& project, const SchoolId& host);

} // namespace peerreview
