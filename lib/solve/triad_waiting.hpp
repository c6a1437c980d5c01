#pragma once

// What a school that waits is priced at, in whole seconds.

#include "solve/triad_graph.hpp"

#include <algorithm>

namespace peerreview::solve {

/// No triad costs more.
inline std::int64_t dearest_triad(const TriadGraph& graph) { return std::int64_t{3} * graph.greatest(); }

/// Of waiting, at first: one more triad is always worth it.
inline std::int64_t greatest_price(const TriadGraph& graph) { return 2 * (dearest_triad(graph) + 1); }

/// One more triad is worth any arrangement of so many schools.
inline std::int64_t price_over_all(const TriadGraph& graph, std::size_t schools) {
    return (dearest_triad(graph) + 1) * static_cast<std::int64_t>(schools / 3 + 1);
}

/// To show how many of thousands wait: as great as that, or else great beside all that other parts could
/// save, and within the whole numbers of those who check a proof.
inline std::int64_t price_of_fewest(const TriadGraph& graph, std::size_t schools) {
    constexpr std::int64_t great = 1'000'000;
    return std::min(price_over_all(graph, schools), std::max(greatest_price(graph), great));
}

/// How many of so many schools wait at least by what is proven, where no triad costs more than `dearest`.
inline std::int64_t fewest_by(const PartProof& proof, std::int64_t schools, std::int64_t dearest) {
    auto waiting = schools % 3;
    while (waiting * proof.waiting_cost + (schools - waiting) / 3 * dearest < proof.bound) waiting += 3;
    for (const auto& other : proof.others) waiting = std::max(waiting, fewest_by(other, schools, dearest));
    return waiting;
}

} // namespace peerreview::solve
