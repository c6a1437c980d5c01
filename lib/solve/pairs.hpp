#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"
#include "solve/triads.hpp"

#include <vector>

namespace peerreview {

/// The pairs of schools that may share a triad, with travel and penalties as their cost; school i of the
/// problem is schools[i]. Says of each pair what why_apart and penalty_of (apart.hpp) say. The
/// pairs are sorted, and the same with any number of threads.
solve::TriadProblem problem_of(const Project& project, const Travel& travel,
                               const std::vector<SchoolId>& schools, unsigned threads = 2);

} // namespace peerreview
