#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// The records that a preparation pack for this host still lacks, as paths below the project folder.
std::vector<std::string> missing_for_pack(const Project& project, const SchoolId& host);

/// The preparation pack (DOMAIN 2.2 S5), as Markdown for the host, its reviewers and the consultant: the
/// school in a few facts, its priorities with its own view of each, the plan of the day, and notes for
/// visitors and for staff. Nobody is named, and the number of pupils is a band. Nothing may be missing.
std::string preparation_pack(const Project& project, const SchoolId& host);

} // namespace peerreview
