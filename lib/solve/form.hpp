#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"
#include "solve/apart.hpp"
#include "solve/certificate.hpp"
#include "solve/waiting.hpp"

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// What `triad form` proposes, or what stands in triads/.
struct Arrangement {
    std::map<TriadId, Triad> triads;
    std::vector<Waiting> waiting;
    std::int64_t seconds = 0, penalty = 0, bound = 0;
    Certificate certificate; ///< of the bound, where it was formed
};

/// An arrangement of the schools, with a consultant and a second reader proposed for each triad. Triads
/// that are pinned or stand by a waiver stay. The same records, seed and effort give the same arrangement.
Arrangement form_arrangement(const Project& project, const Travel& travel,
                             const solve::TriadOptions& options);

/// The arrangement that stands in triads/, with the bound for as many waiting.
Arrangement standing_arrangement(const Project& project, const Travel& travel);

/// Why a certificate proves nothing of the project's records as they are; empty where its bound holds.
std::string certificate_fault(const Project& project, const Travel& travel, const Certificate& certificate);

/// Holds the triads that stand against the hard rules, each finding at its place; shares only broken_rules
/// with the forming of triads. A waiver in a triad's record silences the rule that it names, and no other.
void check_triads(const Project& project, const Travel& travel, Diagnostics& diagnostics);

} // namespace peerreview
