#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"
#include "solve/triads.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A school that no triad takes, and why, in words.
struct Waiting {
    SchoolId school;
    std::string why;
    bool is_remainder = false; ///< of a number of schools that three does not divide
};

/// Why each school of solution.waiting waits; school i of the problem is schools[i]. `choice` says why it is
/// these of several that could: "this costs least".
std::vector<Waiting> waiting_of(const Project& project, const Travel& travel,
                                const std::vector<SchoolId>& schools, const solve::TriadProblem& problem,
                                const solve::TriadSolution& solution, std::string_view choice);

} // namespace peerreview
