#include "solve/regions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace peerreview::solve;

namespace {

/// Schools of two kinds, strewn over a square of 60 km and, apart from it, one of 10 km.
RegionProblem strewn(std::uint32_t count, std::uint32_t seed) {
    RegionProblem problem{.schools = {}, .reach = 43'000, .size = 24};
    std::mt19937 random(seed);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto is_far = i % 10 == 9;
        const auto side = is_far ? 10'000u : 60'000u;
        const auto at = [&] { return static_cast<std::int32_t>(random() % side + (is_far ? 200'000 : 0)); };
        const auto easting = at(), northing = at();
        problem.schools.push_back({easting, northing, random() % 3 == 0 ? 1u : 0u});
    }
    return problem;
}

} // namespace

TEST_CASE("each school is in one region, and no region joins what steps within reach do not") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const auto problem = strewn(37 * seed, seed);
        std::vector<int> seen(problem.schools.size(), 0);
        for (const auto& region : propose_regions(problem)) {
            CHECK(std::ranges::is_sorted(region.schools));
            CHECK(std::ranges::binary_search(region.schools, region.centre));
            for (const auto school : region.schools) {
                ++seen[school];
                CHECK((problem.schools[school].easting >= 200'000) ==
                      (problem.schools[region.centre].easting >= 200'000));
            }
        }
        CHECK(std::ranges::all_of(seen, [](int times) { return times == 1; }));
    }
}

TEST_CASE("regions have about the size aimed at, and full threes of each kind but in one of them") {
    const auto problem = strewn(480, 7);
    std::map<std::pair<bool, std::uint32_t>, std::size_t>
        beside; // by part and kind: schools beside full threes
    for (const auto& region : propose_regions(problem)) {
        CHECK(region.schools.size() >= 15);
        CHECK(region.schools.size() <= 33);
        const auto is_far = problem.schools[region.centre].easting >= 200'000;
        for (const auto kind : {0u, 1u})
            beside[{is_far, kind}] +=
                static_cast<std::size_t>(std::ranges::count_if(
                    region.schools, [&](auto i) { return problem.schools[i].kind == kind; })) %
                3;
    }
    for (const auto& [part, count] : beside) CHECK(count <= 2);
}

TEST_CASE("regions are more compact than the halves that they come from") {
    const auto problem = strewn(600, 3);
    const auto spread = [&](const std::vector<Region>& regions) {
        double metres = 0;
        for (const auto& region : regions)
            for (const auto school : region.schools)
                metres +=
                    std::hypot(problem.schools[school].easting - problem.schools[region.centre].easting,
                               problem.schools[school].northing - problem.schools[region.centre].northing);
        return metres / static_cast<double>(problem.schools.size());
    };
    // 25 squares of 12 km have 4.6 km on average from their middles.
    CHECK(spread(propose_regions(problem)) < 4'900);
}

TEST_CASE("few schools are one region and none are none") {
    CHECK(propose_regions({.schools = {}, .reach = 1000, .size = 24}).empty());
    const auto one = propose_regions({.schools = {{0, 0, 0}, {500, 0, 1}}, .reach = 1000, .size = 24});
    REQUIRE(one.size() == 1);
    CHECK(one[0].schools == std::vector<std::uint32_t>{0, 1});
    CHECK(propose_regions({.schools = {{0, 0, 0}, {1001, 0, 0}}, .reach = 1000, .size = 24}).size() == 2);
}
