#include "solve/consultants.hpp"

#include "project/travel.hpp"
#include "solve/apart.hpp"
#include "solve/job_assignment.hpp"
#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ranges>

namespace peerreview {

namespace {

using Members = std::vector<std::pair<SchoolId, const School*>>;

bool knows_phases(const Consultant& consultant, const Members& members) {
    return consultant.phases.empty() || std::ranges::all_of(members, [&](const auto& member) {
               return std::ranges::any_of(consultant.phases, [&](Phase phase) {
                   return same_phase(phase, member.second->phase.value_or(phase));
               });
           });
}
bool is_in_conflict(const Consultant& consultant, const SchoolId& school) {
    return std::ranges::find(consultant.conflicts, school) != consultant.conflicts.end();
}
bool may_facilitate(const Consultant& consultant, const Members& members) {
    return knows_phases(consultant, members) && std::ranges::none_of(members, [&](const auto& member) {
               return is_in_conflict(consultant, member.first);
           });
}

std::optional<std::int64_t> seconds_to(const Policy& policy, const Consultant& consultant,
                                       const School& school) {
    if (!consultant.easting || !consultant.northing || !school.easting || !school.northing)
        return std::nullopt;
    return straight_seconds(policy, *consultant.easting, *consultant.northing, *school.easting,
                            *school.northing);
}
/// 0 where a place is not known.
std::int64_t seconds_to(const Policy& policy, const Consultant& consultant, const Members& members) {
    std::int64_t seconds = 0;
    for (const auto& [id, school] : members) seconds += seconds_to(policy, consultant, *school).value_or(0);
    return seconds;
}

/// A triad has three reviews, a ring four or five.
int reviews_of(const Triad& triad) { return static_cast<int>(triad.schools.size()); }

Members members_of(const Project& project, const Triad& triad) {
    Members members;
    for (const auto& id : triad.schools) members.emplace_back(id, &project.schools.at(id).value);
    return members;
}

/// What the consultants of some triads travel.
std::int64_t travel_of(const Project& project, const std::map<TriadId, Triad>& triads) {
    std::int64_t seconds = 0;
    for (const auto& [id, triad] : triads)
        if (const auto found = project.consultants.find(triad.consultant); found != project.consultants.end())
            seconds += seconds_to(project.policy(), found->second.value, members_of(project, triad));
    return seconds;
}

void note_against(const Project& project, const Members& members, ConsultantOption& option) {
    const auto& record = project.consultants.at(option.consultant);
    if (!knows_phases(record.value, members)) {
        option.against.emplace_back("not all of its schools are of the consultant's phases");
        option.places.push_back(record.node.place_of("phases"));
    }
    for (std::size_t i = 0; i < record.value.conflicts.size(); ++i)
        if (std::ranges::find(members, record.value.conflicts[i], &Members::value_type::first) !=
            members.end()) {
            option.against.push_back("declares a conflict with " + record.value.conflicts[i].text);
            option.places.push_back(record.node.place_of("conflicts", i));
        }
    if (option.most == 0) {
        option.against.push_back(members.size() == 3
                                     ? "has no days for a triad"
                                     : fmt::format("takes {} a year, and this ring has {}",
                                                   counted(record.value.days.value_or(0), "review"),
                                                   members.size()));
        option.places.push_back(record.node.place_of("days"));
    }
}

/// What it means that one triad's consultant is given, and those of all others that have one are proposed
/// anew.
void note_cost(const Project& project, std::map<TriadId, Triad> triads, const TriadId& id,
               ConsultantOption& option) {
    const auto now = travel_of(project, triads);
    std::erase_if(triads,
                  [&](const auto& entry) { return entry.first != id && entry.second.consultant.empty(); });
    for (auto& [other, triad] : triads) triad.consultant = triad.second_reader = {};
    triads.at(id).consultant = option.consultant;
    propose_consultants(project, triads);
    for (const auto& [other, triad] : triads)
        if (triad.consultant.empty()) option.without.push_back(other);
    if (option.without.empty()) option.more = travel_of(project, triads) - now;
}

std::int64_t sum_of(const ConsultantOption& option) {
    std::int64_t sum = 0;
    for (const auto& seconds : option.seconds) sum += seconds.value_or(0);
    return sum;
}

} // namespace

void propose_consultants(const Project& project, std::map<TriadId, Triad>& triads) {
    constexpr std::int64_t more_than_travel = 1'000'000'000; // seconds
    std::vector<Triad*> without;
    std::vector<std::int32_t> reviews;
    std::map<ConsultantId, int> taken;
    for (auto& [id, triad] : triads) {
        if (!triad.consultant.empty()) {
            taken[triad.consultant] += reviews_of(triad);
            continue;
        }
        without.push_back(&triad);
        reviews.push_back(reviews_of(triad));
    }
    std::vector<ConsultantId> ids;
    std::vector<std::int32_t> room;
    for (const auto& [id, record] : project.consultants) {
        ids.push_back(id);
        room.push_back(record.value.days.value_or(0) - taken[id]);
    }
    std::vector<solve::Choice> choices;
    for (std::uint32_t job = 0; job < without.size(); ++job) {
        const auto members = members_of(project, *without[job]);
        for (std::uint32_t worker = 0; worker < ids.size(); ++worker) {
            const auto& consultant = project.consultants.at(ids[worker]).value;
            if (may_facilitate(consultant, members))
                choices.push_back({job, worker,
                                   seconds_to(project.policy(), consultant, members) +
                                       (ids[worker] == without[job]->second_reader ? more_than_travel : 0)});
        }
    }
    const auto chosen = solve::assign_sized_jobs(reviews, room, choices);
    for (std::size_t job = 0; job < without.size(); ++job)
        if (chosen[job] >= 0) without[job]->consultant = ids[static_cast<std::size_t>(chosen[job])];
}

std::vector<ConsultantOption> consultant_options(const Project& project,
                                                 const std::map<TriadId, Triad>& triads, const TriadId& id) {
    constexpr std::size_t most_triads = 400; // assigning anew takes a moment for each consultant
    const auto& triad = triads.at(id);
    const auto members = members_of(project, triad);
    std::vector<ConsultantOption> options;
    for (const auto& [consultant, record] : project.consultants) {
        ConsultantOption option{.consultant = consultant};
        for (const auto& [school, value] : members)
            option.seconds.push_back(seconds_to(project.policy(), record.value, *value));
        option.most = record.value.days.value_or(0) / reviews_of(triad);
        option.triads = static_cast<int>(std::ranges::count_if(
            triads, [&](const auto& entry) { return entry.second.consultant == consultant; }));
        note_against(project, members, option);
        if (option.against.empty() && consultant != triad.consultant && triads.size() <= most_triads)
            note_cost(project, triads, id, option);
        options.push_back(std::move(option));
    }
    std::ranges::stable_sort(options, {}, sum_of);
    return options;
}

ConsultantId facilitator_of(const Project& project, const TriadId& id) {
    if (const auto found = project.schedules.find(id); found != project.schedules.end())
        for (const auto& review : std::views::reverse(found->second.value.reviews))
            if (!review.consultant.empty()) return review.consultant; // of the last, who leads the meeting
    return project.triads.at(id).value.consultant;
}

void check_consultants(const Project& project, Diagnostics& diagnostics) {
    std::map<ConsultantId, int> reviews;
    for (const auto& [id, schedule] : project.schedules)
        for (const auto& review : schedule.value.reviews) ++reviews[review.consultant];
    for (const auto& [id, record] : project.triads) {
        const auto& triad = record.value;
        const auto found = project.consultants.find(triad.consultant);
        if (found == project.consultants.end() || project.schedules.contains(id)) continue;
        const auto most = found->second.value.days.value_or(0);
        const auto count = reviews[triad.consultant] += reviews_of(triad);
        if (count > most)
            diagnostics
                .warning(record.node.place_of("consultant"), "V08",
                         "'{}' takes {} a year, and has {} with this {}", triad.consultant.text,
                         counted(most, "review"), count, triad.schools.size() == 3 ? "triad" : "ring")
                .hint = "name another consultant, or take the line out and run 'peerreview triad form'";
    }
}

bool may_facilitate(const Project& project, const ConsultantId& consultant, const Triad& triad) {
    const auto found = project.consultants.find(consultant);
    return found != project.consultants.end() &&
           may_facilitate(found->second.value, members_of(project, triad));
}

std::optional<std::size_t> conflict_with(const Consultant& consultant, const Triad& triad) {
    for (std::size_t i = 0; i < consultant.conflicts.size(); ++i)
        if (std::ranges::find(triad.schools, consultant.conflicts[i]) != triad.schools.end()) return i;
    return std::nullopt;
}

} // namespace peerreview
