#pragma once

#include "solve/triad_repair.hpp"

#include <vector>

namespace peerreview::solve {

/// A repair in which schools that would wait have joined triads.
struct RingRepair {
    std::vector<Triple> triads;                    ///< sorted; those that took no school
    std::vector<std::vector<std::uint32_t>> rings; ///< of four or five, in ring order
    std::vector<std::uint32_t> waiting;            ///< sorted
    std::vector<std::size_t> changed;              ///< triads that stood, in order
    bool is_proven = false; ///< no repair with rings changes or, with so few changes, costs less
};

/// Lets the schools that wait in a repair join its triads as rings of four, one school a triad: as many as
/// can, few to dear triads, then few to other triads that would stay, then at the least cost. Schools for
/// which no triad is left join such rings as rings of five. Each school of a triad that takes another has to
/// be allowed with each other: triads that stand against the rules stay as they are.
RingRepair join_waiting(const RepairProblem& problem, const RepairSolution& solution);

} // namespace peerreview::solve
