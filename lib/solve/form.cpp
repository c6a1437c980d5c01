#include "solve/form.hpp"

#include "project/school_lookup.hpp"
#include "solve/consultants.hpp"
#include "solve/groups.hpp"
#include "solve/pairs.hpp"
#include "solve/rings.hpp"
#include "solve/runner_up.hpp"
#include "solve/second_readers.hpp"
#include "solve/triad_block.hpp"
#include "solve/triad_bound.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

std::vector<SchoolId> free_schools(const Project& project, const std::map<TriadId, Triad>& staying) {
    std::set<SchoolId> taken;
    for (const auto& [id, triad] : staying) taken.insert(triad.schools.begin(), triad.schools.end());
    std::vector<SchoolId> schools;
    for (const auto& [id, record] : project.schools)
        if (!taken.contains(id) && !has_left(project, id)) schools.push_back(id);
    return schools;
}

/// The triads that stay as they are.
std::map<TriadId, Triad> staying_triads(const Project& project, const Travel& travel) {
    std::map<TriadId, Triad> staying;
    for (const auto& [id, record] : project.triads)
        if (stays(project, travel, record.value)) staying[id] = record.value;
    return staying;
}

/// The triads that stand of these schools, beside those that stay, by index; nothing where one is no triad of
/// them.
std::optional<std::vector<solve::Triple>> standing_triples(const Project& project,
                                                           const std::map<TriadId, Triad>& staying,
                                                           const std::vector<SchoolId>& schools) {
    std::vector<solve::Triple> triples;
    for (const auto& [id, record] : project.triads) {
        const auto& members = record.value.schools;
        if (staying.contains(id)) continue;
        if (members.size() != 3) return std::nullopt;
        solve::Triple triple;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto found = std::ranges::lower_bound(schools, members[i]);
            if (found == schools.end() || *found != members[i]) return std::nullopt;
            triple[i] = static_cast<std::uint32_t>(found - schools.begin());
        }
        std::ranges::sort(triple);
        triples.push_back(triple);
    }
    std::ranges::sort(triples);
    return triples;
}

/// What a triple costs; nothing where the rules forbid it. The pairs are in order.
std::optional<std::int64_t> triple_cost(const solve::TriadProblem& problem, const solve::Triple& triple) {
    std::int64_t cost = 0;
    for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
        const std::pair wanted(triple[static_cast<std::size_t>(a)], triple[static_cast<std::size_t>(b)]);
        const auto found = std::ranges::lower_bound(
            problem.pairs, wanted, {}, [](const solve::Pair& pair) { return std::pair(pair.a, pair.b); });
        if (found == problem.pairs.end() || std::pair(found->a, found->b) != wanted) return std::nullopt;
        cost += found->cost;
    }
    return cost;
}

/// An arrangement that stands within the rules, and is as good as the one that was found, stays.
void keep_if_as_good(const std::optional<std::vector<solve::Triple>>& standing,
                     const solve::TriadProblem& problem, solve::TriadSolution& solution) {
    if (!standing || standing->size() < solution.triads.size()) return;
    std::int64_t total = 0;
    std::vector<bool> placed(problem.schools);
    for (const auto& triple : *standing) {
        const auto cost = triple_cost(problem, triple);
        if (!cost) return;
        total += *cost;
        for (const auto school : triple) placed[school] = true;
    }
    if (standing->size() == solution.triads.size() && total > solution.cost) return;
    solution.triads = *standing;
    solution.cost = total;
    solution.waiting.clear();
    for (std::uint32_t i = 0; i < problem.schools; ++i)
        if (!placed[i]) solution.waiting.push_back(i);
}

/// Says of the schools that wait for the number's sake who could wait instead, and what it would cost.
void name_runners_up(const std::vector<SchoolId>& schools, const std::vector<solve::RunnerUp>& list,
                     Arrangement& arrangement) {
    for (const auto& [instead_of, waiting, more, is_proven] : list) {
        std::string names;
        for (const auto index : waiting)
            names += (names.empty() ? "'" : " and '") + schools[index].text + "'";
        const auto text = fmt::format("; {}: {} instead, {} seconds more",
                                      is_proven ? "next best" : "another choice", names, more);
        for (const auto index : instead_of) {
            const auto wait = std::ranges::find(arrangement.waiting, schools[index], &Waiting::school);
            if (wait != arrangement.waiting.end()) wait->why += text;
        }
    }
}

std::vector<std::vector<SchoolId>> groups_of(const std::vector<SchoolId>& schools,
                                             const std::vector<solve::Triple>& triads,
                                             const std::vector<std::vector<std::uint32_t>>& rings) {
    std::vector<std::vector<SchoolId>> groups;
    const auto add = [&](const auto& indices) {
        auto& group = groups.emplace_back();
        for (const auto index : indices) group.push_back(schools[index]);
    };
    for (const auto& triple : triads) add(triple);
    for (const auto& ring : rings) add(ring);
    return groups;
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
    auto staying = staying_triads(project, travel);
    const auto staying_cost = cost_of(project, travel, staying);
    const auto schools = free_schools(project, staying);
    const auto problem = problem_of(project, travel, schools, options.threads);
    auto solution = solve::form_triads(problem, options);
    keep_if_as_good(standing_triples(project, staying, schools), problem, solution);
    const auto proven = Certificate{solution.bound + staying_cost, std::ssize(solution.waiting), schools, {}};
    arrangement.bound = proven.bound;
    auto rings = std::vector<std::vector<std::uint32_t>>();
    if (project.policy().ring && !solution.waiting.empty()) {
        auto with_rings = solve::form_rings(problem, solution, options);
        if (!with_rings.rings.empty()) {
            rings = std::move(with_rings.rings);
            solution.triads = std::move(with_rings.triads);
            solution.waiting = std::move(with_rings.waiting);
            arrangement.bound = with_rings.bound + staying_cost;
        }
    }
    arrangement.triads = with_ids(project, groups_of(schools, solution.triads, rings), std::move(staying));
    for (auto& [id, triad] : arrangement.triads) {
        triad.seconds = static_cast<int>(seconds_of(travel, triad.schools));
        arrangement.seconds += *triad.seconds;
        arrangement.penalty += penalty_of(project, triad.schools);
    }
    arrangement.waiting = waiting_of(project, travel, schools, problem, solution, "this costs least");
    if (!project.policy().ring)
        name_runners_up(schools, solve::runners_up(problem, solution, options), arrangement);
    arrangement.certificate = proven;
    arrangement.certificate.parts = std::move(solution.proofs);
    propose_consultants(project, arrangement.triads);
    propose_second_readers(project, arrangement.triads);
    return arrangement;
}

Arrangement standing_arrangement(const Project& project, const Travel& travel) {
    Arrangement arrangement;
    std::set<SchoolId> placed;
    for (const auto& [id, record] : project.triads) {
        arrangement.triads[id] = record.value;
        auto& triad = arrangement.triads[id];
        triad.consultant = facilitator_of(project, id);
        if (triad.schools.size() == 3) std::ranges::sort(triad.schools); // the order of a ring has a meaning
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
    const auto staying = staying_triads(project, travel);
    if (certificate.schools != free_schools(project, staying))
        return "it is of other schools than those that are in no triad that stays";
    const auto checked = solve::check_bound(problem_of(project, travel, certificate.schools),
                                            certificate.waiting, certificate.parts);
    if (!checked.fault.empty()) return checked.fault;
    const auto bound = checked.bound + cost_of(project, travel, staying);
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
    check_second_readers(project, diagnostics);
}

} // namespace peerreview
