#pragma once

#include "project/project.hpp"

namespace peerreview {

/// Holds the schedules that stand against every hard rule, without the planner: open days, people who are
/// free, caps, gap, season, lead, the follow-up window, and nobody in two places.
void check_schedule(const Project& project, Diagnostics& diagnostics);

} // namespace peerreview
