#pragma once

#include "solve/triad_cuts.hpp"
#include "solve/triads.hpp"

#include <functional>
#include <limits>

namespace peerreview::solve {

/// How hard a block is worked on.
struct BlockTask {
    std::int64_t waiting_cost = 0; ///< of each school that waits, whole
    std::uint32_t fewest = 0;      ///< schools wait at least, as is known already
    /// Whether the root is enough where it lets more than those wait, though maybe in parts.
    bool may_end_undecided = false;
    std::uint64_t pivots = 0; ///< of the simplex in all; then the best so far is the answer
    std::int64_t limit = std::numeric_limits<std::int64_t>::max(); ///< what costs as much is not wanted
    std::vector<Triple> incumbent; ///< an arrangement to beat, where `has_incumbent`
    bool has_incumbent = false;
    std::vector<Cut> cuts;        ///< known already
    Sets sets = Sets::least_cuts; ///< whence others come
    const std::atomic<bool>* stop = nullptr;
    /// Makes an arrangement better that is far from the bound; may be empty.
    std::function<std::vector<Triple>(std::vector<Triple>)> mend;
};

struct BlockAnswer {
    std::vector<Triple> triples; ///< disjoint; the other schools wait
    std::int64_t cost = 0;       ///< waiting counted; the limit where none that costs less was found
    PartProof proof;             ///< by the block's own indices; its bound is at most the cost
    std::vector<Cut> cuts;       ///< that had a price at the root
    bool is_undecided = false;   ///< ended at the root; see above
    std::uint64_t pivots = 0;
};

/// The least costly arrangement of a block, each waiting school counted, with its proof: proven best where
/// cost == proof.bound.
BlockAnswer solve_block(const Block& block, const BlockTask& task);

} // namespace peerreview::solve
