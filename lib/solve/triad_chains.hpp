#pragma once

#include "solve/triad_graph.hpp"

#include <atomic>

namespace peerreview::solve {

/// Makes triads of waiting schools, three at a time, by moving others along: as long as three divides more of
/// those that wait and chains of triads lead three of them together. `near` holds some allowed partners of
/// each school, along which chains go. `prices` are those of schools in a proof, in whole seconds, or empty
/// where there are none; with them those go on waiting whose waiting saves most.
std::vector<Triple> join_waiting(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                                 std::vector<Triple> triads, const std::vector<std::int64_t>& prices,
                                 const std::atomic<bool>* stop);

} // namespace peerreview::solve
