// Gusfield's way: every node but the first asks for the least cut between itself and its parent, at first the
// first node; those after it on its side with the same parent become its children. A flow that comes to the
// limit is left there. Not to be kept apart by less than the limit is an equivalence, so that the node may
// stand where its parent does, and nobody changes parents for it.
//
// Flows are those of Dinic (1970): shortest paths with room, level by level.

#include "solve/least_cuts.hpp"

#include <algorithm>

namespace peerreview::solve {

namespace {

constexpr double hair = 1e-9; ///< what is not more than that is no room

class FlowGraph {
public:
    FlowGraph(std::uint32_t nodes, std::span<const WeightedEdge> edges) : arcs_of_(nodes) {
        for (const auto& [a, b, weight] : edges) {
            add_arc(a, b, weight);
            add_arc(b, a, weight);
        }
    }

    /// The greatest flow between two nodes, no further than to the limit. After one below it is_reached()
    /// tells the side of `from`.
    double flow(std::uint32_t from, std::uint32_t to, double limit) {
        for (auto& arc : arcs_) arc.room = arc.weight;
        double sum = 0;
        while (sum < limit && find_levels(from, to)) {
            next_.assign(arcs_of_.size(), 0);
            while (const auto more = push(from, to, limit - sum)) sum += more;
        }
        return sum;
    }
    bool is_reached(std::uint32_t node) const { return level_[node] >= 0; }

private:
    struct Arc {
        std::uint32_t to;
        double weight, room;
    };

    void add_arc(std::uint32_t from, std::uint32_t to, double weight) {
        arcs_of_[from].push_back(arcs_.size());
        arcs_.push_back({to, weight, weight});
    }

    /// How many arcs with room each node is away; whether `to` is reached.
    bool find_levels(std::uint32_t from, std::uint32_t to) {
        level_.assign(arcs_of_.size(), -1);
        level_[from] = 0;
        queue_ = {from};
        for (std::size_t i = 0; i < queue_.size(); ++i)
            for (const auto arc : arcs_of_[queue_[i]])
                if (const auto& [node, weight, room] = arcs_[arc]; room > hair && level_[node] < 0) {
                    level_[node] = level_[queue_[i]] + 1;
                    queue_.push_back(node);
                }
        return level_[to] >= 0;
    }

    /// Sends some flow along one path of rising levels; 0 where there is none.
    double push(std::uint32_t node, std::uint32_t to, double most) {
        if (node == to) return most;
        for (auto& i = next_[node]; i < arcs_of_[node].size(); ++i) {
            const auto number = arcs_of_[node][i];
            auto& arc = arcs_[number];
            if (arc.room <= hair || level_[arc.to] != level_[node] + 1) continue;
            const auto sent = push(arc.to, to, std::min(most, arc.room));
            if (sent <= 0) continue;
            arc.room -= sent;
            arcs_[number ^ 1].room += sent; // an edge is two arcs, one after the other
            return sent;
        }
        return 0;
    }

    std::vector<Arc> arcs_;
    std::vector<std::vector<std::size_t>> arcs_of_; ///< of each node
    std::vector<int> level_;
    std::vector<std::size_t> next_; ///< of each node, the arc that is tried next
    std::vector<std::uint32_t> queue_;
};

} // namespace

std::vector<LeastCut> least_cuts(std::uint32_t nodes, std::span<const WeightedEdge> edges, double limit) {
    FlowGraph graph(nodes, edges);
    std::vector<std::uint32_t> parent(nodes, 0);
    std::vector<LeastCut> cuts;
    for (std::uint32_t node = 1; node < nodes; ++node) {
        const auto weight = graph.flow(node, parent[node], limit);
        if (weight >= limit - hair) continue;
        LeastCut cut{{}, weight};
        for (std::uint32_t other = 0; other < nodes; ++other) {
            if (!graph.is_reached(other)) continue;
            cut.nodes.push_back(other);
            if (other > node && parent[other] == parent[node]) parent[other] = node;
        }
        cuts.push_back(std::move(cut));
    }
    return cuts;
}

} // namespace peerreview::solve
