#pragma once

#include "project/project.hpp"

namespace peerreview {

/// Holds all records against each other: each rule is one small function that reports and never repairs.
void check_project(const Project& project, Diagnostics& diagnostics);

/// check_project, and then the findings that peerreview.yaml allows until `today` are taken out.
void check_and_allow(const Project& project, Date today, Diagnostics& diagnostics);

} // namespace peerreview
