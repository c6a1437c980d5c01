#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// All names of a school: those of its record, and its short name where that has two words or more, since
/// one alone is often a word of every day.
std::vector<std::string> names_of(const School& school);

/// V18: no text of a review tells of another member of the cohort: by a name, alias, URN, trust or outward
/// postcode that the host does not share, or by the full name of one of its leaders.
void check_members(const Project& project, Diagnostics& diagnostics);

} // namespace peerreview
