#pragma once

#include "solve/triad_block.hpp"
#include "solve/triads.hpp"

#include <functional>
#include <vector>

namespace peerreview::solve {

/// Triads, and rings in which each school is reviewed by the next two.
struct RingSolution {
    std::vector<Triple> triads;                    ///< sorted
    std::vector<std::vector<std::uint32_t>> rings; ///< of four or five, in ring order from the least on
    std::vector<std::uint32_t> waiting;            ///< sorted
    std::int64_t cost = 0;                         ///< of all pairs inside triads and rings: all of them meet
    std::int64_t bound = 0;                        ///< no arrangement with as many rings costs less
};

/// Takes the schools that wait in `solution` into rings: in each part one or two rings of four, or the ring
/// of five of a part of five, so that few schools wait and, second to that, the cost is little. Where the
/// number alone makes schools wait, the rings are chosen anew among all of the part; where rules do, its
/// waiting schools join triads that may take them.
RingSolution form_rings(const TriadProblem& problem, const TriadSolution& solution,
                        const TriadOptions& options);

/// Puts the schools of a ring of four in the order in which the two pairs that review each other are the
/// nearest by `cost`; of five any order is alike. It begins with its least school and goes on with the lesser
/// of that one's neighbours.
void put_in_order(std::vector<std::uint32_t>& ring,
                  const std::function<std::int64_t(std::uint32_t, std::uint32_t)>& cost);

} // namespace peerreview::solve
