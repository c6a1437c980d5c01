#pragma once

#include "solve/form.hpp"

namespace peerreview {

/// The triads after a repair, and how much of it is proven.
struct RepairedTriads {
    Arrangement arrangement;
    bool is_least_waiting = false; ///< nothing lets fewer schools wait, with held reviews and rings kept
    bool is_least_changed = false; ///< nothing changes fewer triads with so many waiting
    bool is_least_travel = false;  ///< nothing travels less with so many waiting and changed
    std::size_t left_out = 0;      ///< triads that were too far off to be looked at
};

/// Triads for the schools that are in none, or whose triad lost a school, with as little change as can be:
/// first as few schools as possible wait, then as few triads change as can, then travel is least. Triads that
/// are pinned or have dates change only where nothing else helps, and those with held reviews never; rings
/// stay, without schools that have left. A triad that stands against a rule which its record does not waive
/// is not kept, unless it is pinned. With `leftover: ring` schools that would wait join triads as rings.
RepairedTriads repair_arrangement(const Project& project, const Travel& travel, Date today,
                                  const solve::TriadOptions& options);

} // namespace peerreview
