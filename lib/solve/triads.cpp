// Forming triads is a set partition: of all triples whose three pairs are allowed, choose disjoint ones so
// that few schools are left and the sum of their pairs is small. It is NP-hard, yet instances on a map are
// kind: a linear relaxation with the right cuts is near the optimum (triad_relaxation.hpp, triad_cuts.hpp),
// so that hundreds of schools are solved to the proven optimum by branch and cut (triad_exact.cpp), and
// thousands to within a proven per cent or so (triad_national.cpp).
//
// Parts. Allowed triples connect schools; what is not connected never meets, so each part is solved alone.
//
// Waiting. A school that waits costs a fixed price. However high it is, the schools that wait in a part are
// at least the remainder of its size by three, and an arrangement with just so many that is cheapest at some
// price is the cheapest with so many. Where more wait, the part is solved again at a price above what any
// arrangement costs: what then is cheapest has the fewest waiting, and its bound proves that too.

#include "solve/triads.hpp"

#include "solve/triad_chains.hpp"
#include "solve/triad_exact.hpp"
#include "solve/triad_national.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_windows.hpp"
#include "solve/triad_work.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace peerreview::solve {

namespace {

constexpr std::size_t largest_block = 400;
constexpr int most_prices = 8; ///< of waiting that are tried for the small parts beside a large one

using Part = std::vector<std::uint32_t>;

std::uint64_t pivots_of(Effort effort) {
    switch (effort) {
    case Effort::quick:
        return 3'000;
    case Effort::normal:
        return 20'000;
    case Effort::thorough:
        break;
    }
    return 1'000'000;
}

/// An arrangement of a part made better by some passes of windows.
std::vector<Triple> mended(const TriadGraph& part, std::vector<Triple> triads, const BlockTask& task) {
    const auto near = nearest_schools(part, 12);
    triads = join_waiting(part, near, std::move(triads), {}, task.stop);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        WindowPass pass;
        pass.seed = seed;
        pass.schools = 60;
        pass.waiting_cost = task.waiting_cost;
        pass.stop = task.stop;
        triads = improve(part, near, triads, pass);
    }
    return triads;
}

BlockAnswer solve_part(const TriadGraph& graph, const Part& schools, std::int64_t waiting_cost,
                       const TriadOptions& options) {
    if (schools.size() > largest_block) {
        if (schools.size() == graph.size()) return solve_large(graph, waiting_cost, options);
        return solve_large(graph.part(schools), waiting_cost, options);
    }
    BlockTask task;
    task.waiting_cost = waiting_cost;
    task.pivots = pivots_of(options.effort);
    task.stop = options.stop;
    task.mend = [&](std::vector<Triple> triads) {
        return mended(graph.part(schools), std::move(triads), task);
    };
    return solve_block(graph.block(schools), task);
}

/// The arrangement that lets fewer wait or else costs less, with the proof that shows more for as many; where
/// they show as much the second, which leaves no fewer to wait.
BlockAnswer better_of(BlockAnswer first, BlockAnswer second, std::size_t schools) {
    const auto waiting = [&](const BlockAnswer& answer) {
        return static_cast<std::int64_t>(schools - 3 * answer.triples.size());
    };
    const auto travel = [&](const BlockAnswer& answer) {
        return answer.cost - waiting(answer) * answer.proof.waiting_cost;
    };
    const auto rank = [&](const auto& answer) { return std::pair(waiting(answer), travel(answer)); };
    const auto least = std::min(rank(first), rank(second));
    const auto shown = [&](const PartProof& proof) { return proof.bound - least.first * proof.waiting_cost; };
    auto& proof = shown(first.proof) > shown(second.proof) ? first.proof : second.proof;
    BlockAnswer best;
    best.triples = std::move(rank(first) < rank(second) ? first.triples : second.triples);
    best.cost = least.second + least.first * proof.waiting_cost;
    best.proof = std::move(proof);
    return best;
}

/// With the fewest waiting; see above.
BlockAnswer solve_fairly(const TriadGraph& graph, const Part& schools, const TriadOptions& options) {
    const auto dearest = std::int64_t{3} * graph.greatest() + 1;
    auto answer = solve_part(graph, schools, 2 * dearest, options);
    const auto waits = schools.size() - 3 * answer.triples.size();
    if (waits == schools.size() % 3 || schools.size() > largest_block) return answer;
    const auto price = dearest * static_cast<std::int64_t>(schools.size() / 3 + 1);
    return better_of(std::move(answer), solve_part(graph, schools, price, options), schools.size());
}

/// The answers of the parts, those under three schools left out. The largest part alone tells how far it is.
std::vector<BlockAnswer> solve_parts(const TriadGraph& graph, const std::vector<Part>& parts,
                                     const TriadOptions& options) {
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](auto p) { return parts[p].size(); });
    std::vector<BlockAnswer> answers(parts.size());
    share_out(parts.size(), options.threads, [&](std::size_t i) {
        const auto& schools = parts[order[i]];
        auto own = options;
        if (i > 0) own.progress = {};
        if (schools.size() >= 3) answers[order[i]] = solve_fairly(graph, schools, own);
    });
    return answers;
}

/// Writes the answer of a part into the solution.
void add_part(const Part& schools, BlockAnswer answer, TriadSolution& solution) {
    std::vector<bool> is_placed(schools.size());
    for (const auto& t : answer.triples) {
        solution.triads.push_back({schools[t[0]], schools[t[1]], schools[t[2]]});
        for (const auto school : t) is_placed[school] = true;
    }
    std::int64_t waiting = 0;
    for (std::size_t i = 0; i < schools.size(); ++i) {
        solution.part_size[schools[i]] = static_cast<std::uint32_t>(schools.size());
        if (is_placed[i]) continue;
        solution.waiting.push_back(schools[i]);
        ++waiting;
    }
    solution.cost += answer.cost - waiting * answer.proof.waiting_cost;
    answer.proof.schools = schools;
    solution.proofs.push_back(std::move(answer.proof));
}

/// What a proof shows for numbers of waiting schools, from the fewest that it leaves on. Its bound counts
/// each of them at the price of waiting. And by the prices of its root alone, an arrangement costs no less
/// than the prices of those who do not wait, of which the least is that of all less the greatest.
class PartBound {
public:
    PartBound(const PartProof& proof, std::int64_t dearest)
        : proof_(proof), size_(static_cast<std::int64_t>(proof.schools.size())), waiting_(size_ % 3) {
        while (waiting_ * proof.waiting_cost + (size_ - waiting_) / 3 * dearest < proof.bound) waiting_ += 3;
        const auto& root = proof.nodes.front();
        prices_ = root.school_prices;
        std::ranges::sort(prices_, std::greater());
        by_root_ = sum_of(root);
        for (std::int64_t i = 0; i < waiting_; ++i) by_root_ -= prices_[static_cast<std::size_t>(i)];
    }
    std::int64_t waiting() const { return waiting_; }
    std::int64_t cost() const { return cost(waiting_, by_root_); }
    /// How much less that is where three more wait; the more wait, the less it is.
    std::int64_t drop() const {
        return waiting_ + 3 > size_ ? 0 : cost() - cost(waiting_ + 3, root_of_more());
    }
    void let_more_wait() {
        by_root_ = root_of_more();
        waiting_ += 3;
    }

private:
    std::int64_t cost(std::int64_t waiting, std::int64_t by_root) const {
        return std::max({std::int64_t{0}, proof_.bound - waiting * proof_.waiting_cost, rounded_up(by_root)});
    }
    std::int64_t root_of_more() const {
        const auto next = prices_.begin() + waiting_;
        return std::accumulate(next, next + 3, by_root_, std::minus());
    }

    const PartProof& proof_;
    std::int64_t size_, waiting_;
    std::vector<std::int64_t> prices_; ///< the greatest first
    std::int64_t by_root_ = 0;
};

/// What the proofs show for so many waiting: in each part the fewest that its proof leaves wait there, and
/// those beyond wait where that makes the bound least.
std::int64_t bound_of(const TriadSolution& solution, std::int64_t dearest) {
    std::vector<PartBound> parts;
    for (const auto& proof : solution.proofs) parts.emplace_back(proof, dearest);
    auto waiting = static_cast<std::int64_t>(solution.waiting.size());
    waiting -= std::ranges::count(solution.part_size, 1u);
    for (const auto& part : parts) waiting -= part.waiting();
    for (; waiting > 0 && !parts.empty(); waiting -= 3)
        std::ranges::max_element(parts, {}, &PartBound::drop)->let_more_wait();
    std::int64_t bound = 0;
    for (const auto& part : parts) bound += part.cost();
    return bound;
}

/// The price at which schools wait in a large part that lets more wait than a remainder; 0 where none does.
std::int64_t price_of_more(const TriadSolution& solution) {
    const auto waits_in = [&](const PartProof& proof) {
        return std::ranges::count_if(
            solution.waiting, [&](auto school) { return std::ranges::binary_search(proof.schools, school); });
    };
    std::int64_t price = 0;
    for (const auto& proof : solution.proofs)
        if (proof.schools.size() > largest_block && waits_in(proof) >= 3)
            price = std::max(price, proof.waiting_cost);
    return price;
}

/// The proofs of the parts anew, where they count those who wait at more than a price.
std::vector<PartProof> proven_at(const TriadGraph& graph, std::vector<PartProof> proofs, std::int64_t price,
                                 const TriadOptions& options) {
    share_out(proofs.size(), options.threads, [&](std::size_t p) {
        auto& proof = proofs[p];
        if (proof.waiting_cost <= price) return;
        auto answer = solve_part(graph, proof.schools, price, options);
        answer.proof.schools = std::move(proof.schools);
        proof = std::move(answer.proof);
    });
    return proofs;
}

/// Where a large part lets more wait than a remainder, these might as well wait in another one, whose proof
/// at a far greater price of waiting shows little for that. So the other parts are proven anew at the price
/// of the large one. That in turn shows little for as few waiting there as do: so for small parts, which are
/// soon proven, the price rises while the bound of all does.
void price_alike(const TriadGraph& graph, const TriadOptions& options, TriadSolution& solution) {
    auto price = price_of_more(solution);
    if (price == 0) return;
    const auto dearest = std::int64_t{3} * graph.greatest();
    auto quiet = options;
    quiet.progress = {};
    const auto at_first = solution.proofs;
    solution.proofs = proven_at(graph, at_first, price, quiet);
    auto bound = bound_of(solution, dearest);
    for (int step = 0; step < most_prices; ++step) {
        price += price / 4;
        auto tried = solution;
        for (std::size_t p = 0; p < at_first.size(); ++p)
            if (at_first[p].schools.size() <= largest_block) tried.proofs[p] = at_first[p];
        tried.proofs = proven_at(graph, std::move(tried.proofs), price, quiet);
        const auto now = bound_of(tried, dearest);
        if (now <= bound) return;
        bound = now;
        solution.proofs = std::move(tried.proofs);
    }
}

} // namespace

TriadSolution form_triads(const TriadProblem& problem, const TriadOptions& options) {
    TriadSolution solution;
    const TriadGraph graph(problem);
    solution.part_size.assign(problem.schools, 1);
    const auto parts = graph.parts();
    auto answers = solve_parts(graph, parts, options);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        if (parts[p].size() < 3)
            solution.waiting.insert(solution.waiting.end(), parts[p].begin(), parts[p].end());
        else
            add_part(parts[p], std::move(answers[p]), solution);
    }
    price_alike(graph, options, solution);
    solution.bound = bound_of(solution, std::int64_t{3} * graph.greatest());
    std::ranges::sort(solution.triads);
    std::ranges::sort(solution.waiting);
    return solution;
}

} // namespace peerreview::solve
