#include "solve/apart.hpp"

#include "source/text.hpp"

#include <algorithm>

namespace peerreview {

namespace {

/// Whether a pair met in a cycle that is too recent: with 2, a pair of 2024/25 may meet again in 2027/28.
bool met_recently(const Project& project, const School& school, const SchoolId& other) {
    const auto now = first_year(project.cohort.value.year);
    return std::ranges::any_of(school.history, [&](const HistoryEntry& entry) {
        const auto then = first_year(entry.year);
        return now && then && *now - *then <= project.policy().repeat_after &&
               std::ranges::find(entry.with, other) != entry.with.end();
    });
}

bool asks_apart(const School& school, const SchoolId& other) {
    return std::ranges::find(school.apart, other) != school.apart.end();
}

bool same_trust(const School& a, const School& b) {
    return !a.trust.empty() && fold(a.trust) == fold(b.trust);
}

std::string travel_reason(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b,
                          Phase phase_a, Phase phase_b) {
    const auto time = travel.between(a, b);
    if (!time) return "travel is not known: a school has no easting and northing";
    const auto& limits = project.policy().travel_limit;
    const auto limit = std::min(limits.at(phase_a), limits.at(phase_b));
    if (static_cast<double>(time->longest) <= limit * 60) return {};
    return fmt::format("{} minutes of travel, over the limit of {}", (time->longest + 59) / 60, limit);
}

} // namespace

bool same_phase(Phase a, Phase b) {
    const auto fits = [](Phase through, Phase other) {
        return through == Phase::all_through && other != Phase::special;
    };
    return a == b || fits(a, b) || fits(b, a);
}

std::vector<BrokenRule> broken_rules(const Project& project, const Travel& travel, const SchoolId& a,
                                     const SchoolId& b) {
    const auto& first = project.schools.at(a).value;
    const auto& second = project.schools.at(b).value;
    const auto& policy = project.policy();
    std::vector<BrokenRule> broken;
    if (!first.phase || !second.phase) return {{"phase", "a phase is not known"}};
    if (policy.phase == PhaseRule::same && !same_phase(*first.phase, *second.phase))
        broken.push_back({"phase", fmt::format("{} and {} are different phases", name_of(*first.phase),
                                               name_of(*second.phase))});
    if (policy.trust == TrustRule::different && same_trust(first, second))
        broken.push_back({"trust", "both belong to " + first.trust});
    if (asks_apart(first, b) || asks_apart(second, a))
        broken.push_back({"apart", "one asks to be apart from the other"});
    if (met_recently(project, first, b) || met_recently(project, second, a))
        broken.push_back({"repeat", "they reviewed each other less than " +
                                        std::to_string(policy.repeat_after + 1) + " years ago"});
    if (auto why = travel_reason(project, travel, a, b, *first.phase, *second.phase); !why.empty())
        broken.push_back({"travel", std::move(why)});
    return broken;
}

std::string why_apart(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b) {
    const auto broken = broken_rules(project, travel, a, b);
    return broken.empty() ? std::string() : broken.front().why;
}

std::int64_t penalty_of(const Policy& policy, const School& a, const School& b) {
    std::int64_t penalty = 0;
    if (policy.trust == TrustRule::prefer_different && same_trust(a, b)) penalty += preference_seconds;
    if (policy.phase == PhaseRule::prefer_same && a.phase && b.phase && !same_phase(*a.phase, *b.phase))
        penalty += preference_seconds;
    return penalty;
}

} // namespace peerreview
