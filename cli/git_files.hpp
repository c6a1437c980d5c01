#pragma once

#include <string>
#include <utility>
#include <vector>

namespace peerreview {

/// What `cohort init` puts beside the records for git, editors and CI: paths below the project folder and
/// texts.
std::vector<std::pair<std::string, std::string>> git_files();

} // namespace peerreview
