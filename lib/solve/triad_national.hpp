#pragma once

#include "solve/triad_exact.hpp"
#include "solve/triad_graph.hpp"

#include <memory>

namespace peerreview::solve {

/// What is known of other parts, in seconds without waiting: what they cost at least, and what their
/// arrangements cost above that.
struct Elsewhere {
    std::int64_t shown = 0, gap = 0;
};

/// A part that is too large for one block: windows for the arrangement, the relaxation of the whole for the
/// bound. `waiting_cost` as in a BlockTask; graph and options must stay.
class LargePart {
public:
    LargePart(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options);
    ~LargePart();

    /// Prices and a first arrangement, for which other parts are no matter.
    void begin();

    /// Works on until the gap of all parts is small enough beside what all cost. The proof is by the part's
    /// own indices.
    BlockAnswer finish(const Elsewhere& elsewhere);

private:
    class Work;
    std::unique_ptr<Work> work_;
};

/// What is proven of such a part at another price of waiting, in whole seconds, from the prices of a proof
/// on. The answer holds for all schools of the graph and does not name them.
PartProof proven_at(std::int64_t price, const TriadGraph& graph, const PartProof& proof,
                    const TriadOptions& options);

} // namespace peerreview::solve
