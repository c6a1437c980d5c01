// A flow of least cost: one unit from each job through a worker, or through nobody at more than any
// assignment could save.

#include "solve/job_assignment.hpp"

#include "solve/flow.hpp"

#include <algorithm>

namespace peerreview::solve {

std::vector<std::int32_t> assign_jobs(std::uint32_t jobs, const std::vector<std::int32_t>& capacity,
                                      const std::vector<Choice>& choices) {
    const auto job_count = static_cast<int>(jobs), worker_count = static_cast<int>(capacity.size());
    const auto nobody = job_count + worker_count, end = nobody + 1;
    std::int64_t dearest = 0;
    std::vector<FlowArc> arcs;
    for (const auto& choice : choices) {
        arcs.push_back(
            {static_cast<int>(choice.job), job_count + static_cast<int>(choice.worker), 1, choice.cost});
        dearest = std::max(dearest, choice.cost);
    }
    for (int job = 0; job < job_count; ++job)
        arcs.push_back({job, nobody, 1, (dearest + 1) * (std::int64_t{jobs} + 1)});
    for (int worker = 0; worker < worker_count; ++worker)
        arcs.push_back({job_count + worker, end, std::max(0, capacity[static_cast<std::size_t>(worker)]), 0});
    arcs.push_back({nobody, end, job_count, 0});
    std::vector<std::int64_t> supply(static_cast<std::size_t>(end) + 1, 0);
    std::fill_n(supply.begin(), jobs, 1);
    supply.back() = -std::int64_t{jobs};
    std::vector<std::int32_t> worker_of(jobs, -1);
    const auto flow = least_cost_flow(supply, arcs);
    for (std::size_t i = 0; flow && i < choices.size(); ++i)
        if (flow->on_arc[i] > 0) worker_of[choices[i].job] = static_cast<std::int32_t>(choices[i].worker);
    return worker_of;
}

} // namespace peerreview::solve
