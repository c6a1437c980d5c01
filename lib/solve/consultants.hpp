#pragma once

#include "project/project.hpp"

#include <map>

namespace peerreview {

/// Proposes consultants to the triads that have none: as many triads as can be have one, with the least
/// travel in all, under a third of each consultant's days in triads, by phases and declared conflicts.
void propose_consultants(const Project& project, std::map<TriadId, Triad>& triads);

/// Whether phases and declared conflicts let a consultant facilitate a triad.
bool may_facilitate(const Project& project, const ConsultantId& consultant, const Triad& triad);

} // namespace peerreview
