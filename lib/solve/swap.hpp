#pragma once

#include "solve/apart.hpp"

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// A hard rule that two schools would break in their new triad.
struct Breach {
    TriadId triad;
    SchoolId arrived, other;
    BrokenRule broken;
    std::vector<Place> places; ///< where it stands
};

/// The triads after two schools have exchanged their places.
struct Swap {
    std::map<TriadId, Triad> triads; ///< all of the project
    std::vector<Breach> breaches;
    std::vector<std::string> notes; ///< what else changes, in words
};

/// Exchanges two schools between their triads, or one that waits with one that is placed. A waiver stays
/// where schools that stay need it; a consultant who may not facilitate the new schools is replaced where
/// somebody can be. Throws Failure where a school has left, both wait or both are of one triad.
Swap swap_schools(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b);

} // namespace peerreview
