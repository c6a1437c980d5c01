#include "solve/job_assignment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace peerreview::solve;

TEST_CASE("the nearest worker is not always the one") {
    // Taking the cheapest choice first, 0 to 0, leaves job 1 with the dear worker: 1 + 100 instead of 2 + 3.
    const std::vector<Choice> choices = {{0, 0, 1}, {0, 1, 2}, {1, 0, 3}, {1, 1, 100}};
    CHECK(assign_jobs(2, {1, 1}, choices) == std::vector<std::int32_t>{1, 0});
}

TEST_CASE("as many jobs as possible have a worker, whatever that costs") {
    const std::vector<Choice> choices = {{0, 0, 1}, {0, 1, 1000}, {1, 0, 1}};
    CHECK(assign_jobs(2, {1, 1}, choices) == std::vector<std::int32_t>{1, 0});
}

TEST_CASE("a job that nobody may do and jobs beyond what workers can take stay without") {
    const std::vector<Choice> choices = {{0, 0, 5}, {1, 0, 4}};
    CHECK(assign_jobs(3, {1}, choices) == std::vector<std::int32_t>{-1, 0, -1});
    CHECK(assign_jobs(1, {0}, {{0, 0, 5}}) == std::vector<std::int32_t>{-1});
    CHECK(assign_jobs(0, {}, {}).empty());
}

namespace {

/// Jobs without a worker, cost and sum of the squares of the loads, in the order in which they count.
using Worth = std::array<std::int64_t, 3>;

Worth worth_of(const std::vector<std::int32_t>& worker_of, std::vector<std::int32_t> load,
               const std::vector<Choice>& choices) {
    Worth worth{};
    for (std::uint32_t job = 0; job < worker_of.size(); ++job) {
        if (worker_of[job] < 0) {
            ++worth[0];
            continue;
        }
        const auto worker = static_cast<std::uint32_t>(worker_of[job]);
        ++load[worker];
        const auto choice = std::ranges::find_if(choices, [&](const Choice& candidate) {
            return candidate.job == job && candidate.worker == worker;
        });
        REQUIRE(choice != choices.end());
        worth[1] += choice->cost;
    }
    for (const auto count : load) worth[2] += std::int64_t{count} * count;
    return worth;
}

/// The best that there is, by trying all.
Worth best_of(std::vector<std::int32_t>& worker_of, std::uint32_t job, const std::vector<std::int32_t>& taken,
              const std::vector<Choice>& choices) {
    if (job == worker_of.size()) return worth_of(worker_of, taken, choices);
    auto best = best_of(worker_of, job + 1, taken, choices);
    for (const auto& choice : choices) {
        if (choice.job != job) continue;
        worker_of[job] = static_cast<std::int32_t>(choice.worker);
        best = std::min(best, best_of(worker_of, job + 1, taken, choices));
        worker_of[job] = -1;
    }
    return best;
}

} // namespace

TEST_CASE("shared jobs are as even as can be, and no job or cost is given up for that") {
    std::uint64_t state = 7;
    const auto draw = [&](std::uint64_t below) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return (state >> 33) % below;
    };
    for (int round = 0; round < 60; ++round) {
        const auto jobs = static_cast<std::uint32_t>(1 + draw(6));
        std::vector<std::int32_t> taken;
        for (int worker = 0; worker < 3; ++worker) taken.push_back(static_cast<std::int32_t>(draw(4)));
        std::vector<Choice> choices;
        for (std::uint32_t job = 0; job < jobs; ++job)
            for (std::uint32_t worker = 0; worker < 3; ++worker)
                if (draw(3) > 0) choices.push_back({job, worker, static_cast<std::int64_t>(draw(2))});
        std::vector<std::int32_t> nobody(jobs, -1);
        CHECK(worth_of(share_jobs(jobs, taken, choices), taken, choices) ==
              best_of(nobody, 0, taken, choices));
    }
}

namespace {

/// The best assignment of sized jobs, by trying all: jobs without a worker, and the cost.
std::pair<std::int64_t, std::int64_t> best_sized(std::size_t job, const std::vector<std::int32_t>& sizes,
                                                 std::vector<std::int32_t>& room,
                                                 const std::vector<Choice>& choices) {
    if (job == sizes.size()) return {0, 0};
    auto best = best_sized(job + 1, sizes, room, choices);
    ++best.first;
    for (const auto& choice : choices) {
        if (choice.job != job || room[choice.worker] < sizes[job]) continue;
        room[choice.worker] -= sizes[job];
        auto with = best_sized(job + 1, sizes, room, choices);
        with.second += choice.cost;
        best = std::min(best, with);
        room[choice.worker] += sizes[job];
    }
    return best;
}

} // namespace

TEST_CASE("of many large jobs no worker has more than there is room for either") {
    std::vector<std::int32_t> sizes;
    std::vector<Choice> choices;
    for (std::uint32_t job = 0; job < 90; ++job) {
        sizes.push_back(3 + static_cast<std::int32_t>(job % 3));
        for (std::uint32_t worker = 0; worker < 12; ++worker)
            choices.push_back({job, worker, job * 7919 % 101 + worker * 31 % 17});
    }
    const std::vector<std::int32_t> room(12, 31); // a worker, one more than all jobs take
    const auto worker_of = assign_sized_jobs(sizes, room, choices);
    auto left = room;
    for (std::size_t job = 0; job < sizes.size(); ++job)
        if (worker_of[job] >= 0) left[static_cast<std::size_t>(worker_of[job])] -= sizes[job];
    CHECK(std::ranges::min(left) >= 0);
    CHECK(std::ranges::count(worker_of, -1) <= 2);
}

TEST_CASE("no worker has more than there is room for, and no other sized assignment is better") {
    std::uint64_t state = 11;
    const auto draw = [&](std::uint64_t below) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::int32_t>((state >> 33) % below);
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<std::int32_t> sizes, room;
        for (auto job = 1 + draw(7); job > 0; --job) sizes.push_back(draw(3) > 0 ? 3 : 4 + draw(2));
        for (int worker = 0; worker < 3; ++worker) room.push_back(draw(14));
        std::vector<Choice> choices;
        for (std::uint32_t job = 0; job < sizes.size(); ++job)
            for (std::uint32_t worker = 0; worker < 3; ++worker)
                if (draw(4) > 0) choices.push_back({job, worker, draw(20)});
        const auto worker_of = assign_sized_jobs(sizes, room, choices);
        std::pair<std::int64_t, std::int64_t> worth = {std::ranges::count(worker_of, -1), 0};
        auto left = room;
        for (const auto& choice : choices)
            if (worker_of[choice.job] == static_cast<std::int32_t>(choice.worker)) {
                worth.second += choice.cost;
                left[choice.worker] -= sizes[choice.job];
            }
        CHECK(std::ranges::min(left) >= 0);
        CHECK(worth == best_sized(0, sizes, room, choices));
    }
}
