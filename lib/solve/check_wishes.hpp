#pragma once

#include "project/project.hpp"

namespace peerreview {

/// Reports what a published schedule is wished to keep and does not (DOMAIN 3.7): D9, a host's rest after an
/// inspection, and D17, an early start, as warnings; D15, the order of the hosts, as a note, since what is
/// published need not move for it. Like check_schedule() it shares nothing with the planner. The project has
/// a calendar.
void check_wishes(const Project& project, Diagnostics& diagnostics);

} // namespace peerreview
