// The triads are repaired first and joined afterwards, so that the whole is not proven: other triads might
// take more schools, or take them with less change. But for one case: a single school that joins a triad
// which is not dear changes one triad, and fewer cannot be where nobody else was free.

#include "solve/ring_repair.hpp"

#include "solve/job_assignment.hpp"
#include "solve/rings.hpp"
#include "solve/triad_graph.hpp"

#include <algorithm>
#include <optional>

namespace peerreview::solve {

namespace {

class Joining {
public:
    Joining(const RepairProblem& problem, const RepairSolution& solution)
        : problem_(problem), solution_(solution), graph_(problem.triads) {
        for (const auto& triple : solution.triads) hosts_.emplace_back(triple.begin(), triple.end());
        for (const auto& triple : solution.triads) stood_.push_back(standing(triple));
    }

    RingRepair run() {
        auto left = join(solution_.waiting);
        std::erase_if(left, [&](std::uint32_t school) { return join_ring(school); });
        return result(std::move(left));
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// The index of a triad that stands, or `none`.
    std::size_t standing(const Triple& triple) const {
        const auto found = std::ranges::find(problem_.standing, triple, &StandingTriad::schools);
        return found == problem_.standing.end() ? none
                                                : static_cast<std::size_t>(found - problem_.standing.begin());
    }

    /// What the pairs of a school with those of a host cost; nothing where a pair of all of them is not
    /// allowed.
    std::optional<std::int64_t> cost_of_joining(std::uint32_t school,
                                                const std::vector<std::uint32_t>& host) const {
        std::int64_t cost = 0;
        for (std::size_t i = 0; i < host.size(); ++i) {
            if (graph_.cost(school, host[i]) < 0) return std::nullopt;
            cost += graph_.cost(school, host[i]);
            for (auto j = i + 1; j < host.size(); ++j)
                if (graph_.cost(host[i], host[j]) < 0) return std::nullopt;
        }
        return cost;
    }

    std::int64_t cost_of_change(std::size_t host) const {
        constexpr std::int64_t of_one = 1'000'000'000, of_a_dear_one = 1'000'000'000'000;
        if (stood_[host] == none) return 0;
        return problem_.standing[stood_[host]].is_dear ? of_a_dear_one : of_one;
    }

    /// Gives triads a fourth school; those for which there is none.
    std::vector<std::uint32_t> join(const std::vector<std::uint32_t>& schools) {
        std::vector<Choice> choices;
        for (std::uint32_t job = 0; job < schools.size(); ++job)
            for (std::uint32_t host = 0; host < hosts_.size(); ++host)
                if (const auto cost = cost_of_joining(schools[job], hosts_[host]))
                    choices.push_back({job, host, *cost + cost_of_change(host)});
        const auto chosen = assign_jobs(static_cast<std::uint32_t>(schools.size()),
                                        std::vector<std::int32_t>(hosts_.size(), 1), choices);
        std::vector<std::uint32_t> left;
        for (std::size_t job = 0; job < schools.size(); ++job)
            if (chosen[job] < 0)
                left.push_back(schools[job]);
            else
                hosts_[static_cast<std::size_t>(chosen[job])].push_back(schools[job]);
        return left;
    }

    /// Gives the nearest ring of four a fifth school; whether there is one.
    bool join_ring(std::uint32_t school) {
        std::optional<std::int64_t> least;
        std::size_t nearest = 0;
        for (std::size_t i = 0; i < hosts_.size(); ++i) {
            if (hosts_[i].size() != 4) continue;
            const auto cost = cost_of_joining(school, hosts_[i]);
            if (!cost || (least && *least <= *cost)) continue;
            least = cost;
            nearest = i;
        }
        if (least) hosts_[nearest].push_back(school);
        return least.has_value();
    }

    RingRepair result(std::vector<std::uint32_t> waiting) const {
        RingRepair repair{.waiting = std::move(waiting), .changed = solution_.changed};
        const auto cost = [&](std::uint32_t a, std::uint32_t b) { return std::int64_t{graph_.cost(a, b)}; };
        for (std::size_t i = 0; i < hosts_.size(); ++i) {
            if (hosts_[i].size() == 3) {
                repair.triads.push_back({hosts_[i][0], hosts_[i][1], hosts_[i][2]});
                continue;
            }
            if (stood_[i] != none) repair.changed.push_back(stood_[i]);
            repair.rings.push_back(hosts_[i]);
            put_in_order(repair.rings.back(), cost);
        }
        std::ranges::sort(repair.changed);
        const auto free = problem_.triads.schools - 3 * problem_.standing.size();
        repair.is_proven = repair.waiting.empty() && free == 1 && repair.changed.size() == 1 &&
                           !problem_.standing[repair.changed.front()].is_dear;
        return repair;
    }

    const RepairProblem& problem_;
    const RepairSolution& solution_;
    const TriadGraph graph_;
    std::vector<std::vector<std::uint32_t>> hosts_;
    std::vector<std::size_t> stood_; ///< of each host, which standing triad it is
};

} // namespace

RingRepair join_waiting(const RepairProblem& problem, const RepairSolution& solution) {
    return Joining(problem, solution).run();
}

} // namespace peerreview::solve
