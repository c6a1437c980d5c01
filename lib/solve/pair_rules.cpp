#include "solve/pair_rules.hpp"

#include "source/text.hpp"

#include <algorithm>

namespace peerreview {

solve::DaySet indices_of(const SchoolDays& some, const SchoolDays& days) {
    if (some.count() == days.count()) return solve::DaySet::first(std::min(days.count(), solve::most_days));
    solve::DaySet indices;
    for (int day = 0; day < std::min(days.count(), solve::most_days); ++day)
        if (some.find(days.date(day))) indices.add(day);
    return indices;
}

solve::DaySet days_of(const SchoolDays& days, const TermDays& by_terms, const School& school) {
    auto free = indices_of(by_terms.of(school), days);
    for (const auto& range : school.blocked) {
        if (!range.from || !range.to) continue;
        const auto end = days.first_from(*range.to + std::chrono::days(1));
        free -= solve::DaySet::range(days.first_from(*range.from), end - 1);
    }
    return free;
}

std::string why_few_days(const Project& project, const School& a, const School& b) {
    const auto has_own = [](const School& school) {
        return !school.blocked.empty() || !school.terms.empty();
    };
    if (!project.calendar || (!has_own(a) && !has_own(b))) return {};
    const TermDays by_terms(project.calendar->value);
    const auto days = by_terms.of(a).joined(by_terms.of(b));
    const auto common = (days_of(days, by_terms, a) & days_of(days, by_terms, b)).count();
    if (common >= least_common_days) return {};
    return fmt::format("they have {} in common, and reviews need {} to choose from",
                       counted(common, "school day"), least_common_days);
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
