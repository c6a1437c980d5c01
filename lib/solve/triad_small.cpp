// A part of hundreds.
//
// Where the relaxation lets no more wait than a remainder, branch and cut finds what is best
// (triad_exact.cpp). It may let more wait, one and a half schools say where three must: branches alone then
// take long to show that it is three, since any triad seems worth it. But at a price of waiting above what
// any arrangement costs the root shows that one and a half wait at least, and so three do, since three must
// divide the others. And at the greatest price at which the relaxation lets three wait as well, an
// arrangement that is cheapest is the cheapest of all with three.

#include "solve/triad_small.hpp"

#include "solve/triad_budget.hpp"
#include "solve/triad_chains.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_waiting.hpp"
#include "solve/triad_windows.hpp"

#include <utility>

namespace peerreview::solve {

namespace {

constexpr std::uint64_t few_pivots = 1000; ///< to ask how many wait, which may be asked a hundred times

/// An arrangement of a part made better by some passes of windows.
std::vector<Triple> mended(const TriadGraph& part, std::vector<Triple> triads, std::int64_t waiting_cost,
                           const std::atomic<bool>* stop) {
    const auto near = nearest_schools(part, 12);
    triads = join_waiting(part, near, std::move(triads), {}, stop);
    int idle = 0; // passes that found nothing: one may be chance
    for (std::uint64_t seed = 1; seed <= 4 && idle < 2; ++seed) {
        WindowPass pass;
        pass.seed = seed;
        pass.schools = 60;
        pass.waiting_cost = waiting_cost;
        pass.stop = stop;
        auto better = improve(part, near, triads, pass);
        idle = better == triads ? idle + 1 : 0;
        triads = std::move(better);
    }
    return triads;
}

BlockTask task_of(const TriadGraph& graph, const std::vector<std::uint32_t>& part, std::int64_t waiting_cost,
                  std::uint64_t pivots, const TriadOptions& options) {
    BlockTask task;
    task.waiting_cost = waiting_cost;
    task.pivots = pivots;
    task.stop = options.stop;
    task.mend = [&, waiting_cost](std::vector<Triple> triads) {
        return mended(graph.part(part), std::move(triads), waiting_cost, options.stop);
    };
    return task;
}

/// The arrangement that lets fewer wait or else costs less, with both proofs: first the one that shows more
/// for as many.
BlockAnswer better_of(BlockAnswer first, BlockAnswer second, std::size_t schools) {
    const auto rank = [&](const BlockAnswer& answer) {
        const auto waiting = static_cast<std::int64_t>(schools - 3 * answer.triples.size());
        return std::pair(waiting, answer.cost - waiting * answer.proof.waiting_cost);
    };
    const auto [waiting, travel] = std::min(rank(first), rank(second));
    if (rank(second) < rank(first)) first.triples = std::move(second.triples);
    const auto shown = [&](const PartProof& proof) { return proof.bound - waiting * proof.waiting_cost; };
    if (shown(second.proof) >= shown(first.proof)) std::swap(first.proof, second.proof);
    first.cost = travel + waiting * first.proof.waiting_cost;
    first.proof.others.push_back(std::move(second.proof));
    return first;
}

/// A small part with the fewest waiting.
class Small {
public:
    Small(const TriadGraph& graph, const std::vector<std::uint32_t>& part, const TriadOptions& options,
          std::uint64_t pivots)
        : graph_(graph), part_(part), options_(options), pivots_(pivots), price_(greatest_price(graph)),
          price_over_all_(price_over_all(graph, part.size())),
          fewest_(static_cast<std::uint32_t>(part.size() % 3)) {}

    BlockAnswer run() {
        auto answer = solve(price_, {}, true);
        if (answer.is_undecided) {
            auto over_all = solve(price_over_all_, answer.cuts, true);
            if (!over_all.is_undecided)
                return better_of(std::move(answer), std::move(over_all), part_.size());
            fewest_ = static_cast<std::uint32_t>(fewest_by(over_all.proof, size(), dearest_triad(graph_)));
            const auto first_price = std::exchange(price_, greatest_price_at_which_they_wait(over_all.cuts));
            if (price_ != first_price || !is_fair(answer) || answer.cost > answer.proof.bound)
                answer = solve(price_, over_all.cuts, false);
            answer = better_of(std::move(answer), std::move(over_all), part_.size());
        }
        while (!is_fair(answer) && price_ < price_over_all_) {
            const auto greatest = greatest_price(graph_);
            price_ = price_ < greatest ? std::min(2 * price_, greatest) : price_over_all_;
            auto other = solve(price_, answer.cuts, false);
            answer = better_of(std::move(answer), std::move(other), part_.size());
        }
        return answer;
    }

private:
    std::int64_t size() const { return static_cast<std::int64_t>(part_.size()); }
    bool is_fair(const BlockAnswer& answer) const {
        return part_.size() - 3 * answer.triples.size() == fewest_;
    }

    BlockAnswer solve(std::int64_t waiting_cost, std::vector<Cut> cuts, bool may_end_undecided) const {
        auto task = task_of(graph_, part_, waiting_cost, pivots_, options_);
        task.fewest = fewest_;
        task.cuts = std::move(cuts);
        task.may_end_undecided = may_end_undecided;
        return solve_block(graph_.block(part_), task);
    }

    /// By the relaxation with some cuts; to two per cent, by halving.
    std::int64_t greatest_price_at_which_they_wait(const std::vector<Cut>& cuts) const {
        const auto block = graph_.block(part_);
        Relaxation<Block> relaxation(block, price_);
        const auto lets_wait = [&] {
            relaxation.price_out([&] { return options_.stop && *options_.stop; });
            return relaxation.waiting() > fewest_ - 0.5;
        };
        relaxation.begin({}, cuts, 5);
        if (lets_wait()) return price_;
        auto low = std::int64_t{1}, high = price_;
        while (high - low > high / 50 + 1) {
            relaxation.set_waiting_cost((low + high) / 2);
            (lets_wait() ? low : high) = relaxation.waiting_cost();
        }
        return low;
    }

    const TriadGraph& graph_;
    const std::vector<std::uint32_t>& part_;
    const TriadOptions& options_;
    std::uint64_t pivots_;
    std::int64_t price_, price_over_all_;
    std::uint32_t fewest_;
};

/// Those of some triads that a part allows, by its own indices.
std::vector<Triple> inside(const TriadGraph& part, const std::vector<std::uint32_t>& schools,
                           std::span<const Triple> triads) {
    std::vector<Triple> result;
    for (auto triad : triads) {
        if (!std::ranges::all_of(triad, [&](auto x) { return std::ranges::binary_search(schools, x); }))
            continue;
        for (auto& school : triad)
            school = static_cast<std::uint32_t>(std::ranges::lower_bound(schools, school) - schools.begin());
        if (part.allows(triad)) result.push_back(triad);
    }
    return result;
}

} // namespace

BlockAnswer solve_small(const TriadGraph& graph, const std::vector<std::uint32_t>& part,
                        const TriadOptions& options, bool is_beside_large) {
    return Small(graph, part, options, pivots_of(options.effort, is_beside_large)).run();
}

PartProof proven_small_at(std::int64_t price, const TriadGraph& graph, const std::vector<std::uint32_t>& part,
                          const TriadOptions& options) {
    const auto task = task_of(graph, part, price, pivots_of(options.effort), options);
    return solve_block(graph.block(part), task).proof;
}

// Chains find triads for all but a remainder in no time where there is no want of partners, where a
// relaxation takes long; where there is, it is small. What is nearest to a chain is what is fewest steps
// away. Schools wait by threes: what lets no three fewer wait than chains do is not wanted, so that branches
// end as soon as they let more wait than that.
FewestWaiting fewest_waiting(const TriadProblem& problem, std::uint32_t enough,
                             std::span<const Triple> begin) {
    const auto graph_at = [&](std::int32_t cost) {
        auto alike = problem;
        for (auto& pair : alike.pairs) pair.cost = cost;
        return TriadGraph(alike);
    };
    const auto without_cost = graph_at(0), by_steps = graph_at(1);
    const auto parts = without_cost.parts();
    std::vector<std::vector<Triple>> triads; // of each part, by its own indices
    FewestWaiting fewest{problem.schools, {}};
    for (const auto& schools : parts) {
        const auto part = by_steps.part(schools);
        triads.push_back(join_waiting(part, nearest_schools(part, part.size()), inside(part, schools, begin),
                                      {}, nullptr));
        fewest.waiting -= 3 * static_cast<std::uint32_t>(triads.back().size());
    }
    for (std::size_t p = 0; p < parts.size() && fewest.waiting >= enough; ++p) {
        const auto size = static_cast<std::int64_t>(parts[p].size());
        const auto waiting = size - 3 * static_cast<std::int64_t>(triads[p].size());
        if (waiting == size % 3) continue;
        BlockTask task;
        task.waiting_cost = 1;
        task.fewest = static_cast<std::uint32_t>(size % 3);
        task.may_end_undecided = true;
        task.limit = waiting - 2;
        task.pivots = few_pivots;
        auto answer = solve_block(without_cost.block(parts[p]), task);
        fewest.waiting -= static_cast<std::uint32_t>(waiting - fewest_by(answer.proof, size, 0));
        if (answer.triples.size() > triads[p].size()) triads[p] = std::move(answer.triples);
    }
    for (std::size_t p = 0; p < parts.size(); ++p)
        for (const auto& [a, b, c] : triads[p])
            fewest.triads.push_back({parts[p][a], parts[p][b], parts[p][c]});
    return fewest;
}

} // namespace peerreview::solve
