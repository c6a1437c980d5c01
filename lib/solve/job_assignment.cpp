// A flow of least cost: one unit from each job through a worker, or through nobody at more than any
// assignment could save. A worker has one arc to the end where his jobs cost him the same, and an arc for
// each job, dearer from one to the next, where the load is to be even.

#include "solve/job_assignment.hpp"

#include "solve/flow.hpp"

#include <algorithm>

namespace peerreview::solve {

namespace {

/// A worker takes up to so many jobs, each at a cost of its own beside the choice's.
struct Places {
    std::uint32_t worker = 0;
    std::int64_t count = 0;
    std::int64_t cost = 0;
};

std::vector<std::int32_t> assign(std::uint32_t jobs, std::size_t workers, const std::vector<Places>& places,
                                 const std::vector<Choice>& choices) {
    const auto job_count = static_cast<int>(jobs), worker_count = static_cast<int>(workers);
    const auto nobody = job_count + worker_count, end = nobody + 1;
    std::int64_t dearest = 0, dearest_place = 0;
    std::vector<FlowArc> arcs;
    for (const auto& choice : choices) {
        arcs.push_back(
            {static_cast<int>(choice.job), job_count + static_cast<int>(choice.worker), 1, choice.cost});
        dearest = std::max(dearest, choice.cost);
    }
    for (const auto& place : places) {
        arcs.push_back({job_count + static_cast<int>(place.worker), end, place.count, place.cost});
        dearest_place = std::max(dearest_place, place.cost);
    }
    for (int job = 0; job < job_count; ++job)
        arcs.push_back({job, nobody, 1, (dearest + dearest_place + 1) * (std::int64_t{jobs} + 1)});
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

} // namespace

std::vector<std::int32_t> assign_jobs(std::uint32_t jobs, const std::vector<std::int32_t>& capacity,
                                      const std::vector<Choice>& choices) {
    std::vector<Places> places;
    for (std::uint32_t worker = 0; worker < capacity.size(); ++worker)
        places.push_back({worker, std::max(0, capacity[worker]), 0});
    return assign(jobs, capacity.size(), places, choices);
}

std::vector<std::int32_t> share_jobs(std::uint32_t jobs, const std::vector<std::int32_t>& taken,
                                     const std::vector<Choice>& choices) {
    // A worker's next job costs as many as he has: the sum over the places is a constant and half the sum of
    // the squares. No choice may be given up for all of these together.
    std::vector<std::int64_t> most(taken.size(), 0);
    for (const auto& choice : choices) ++most[choice.worker];
    std::int64_t dearest = 0;
    std::vector<Places> places;
    for (std::uint32_t worker = 0; worker < taken.size(); ++worker)
        for (std::int64_t given = 0; given < most[worker]; ++given) {
            places.push_back({worker, 1, taken[worker] + given});
            dearest = std::max(dearest, taken[worker] + given);
        }
    auto scaled = choices;
    for (auto& choice : scaled) choice.cost *= dearest * jobs + 1;
    return assign(jobs, taken.size(), places, scaled);
}

} // namespace peerreview::solve
