#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace peerreview::solve {

/// A directed arc of a network: at most `capacity` units flow along it, each for `cost`.
struct FlowArc {
    int from = 0, to = 0;
    std::int64_t capacity = 0;
    std::int64_t cost = 0;
};

/// A flow of least cost: of each arc, what flows along it.
struct Flow {
    std::vector<std::int64_t> on_arc;
    std::int64_t cost = 0;
};

/// The flow that takes `supply[i]` units out of each node i (into it where that is negative; all sum to 0) at
/// the least cost; nothing where there is none.
std::optional<Flow> least_cost_flow(const std::vector<std::int64_t>& supply,
                                    const std::vector<FlowArc>& arcs);

} // namespace peerreview::solve
