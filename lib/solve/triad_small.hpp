#pragma once

#include "solve/triad_exact.hpp"
#include "solve/triad_graph.hpp"

#include <span>

namespace peerreview::solve {

/// Some hundreds of schools of a graph at the most, by branch and cut: the fewest wait, and second to that
/// the cost is least, as far as effort allows, which is less beside large parts. The proof is by the part's
/// own indices.
BlockAnswer solve_small(const TriadGraph& graph, const std::vector<std::uint32_t>& part,
                        const TriadOptions& options, bool is_beside_large = false);

/// What is proven of such a part at one price of waiting, in whole seconds, whoever waits then. The answer
/// does not name its schools.
PartProof proven_small_at(std::int64_t price, const TriadGraph& graph, const std::vector<std::uint32_t>& part,
                          const TriadOptions& options);

/// How few schools can wait.
struct FewestWaiting {
    std::uint32_t waiting = 0;  ///< in any arrangement at least, and mostly in some
    std::vector<Triple> triads; ///< disjoint, of the arrangement found that lets fewest wait
};

/// What pairs cost is no matter. Where an arrangement is soon found in which fewer than `enough` wait, it is
/// how many wait there. What is still allowed of the disjoint triads `begin` makes finding one quicker. For
/// some hundreds of schools.
FewestWaiting fewest_waiting(const TriadProblem& problem, std::uint32_t enough = 0,
                             std::span<const Triple> begin = {});

} // namespace peerreview::solve
