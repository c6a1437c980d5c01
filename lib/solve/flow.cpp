#include "solve/flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <numeric>

namespace peerreview::solve {

std::optional<Flow> least_cost_flow(const std::vector<std::int64_t>& supply,
                                    const std::vector<FlowArc>& arcs) {
    // A static graph is built of arcs sorted by their tail; `order` leads back to the caller's.
    std::vector<std::size_t> order(arcs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t arc) { return arcs[arc].from; });
    std::vector<std::pair<int, int>> ends;
    ends.reserve(arcs.size());
    for (const auto arc : order) ends.emplace_back(arcs[arc].from, arcs[arc].to);
    lemon::StaticDigraph graph;
    graph.build(static_cast<int>(supply.size()), ends.begin(), ends.end());

    using Numbers = lemon::StaticDigraph::ArcMap<std::int64_t>;
    Numbers capacities(graph), costs(graph);
    for (std::size_t i = 0; i < order.size(); ++i) {
        capacities[graph.arc(static_cast<int>(i))] = arcs[order[i]].capacity;
        costs[graph.arc(static_cast<int>(i))] = arcs[order[i]].cost;
    }
    lemon::StaticDigraph::NodeMap<std::int64_t> supplies(graph);
    for (std::size_t i = 0; i < supply.size(); ++i) supplies[graph.node(static_cast<int>(i))] = supply[i];

    lemon::NetworkSimplex<lemon::StaticDigraph, std::int64_t, std::int64_t> simplex(graph);
    simplex.upperMap(capacities).costMap(costs).supplyMap(supplies);
    if (simplex.run() != simplex.OPTIMAL) return std::nullopt;
    Flow flow{std::vector<std::int64_t>(arcs.size()), simplex.totalCost<std::int64_t>()};
    for (std::size_t i = 0; i < order.size(); ++i)
        flow.on_arc[order[i]] = simplex.flow(graph.arc(static_cast<int>(i)));
    return flow;
}

} // namespace peerreview::solve
