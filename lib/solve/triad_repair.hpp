#pragma once

#include "solve/triad_block.hpp"
#include "solve/triads.hpp"

namespace peerreview::solve {

/// A triad that stands: it may stay even where the rules no longer allow its pairs.
struct StandingTriad {
    Triple schools;
    std::array<std::int32_t, 3> costs; ///< of its pairs: the first two schools, first and last, the last two
    bool is_dear = false;              ///< changed only where nothing else helps
};

/// Schools, allowed pairs, and disjoint triads that stand. Schools of no triad are free.
struct RepairProblem {
    TriadProblem triads;
    std::vector<StandingTriad> standing;
};

struct RepairSolution {
    std::vector<Triple> triads;         ///< sorted
    std::vector<std::uint32_t> waiting; ///< sorted
    std::vector<std::size_t> changed;   ///< triads that stood, in order
    std::int64_t cost = 0;              ///< of all pairs inside triads
    bool is_least_waiting = false;      ///< proven: no arrangement has fewer waiting
    bool is_least_changed = false;      ///< proven: none with so many waiting changes less
    bool is_least_cost = false;         ///< proven: none that waits and changes so little costs less
};

/// An arrangement in which few schools wait; second to that few triads change that are dear, then few of the
/// others; third the cost is little. Free schools and changed triads may be arranged anyhow.
RepairSolution repair_triads(const RepairProblem& problem, const TriadOptions& options);

} // namespace peerreview::solve
