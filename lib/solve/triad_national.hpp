#pragma once

#include "solve/triad_exact.hpp"
#include "solve/triad_graph.hpp"

namespace peerreview::solve {

/// A part that is too large for one block: windows for the arrangement, the relaxation of the whole for the
/// bound. `waiting_cost` as in a BlockTask; the proof is by the part's own indices. `elsewhere` is what other
/// parts cost at least, in seconds: a gap that is little beside all is small enough.
BlockAnswer solve_large(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options,
                        std::int64_t elsewhere = 0);

/// What is proven of such a part at another price of waiting, in whole seconds, from the prices of a proof
/// on. The answer holds for all schools of the graph and does not name them.
PartProof proven_at(std::int64_t price, const TriadGraph& graph, const PartProof& proof,
                    const TriadOptions& options);

} // namespace peerreview::solve
