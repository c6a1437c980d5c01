#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// The records that a written summary for this host still lacks, as paths below the project folder.
std::vector<std::string> missing_for_summary(const Project& project, const SchoolId& host);

/// The written summary of the verbal feedback (DOMAIN 2.2 S9), as Markdown for the host and its triad:
/// thanks, focus, what was done, and by line of enquiry what was said on the day or agreed with the host
/// since. Nobody is named. Nothing may be missing.
std::string review_summary(const Project& project, const SchoolId& host);

} // namespace peerreview
