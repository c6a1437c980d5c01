#pragma once

// All triples that prices make cheap, without looking at all triples.
//
// Prices u turn the cost of a pair into r_ij = 2 c_ij - u_i - u_j, and the three r of a triple add up to
// twice its reduced cost c_ij + c_ik + c_jk - u_i - u_j - u_k. Let i be the school of a triple where its two
// smaller r meet. Three numbers whose sum is less than L have a least below L/3 and their two smaller below
// 2L/3 in sum. So it is enough to take from every school i the pairs with small r, and to join them two by
// two while the sum is small enough: nothing is missed, and nothing is asked of the costs, neither the
// triangle inequality nor that they are distances at all.

#include "solve/triad_block.hpp"

namespace peerreview::solve {

namespace pricing {

template <class Number>
struct Edge {
    Number reduced;
    std::uint32_t school;
    friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// Of `edges` at a school, those that can be one of the two smaller of a triple under `limit` (of the doubled
/// sum), ascending.
template <class Number>
void keep_useful(std::vector<Edge<Number>>& edges, Number limit) {
    if (edges.empty()) return;
    const auto least = std::ranges::min_element(edges)->reduced;
    std::erase_if(edges, [&](const auto& edge) { return !(3 * (least + edge.reduced) < 2 * limit); });
    std::ranges::sort(edges);
}

} // namespace pricing

/// Visits once each allowed triple of `pairs` (a Block or a TriadGraph) with unit × cost − its three prices <
/// limit, with that difference doubled. Exact where Number is an integer. `i` as above is from `first` up to
/// `end`, so that threads can share them out.
template <class Number, class Pairs, class Visit>
void each_triple_under(const Pairs& pairs, std::span<const Number> price, Number unit, Number limit,
                       Visit visit, std::uint32_t first = 0, std::uint32_t end = 0xFFFFFFFF) {
    using Edge = pricing::Edge<Number>;
    const auto doubled = 2 * limit;
    std::vector<Edge> edges;
    for (auto i = first; i < std::min(end, pairs.size()); ++i) {
        edges.clear();
        pairs.each_pair(i, [&](std::uint32_t j, std::int32_t cost) {
            edges.push_back({2 * unit * static_cast<Number>(cost) - price[i] - price[j], j});
        });
        pricing::keep_useful(edges, doubled);
        for (std::size_t a = 0; a < edges.size(); ++a)
            for (auto b = a + 1; b < edges.size(); ++b) {
                const auto [ij, j] = edges[a];
                const auto [ik, k] = edges[b];
                if (!(3 * (ij + ik) < 2 * doubled)) break;
                const auto third = pairs.cost(j, k);
                if (third < 0) continue;
                // The greatest of the three is opposite i; among equals the one opposite the greatest index.
                const auto jk = 2 * unit * static_cast<Number>(third) - price[j] - price[k];
                if (Edge{jk, i} < Edge{ik, j} || Edge{jk, i} < Edge{ij, k}) continue;
                if (!(ij + ik + jk < doubled)) continue;
                Triple triple = {i, j, k};
                std::ranges::sort(triple);
                visit(triple, ij + ik + jk);
            }
    }
}

} // namespace peerreview::solve
