// How much work a part gets, as measured on schools of England: what another step gained there, and in
// what time.

#include "solve/triad_budget.hpp"

namespace peerreview::solve {

namespace {

using Step = Budget::Step;

constexpr std::uint32_t least_one_region = 1000; ///< schools; fewer do better in small regions
constexpr std::uint32_t great_part = 6000;       ///< schools; so many and more get less work each

/// One large region. Small ones choose worse there, as measured at England's special schools.
Budget one_region_budget(Effort effort) {
    if (effort == Effort::quick) return {false, 0, 3, {{2, 60}, {2, 90}}, 0, 1500};
    constexpr Step wide = {1, 120, 1, 2}, last = {1, 120, 0, 2};
    if (effort == Effort::normal) return {false, 0, 6, {{2, 90, 1}, wide, last}, 0.4, 2500};
    return {false, 0, 6, {{2, 90, 1}, wide, wide, {2, 150, 1, 3}, {2, 180, 1, 3}, last}, 0.1, 4000};
}

Budget middle_budget(Effort effort, std::uint32_t schools) {
    const auto is_small = schools < 2000;
    const auto early = !is_small;
    if (effort == Effort::quick) return {early, 5, 0, {{2, 60}, {2, 90}}, 0, 1500};
    if (effort == Effort::normal) {
        constexpr Step next = {1, 90, 1, 2}, wide = {1, 120, 1, 2};
        const auto enough = is_small ? 0.4 : 0.99;
        const std::vector<Step> steps = {{2, 90, 1}, next, next, wide, wide, wide, {1, 120, 0, 2}};
        return {early, 3, 1, steps, enough, 2500, Sets::merged, true};
    }
    Budget budget{early, 3, 1, {{2, 90, 1}}, 0.1, 4000, Sets::least_cuts, true};
    for (const std::uint32_t window : {90, 90, 120, 120, 120, 120, 150, 150})
        budget.steps.push_back({1, window, 1, 2});
    for (const std::uint32_t window : {150, 150, 180, 180, 200, 200, 200})
        budget.steps.push_back({2, window, 1, 3});
    return budget;
}

Budget great_budget(Effort effort) {
    if (effort == Effort::quick) return {false, 3, 0, {{2, 60}, {2, 90}}, 0, 1500};
    if (effort == Effort::normal) return {false, 3, 1, {{2, 90, 1}, {2, 120}}, 0, 4000};
    constexpr Step wide = {1, 120, 1, 2};
    return {false, 3, 2, {{2, 90, 1}, {1, 90, 1, 2}, wide, wide, {1, 120, 0, 2}}, 0, 4000};
}

} // namespace

std::uint64_t pivots_of(Effort effort, bool is_beside_large) {
    switch (effort) {
    case Effort::quick:
        return is_beside_large ? 1'000 : 3'000;
    case Effort::normal:
        return is_beside_large ? 5'000 : 20'000;
    case Effort::thorough:
        break;
    }
    return is_beside_large ? 20'000 : 1'000'000;
}

Budget budget_of(Effort effort, std::uint32_t schools) {
    if (schools >= least_one_region && schools <= large_region) return one_region_budget(effort);
    return schools < great_part ? middle_budget(effort, schools) : great_budget(effort);
}

} // namespace peerreview::solve
