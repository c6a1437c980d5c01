#include "solve/teams.hpp"

#include <algorithm>

namespace peerreview {

using solve::DaySet;

DaySet FreeDays::between(Date from, Date to) const {
    return DaySet::range(days_.first_from(from), days_.first_from(to + std::chrono::days(1)) - 1);
}

DaySet FreeDays::of(const std::vector<Closed>& blocked, FactKind kind, const std::string& id) const {
    auto free = all();
    for (std::size_t i = 0; i < blocked.size(); ++i)
        if (blocked[i].from && blocked[i].to && !is_off(kind, id, i))
            free -= between(*blocked[i].from, *blocked[i].to);
    return free | freed(id);
}

DaySet FreeDays::freed(const std::string& id) const {
    DaySet days;
    for (const auto& [who, date] : relaxation_.freed)
        if (const auto day = days_.find(date); who == id && day) days.add(*day);
    return days;
}

DaySet FreeDays::after_training(Date trained) const {
    return DaySet::range(days_.first_from(trained + std::chrono::days(1)), days_.count() - 1);
}

std::uint32_t Teams::add(const SchoolId& school, const LeaderId& id, const DaySet& free, int most) {
    instance_.leaders.emplace_back(school, id);
    instance_.reserves.emplace_back();
    instance_.problem.leaders.push_back({free, most});
    return static_cast<std::uint32_t>(instance_.leaders.size() - 1);
}

/// D11: the days on which another safeguarding lead of the school is there. No two reviews of a triad are on
/// one day, so nobody else visits then; one whose day is blocked cannot be counted on. (That head and deputy
/// are not both away is kept by the same: a school sends one leader a day.)
DaySet Teams::covered_days(const School& school, const Leader& leader) const {
    DaySet days;
    for (const auto& other : school.leaders)
        if (other.dsl && other.id != leader.id && !other.left)
            days |= free_.of(other.blocked, FactKind::leader_blocked, other.id.text);
    return days;
}

void Teams::add_leader(const School& record, const SchoolId& school, const Leader& leader, Team& team) {
    const auto& id = leader.id.text;
    const auto is_sent = why_excluded(leader).empty() || free_.is_off(FactKind::leader_excluded, id);
    const auto stands_in = leader.reserve && leader.trained && !leader.left && leader.reviewer;
    if (!is_sent && !stands_in) return;
    auto free = free_.of(leader.blocked, FactKind::leader_blocked, id);
    if (leader.trained && !free_.is_off(FactKind::leader_trained, id))
        free &= free_.after_training(*leader.trained);
    if (leader.dsl && !free_.is_off(FactKind::safeguarding, id)) free &= covered_days(record, leader);
    const auto most = free_.is_off(FactKind::leader_days_out, id)
                          ? solve::most_days
                          : leader.max_days_out.value_or(solve::most_days);
    (is_sent ? team.leaders : team.reserves).push_back(add(school, leader.id, free, most));
}

/// Who stands in for a leader: the others who may be sent, then those who stand in alone.
void Teams::set_reserves(const Team& team) {
    for (const auto leader : team.leaders)
        for (const auto& others : {team.leaders, team.reserves})
            std::ranges::copy_if(others, std::back_inserter(instance_.reserves[leader]),
                                 [&](auto other) { return other != leader; });
}

const Teams::Team& Teams::of(const SchoolId& school) {
    const auto [found, is_new] = teams_.try_emplace(school);
    auto& team = found->second;
    if (!is_new) return team;
    const auto& record = project_.schools.at(school).value;
    for (const auto& leader : record.leaders) add_leader(record, school, leader, team);
    const auto may_have_one = record.leaders.empty() && free_.is_off(FactKind::no_leaders, school.text);
    if (free_.relaxation().new_leaders.contains(school) || may_have_one)
        team.leaders.push_back(add(school, {}, free_.all(), solve::most_days));
    set_reserves(team);
    return team;
}

std::uint32_t Teams::called(const SchoolId& school, const LeaderId& id) {
    const auto& team = of(school);
    for (const auto& list : {team.leaders, team.reserves})
        for (const auto leader : list)
            if (instance_.leaders[leader].second == id) return leader;
    return add(school, id, free_.all(), solve::most_days);
}

bool Teams::declares_conflict(std::uint32_t leader, const SchoolId& host) const {
    const auto& [school, id] = instance_.leaders[leader];
    const auto& list = project_.schools.at(school).value.leaders;
    const auto found = std::ranges::find(list, id, &Leader::id);
    if (found == list.end()) return false;
    for (std::size_t i = 0; i < found->conflicts.size(); ++i)
        if (found->conflicts[i] == host && !free_.is_off(FactKind::leader_conflict, id.text, i)) return true;
    return false;
}

} // namespace peerreview
