#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace peerreview::solve {

/// Two schools that may share a triad, `a` < `b`, and what that costs: travel in seconds plus penalties.
struct Pair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::int64_t cost = 0;
};

/// Schools by index, and every pair that the rules allow.
struct TriadProblem {
    std::uint32_t schools = 0;
    std::vector<Pair> pairs;
};

struct TriadOptions {
    std::uint64_t seed = 1;
    int rounds = 4000; ///< of local search for each part of the problem: work is counted, never timed
};

struct TriadSolution {
    std::vector<std::array<std::uint32_t, 3>> triads; ///< each sorted, and sorted by its first school
    std::vector<std::uint32_t> waiting;               ///< sorted
    std::int64_t cost = 0;                            ///< of all pairs inside triads
    std::int64_t bound = 0;                           ///< no arrangement with as many waiting costs less
    /// Of each school, how many schools the rules connect it with, itself included.
    std::vector<std::uint32_t> part_size;
};

/// An arrangement in which few schools wait and, second to that, the cost is little. The same problem and
/// options give the same arrangement on any machine.
TriadSolution form_triads(const TriadProblem& problem, const TriadOptions& options);

} // namespace peerreview::solve
