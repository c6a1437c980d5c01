// The proof of a part prices its schools so that the triads of all schools but those that wait cost at least
// the value of the proof less what these are priced at (rings.cpp says more of such bounds). So choices of
// who waits are tried from the dearest schools on, the others being formed into triads anew, until that bound
// has passed the best that was found.

#include "solve/runner_up.hpp"

#include "solve/triad_graph.hpp"
#include "solve/triad_relaxation.hpp"

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
        options_.progress = {};
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
            const auto cost = cost_without(choice.waiting);
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

    /// What the other schools cost as triads; the greatest number where they cannot be.
    std::int64_t cost_without(const std::vector<std::uint32_t>& waiting) const {
        TriadProblem problem;
        std::vector<std::uint32_t> rest;
        for (std::uint32_t i = 0; i < proof_.schools.size(); ++i)
            if (std::ranges::find(waiting, i) == waiting.end()) rest.push_back(proof_.schools[i]);
        problem.schools = static_cast<std::uint32_t>(rest.size());
        for (std::uint32_t i = 0; i < rest.size(); ++i)
            for (auto j = i + 1; j < rest.size(); ++j)
                if (const auto cost = graph_.cost(rest[i], rest[j]); cost >= 0)
                    problem.pairs.push_back({i, j, cost});
        const auto formed = form_triads(problem, options_);
        return formed.waiting.empty() ? formed.cost : std::numeric_limits<std::int64_t>::max();
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
