#pragma once

#include "solve/triads.hpp"

#include <vector>

namespace peerreview::solve {

/// Which other schools of a part could wait instead, and what that would cost.
struct RunnerUp {
    std::vector<std::uint32_t> instead_of; ///< the schools of the part that wait, sorted
    std::vector<std::uint32_t> waiting;    ///< those that would, sorted
    std::int64_t more = 0;                 ///< cost, beyond that of the solution
    bool is_proven = false;                ///< no other choice costs less
};

/// Of each part in which one or two schools wait because three does not divide its number, the next best
/// choice of who waits; not of parts over some 150 schools.
std::vector<RunnerUp> runners_up(const TriadProblem& problem, const TriadSolution& solution,
                                 const TriadOptions& options);

} // namespace peerreview::solve
