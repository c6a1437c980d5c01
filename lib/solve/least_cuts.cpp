// Gusfield's way: every node but the first asks for the least cut between itself and its parent, at first the
// first node; those after it on its side with the same parent become its children. A flow that comes to the
// limit is left there. Not to be kept apart by less than the limit is an equivalence, so that the node may
// stand where its parent does, and nobody changes parents for it.
//
// Flows are those of Dinic (1970): shortest paths with room, level by level.

#include "solve/least_cuts.hpp"

#include <algorithm>
#include <numeric>

namespace peerreview::solve {

namespace {

constexpr double hair = 1e-9; ///< what is not more than that is no room

class FlowGraph {
public:
    FlowGraph(std::uint32_t nodes, std::span<const WeightedEdge> edges)
        : first_(nodes + 1), arcs_(2 * edges.size()), level_(nodes), next_(nodes) {
        for (const auto& edge : edges) {
            ++first_[edge.a + 1];
            ++first_[edge.b + 1];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        auto next = first_;
        for (const auto& [a, b, weight] : edges) {
            const auto there = next[a]++, back = next[b]++;
            arcs_[there] = {b, back, weight, weight};
            arcs_[back] = {a, there, weight, weight};
        }
    }

    /// The greatest flow between two nodes, no further than to the limit. After one below it is_reached()
    /// tells the side of `from`.
    double flow(std::uint32_t from, std::uint32_t to, double limit) {
        for (auto& arc : arcs_) arc.room = arc.weight;
        double sum = 0;
        while (sum < limit && find_levels(from, to)) {
            std::copy(first_.begin(), first_.end() - 1, next_.begin());
            while (const auto more = push(from, to, limit - sum)) sum += more;
        }
        return sum;
    }
    bool is_reached(std::uint32_t node) const { return level_[node] >= 0; }

private:
    struct Arc {
        std::uint32_t to, back; ///< a node, and the arc from it
        double weight, room;
    };

    /// How many arcs with room each node is away that is no farther than `to`; whether that is reached.
    bool find_levels(std::uint32_t from, std::uint32_t to) {
        std::ranges::fill(level_, -1);
        level_[from] = 0;
        queue_ = {from};
        for (std::size_t i = 0; i < queue_.size(); ++i)
            for (auto arc = first_[queue_[i]]; arc < first_[queue_[i] + 1]; ++arc)
                if (const auto node = arcs_[arc].to; arcs_[arc].room > hair && level_[node] < 0) {
                    level_[node] = level_[queue_[i]] + 1;
                    if (node == to) return true;
                    queue_.push_back(node);
                }
        return false;
    }

    /// Sends some flow along one path of rising levels; 0 where there is none.
    double push(std::uint32_t node, std::uint32_t to, double most) {
        if (node == to) return most;
        for (auto& i = next_[node]; i < first_[node + 1]; ++i) {
            auto& arc = arcs_[i];
            if (arc.room <= hair || level_[arc.to] != level_[node] + 1) continue;
            const auto sent = push(arc.to, to, std::min(most, arc.room));
            if (sent <= 0) continue;
            arc.room -= sent;
            arcs_[arc.back].room += sent;
            return sent;
        }
        return 0;
    }

    std::vector<std::uint32_t> first_; ///< where a node's arcs begin
    std::vector<Arc> arcs_;
    std::vector<int> level_;
    std::vector<std::uint32_t> next_; ///< of each node, the arc that is tried next
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
