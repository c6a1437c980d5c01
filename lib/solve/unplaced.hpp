#pragma once

#include "solve/facts.hpp"
#include "solve/form.hpp"

namespace peerreview {

/// Schools that wait because of rules, a smallest set of facts that stands in the way, and the cheapest ways
/// out in words: what to set aside, the triads or the ring that are possible then, and how many wait. Each
/// lets three fewer wait, or as many where their number alone makes them wait; one into a ring lets one
/// fewer.
struct Unplaced {
    std::vector<SchoolId> schools;
    std::vector<Fact> conflict;
    std::vector<std::string> ways_out;
};

/// Why the schools of an arrangement wait that do not wait for the number's sake: one answer for each
/// conflict of schools that may share a triad with nobody, ten at most, and one for all others together. Each
/// fact of a conflict is needed: without it a triad could be. Of large cohorts the nearest schools are looked
/// at. Schools to which travel is not known come first, all in one answer: what else stands in their way
/// shows when it is known.
std::vector<Unplaced> why_unplaced(const Project& project, const Travel& travel,
                                   const Arrangement& arrangement);

} // namespace peerreview
