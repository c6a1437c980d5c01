#pragma once

#include "solve/triad_cuts.hpp"
#include "solve/triads.hpp"

#include <functional>

namespace peerreview::solve {

/// How hard a block is worked on.
struct BlockTask {
    std::int64_t waiting_cost = 0; ///< of each school that waits, whole
    std::uint64_t pivots = 0;      ///< of the simplex in all; then the best so far is the answer
    std::vector<Triple> incumbent; ///< an arrangement to beat, where `has_incumbent`
    bool has_incumbent = false;
    std::vector<Cut> cuts; ///< known already
    const std::atomic<bool>* stop = nullptr;
    /// Makes an arrangement better that is far from the bound; may be empty.
    std::function<std::vector<Triple>(std::vector<Triple>)> mend;
};

struct BlockAnswer {
    std::vector<Triple> triples; ///< disjoint; the other schools wait
    std::int64_t cost = 0;       ///< waiting counted
    PartProof proof;             ///< by the block's own indices; its bound is at most the cost
    std::vector<Cut> cuts;       ///< that had a price at the root
    std::uint64_t pivots = 0;
};

/// The least costly arrangement of a block, each waiting school counted, with its proof: proven best where
/// cost == proof.bound.
BlockAnswer solve_block(const Block& block, const BlockTask& task);

} // namespace peerreview::solve
