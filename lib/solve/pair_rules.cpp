#include "solve/pair_rules.hpp"

#include <algorithm>

namespace peerreview {

solve::DaySet days_of(const SchoolDays& days, const School& school) {
    auto free = solve::DaySet::first(std::min(days.count(), solve::most_days));
    for (const auto& range : school.blocked) {
        if (!range.from || !range.to) continue;
        const auto end = days.first_from(*range.to + std::chrono::days(1));
        free -= solve::DaySet::range(days.first_from(*range.from), end - 1);
    }
    return free;
}

std::string why_few_days(const Project& project, const School& a, const School& b) {
    if (!project.calendar || (a.blocked.empty() && b.blocked.empty())) return {};
    const SchoolDays days(project.calendar->value);
    const auto common = (days_of(days, a) & days_of(days, b)).count();
    if (common >= least_common_days) return {};
    return fmt::format("they have {} school day{} in common, and reviews need {} to choose from", common,
                       common == 1 ? "" : "s", least_common_days);
}

bool nobody_may_review(const School& school, const SchoolId& other) {
    auto found = false;
    for (const auto& leader : school.leaders) {
        if (!leader.reviewer || leader.left) continue;
        if (std::ranges::find(leader.conflicts, other) == leader.conflicts.end()) return false;
        found = true;
    }
    return found;
}

} // namespace peerreview
