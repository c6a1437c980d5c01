// Far more schools than a region has would take long to prove, and what is far off helps nobody: beyond
// `most_schools`, the triads nearest to the schools without one are looked at, and the others stay.

#include "solve/repair.hpp"

#include "project/school_lookup.hpp"
#include "solve/comparison.hpp"
#include "solve/consultants.hpp"
#include "solve/groups.hpp"
#include "solve/pairs.hpp"
#include "solve/ring_repair.hpp"
#include "solve/second_readers.hpp"
#include "solve/triad_repair.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace peerreview {

namespace {

constexpr std::size_t most_schools = 120;

/// What a triad that stands is to a repair.
struct Candidate {
    TriadId id;
    std::vector<SchoolId> schools; ///< three, sorted
    bool is_dear = false;
    std::int64_t nearest = std::numeric_limits<std::int64_t>::max(); ///< seconds to a school without a triad
};

class Repair {
public:
    Repair(const Project& project, const Travel& travel, Date today, const solve::TriadOptions& options)
        : project_(project), travel_(travel), today_(today), options_(options) {
        for (const auto& [id, record] : project.triads) sort_out(id, record.value);
        for (const auto& [id, record] : project.schools)
            if (!placed_.contains(id) && !has_left(project, id)) free_.push_back(id);
    }

    RepairedTriads run() && {
        keep_far_triads();
        const auto schools = schools_in_play();
        const auto problem = problem_for(schools);
        auto solution = solve::repair_triads(problem, options_);
        std::vector<std::vector<std::uint32_t>> rings;
        if (project_.policy().ring && !solution.waiting.empty()) rings = join_rings(problem, solution);
        RepairedTriads repaired;
        repaired.left_out = left_out_;
        repaired.is_least_waiting = solution.is_least_waiting && left_out_ == 0;
        repaired.is_least_changed = solution.is_least_changed && left_out_ == 0;
        repaired.is_least_travel = solution.is_least_cost && left_out_ == 0;
        repaired.arrangement = arrangement(schools, solution, rings);
        return repaired;
    }

private:
    std::vector<SchoolId> staying(const Triad& triad) const {
        auto schools = triad.schools;
        std::erase_if(schools, [&](const SchoolId& school) { return has_left(project_, school); });
        return schools;
    }

    void keep(const TriadId& id, const Triad& triad) {
        kept_[id] = triad;
        placed_.insert(triad.schools.begin(), triad.schools.end());
    }

    void sort_out(const TriadId& id, const Triad& triad) {
        if (!held_reviews(project_, id, today_).empty()) return keep(id, triad);
        auto schools = staying(triad);
        const auto is_whole = schools.size() == triad.schools.size();
        if (!is_within_rules(project_, travel_, schools, triad.waivers) && !(triad.pinned && is_whole))
            return;
        if (schools.size() >= 4) {
            auto ring = triad;
            if (!is_whole) ring.kind = TriadKind::ring_of_four;
            ring.schools = std::move(schools);
            return keep(id, ring);
        }
        if (schools.size() != 3) return;
        std::ranges::sort(schools);
        placed_.insert(schools.begin(), schools.end());
        candidates_.push_back(
            {id, std::move(schools), (triad.pinned && is_whole) || project_.schedules.contains(id)});
    }

    void keep_far_triads() {
        const auto most = std::max(most_schools, free_.size() + most_schools / 2);
        if (free_.size() + 3 * candidates_.size() <= most) return;
        for (auto& candidate : candidates_)
            for (const auto& school : candidate.schools)
                for (const auto& other : free_)
                    if (const auto time = travel_.between(school, other))
                        candidate.nearest = std::min(candidate.nearest, time->seconds);
        std::ranges::stable_sort(candidates_, {}, &Candidate::nearest);
        const auto count = free_.empty() ? 0 : (most - free_.size()) / 3;
        left_out_ = free_.empty() ? 0 : candidates_.size() - count;
        for (std::size_t i = count; i < candidates_.size(); ++i) keep_as_is(candidates_[i]);
        candidates_.resize(count);
        std::ranges::sort(candidates_, {}, &Candidate::id);
    }

    void keep_as_is(const Candidate& candidate) {
        auto triad = project_.triads.at(candidate.id).value;
        if (triad.schools.size() != 3) triad.kind.reset(); // a ring that lost schools
        triad.schools = candidate.schools;
        kept_[candidate.id] = std::move(triad);
    }

    std::vector<SchoolId> schools_in_play() const {
        auto schools = free_;
        for (const auto& candidate : candidates_)
            schools.insert(schools.end(), candidate.schools.begin(), candidate.schools.end());
        std::ranges::sort(schools);
        return schools;
    }

    solve::RepairProblem problem_for(const std::vector<SchoolId>& schools) const {
        solve::RepairProblem problem{problem_of(project_, travel_, schools), {}};
        for (const auto& candidate : candidates_) {
            const auto& members = candidate.schools;
            solve::StandingTriad standing;
            standing.is_dear = candidate.is_dear;
            for (std::size_t i = 0; i < 3; ++i)
                standing.schools[i] = static_cast<std::uint32_t>(
                    std::ranges::lower_bound(schools, members[i]) - schools.begin());
            const auto cost = [&](std::size_t a, std::size_t b) {
                const std::vector<SchoolId> pair = {members[a], members[b]};
                return static_cast<std::int32_t>(seconds_of(travel_, pair) + penalty_of(project_, pair));
            };
            standing.costs = {cost(0, 1), cost(0, 2), cost(1, 2)};
            problem.standing.push_back(standing);
        }
        return problem;
    }

    /// Lets waiting schools join triads, and gives the rings.
    static std::vector<std::vector<std::uint32_t>> join_rings(const solve::RepairProblem& problem,
                                                              solve::RepairSolution& solution) {
        auto joined = solve::join_waiting(problem, solution);
        solution.is_least_waiting = joined.waiting.empty();
        solution.is_least_changed = solution.is_least_changed && joined.is_proven;
        solution.is_least_cost = solution.is_least_cost && joined.is_proven;
        solution.triads = std::move(joined.triads);
        solution.waiting = std::move(joined.waiting);
        solution.changed = std::move(joined.changed);
        return std::move(joined.rings);
    }

    Arrangement arrangement(const std::vector<SchoolId>& schools, const solve::RepairSolution& solution,
                            const std::vector<std::vector<std::uint32_t>>& rings) {
        std::vector<std::vector<SchoolId>> groups;
        std::set<std::vector<SchoolId>> standing;
        for (const auto& candidate : candidates_) standing.insert(candidate.schools);
        const std::set<std::size_t> changed(solution.changed.begin(), solution.changed.end());
        for (std::size_t i = 0; i < candidates_.size(); ++i)
            if (!changed.contains(i)) keep_as_is(candidates_[i]);
        for (const auto& triple : solution.triads) {
            std::vector<SchoolId> group = {schools[triple[0]], schools[triple[1]], schools[triple[2]]};
            if (!standing.contains(group)) groups.push_back(std::move(group));
        }
        for (const auto& ring : rings) {
            auto& group = groups.emplace_back();
            for (const auto school : ring) group.push_back(schools[school]);
        }
        Arrangement result;
        result.triads = with_ids(project_, std::move(groups), std::move(kept_));
        for (auto& [id, triad] : result.triads) {
            const auto seconds = seconds_of(travel_, triad.schools);
            if (!stands(id, triad)) triad.seconds = static_cast<int>(seconds);
            result.seconds += seconds;
            result.penalty += penalty_of(project_, triad.schools);
        }
        propose_consultants(project_, result.triads);
        propose_second_readers(project_, result.triads);
        for (auto& [id, triad] : result.triads) // a triad that is kept is not changed for this alone
            if (stands(id, triad) && project_.triads.at(id).value.second_reader.empty())
                triad.second_reader = {};
        explain_waiting(schools, solution, result);
        if (!rings.empty()) result.bound = 0; // that of triads alone proves nothing of rings
        return result;
    }

    bool stands(const TriadId& id, const Triad& triad) const {
        const auto now = project_.triads.find(id);
        return now != project_.triads.end() && has_schools(now->second.value, triad.schools);
    }

    /// Who waits and why, and the bound, from forming anew what a repair could have changed.
    void explain_waiting(const std::vector<SchoolId>& schools, const solve::RepairSolution& solution,
                         Arrangement& result) const {
        const auto problem = problem_of(project_, travel_, schools);
        auto anew = solve::form_triads(problem, options_);
        auto cost = anew.bound;
        for (const auto& [id, triad] : result.triads)
            if (!std::ranges::binary_search(schools, triad.schools.front()))
                cost += seconds_of(travel_, triad.schools) + penalty_of(project_, triad.schools);
        const auto is_comparable = anew.waiting.size() == solution.waiting.size() && left_out_ == 0;
        result.bound = is_comparable ? std::min(cost, result.seconds + result.penalty) : 0;
        anew.waiting = solution.waiting;
        result.waiting = waiting_of(project_, travel_, schools, problem, anew, "this changes least");
        for (auto& wait : result.waiting)
            if (fits_only_what_stays(wait.school, schools))
                wait.why = "each school that may share a triad with it is in a triad that stays";
    }

    /// Whether a school may share a triad with others, and with none of those that a repair may move.
    bool fits_only_what_stays(const SchoolId& school, const std::vector<SchoolId>& movable) const {
        const auto fits = [&](const SchoolId& other) {
            return other != school && why_apart(project_, travel_, school, other).empty();
        };
        return std::ranges::none_of(movable, fits) && std::ranges::any_of(placed_, fits);
    }

    const Project& project_;
    const Travel& travel_;
    Date today_;
    const solve::TriadOptions& options_;
    std::map<TriadId, Triad> kept_; ///< for certain
    std::set<SchoolId> placed_;
    std::vector<SchoolId> free_;
    std::vector<Candidate> candidates_;
    std::size_t left_out_ = 0;
};

} // namespace

RepairedTriads repair_arrangement(const Project& project, const Travel& travel, Date today,
                                  const solve::TriadOptions& options) {
    return Repair(project, travel, today, options).run();
}

} // namespace peerreview
