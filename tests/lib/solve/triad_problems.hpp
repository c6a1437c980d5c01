#pragma once

// Problems on a plane for the cases about triads, the same on every machine.

#include "solve/triad_graph.hpp"

#include <cmath>

namespace peerreview::solve {

struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
};

/// What a pair costs, or -1 where it is not allowed.
inline std::int64_t cost_of(const TriadProblem& problem, std::uint32_t a, std::uint32_t b) {
    for (const auto& pair : problem.pairs)
        if (pair.a == std::min(a, b) && pair.b == std::max(a, b)) return pair.cost;
    return -1;
}

/// Schools on a square of 10,000 by 10,000, and all pairs no farther apart than `limit`.
inline TriadProblem square(std::uint32_t schools, std::uint64_t seed, double limit) {
    Draw draw{seed};
    std::vector<std::array<double, 2>> places(schools);
    for (auto& place : places)
        place = {static_cast<double>(draw.next() % 10000), static_cast<double>(draw.next() % 10000)};
    TriadProblem problem{.schools = schools, .pairs = {}};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (const auto cost = std::hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]);
                cost <= limit)
                problem.pairs.push_back({a, b, static_cast<std::int32_t>(cost)});
    return problem;
}

/// Whether triples are allowed, sorted and disjoint.
inline bool is_arrangement(const TriadGraph& graph, const std::vector<Triple>& triples) {
    std::vector<bool> used(graph.size());
    return std::ranges::is_sorted(triples) && std::ranges::all_of(triples, [&](const Triple& triple) {
               if (!std::ranges::is_sorted(triple) || triple[2] >= graph.size() || !graph.allows(triple))
                   return false;
               return std::ranges::none_of(triple, [&](auto school) {
                   const bool is_used = used[school];
                   used[school] = true;
                   return is_used;
               });
           });
}

inline std::int64_t cost_of(const TriadGraph& graph, const std::vector<Triple>& triples) {
    std::int64_t cost = 0;
    for (const auto& triple : triples) cost += graph.cost(triple);
    return cost;
}

/// The cheapest triple of each free school and its nearest, in the order of schools.
inline std::vector<Triple> simple_arrangement(const TriadGraph& graph) {
    std::vector<bool> used(graph.size());
    std::vector<Triple> triples;
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
        std::vector<std::pair<std::int32_t, std::uint32_t>> near;
        graph.each_pair(i, [&](std::uint32_t j, std::int32_t cost) {
            if (!used[j]) near.emplace_back(cost, j);
        });
        if (used[i] || near.size() < 2) continue;
        std::ranges::sort(near);
        Triple triple = {i, near[0].second, near[1].second};
        std::ranges::sort(triple);
        if (!graph.allows(triple)) continue;
        for (const auto school : triple) used[school] = true;
        triples.push_back(triple);
    }
    std::ranges::sort(triples);
    return triples;
}

} // namespace peerreview::solve
