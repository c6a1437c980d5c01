// A flow of least cost: one unit from each job through a worker, or through nobody at more than any
// assignment could save. A worker has one arc to the end where his jobs cost him the same, and an arc for
// each job, dearer from one to the next, where the load is to be even.
//
// Jobs of several sizes are no flow. A flow that takes each for one of the smallest size is at least as good
// as any assignment. Where it gives a worker more than he has room for, there is a larger job among it: it is
// his, which takes its room from him before the rest flows, or it is not, and both are tried. What is no
// better than the best assignment so far is left. With a few rings among triads that takes a few flows.

#include "solve/job_assignment.hpp"

#include "solve/flow.hpp"

#include <algorithm>
#include <optional>
#include <utility>

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

class SizedJobs {
public:
    SizedJobs(const std::vector<std::int32_t>& sizes, const std::vector<std::int32_t>& room,
              const std::vector<Choice>& choices)
        : sizes_(sizes), room_(room), smallest_(std::ranges::min(sizes)),
          most_flows_(std::clamp<std::size_t>(1'000'000 / (choices.size() + 1), 2, 200)) {}

    std::vector<std::int32_t> run(const std::vector<Choice>& choices) && {
        search(std::vector<std::int32_t>(sizes_.size(), -1), choices);
        return std::move(best_);
    }

private:
    using Worth = std::pair<std::ptrdiff_t, std::int64_t>; ///< jobs without a worker, and the cost

    /// Tries all that `given` to their workers, or to -1, and the choices that are left for other jobs allow.
    void search(const std::vector<std::int32_t>& given, const std::vector<Choice>& choices) {
        if (worth_ && flows_ >= most_flows_) return;
        ++flows_;
        auto worker_of = flow(given, choices);
        auto worth = worth_of(worker_of, choices);
        if (worth_ && *worth_ <= worth) return;
        auto job = too_much(worker_of, given);
        if (job && flows_ >= most_flows_) {
            move_what_is_too_much(worker_of, choices);
            worth = worth_of(worker_of, choices);
            job.reset();
        }
        if (!job) {
            if (worth_ && *worth_ <= worth) return;
            best_ = std::move(worker_of);
            worth_ = worth;
            return;
        }
        const auto is_it = [&](const Choice& choice) {
            return choice.job == *job && static_cast<std::int32_t>(choice.worker) == worker_of[*job];
        };
        auto with = given;
        with[*job] = worker_of[*job];
        search(with, choices);
        auto without = choices;
        std::erase_if(without, is_it);
        search(given, without);
    }

    std::vector<std::int32_t> flow(const std::vector<std::int32_t>& given,
                                   const std::vector<Choice>& choices) const {
        auto room = room_;
        for (std::size_t job = 0; job < given.size(); ++job)
            if (given[job] >= 0) room[static_cast<std::size_t>(given[job])] -= sizes_[job];
        std::vector<Choice> open;
        for (const auto& choice : choices)
            if (given[choice.job] < 0 && sizes_[choice.job] <= room[choice.worker]) open.push_back(choice);
        for (auto& left : room) left /= smallest_;
        auto worker_of = assign_jobs(static_cast<std::uint32_t>(sizes_.size()), room, open);
        for (std::size_t job = 0; job < given.size(); ++job)
            if (given[job] >= 0) worker_of[job] = given[job];
        return worker_of;
    }

    static Worth worth_of(const std::vector<std::int32_t>& worker_of, const std::vector<Choice>& choices) {
        Worth worth = {std::ranges::count(worker_of, -1), 0};
        for (const auto& choice : choices)
            if (worker_of[choice.job] == static_cast<std::int32_t>(choice.worker))
                worth.second += choice.cost;
        return worth;
    }

    /// The largest job, of those not given, of a worker who has more than he has room for.
    std::optional<std::size_t> too_much(const std::vector<std::int32_t>& worker_of,
                                        const std::vector<std::int32_t>& given) const {
        auto left = room_;
        for (std::size_t job = 0; job < worker_of.size(); ++job)
            if (worker_of[job] >= 0) left[static_cast<std::size_t>(worker_of[job])] -= sizes_[job];
        std::optional<std::size_t> largest;
        for (std::size_t job = 0; job < worker_of.size(); ++job)
            if (worker_of[job] >= 0 && given[job] < 0 && left[static_cast<std::size_t>(worker_of[job])] < 0 &&
                (!largest || sizes_[job] > sizes_[*largest]))
                largest = job;
        return largest;
    }

    /// Each worker gives back the largest of his jobs until he has room for the others, and they go to the
    /// cheapest of those who have room.
    void move_what_is_too_much(std::vector<std::int32_t>& worker_of,
                               const std::vector<Choice>& choices) const {
        const std::vector<std::int32_t> nothing_given(sizes_.size(), -1);
        std::vector<std::size_t> back;
        while (const auto job = too_much(worker_of, nothing_given)) {
            worker_of[*job] = -1;
            back.push_back(*job);
        }
        auto left = room_;
        for (std::size_t job = 0; job < worker_of.size(); ++job)
            if (worker_of[job] >= 0) left[static_cast<std::size_t>(worker_of[job])] -= sizes_[job];
        for (const auto job : back) {
            const Choice* best = nullptr;
            for (const auto& choice : choices)
                if (choice.job == job && left[choice.worker] >= sizes_[job] &&
                    (!best || choice.cost < best->cost))
                    best = &choice;
            if (!best) continue;
            worker_of[job] = static_cast<std::int32_t>(best->worker);
            left[best->worker] -= sizes_[job];
        }
    }

    const std::vector<std::int32_t>& sizes_;
    const std::vector<std::int32_t>& room_;
    const std::int32_t smallest_;
    const std::size_t most_flows_;
    std::size_t flows_ = 0;
    std::vector<std::int32_t> best_;
    std::optional<Worth> worth_;
};

} // namespace

std::vector<std::int32_t> assign_jobs(std::uint32_t jobs, const std::vector<std::int32_t>& capacity,
                                      const std::vector<Choice>& choices) {
    std::vector<Places> places;
    for (std::uint32_t worker = 0; worker < capacity.size(); ++worker)
        places.push_back({worker, std::max(0, capacity[worker]), 0});
    return assign(jobs, capacity.size(), places, choices);
}

std::vector<std::int32_t> assign_sized_jobs(const std::vector<std::int32_t>& sizes,
                                            const std::vector<std::int32_t>& room,
                                            const std::vector<Choice>& choices) {
    if (sizes.empty()) return {};
    return SizedJobs(sizes, room, choices).run(choices);
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
