#pragma once

#include "solve/triads.hpp"

#include <string>

namespace peerreview::solve {

/// What the proofs of some parts show, found out anew.
struct CheckedBound {
    std::int64_t bound = 0; ///< no arrangement with so many waiting costs less
    std::string fault;      ///< why the proofs do not hold; empty where they do
};

/// Prices every allowed triple again by the proofs, in whole numbers, and adds up what they show for
/// arrangements with so many waiting. Shares no code with the search: only the declarations of the problem
/// and of the proof. The answer is the same with any number of threads.
CheckedBound check_bound(const TriadProblem& problem, std::int64_t waiting,
                         const std::vector<PartProof>& proofs, unsigned threads = 2);

} // namespace peerreview::solve
