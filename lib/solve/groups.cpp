#include "solve/groups.hpp"

#include "project/school_lookup.hpp"
#include "solve/apart.hpp"

#include <algorithm>

namespace peerreview {

std::int64_t seconds_of(const Travel& travel, const std::vector<SchoolId>& schools) {
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (auto j = i + 1; j < schools.size(); ++j)
            if (const auto time = travel.between(schools[i], schools[j])) seconds += time->seconds;
    return seconds;
}

std::int64_t penalty_of(const Project& project, const std::vector<SchoolId>& schools) {
    std::int64_t penalty = 0;
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (auto j = i + 1; j < schools.size(); ++j) penalty += penalty_of(project, schools[i], schools[j]);
    return penalty;
}

std::int64_t cost_of(const Project& project, const Travel& travel, const std::map<TriadId, Triad>& triads) {
    std::int64_t cost = 0;
    for (const auto& [id, triad] : triads)
        cost += seconds_of(travel, triad.schools) + penalty_of(project, triad.schools);
    return cost;
}

bool is_within_rules(const Project& project, const Travel& travel, const std::vector<SchoolId>& schools,
                     const std::vector<Waiver>& waivers) {
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (auto j = i + 1; j < schools.size(); ++j)
            for (const auto& broken : broken_rules(project, travel, schools[i], schools[j]))
                if (std::ranges::find(waivers, broken.rule, &Waiver::rule) == waivers.end()) return false;
    return true;
}

bool stays(const Project& project, const Travel& travel, const Triad& triad) {
    if (triad.pinned) return true;
    const auto takes_part = [&](const SchoolId& school) {
        return project.schools.contains(school) && !has_left(project, school);
    };
    return !triad.waivers.empty() && std::ranges::all_of(triad.schools, takes_part) &&
           is_within_rules(project, travel, triad.schools, triad.waivers) &&
           !is_within_rules(project, travel, triad.schools, {});
}

bool has_schools(const Triad& triad, std::vector<SchoolId> schools) {
    auto own = triad.schools;
    std::ranges::sort(own);
    std::ranges::sort(schools);
    return own == schools;
}

namespace {

/// Nothing for three schools: that is what a triad is.
std::optional<TriadKind> kind_of(std::size_t schools) {
    if (schools == 4) return TriadKind::ring_of_four;
    if (schools == 5) return TriadKind::ring_of_five;
    return std::nullopt;
}

/// A new record with these schools.
Triad new_record(std::vector<SchoolId> group) {
    Triad triad;
    triad.kind = kind_of(group.size());
    triad.schools = std::move(group);
    return triad;
}

/// The triad's record where it stands with these schools, else a new one with them.
Triad record_of(const Project& project, const TriadId& id, std::vector<SchoolId> group) {
    const auto& standing = project.triads.at(id).value;
    if (!has_schools(standing, group)) return new_record(std::move(group));
    auto triad = standing;
    triad.schools = std::move(group);
    return triad;
}

} // namespace

std::map<TriadId, Triad> with_ids(const Project& project, std::vector<std::vector<SchoolId>> groups,
                                  std::map<TriadId, Triad> triads) {
    std::map<SchoolId, std::vector<TriadId>> now_in;
    for (const auto& [id, record] : project.triads)
        for (const auto& school : record.value.schools) now_in[school].push_back(id);
    std::ranges::sort(groups);
    std::vector<std::vector<SchoolId>> without_id;
    for (auto& group : groups) {
        std::map<TriadId, int> shared;
        for (const auto& school : group)
            if (const auto found = now_in.find(school); found != now_in.end())
                for (const auto& id : found->second) ++shared[id];
        const auto kept = std::ranges::find_if(
            shared, [&](const auto& entry) { return entry.second >= 2 && !triads.contains(entry.first); });
        if (kept == shared.end())
            without_id.push_back(std::move(group));
        else
            triads[kept->first] = record_of(project, kept->first, std::move(group));
    }
    int number = 0;
    for (auto& group : without_id) {
        TriadId id;
        do id = {fmt::format("t{:03}", ++number)};
        while (triads.contains(id));
        triads[id] = new_record(std::move(group));
    }
    return triads;
}

} // namespace peerreview
