#pragma once

#include <cstdint>
#include <vector>

namespace peerreview::solve {

/// A job may be done by a worker at a cost, 0 or more.
struct Choice {
    std::uint32_t job = 0;
    std::uint32_t worker = 0;
    std::int64_t cost = 0;
};

/// For each job its worker, or -1: as many jobs as possible have one, at the least cost in all, and no worker
/// has more than `capacity` of his. The same choices give the same assignment.
std::vector<std::int32_t> assign_jobs(std::uint32_t jobs, const std::vector<std::int32_t>& capacity,
                                      const std::vector<Choice>& choices);

/// The same for jobs that take so much each of the room that their worker has. Where few jobs are larger than
/// the smallest, no assignment is better; where many are, the search ends after a while with what it has.
std::vector<std::int32_t> assign_sized_jobs(const std::vector<std::int32_t>& sizes,
                                            const std::vector<std::int32_t>& room,
                                            const std::vector<Choice>& choices);

/// For each job its worker, or -1: as many jobs as possible have one, at the least cost in all; among such
/// assignments the loads are as even as can be, a worker's load being `taken` of before and what he is given
/// (the sum of their squares is least). The same choices give the same assignment.
std::vector<std::int32_t> share_jobs(std::uint32_t jobs, const std::vector<std::int32_t>& taken,
                                     const std::vector<Choice>& choices);

} // namespace peerreview::solve
