#include "solve/form.hpp"

#include "project/lifecycle.hpp"

#include "solve/triads.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

bool same_phase(Phase a, Phase b) {
    const auto fits = [](Phase through, Phase other) {
        return through == Phase::all_through && other != Phase::special;
    };
    return a == b || fits(a, b) || fits(b, a);
}

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

std::string travel_reason(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b,
                          Phase phase_a, Phase phase_b) {
    const auto time = travel.between(a, b);
    if (!time) return "travel is not known: a school has no easting and northing";
    const auto& limits = project.policy().travel_limit;
    const auto limit = std::min(limits.at(phase_a), limits.at(phase_b));
    if (static_cast<double>(time->longest) <= limit * 60) return {};
    return fmt::format("{} minutes of travel, over the limit of {}", (time->longest + 59) / 60, limit);
}

std::vector<SchoolId> free_schools(const Project& project, const std::map<TriadId, Triad>& pinned) {
    std::set<SchoolId> taken;
    for (const auto& [id, triad] : pinned) taken.insert(triad.schools.begin(), triad.schools.end());
    std::vector<SchoolId> schools;
    for (const auto& [id, record] : project.schools)
        if (!taken.contains(id) && !has_left(project, id)) schools.push_back(id);
    return schools;
}

solve::TriadProblem problem_of(const Project& project, const Travel& travel,
                               const std::vector<SchoolId>& schools) {
    solve::TriadProblem problem{.schools = static_cast<std::uint32_t>(schools.size())};
    for (std::uint32_t a = 0; a < schools.size(); ++a)
        for (auto b = a + 1; b < schools.size(); ++b)
            if (why_apart(project, travel, schools[a], schools[b]).empty())
                problem.pairs.push_back({a, b, travel.between(schools[a], schools[b])->seconds});
    return problem;
}

std::int64_t seconds_of(const Travel& travel, const std::vector<SchoolId>& schools) {
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (auto j = i + 1; j < schools.size(); ++j)
            if (const auto time = travel.between(schools[i], schools[j])) seconds += time->seconds;
    return seconds;
}

Waiting waiting_of(const Project& project, const Travel& travel, const SchoolId& school,
                   std::uint32_t part_size) {
    if (part_size % 3 != 0 && part_size > 3)
        return {school,
                fmt::format("of the {} schools that may share triads with it or with each other, {} must "
                            "wait, and this costs least",
                            part_size, part_size % 3),
                true};
    std::string reason;
    std::int64_t nearest = -1;
    for (const auto& [other, record] : project.schools) {
        if (other == school) continue;
        const auto why = why_apart(project, travel, school, other);
        const auto time = travel.between(school, other);
        if (why.empty() || (time && nearest >= 0 && time->seconds >= nearest)) continue;
        if (time) nearest = time->seconds;
        reason = other.text + ": " + why;
    }
    if (part_size <= 2)
        return {school,
                fmt::format("{} may share a triad with it{}",
                            part_size == 1 ? "no school" : "only one school",
                            reason.empty() ? "" : "; nearest, " + reason),
                false};
    return {school,
            "the rules leave no triad of free schools for it" +
                (reason.empty() ? "" : "; nearest, " + reason),
            false};
}

/// Ids t001, t002 … by least school id; a triad that keeps two of its schools keeps its id.
std::map<TriadId, Triad> with_ids(const Project& project, std::vector<std::vector<SchoolId>> groups,
                                  std::map<TriadId, Triad> triads) {
    std::ranges::sort(groups);
    std::vector<std::vector<SchoolId>> without_id;
    for (auto& group : groups) {
        const auto kept = std::ranges::find_if(project.triads, [&](const auto& entry) {
            const auto shared =
                std::ranges::count_if(entry.second.value.schools, [&](const SchoolId& school) {
                    return std::ranges::find(group, school) != group.end();
                });
            return shared >= 2 && !triads.contains(entry.first);
        });
        if (kept == project.triads.end()) {
            without_id.push_back(std::move(group));
            continue;
        }
        auto triad = Triad{};
        triad.schools = std::move(group);
        triads[kept->first] = std::move(triad);
    }
    int number = 0;
    for (auto& group : without_id) {
        TriadId id;
        do id = {fmt::format("t{:03}", ++number)};
        while (triads.contains(id));
        triads[id].schools = std::move(group);
    }
    return triads;
}

bool may_facilitate(const Consultant& consultant, const Project& project, const Triad& triad) {
    return std::ranges::all_of(triad.schools, [&](const SchoolId& id) {
        const auto& school = project.schools.at(id).value;
        const auto knows =
            consultant.phases.empty() || std::ranges::any_of(consultant.phases, [&](Phase phase) {
                return same_phase(phase, school.phase.value_or(phase));
            });
        return knows && std::ranges::find(consultant.conflicts, id) == consultant.conflicts.end();
    });
}

std::int64_t consultant_seconds(const Consultant& consultant, const Project& project, const Triad& triad) {
    std::int64_t seconds = 0;
    for (const auto& id : triad.schools) {
        const auto& school = project.schools.at(id).value;
        if (consultant.easting && consultant.northing && school.easting && school.northing)
            seconds += straight_seconds(project.policy(), *consultant.easting, *consultant.northing,
                                        *school.easting, *school.northing);
    }
    return seconds;
}

/// Proposes consultants: the pair of triad and consultant with the least travel first, under a third of the
/// consultant's days in triads.
void propose_consultants(const Project& project, std::map<TriadId, Triad>& triads) {
    struct Choice {
        std::int64_t seconds;
        TriadId triad;
        ConsultantId consultant;
        auto operator<=>(const Choice&) const = default;
    };
    std::vector<Choice> choices;
    std::map<ConsultantId, int> left;
    for (const auto& [id, record] : project.consultants) {
        left[id] = record.value.days.value_or(0) / 3;
        for (const auto& [triad_id, triad] : triads)
            if (may_facilitate(record.value, project, triad))
                choices.push_back({consultant_seconds(record.value, project, triad), triad_id, id});
    }
    for (const auto& [id, triad] : triads)
        if (!triad.consultant.empty()) --left[triad.consultant];
    std::ranges::sort(choices);
    for (const auto& choice : choices) {
        auto& triad = triads.at(choice.triad);
        if (!triad.consultant.empty() || left[choice.consultant] <= 0) continue;
        triad.consultant = choice.consultant;
        --left[choice.consultant];
    }
}

} // namespace

std::string why_apart(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b) {
    const auto& first = project.schools.at(a).value;
    const auto& second = project.schools.at(b).value;
    const auto& policy = project.policy();
    if (!first.phase || !second.phase) return "a phase is not known";
    if (policy.phase == PhaseRule::same && !same_phase(*first.phase, *second.phase))
        return fmt::format("{} and {} are different phases", name_of(*first.phase), name_of(*second.phase));
    if (policy.trust == TrustRule::different && !first.trust.empty() &&
        fold(first.trust) == fold(second.trust))
        return "both belong to " + first.trust;
    if (asks_apart(first, b) || asks_apart(second, a)) return "one asks to be apart from the other";
    if (met_recently(project, first, b) || met_recently(project, second, a))
        return "they reviewed each other less than " + std::to_string(policy.repeat_after + 1) + " years ago";
    return travel_reason(project, travel, a, b, *first.phase, *second.phase);
}

Arrangement form_arrangement(const Project& project, const Travel& travel, std::uint64_t seed) {
    Arrangement arrangement;
    for (const auto& [id, record] : project.triads)
        if (record.value.pinned) arrangement.triads[id] = record.value;
    std::int64_t pinned_seconds = 0;
    for (auto& [id, triad] : arrangement.triads) pinned_seconds += seconds_of(travel, triad.schools);
    const auto schools = free_schools(project, arrangement.triads);
    const auto solution = solve::form_triads(problem_of(project, travel, schools), {.seed = seed});
    std::vector<std::vector<SchoolId>> groups;
    for (const auto& triple : solution.triads)
        groups.push_back({schools[triple[0]], schools[triple[1]], schools[triple[2]]});
    arrangement.triads = with_ids(project, std::move(groups), std::move(arrangement.triads));
    for (auto& [id, triad] : arrangement.triads)
        triad.seconds = static_cast<int>(seconds_of(travel, triad.schools));
    for (const auto index : solution.waiting)
        arrangement.waiting.push_back(waiting_of(project, travel, schools[index], solution.part_size[index]));
    arrangement.seconds = solution.cost + pinned_seconds;
    arrangement.bound = solution.bound + pinned_seconds;
    propose_consultants(project, arrangement.triads);
    return arrangement;
}

Arrangement standing_arrangement(const Project& project, const Travel& travel, std::uint64_t seed) {
    Arrangement arrangement;
    std::set<SchoolId> placed;
    for (const auto& [id, record] : project.triads) {
        arrangement.triads[id] = record.value;
        auto& triad = arrangement.triads[id];
        std::ranges::sort(triad.schools);
        triad.seconds = static_cast<int>(seconds_of(travel, triad.schools));
        arrangement.seconds += *triad.seconds;
        placed.insert(triad.schools.begin(), triad.schools.end());
    }
    const auto best = form_arrangement(project, travel, seed);
    for (const auto& [id, record] : project.schools) {
        if (placed.contains(id) || has_left(project, id)) continue;
        const auto waits = std::ranges::find(best.waiting, id, &Waiting::school);
        arrangement.waiting.push_back(waits != best.waiting.end()
                                          ? *waits
                                          : Waiting{id, "it is in no triad; form the triads again", false});
    }
    // The bound holds for the number that waits in the best arrangement; with more waiting it proves nothing.
    arrangement.bound =
        arrangement.waiting.size() == best.waiting.size() ? std::min(best.bound, arrangement.seconds) : 0;
    return arrangement;
}

void check_triads(const Project& project, const Travel& travel, Diagnostics& diagnostics) {
    for (const auto& [id, record] : project.triads) {
        const auto& schools = record.value.schools;
        for (std::size_t i = 0; i < schools.size(); ++i) {
            for (auto j = i + 1; j < schools.size(); ++j) {
                if (!project.schools.contains(schools[i]) || !project.schools.contains(schools[j])) continue;
                const auto why = why_apart(project, travel, schools[i], schools[j]);
                const auto is_waived = !record.value.waivers.empty();
                if (!why.empty() && !is_waived)
                    diagnostics
                        .error(record.node.place_of("schools", j), "triad-rule",
                               "'{}' and '{}' may not share a triad: {}", schools[i].text, schools[j].text,
                               why)
                        .hint = "form the triads again, or record a waiver in this file";
            }
        }
    }
}

} // namespace peerreview
