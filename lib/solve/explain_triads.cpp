// The figures compare three arrangements: the one that stands, the best, and the best that has what was
// asked. They are of the whole cohort, so that a pair put together here pays for what it does to everybody
// else.
//
// A cohort of some hundreds is placed anew from the ground, and the figures are proven. In a greater one the
// difference that one school makes is lost in what the search leaves unproven, so only the triads near the
// schools asked about are free, and all else stays: what they show then is what neighbours could do, and at
// most what everybody could.

#include "solve/explain_triads.hpp"

#include "project/school_lookup.hpp"
#include "solve/forced_triads.hpp"
#include "solve/groups.hpp"
#include "solve/pairs.hpp"
#include "source/failure.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace peerreview {

namespace {

constexpr std::size_t most_at_once = 300; ///< schools that are placed anew to the proven best
constexpr std::size_t most_near = 180;    ///< schools of a greater cohort

using Group = std::vector<SchoolId>;
using Triple = std::array<std::uint32_t, 3>;

bool is_ring(const Triad& triad) {
    return triad.schools.size() != 3 || (triad.kind && *triad.kind != TriadKind::triad);
}

/// The present arrangement, and which part of it could be otherwise.
class Present {
public:
    Present(const Project& project, const Travel& travel, const Group& asked)
        : project_(project), travel_(travel), lookup_(project) {
        note_triads(asked);
        note_others();
        if (free_.size() > most_at_once) keep_near(asked);
        std::ranges::sort(free_);
    }

    const Group& free() const { return free_; }
    bool is_whole() const { return is_whole_; }
    std::size_t schools() const { return schools_; }
    const std::vector<TriadId>& unpinned() const { return unpinned_; }
    bool is_free(const SchoolId& school) const { return std::ranges::binary_search(free_, school); }
    bool has_left(const SchoolId& school) const { return lookup_.has_left(school); }

    TriadId triad_of(const SchoolId& school) const {
        const auto found = triad_of_.find(school);
        return found == triad_of_.end() ? TriadId() : found->second;
    }
    /// Whether these schools, sorted, are a triad now.
    bool stands(const Group& group) const { return standing_.contains(group); }

    ArrangementCost cost() const { return cost_of({standing_.begin(), standing_.end()}, waiting_); }
    /// Of an arrangement in which the free schools are so, and all others stay.
    ArrangementCost cost_with(std::vector<Group> groups, std::size_t waiting) const {
        groups.insert(groups.end(), fixed_.begin(), fixed_.end());
        return cost_of(groups, waiting + fixed_waiting_);
    }

private:
    void note_triads(const Group& asked) {
        for (const auto& [id, record] : project_.triads) {
            const auto& triad = record.value;
            Group group;
            for (const auto& school : triad.schools) {
                if (!project_.schools.contains(school) || lookup_.has_left(school)) continue;
                group.push_back(school);
                triad_of_.emplace(school, id);
            }
            const auto is_short = group.size() < 3;
            const auto is_asked = std::ranges::any_of(
                group, [&](const auto& school) { return std::ranges::find(asked, school) != asked.end(); });
            if (triad.pinned && is_asked) unpinned_.push_back(id);
            std::ranges::sort(group);
            placed_.insert(group.begin(), group.end());
            schools_ += group.size();
            if (!is_short) standing_.insert(group);
            if (is_short || (!is_ring(triad) && (is_asked || !stays(project_, travel_, triad))))
                add_free(group, is_short);
            else
                fixed_.push_back(group);
        }
    }
    void add_free(const Group& group, bool waits) {
        free_.insert(free_.end(), group.begin(), group.end());
        if (waits) waiting_ += group.size();
    }
    /// The schools that are in no triad.
    void note_others() {
        for (const auto& [id, record] : project_.schools) {
            if (placed_.contains(id) || lookup_.has_left(id)) continue;
            ++schools_;
            add_free({id}, true);
        }
    }

    std::int64_t seconds_between(const SchoolId& a, const SchoolId& b) const {
        if (a == b) return 0;
        const auto time = travel_.between(a, b);
        return time ? time->seconds : std::numeric_limits<std::int64_t>::max();
    }

    /// Leaves those free that are in the triads nearest to the schools asked about.
    void keep_near(const Group& asked) {
        is_whole_ = false;
        std::map<SchoolId, Group> group_of;
        for (const auto& group : standing_)
            for (const auto& school : group) group_of[school] = group;
        std::set<std::pair<std::int64_t, Group>> near;
        const std::set<SchoolId> free(free_.begin(), free_.end());
        for (const auto& school : free) {
            const auto found = group_of.find(school);
            const auto group = found == group_of.end() ? Group{school} : found->second;
            auto least = std::numeric_limits<std::int64_t>::max();
            for (const auto& member : group)
                for (const auto& other : asked) least = std::min(least, seconds_between(member, other));
            near.emplace(least, group);
        }
        free_.clear();
        for (const auto& [seconds, group] : near) {
            if (free_.size() + group.size() <= most_near) {
                free_.insert(free_.end(), group.begin(), group.end());
                continue;
            }
            if (group.size() < 3)
                ++fixed_waiting_;
            else
                fixed_.push_back(group);
        }
    }

    ArrangementCost cost_of(const std::vector<Group>& groups, std::size_t waiting) const {
        ArrangementCost cost;
        cost.waiting = static_cast<std::int64_t>(waiting);
        for (const auto& group : groups)
            for (std::size_t i = 0; i < group.size(); ++i)
                for (auto j = i + 1; j < group.size(); ++j) {
                    const auto time = travel_.between(group[i], group[j]);
                    cost.seconds += time ? time->seconds : 0;
                    cost.penalty += penalty_of(project_, group[i], group[j]);
                }
        return cost;
    }

    const Project& project_;
    const Travel& travel_;
    SchoolLookup lookup_;
    std::map<SchoolId, TriadId> triad_of_;
    std::set<SchoolId> placed_;
    std::set<Group> standing_; ///< whole triads and rings
    std::vector<Group> fixed_; ///< of these, the ones that stay
    Group free_;
    std::size_t schools_ = 0, waiting_ = 0, fixed_waiting_ = 0;
    std::vector<TriadId> unpinned_;
    bool is_whole_ = true;
};

/// The problem of the free schools, and arrangements of it as records.
class Choices {
public:
    Choices(const Project& project, const Travel& travel, const Present& present,
            const solve::TriadOptions& options)
        : project_(project), travel_(travel), present_(present), options_(options),
          problem_(problem_of(project, travel, present.free())) {
        best_ = solve::form_triads(problem_, options_);
        for (const auto& group : groups_of(best_)) best_groups_.insert(group);
    }

    OtherArrangement best() const { return arrangement(best_); }

    std::optional<OtherArrangement> otherwise(const SchoolId& school) const {
        Group own;
        for (const auto& other : present_.free())
            if (present_.triad_of(other) == present_.triad_of(school)) own.push_back(other);
        return arrangement(solve::form_otherwise(
            problem_, index(school), present_.stands(own) ? std::optional(triple_of(own)) : std::nullopt,
            options_));
    }
    std::optional<OtherArrangement> together(const SchoolId& a, const SchoolId& b) const {
        return arrangement(solve::form_together(problem_, pair_of(a, b), options_));
    }
    OtherArrangement apart(const SchoolId& a, const SchoolId& b) const {
        return arrangement(solve::form_apart(problem_, index(a), index(b), options_));
    }
    OtherArrangement with(const Group& group) const {
        const auto cost = std::int64_t{pair_of(group[0], group[1]).cost} + pair_of(group[0], group[2]).cost +
                          pair_of(group[1], group[2]).cost;
        return arrangement(solve::form_with(problem_, triple_of(group), cost, options_));
    }

private:
    std::uint32_t index(const SchoolId& school) const {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(present_.free(), school) -
                                          present_.free().begin());
    }
    Triple triple_of(const Group& group) const {
        Triple triple = {index(group[0]), index(group[1]), index(group[2])};
        std::ranges::sort(triple);
        return triple;
    }
    solve::Pair pair_of(const SchoolId& a, const SchoolId& b) const {
        const auto seconds = travel_.between(a, b)->seconds;
        const auto penalty = penalty_of(project_, a, b);
        return {std::min(index(a), index(b)), std::max(index(a), index(b)),
                static_cast<std::int32_t>(seconds + penalty)};
    }

    std::vector<Group> groups_of(const solve::TriadSolution& solution) const {
        std::vector<Group> groups;
        for (const auto& t : solution.triads)
            groups.push_back({present_.free()[t[0]], present_.free()[t[1]], present_.free()[t[2]]});
        return groups;
    }

    std::optional<OtherArrangement> arrangement(const std::optional<solve::TriadSolution>& solution) const {
        return solution ? std::optional(arrangement(*solution)) : std::nullopt;
    }
    OtherArrangement arrangement(const solve::TriadSolution& solution) const {
        OtherArrangement other;
        const auto groups = groups_of(solution);
        other.cost = present_.cost_with(groups, solution.waiting.size());
        other.bound = other.cost.total() - (solution.cost - solution.bound);
        other.is_proven = present_.is_whole() && solution.bound == solution.cost;
        for (const auto& group : groups) note_changes(group, other);
        for (const auto school : solution.waiting)
            if (const auto& id = present_.free()[school]; was_placed(id))
                other.moved.push_back({id, present_.triad_of(id), {}, true});
        std::ranges::sort(other.moved, {}, &SchoolMove::school);
        return other;
    }
    void note_changes(const Group& group, OtherArrangement& other) const {
        if (present_.stands(group)) return;
        NewTriad changed{{}, group, best_groups_.contains(group)};
        for (const auto& school : group)
            if (std::ranges::count(group, present_.triad_of(school),
                                   [&](const auto& id) { return present_.triad_of(id); }) > 1)
                changed.id = present_.triad_of(school);
        for (const auto& school : group)
            if (changed.id.empty() || present_.triad_of(school) != changed.id)
                other.moved.push_back({school, present_.triad_of(school), changed.id, false});
        other.changed.push_back(std::move(changed));
    }
    bool was_placed(const SchoolId& school) const { return !present_.triad_of(school).empty(); }

    const Project& project_;
    const Travel& travel_;
    const Present& present_;
    solve::TriadOptions options_;
    solve::TriadProblem problem_;
    solve::TriadSolution best_;
    std::set<Group> best_groups_;
};

void must_be_schools(const Project& project, const Group& schools) {
    for (std::size_t i = 0; i < schools.size(); ++i) {
        if (!project.schools.contains(schools[i])) refuse_unknown(project, schools[i]);
        if (std::ranges::count(schools, schools[i]) > 1)
            throw Failure("'" + schools[i].text + "' stands twice", "name different schools");
    }
}

std::vector<Waiver> waivers_of(const Project& project, const TriadId& id) {
    const auto found = project.triads.find(id);
    return found == project.triads.end() ? std::vector<Waiver>() : found->second.value.waivers;
}

/// Present triads that no forming could propose.
std::vector<TriadId> waived_triads(const Project& project, const Travel& travel) {
    std::vector<TriadId> waived;
    for (const auto& [id, record] : project.triads) {
        const auto& schools = record.value.schools;
        const auto is_broken = [&](const SchoolId& a, const SchoolId& b) {
            return a < b && project.schools.contains(a) && project.schools.contains(b) &&
                   !broken_rules(project, travel, a, b).empty();
        };
        if (std::ranges::any_of(schools, [&](const SchoolId& a) {
                return std::ranges::any_of(schools, [&](const SchoolId& b) { return is_broken(a, b); });
            }))
            waived.push_back(id);
    }
    return waived;
}

/// Why no other arrangement is looked at; nothing where there are figures.
std::optional<std::string> why_no_figures(const Project& project, const Travel& travel,
                                          const Present& present, const TriadExplanation& explanation) {
    if (project.triads.empty()) return "no triads are formed yet";
    for (const auto& school : explanation.schools) {
        if (present.has_left(school)) return "'" + school.text + "' has left the programme";
        if (!present.is_free(school))
            return "'" + school.text +
                   "' is in a ring, which takes what three does not divide; no other arrangement is worked "
                   "out";
    }
    if (explanation.question == TriadQuestion::otherwise) return std::nullopt;
    for (const auto& a : explanation.schools)
        for (const auto& b : explanation.schools)
            if (a < b && !travel.between(a, b))
                return "the travel between '" + a.text + "' and '" + b.text + "' is not known";
    return std::nullopt;
}

/// What is asked of the arrangements that are left to choose.
std::optional<OtherArrangement> wished(const Choices& choices, const TriadExplanation& explanation) {
    const auto& schools = explanation.schools;
    switch (explanation.question) {
    case TriadQuestion::otherwise:
        return choices.otherwise(schools[0]);
    case TriadQuestion::together:
        return choices.together(schools[0], schools[1]);
    case TriadQuestion::apart:
        return choices.apart(schools[0], schools[1]);
    case TriadQuestion::with:
        break;
    }
    return choices.with(schools);
}

TriadExplanation with_figures(const Project& project, const Travel& travel, TriadExplanation explanation,
                              const solve::TriadOptions& options) {
    const Present present(project, travel, explanation.schools);
    for (const auto& school : explanation.schools) explanation.triads.push_back(present.triad_of(school));
    for (const auto& [id, record] : project.schools)
        if (id != explanation.schools.front() && !present.has_left(id))
            explanation.partners += broken_rules(project, travel, explanation.schools.front(), id).empty();
    explanation.present = present.cost();
    explanation.unpinned = present.unpinned();
    explanation.waived = waived_triads(project, travel);
    explanation.looked_at = present.free().size();
    explanation.of = present.schools();
    explanation.is_whole = present.is_whole();
    explanation.no_figures = why_no_figures(project, travel, present, explanation);
    if (explanation.no_figures) return explanation;
    const Choices choices(project, travel, present, options);
    explanation.best = choices.best();
    explanation.wished = wished(choices, explanation);
    return explanation;
}

/// The school and the two nearest to it, as pairs with it.
std::vector<PairExplanation> nearest_pairs(const Project& project, const Travel& travel,
                                           const SchoolId& school) {
    std::vector<std::pair<std::int64_t, SchoolId>> near;
    for (const auto& [id, record] : project.schools)
        if (const auto time = travel.between(school, id); id != school && time)
            near.emplace_back(time->seconds, id);
    const auto count = std::min<std::size_t>(2, near.size());
    std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<PairExplanation> pairs;
    for (std::size_t i = 0; i < count; ++i)
        pairs.push_back(explain_pairs(project, travel, {school, near[i].second}, {}).front());
    return pairs;
}

} // namespace

std::string_view name_of(TriadQuestion question) {
    constexpr std::string_view names[] = {"otherwise", "together", "apart", "with"};
    return names[static_cast<std::size_t>(question)];
}

TriadId triad_of(const Project& project, const SchoolId& school) {
    for (const auto& [id, record] : project.triads)
        if (std::ranges::find(record.value.schools, school) != record.value.schools.end()) return id;
    return {};
}

std::vector<PairExplanation> explain_pairs(const Project& project, const Travel& travel,
                                           const std::vector<SchoolId>& schools,
                                           const std::vector<Waiver>& waivers) {
    std::vector<PairExplanation> pairs;
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (auto j = i + 1; j < schools.size(); ++j)
            if (project.schools.contains(schools[i]) && project.schools.contains(schools[j]))
                pairs.push_back({schools[i], schools[j], travel.between(schools[i], schools[j]),
                                 rule_outcomes(project, travel, schools[i], schools[j], waivers)});
    return pairs;
}

TriadExplanation explain_school(const Project& project, const Travel& travel, const SchoolId& school,
                                const solve::TriadOptions& options) {
    must_be_schools(project, {school});
    TriadExplanation explanation{.question = TriadQuestion::otherwise, .schools = {school}};
    const auto triad = triad_of(project, school);
    explanation.pairs = triad.empty() ? nearest_pairs(project, travel, school)
                                      : explain_pairs(project, travel, project.triads.at(triad).value.schools,
                                                      waivers_of(project, triad));
    return with_figures(project, travel, std::move(explanation), options);
}

TriadExplanation explain_pair(const Project& project, const Travel& travel, const SchoolId& a,
                              const SchoolId& b, const solve::TriadOptions& options) {
    must_be_schools(project, {a, b});
    const auto triad = triad_of(project, a);
    const auto is_together = !triad.empty() && triad == triad_of(project, b);
    TriadExplanation explanation{.question = is_together ? TriadQuestion::apart : TriadQuestion::together,
                                 .schools = {a, b}};
    explanation.pairs = explain_pairs(project, travel, explanation.schools,
                                      is_together ? waivers_of(project, triad) : std::vector<Waiver>());
    return with_figures(project, travel, std::move(explanation), options);
}

TriadExplanation explain_why_not(const Project& project, const Travel& travel,
                                 const std::vector<SchoolId>& schools, const solve::TriadOptions& options) {
    must_be_schools(project, schools);
    TriadExplanation explanation{.question = TriadQuestion::with, .schools = schools};
    explanation.pairs = explain_pairs(project, travel, schools, {});
    return with_figures(project, travel, std::move(explanation), options);
}

} // namespace peerreview
