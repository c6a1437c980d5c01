#pragma once

#include "solve/triad_exact.hpp"
#include "solve/triad_graph.hpp"

namespace peerreview::solve {

/// A part that is too large for one block: windows for the arrangement, the relaxation of the whole for the
/// bound. `waiting_cost` as in a BlockTask; the proof is by the part's own indices.
BlockAnswer solve_large(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options);

} // namespace peerreview::solve
