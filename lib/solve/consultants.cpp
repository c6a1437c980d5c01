#include "solve/consultants.hpp"

#include "project/travel.hpp"
#include "solve/apart.hpp"
#include "solve/job_assignment.hpp"

#include <algorithm>

namespace peerreview {

namespace {

using Members = std::vector<std::pair<SchoolId, const School*>>;

bool may_facilitate(const Consultant& consultant, const Members& members) {
    return std::ranges::all_of(members, [&](const auto& member) {
        const auto& [id, school] = member;
        const auto knows =
            consultant.phases.empty() || std::ranges::any_of(consultant.phases, [&](Phase phase) {
                return same_phase(phase, school->phase.value_or(phase));
            });
        return knows && std::ranges::find(consultant.conflicts, id) == consultant.conflicts.end();
    });
}

/// 0 where a place is not known.
std::int64_t seconds_to(const Policy& policy, const Consultant& consultant, const Members& members) {
    std::int64_t seconds = 0;
    for (const auto& [id, school] : members)
        if (consultant.easting && consultant.northing && school->easting && school->northing)
            seconds += straight_seconds(policy, *consultant.easting, *consultant.northing, *school->easting,
                                        *school->northing);
    return seconds;
}

Members members_of(const Project& project, const Triad& triad) {
    Members members;
    for (const auto& id : triad.schools) members.emplace_back(id, &project.schools.at(id).value);
    return members;
}

} // namespace

void propose_consultants(const Project& project, std::map<TriadId, Triad>& triads) {
    std::vector<Triad*> without;
    std::map<ConsultantId, int> taken;
    for (auto& [id, triad] : triads)
        if (triad.consultant.empty())
            without.push_back(&triad);
        else
            ++taken[triad.consultant];
    std::vector<ConsultantId> ids;
    std::vector<std::int32_t> capacity;
    for (const auto& [id, record] : project.consultants) {
        ids.push_back(id);
        capacity.push_back(record.value.days.value_or(0) / 3 - taken[id]);
    }
    std::vector<solve::Choice> choices;
    for (std::uint32_t job = 0; job < without.size(); ++job) {
        const auto members = members_of(project, *without[job]);
        for (std::uint32_t worker = 0; worker < ids.size(); ++worker) {
            const auto& consultant = project.consultants.at(ids[worker]).value;
            if (capacity[worker] > 0 && may_facilitate(consultant, members))
                choices.push_back({job, worker, seconds_to(project.policy(), consultant, members)});
        }
    }
    const auto chosen = solve::assign_jobs(static_cast<std::uint32_t>(without.size()), capacity, choices);
    for (std::size_t job = 0; job < without.size(); ++job)
        if (chosen[job] >= 0) without[job]->consultant = ids[static_cast<std::size_t>(chosen[job])];
}

bool may_facilitate(const Project& project, const ConsultantId& consultant, const Triad& triad) {
    const auto found = project.consultants.find(consultant);
    return found != project.consultants.end() &&
           may_facilitate(found->second.value, members_of(project, triad));
}

} // namespace peerreview
