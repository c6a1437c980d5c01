#pragma once

#include "project/project.hpp"

namespace peerreview {

/// Holds every text of the reviews against the wording rules (FB), each review's records against the rules on
/// whole documents (FD), and theme codes against the codebook. Reports with the place of the words.
void check_feedback(const Project& project, Diagnostics& diagnostics);

} // namespace peerreview
