// The proof of a part prices its schools so that the triads of all schools but those that wait cost at least
// the value of the proof less what these are priced at (rings.cpp says more of such bounds). So choices of
// who waits are tried from the dearest schools on, the others being formed into triads anew, until that bound
// has passed the best that was found.

#include "solve/runner_up.hpp"

#include "solve/triad_budget.hpp"
#include "solve/triad_exact.hpp"
#include "solve/triad_graph.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_waiting.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace peerreview::solve {

namespace {

constexpr std::size_t largest = 150;

/// A choice of who waits, by the part's own indices, and what the others cost at least.
struct Choice {
    std::int64_t bound = 0; ///< in price_scale-ths of a second
    std::vector<std::uint32_t> waiting;
    friend auto operator<=>(const Choice&, const Choice&) = default;
};

std::vector<Choice> choices_of(const PartProof& proof, std::size_t count) {
    const auto& root = proof.nodes.front();
    const auto size = static_cast<std::uint32_t>(proof.schools.size());
    const auto sum = sum_of(root);
    std::vector<Choice> choices;
    for (std::uint32_t a = 0; a < size; ++a) {
        const auto bound = sum - root.school_prices[a];
        if (count == 1) choices.push_back({bound, {a}});
        for (auto b = a + 1; count == 2 && b < size; ++b)
            choices.push_back({bound - root.school_prices[b], {a, b}});
    }
    std::ranges::sort(choices);
    return choices;
}

class PartChoice {
public:
    PartChoice(const TriadGraph& graph, const TriadSolution& solution, const PartProof& proof,
               const TriadOptions& options)
        : graph_(graph), proof_(proof), options_(options) {
        for (std::uint32_t i = 0; i < proof.schools.size(); ++i)
            if (std::ranges::binary_search(solution.waiting, proof.schools[i])) waiting_.push_back(i);
        for (const auto& triple : solution.triads)
            if (std::ranges::binary_search(proof.schools, triple[0])) cost_ += graph.cost(triple);
    }

    bool is_looked_at() const {
        const auto size = proof_.schools.size();
        return size > 3 && !waiting_.empty() && waiting_.size() == size % 3;
    }

    RunnerUp next_best() {
        RunnerUp best;
        auto least = std::numeric_limits<std::int64_t>::max();
        auto left = options_.effort == Effort::quick ? 5 : options_.effort == Effort::normal ? 40 : 400;
        best.is_proven = true;
        for (const auto& choice : choices_of(proof_, waiting_.size())) {
            if (choice.waiting == waiting_) continue;
            if (rounded_up(choice.bound) >= least) break;
            if (left-- == 0) {
                best.is_proven = false;
                break;
            }
            const auto cost = cost_without(choice.waiting, least);
            if (cost >= least) continue;
            least = cost;
            best.waiting = in_problem(choice.waiting);
        }
        best.instead_of = in_problem(waiting_);
        best.more = least - cost_;
        return best;
    }

private:
    std::vector<std::uint32_t> in_problem(std::vector<std::uint32_t> schools) const {
        for (auto& school : schools) school = proof_.schools[school];
        return schools;
    }

    /// What the other schools cost as triads; `limit` where that is not less or where they cannot be.
    std::int64_t cost_without(const std::vector<std::uint32_t>& waiting, std::int64_t limit) const {
        std::vector<std::uint32_t> rest, place_of(proof_.schools.size());
        for (std::uint32_t i = 0; i < proof_.schools.size(); ++i) {
            place_of[i] = static_cast<std::uint32_t>(rest.size());
            if (std::ranges::find(waiting, i) == waiting.end()) rest.push_back(proof_.schools[i]);
        }
        BlockTask task;
        task.waiting_cost = price_over_all(graph_, rest.size());
        task.limit = std::min(limit, task.waiting_cost);
        task.pivots = pivots_of(options_.effort);
        task.stop = options_.stop;
        for (const auto& cut : proof_.nodes.front().cut_prices)
            task.cuts.push_back(without(plain(cut), waiting, place_of));
        std::ranges::sort(task.cuts);
        task.cuts.erase(std::ranges::unique(task.cuts).begin(), task.cuts.end());
        const auto cost = solve_block(graph_.block(rest), task).cost;
        return cost < task.limit ? cost : limit;
    }

    /// A cut that holds without some schools, by the numbers of the others.
    static Cut without(const Cut& cut, const std::vector<std::uint32_t>& schools,
                       const std::vector<std::uint32_t>& number_of) {
        Cut rest{cut.divisor, {}, {}};
        for (std::size_t i = 0; i < cut.schools.size(); ++i) {
            if (std::ranges::find(schools, cut.schools[i]) != schools.end()) continue;
            rest.schools.push_back(number_of[cut.schools[i]]);
            rest.weights.push_back(cut.weights[i]);
        }
        return rest;
    }

    const TriadGraph& graph_;
    const PartProof& proof_;
    TriadOptions options_;
    std::vector<std::uint32_t> waiting_;
    std::int64_t cost_ = 0;
};

} // namespace

std::vector<RunnerUp> runners_up(const TriadProblem& problem, const TriadSolution& solution,
                                 const TriadOptions& options) {
    std::vector<RunnerUp> list;
    std::optional<TriadGraph>
        graph; // where millions of pairs are put in order, seldom a part is small enough
    for (const auto& proof : solution.proofs) {
        if (proof.schools.size() > largest) continue;
        if (!graph) graph.emplace(problem);
        PartChoice part(*graph, solution, proof, options);
        if (!part.is_looked_at()) continue;
        auto best = part.next_best();
        if (!best.waiting.empty()) list.push_back(std::move(best));
    }
    return list;
}

} // namespace peerreview::solve
