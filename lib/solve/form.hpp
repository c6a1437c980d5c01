#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// A school that no triad takes, and why, in words.
struct Waiting {
    SchoolId school;
    std::string why;
    bool is_remainder = false; ///< of a number of schools that three does not divide
};

/// What `triad form` proposes, or what stands in triads/.
struct Arrangement {
    std::map<TriadId, Triad> triads;
    std::vector<Waiting> waiting;
    std::int64_t seconds = 0, penalty = 0, bound = 0;
};

/// Why two schools may not share a triad; empty where they may. The rules are those of the policy: travel,
/// phase, trust, apart and repeat.
std::string why_apart(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b);

/// An arrangement of the schools, with a consultant proposed for each triad. Pinned triads stay. The same
/// records and seed give the same arrangement.
Arrangement form_arrangement(const Project& project, const Travel& travel, std::uint64_t seed);

/// The arrangement that stands in triads/, with the bound for as many waiting.
Arrangement standing_arrangement(const Project& project, const Travel& travel, std::uint64_t seed);

/// Holds the triads that stand against the hard rules, each finding at its place; shares only why_apart with
/// the forming of triads.
void check_triads(const Project& project, const Travel& travel, Diagnostics& diagnostics);

} // namespace peerreview
