#include "solve/cohorts.hpp"

#include "project/school_lookup.hpp"
#include "solve/consultants.hpp"
#include "solve/pairs.hpp"
#include "solve/regions.hpp"
#include "solve/rings.hpp"

#include <algorithm>

namespace peerreview {

namespace {

/// Phases that share triads have one number. An all-through school goes with the secondary ones, since it
/// fits them.
std::uint32_t kind_of(const Policy& policy, Phase phase) {
    if (policy.phase == PhaseRule::any) return 0;
    return static_cast<std::uint32_t>(phase == Phase::all_through ? Phase::secondary : phase);
}

/// The straight line that the least of the travel limits allows, in metres.
double reach_of(const Policy& policy) {
    auto least = policy.travel_limit.begin()->second;
    for (const auto& [phase, minutes] : policy.travel_limit) least = std::min(least, minutes);
    return std::max(1.0, least * policy.travel_speed * 1000 / 60 / policy.travel_detour);
}

std::vector<SchoolId> ids_of(const std::vector<std::uint32_t>& indices, const std::vector<SchoolId>& ids) {
    std::vector<SchoolId> list;
    for (const auto index : indices) list.push_back(ids[index]);
    return list;
}

ProposedCohort cohort_of(const Project& project, const Travel& travel, std::vector<SchoolId> schools,
                         const SchoolId& centre, std::vector<Triad>& triads) {
    ProposedCohort cohort{.centre = centre, .schools = std::move(schools)};
    const solve::TriadOptions options{.threads = 1};
    const auto problem = problem_of(project, travel, cohort.schools);
    const auto formed = solve::form_triads(problem, options);
    auto solution = solve::RingSolution{formed.triads, {}, formed.waiting, formed.cost};
    if (project.policy().ring && !formed.waiting.empty())
        solution = solve::form_rings(problem, formed, options);
    for (const auto& triple : solution.triads)
        triads.push_back({.schools = ids_of({triple.begin(), triple.end()}, cohort.schools)});
    for (const auto& ring : solution.rings) triads.push_back({.schools = ids_of(ring, cohort.schools)});
    cohort.triads = triads.size();
    cohort.rings = solution.rings.size();
    cohort.waiting = ids_of(solution.waiting, cohort.schools);
    cohort.seconds = solution.cost;
    for (const auto& school : cohort.schools)
        if (const auto time = travel.between(centre, school); time && school != centre)
            cohort.farthest = std::max(cohort.farthest, time->seconds);
    return cohort;
}

/// So many of a phase that all who wait could be in triads: three that wait may not go together, so each of
/// them takes two. How many triads that would make.
std::size_t note_phases(const Project& project, ProposedCohort& cohort) {
    std::map<std::uint32_t, std::vector<SchoolId>> waiting;
    for (const auto& id : cohort.waiting)
        waiting[kind_of(project.policy(), *project.schools.at(id).value.phase)].push_back(id);
    std::size_t triads = 0;
    for (const auto& [kind, schools] : waiting) {
        const auto makes = schools.size() < 3 ? 1 : schools.size();
        const auto is_any = project.policy().phase == PhaseRule::any;
        cohort.lacks.push_back({CohortLack::Kind::schools_of_phase, makes * 3 - schools.size(),
                                is_any ? std::nullopt : std::optional(static_cast<Phase>(kind)),
                                schools.front()});
        triads += makes;
    }
    return triads;
}

/// `more` triads are made of those who wait.
void note_size(const Project& project, std::size_t more, ProposedCohort& cohort) {
    const auto least = static_cast<std::size_t>(project.policy().anonymity_cohort);
    const auto after = cohort.placed() + 3 * more;
    cohort.is_large_enough = cohort.placed() >= least;
    if (after < least)
        cohort.lacks.push_back({CohortLack::Kind::schools, least - after, std::nullopt, cohort.centre});
}

} // namespace

ProposedCohorts propose_cohorts(const Project& project, const Travel& travel, std::uint32_t size) {
    ProposedCohorts proposed;
    solve::RegionProblem problem{.schools = {}, .reach = reach_of(project.policy()), .size = size};
    std::vector<SchoolId> ids;
    for (const auto& [id, record] : project.schools) {
        const auto& school = record.value;
        if (has_left(project, id) || !school.phase) continue;
        if (!school.easting || !school.northing) {
            proposed.without_place.push_back(id);
            continue;
        }
        ids.push_back(id);
        problem.schools.push_back(
            {*school.easting, *school.northing, kind_of(project.policy(), *school.phase)});
    }
    std::map<TriadId, Triad> triads; // of all cohorts, since they share the consultants
    std::vector<std::size_t> cohort_of_triad;
    for (const auto& region : solve::propose_regions(problem)) {
        std::vector<Triad> own;
        proposed.cohorts.push_back(
            cohort_of(project, travel, ids_of(region.schools, ids), ids[region.centre], own));
        for (auto& triad : own) {
            triads[{fmt::format("t{:06}", triads.size())}] = std::move(triad);
            cohort_of_triad.push_back(proposed.cohorts.size() - 1);
        }
    }
    propose_consultants(project, triads);
    std::vector<std::size_t> without(proposed.cohorts.size(), 0);
    std::size_t number = 0;
    for (const auto& [id, triad] : triads) {
        if (triad.consultant.empty()) ++without[cohort_of_triad[number]];
        ++number;
    }
    for (std::size_t i = 0; i < proposed.cohorts.size(); ++i) {
        auto& cohort = proposed.cohorts[i];
        note_size(project, note_phases(project, cohort), cohort);
        if (without[i] > 0)
            cohort.lacks.push_back({CohortLack::Kind::consultants, without[i], std::nullopt, {}});
    }
    return proposed;
}

} // namespace peerreview
