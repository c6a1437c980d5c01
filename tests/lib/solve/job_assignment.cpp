#include "solve/job_assignment.hpp"

#include <doctest/doctest.h>

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
