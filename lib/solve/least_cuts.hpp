#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace peerreview::solve {

struct WeightedEdge {
    std::uint32_t a = 0, b = 0; ///< nodes
    double weight = 0;
};

/// Nodes on one side, and the weight of the edges that lead to the other.
struct LeastCut {
    std::vector<std::uint32_t> nodes; ///< ascending
    double weight = 0;
};

/// Cuts of an undirected graph of nodes 0 to `nodes` - 1, fewer than the nodes: each is a least cut between
/// two nodes, and for any two that a cut of less than `limit` keeps apart, the weight of their least one is
/// among them. (An equivalent flow tree: Gomory and Hu 1961, made as by Gusfield 1990.)
std::vector<LeastCut> least_cuts(std::uint32_t nodes, std::span<const WeightedEdge> edges, double limit);

} // namespace peerreview::solve
