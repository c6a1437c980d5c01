#include "solve/form.hpp"

#include "project/lifecycle.hpp"

#include "solve/consultants.hpp"
#include "solve/pairs.hpp"
#include "solve/triad_bound.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

std::vector<SchoolId> free_schools(const Project& project, const std::map<TriadId, Triad>& pinned) {
    std::set<SchoolId> taken;
    for (const auto& [id, triad] : pinned) taken.insert(triad.schools.begin(), triad.schools.end());
    std::vector<SchoolId> schools;
    for (const auto& [id, record] : project.schools)
        if (!taken.contains(id) && !has_left(project, id)) schools.push_back(id);
    return schools;
}

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

/// The triads that stay as they are.
std::map<TriadId, Triad> pinned_triads(const Project& project) {
    std::map<TriadId, Triad> pinned;
    for (const auto& [id, record] : project.triads)
        if (record.value.pinned) pinned[id] = record.value;
    return pinned;
}

/// Travel and penalties of some triads.
std::int64_t cost_of(const Project& project, const Travel& travel, const std::map<TriadId, Triad>& triads) {
    std::int64_t cost = 0;
    for (const auto& [id, triad] : triads)
        cost += seconds_of(travel, triad.schools) + penalty_of(project, triad.schools);
    return cost;
}

/// What the rules leave a school that waits.
struct Outlook {
    std::size_t partners = 0; ///< schools that may share a triad with it
    std::size_t part = 1;     ///< schools that triples connect with it, itself included
    std::size_t waiting = 1;  ///< how many of those wait
};

std::vector<Outlook> outlooks(const solve::TriadProblem& problem, const solve::TriadSolution& solution) {
    std::vector<Outlook> outlooks(problem.schools);
    for (const auto& pair : problem.pairs) {
        ++outlooks[pair.a].partners;
        ++outlooks[pair.b].partners;
    }
    for (const auto& proof : solution.proofs) {
        const auto waits = static_cast<std::size_t>(std::ranges::count_if(proof.schools, [&](auto school) {
            return std::ranges::binary_search(solution.waiting, school);
        }));
        for (const auto school : proof.schools) {
            outlooks[school].part = proof.schools.size();
            outlooks[school].waiting = waits;
        }
    }
    return outlooks;
}

/// The nearest school that a rule keeps from this one, and the rule.
std::string nearest_apart(const Project& project, const Travel& travel, const SchoolId& school) {
    std::string reason;
    std::int64_t nearest = -1;
    for (const auto& [other, record] : project.schools) {
        if (other == school) continue;
        const auto time = travel.between(school, other);
        if (time && nearest >= 0 && time->seconds >= nearest) continue;
        const auto why = why_apart(project, travel, school, other);
        if (why.empty()) continue;
        if (time) nearest = time->seconds;
        reason = "; nearest, " + other.text + ": " + why;
    }
    return reason;
}

Waiting waiting_of(const Project& project, const Travel& travel, const SchoolId& school,
                   const Outlook& outlook) {
    if (outlook.part > 1)
        return {school,
                fmt::format("of the {} schools that may share triads with it or with each other, {} must "
                            "wait, and this costs least",
                            outlook.part, outlook.waiting),
                outlook.waiting == outlook.part % 3};
    constexpr const char* words[] = {"no school may share a triad with it",
                                     "only one school may share a triad with it",
                                     "no two schools may share a triad with it and with each other"};
    return {school,
            words[std::min<std::size_t>(outlook.partners, 2)] + nearest_apart(project, travel, school),
            false};
}

/// Ids t001, t002 … by least school id; a triad that keeps two of its schools keeps its id.
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
            triads[kept->first].schools = std::move(group);
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

/// The effort that showing a bound is worth, where nobody waits for the best arrangement.
solve::TriadOptions options_of_list(const Project& project) {
    constexpr std::size_t proven_soon = 1000;
    solve::TriadOptions options;
    if (project.schools.size() > proven_soon) options.effort = solve::Effort::quick;
    return options;
}

} // namespace

Arrangement form_arrangement(const Project& project, const Travel& travel,
                             const solve::TriadOptions& options) {
    Arrangement arrangement;
    auto pinned = pinned_triads(project);
    const auto pinned_cost = cost_of(project, travel, pinned);
    const auto schools = free_schools(project, pinned);
    const auto problem = problem_of(project, travel, schools);
    auto solution = solve::form_triads(problem, options);
    std::vector<std::vector<SchoolId>> groups;
    for (const auto& triple : solution.triads)
        groups.push_back({schools[triple[0]], schools[triple[1]], schools[triple[2]]});
    arrangement.triads = with_ids(project, std::move(groups), std::move(pinned));
    for (auto& [id, triad] : arrangement.triads) {
        triad.seconds = static_cast<int>(seconds_of(travel, triad.schools));
        arrangement.seconds += *triad.seconds;
        arrangement.penalty += penalty_of(project, triad.schools);
    }
    const auto outlook = outlooks(problem, solution);
    for (const auto index : solution.waiting)
        arrangement.waiting.push_back(waiting_of(project, travel, schools[index], outlook[index]));
    arrangement.bound = solution.bound + pinned_cost;
    arrangement.certificate = {arrangement.bound, static_cast<std::int64_t>(solution.waiting.size()), schools,
                               std::move(solution.proofs)};
    propose_consultants(project, arrangement.triads);
    return arrangement;
}

Arrangement standing_arrangement(const Project& project, const Travel& travel) {
    Arrangement arrangement;
    std::set<SchoolId> placed;
    for (const auto& [id, record] : project.triads) {
        arrangement.triads[id] = record.value;
        auto& triad = arrangement.triads[id];
        std::ranges::sort(triad.schools);
        triad.seconds = static_cast<int>(seconds_of(travel, triad.schools));
        arrangement.seconds += *triad.seconds;
        arrangement.penalty += penalty_of(project, triad.schools);
        placed.insert(triad.schools.begin(), triad.schools.end());
    }
    const auto best = form_arrangement(project, travel, options_of_list(project));
    for (const auto& [id, record] : project.schools) {
        if (placed.contains(id) || has_left(project, id)) continue;
        const auto waits = std::ranges::find(best.waiting, id, &Waiting::school);
        arrangement.waiting.push_back(waits != best.waiting.end()
                                          ? *waits
                                          : Waiting{id, "it is in no triad; form the triads again", false});
    }
    // The bound holds for the number that waits in the best arrangement; with more waiting it proves nothing.
    const auto cost = arrangement.seconds + arrangement.penalty;
    arrangement.bound = arrangement.waiting.size() == best.waiting.size() ? std::min(best.bound, cost) : 0;
    return arrangement;
}

std::string certificate_fault(const Project& project, const Travel& travel, const Certificate& certificate) {
    const auto pinned = pinned_triads(project);
    if (certificate.schools != free_schools(project, pinned))
        return "it is of other schools than those that are in no pinned triad";
    const auto checked = solve::check_bound(problem_of(project, travel, certificate.schools),
                                            certificate.waiting, certificate.parts);
    if (!checked.fault.empty()) return checked.fault;
    const auto bound = checked.bound + cost_of(project, travel, pinned);
    if (bound < certificate.bound)
        return fmt::format("it says {} seconds, and its prices show {}", certificate.bound, bound);
    return {};
}

void check_triads(const Project& project, const Travel& travel, Diagnostics& diagnostics) {
    for (const auto& [id, record] : project.triads) {
        const auto& schools = record.value.schools;
        const auto is_waived = [&](const BrokenRule& broken) {
            return std::ranges::find(record.value.waivers, broken.rule, &Waiver::rule) !=
                   record.value.waivers.end();
        };
        for (std::size_t i = 0; i < schools.size(); ++i) {
            for (auto j = i + 1; j < schools.size(); ++j) {
                if (!project.schools.contains(schools[i]) || !project.schools.contains(schools[j])) continue;
                for (const auto& broken : broken_rules(project, travel, schools[i], schools[j]))
                    if (!is_waived(broken))
                        diagnostics
                            .error(record.node.place_of("schools", j), "triad-rule",
                                   "'{}' and '{}' may not share a triad: {}", schools[i].text,
                                   schools[j].text, broken.why)
                            .hint =
                            "form the triads again, or record a waiver of '" + broken.rule + "' in this file";
            }
        }
    }
}

} // namespace peerreview
