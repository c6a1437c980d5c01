// Keeping two schools apart deletes a pair, and a triad that is given deletes its schools: both are problems
// as any other. That two schools are together, or that one is in some other triad, is not a matter of pairs.
//
// Trying. The triads that would do are tried one after the other, each as given. Prices that prove the bound
// of a relaxed problem, whose best is perhaps not as wished, also show what a triad costs: with sum S and
// reduced cost r of a triad, no arrangement that holds it costs less than S + r. So the triads are taken by
// that figure, and once it reaches the best found, nothing that is left is better.
//
// Favours. That alone would try dozens where the wish is dear. But every arrangement with as many waiting has
// as many pairs. If all pairs but one cost u more, that one is favoured by u, and nothing else changes; in
// the same way all pairs of a school are favoured, of which a triad with it has two. Where some arrangement
// as wished is known to cost Z, and the bound of the relaxed problem is B, a favour of more than Z - B makes
// the best arrangement one as wished: the best of them, for all are favoured alike. A greater favour would
// blunt the search, which works with costs.
//
// Waiting comes first. With price P on a waiting school, S + r - P w is a bound for arrangements in which w
// wait in the part; where that is more than w can cost at all, three more must wait.

#include "solve/forced_triads.hpp"

#include "solve/triad_graph.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace peerreview::solve {

namespace {

/// Arrangements are compared by how many wait, then by cost.
struct Value {
    std::int64_t waiting = 0, cost = 0;
    auto operator<=>(const Value&) const = default;
};
Value value_of(const TriadSolution& solution) {
    return {static_cast<std::int64_t>(solution.waiting.size()), solution.cost};
}

bool holds(const Triple& triple, std::uint32_t school) {
    return std::ranges::find(triple, school) != triple.end();
}

/// The triad that a school is in; nothing where it waits.
std::optional<Triple> triad_of(const TriadSolution& solution, std::uint32_t school) {
    const auto found =
        std::ranges::find_if(solution.triads, [&](const Triple& triple) { return holds(triple, school); });
    return found == solution.triads.end() ? std::nullopt : std::optional<Triple>(*found);
}

bool are_together(const TriadSolution& solution, std::uint32_t a, std::uint32_t b) {
    const auto triad = triad_of(solution, a);
    return triad && holds(*triad, b);
}

/// What a part's root prices show of the triads in it.
class PricedPart {
public:
    PricedPart(const PartProof& proof, std::int64_t waits) : proof_(proof), waits_(waits) {
        const auto& root = proof.nodes.front();
        sum_ = std::accumulate(root.school_prices.begin(), root.school_prices.end(), std::int64_t{0});
        for (const auto& cut : root.cut_prices)
            sum_ -= cut.price *
                    (std::accumulate(cut.weights.begin(), cut.weights.end(), std::int64_t{0}) / cut.divisor);
    }

    std::int64_t waits() const { return waits_; }
    /// The least cost that is proven with so many waiting.
    std::int64_t bound() const { return proof_.bound - waits_ * proof_.waiting_cost; }

    /// What an arrangement of the part that holds a triad of the given cost comes to at least, where no pair
    /// costs more than `dearest`; nothing where not all of the triad is of this part.
    std::optional<Value> least_with(const Triple& triple, std::int64_t cost, std::int64_t dearest) const {
        const auto& root = proof_.nodes.front();
        Triple here{};
        for (std::size_t i = 0; i < triple.size(); ++i) {
            const auto found = std::ranges::lower_bound(proof_.schools, triple[i]);
            if (found == proof_.schools.end() || *found != triple[i]) return std::nullopt;
            here[i] = static_cast<std::uint32_t>(found - proof_.schools.begin());
        }
        auto reduced = cost * price_scale;
        for (const auto school : here) reduced -= root.school_prices[school];
        for (const auto& cut : root.cut_prices) reduced += on(cut, here);
        const auto counted = std::max(proof_.bound, rounded_up(sum_ + reduced));
        const auto size = static_cast<std::int64_t>(proof_.schools.size());
        Value least = {waits_, counted - waits_ * proof_.waiting_cost};
        while (least.waiting + 3 < size && least.cost > (size - least.waiting) * dearest) {
            least.waiting += 3;
            least.cost -= 3 * proof_.waiting_cost;
        }
        return least;
    }

private:
    static std::int64_t rounded_up(std::int64_t scaled) {
        return scaled / price_scale + (scaled % price_scale > 0);
    }
    static std::int64_t on(const CutPrice& cut, const Triple& triple) {
        int weight = 0;
        for (const auto school : triple) {
            const auto found = std::ranges::lower_bound(cut.schools, school);
            if (found != cut.schools.end() && *found == school)
                weight += cut.weights[static_cast<std::size_t>(found - cut.schools.begin())];
        }
        return cut.price * (weight / cut.divisor);
    }

    const PartProof& proof_;
    std::int64_t waits_ = 0, sum_ = 0;
};

/// The costs of a problem in which all pairs but the favoured ones cost `by` more.
struct Favour {
    std::int32_t by = 0;
    std::int64_t pairs = 0; ///< favoured ones in each arrangement that is as wished

    /// What the arrangements that are as wished cost without it.
    std::int64_t undone(std::int64_t cost, std::int64_t placed) const { return cost - (placed - pairs) * by; }
};

/// A relaxed problem's best, as a source of bounds. The solution must outlive it.
class Bounds {
public:
    Bounds(const TriadSolution& solution, std::int32_t dearest, Favour favour)
        : favour_(favour), dearest_(dearest), schools_(static_cast<std::int64_t>(solution.part_size.size())),
          waits_(static_cast<std::int64_t>(solution.waiting.size())) {
        for (const auto& proof : solution.proofs)
            parts_.emplace_back(proof, std::ranges::count_if(proof.schools, [&](auto school) {
                                    return std::ranges::binary_search(solution.waiting, school);
                                }));
    }

    /// What an arrangement that holds the triad comes to at least.
    Value least_with(const Triple& triple, std::int64_t cost) const {
        Value least = {waits_, 0};
        for (const auto& part : parts_) {
            const auto here = part.least_with(triple, cost + (3 - favour_.pairs) * favour_.by, dearest_);
            least.cost += here ? here->cost : part.bound();
            least.waiting += here ? here->waiting - part.waits() : 0;
        }
        return {least.waiting, favour_.undone(least.cost, schools_ - least.waiting)};
    }

private:
    Favour favour_;
    std::int64_t dearest_; ///< of any pair
    std::int64_t schools_;
    std::int64_t waits_;
    std::vector<PricedPart> parts_;
};

/// A triad that would do, and what an arrangement with it comes to at least.
struct Candidate {
    Triple triple;
    std::int64_t cost = 0;
    Value least;
};

/// The best arrangement that holds one of the candidates, or `best` if that is no worse.
std::optional<TriadSolution> best_with(const TriadProblem& problem, std::vector<Candidate> candidates,
                                       std::optional<TriadSolution> best, const TriadOptions& options) {
    constexpr std::size_t most_tried = 100;
    std::ranges::sort(candidates, {}, [](const Candidate& c) { return std::pair(c.least, c.triple); });
    std::vector<Value> bounds;
    for (const auto& candidate : candidates) {
        if (best && candidate.least >= value_of(*best)) break;
        if (bounds.size() == most_tried || (options.stop && *options.stop)) {
            bounds.push_back(candidate.least);
            break;
        }
        auto solution = form_with(problem, candidate.triple, candidate.cost, options);
        bounds.push_back({static_cast<std::int64_t>(solution.waiting.size()), solution.bound});
        if (!best || value_of(solution) < value_of(*best)) best = std::move(solution);
    }
    if (!best) return best;
    // Each candidate was tried, or is no better, or is beyond the last of these.
    best->bound = best->cost;
    for (const auto& [waiting, cost] : bounds)
        if (waiting <= value_of(*best).waiting)
            best->bound = std::min(best->bound, waiting < value_of(*best).waiting ? 0 : cost);
    best->proofs.clear();
    return best;
}

/// A problem whose arrangements are those with the wish and some others.
struct Relaxed {
    TriadProblem problem;
    std::optional<std::uint32_t> shunned; ///< a school that no triad as wished has here
    TriadSolution solution;
    Favour favour = {}; ///< with which it was solved
};

/// What is wished, by what an arrangement, a triad and a pair have of it.
struct Wish {
    std::function<bool(const TriadSolution&)> is_met;
    std::function<bool(const Pair&)> is_favoured;
    std::int64_t favoured_pairs = 0; ///< of each arrangement as wished
    std::vector<Candidate> candidates;
};

std::int32_t dearest_of(const TriadProblem& problem) {
    return problem.pairs.empty() ? 0 : std::ranges::max(problem.pairs, {}, &Pair::cost).cost;
}

void raise_bounds(std::vector<Candidate>& candidates, const Relaxed& relaxed) {
    const Bounds bounds(relaxed.solution, dearest_of(relaxed.problem) + relaxed.favour.by, relaxed.favour);
    for (auto& candidate : candidates)
        if (!relaxed.shunned || !holds(candidate.triple, *relaxed.shunned))
            candidate.least = std::max(candidate.least, bounds.least_with(candidate.triple, candidate.cost));
}

/// Solves the problem again with so much favour for the wish that arrangements over `best` don't matter.
Relaxed favoured(const Relaxed& relaxed, const Wish& wish, const TriadSolution& best,
                 const TriadOptions& options) {
    const auto room = best.cost - relaxed.solution.bound;
    Relaxed again = {relaxed.problem, relaxed.shunned, {}, {}};
    again.favour = {static_cast<std::int32_t>(room / wish.favoured_pairs + 1), wish.favoured_pairs};
    auto shifted = relaxed.problem;
    for (auto& pair : shifted.pairs)
        if (!wish.is_favoured(pair)) pair.cost += again.favour.by;
    again.solution = form_triads(shifted, options);
    return again;
}

/// The solution at the costs without the favour.
TriadSolution plain(const Relaxed& relaxed) {
    auto solution = relaxed.solution;
    const auto placed = static_cast<std::int64_t>(relaxed.problem.schools - solution.waiting.size());
    solution.cost = relaxed.favour.undone(solution.cost, placed);
    solution.bound = relaxed.favour.undone(solution.bound, placed);
    return solution;
}

std::optional<TriadSolution> best_as_wished(const TriadProblem& problem, const std::vector<Relaxed>& relaxed,
                                            Wish wish, const TriadOptions& options) {
    constexpr std::int64_t greatest_favour = 100'000'000; // so that three pairs stay in range
    std::optional<TriadSolution> best;
    const auto offer = [&](TriadSolution solution) {
        if (!best || value_of(solution) < value_of(*best)) best = std::move(solution);
    };
    for (const auto& source : relaxed) {
        if (wish.is_met(source.solution)) offer(source.solution);
        raise_bounds(wish.candidates, source);
    }
    if (!best && !wish.candidates.empty()) {
        const auto first = std::ranges::min(wish.candidates, {}, &Candidate::least);
        offer(form_with(problem, first.triple, first.cost, options));
    }
    for (const auto& source : relaxed) {
        if (!best || wish.is_met(source.solution) || best->waiting.size() != source.solution.waiting.size() ||
            best->cost - source.solution.bound > greatest_favour)
            continue;
        const auto again = favoured(source, wish, *best, options);
        raise_bounds(wish.candidates, again);
        if (wish.is_met(again.solution)) offer(plain(again));
    }
    return best_with(problem, std::move(wish.candidates), std::move(best), options);
}

TriadProblem without_pair(TriadProblem problem, std::uint32_t a, std::uint32_t b) {
    std::erase_if(problem.pairs,
                  [&](const Pair& pair) { return pair.a == std::min(a, b) && pair.b == std::max(a, b); });
    return problem;
}

TriadProblem with_pair(TriadProblem problem, const Pair& pair) {
    problem = without_pair(std::move(problem), pair.a, pair.b);
    const auto at = std::ranges::upper_bound(problem.pairs, std::pair(pair.a, pair.b), {},
                                             [](const Pair& other) { return std::pair(other.a, other.b); });
    problem.pairs.insert(at, pair);
    return problem;
}

/// Every allowed triad that has a school.
std::vector<Candidate> triads_with(const TriadProblem& problem, std::uint32_t school) {
    const TriadGraph graph(problem);
    std::vector<std::uint32_t> near;
    graph.each_pair(school, [&](std::uint32_t other, std::int32_t) { near.push_back(other); });
    std::vector<Candidate> triads;
    for (std::size_t i = 0; i < near.size(); ++i)
        for (auto j = i + 1; j < near.size(); ++j) {
            Triple triple = {school, near[i], near[j]};
            std::ranges::sort(triple);
            if (graph.allows(triple)) triads.push_back({triple, graph.cost(triple), {}});
        }
    return triads;
}

bool allows(const TriadProblem& problem, const Triple& triple) { return TriadGraph(problem).allows(triple); }

} // namespace

TriadSolution form_with(const TriadProblem& problem, const std::array<std::uint32_t, 3>& triad,
                        std::int64_t cost, const TriadOptions& options) {
    auto rest = problem;
    std::erase_if(rest.pairs, [&](const Pair& pair) { return holds(triad, pair.a) || holds(triad, pair.b); });
    auto solution = form_triads(rest, options);
    solution.proofs.clear();
    solution.triads.insert(std::ranges::upper_bound(solution.triads, triad), triad);
    std::erase_if(solution.waiting, [&](auto school) { return holds(triad, school); });
    solution.cost += cost;
    solution.bound += cost;
    return solution;
}

TriadSolution form_apart(const TriadProblem& problem, std::uint32_t a, std::uint32_t b,
                         const TriadOptions& options) {
    return form_triads(without_pair(problem, a, b), options);
}

std::optional<TriadSolution> form_together(const TriadProblem& problem, const Pair& pair,
                                           const TriadOptions& options) {
    Relaxed all = {with_pair(problem, pair), std::nullopt, {}};
    all.solution = form_triads(all.problem, options);
    Wish wish;
    wish.is_met = [&](const TriadSolution& solution) { return are_together(solution, pair.a, pair.b); };
    wish.is_favoured = [&](const Pair& other) { return other.a == pair.a && other.b == pair.b; };
    wish.favoured_pairs = 1;
    wish.candidates = triads_with(all.problem, pair.a);
    std::erase_if(wish.candidates, [&](const Candidate& c) { return !holds(c.triple, pair.b); });
    const auto& allowed = all.problem;
    return best_as_wished(allowed, {all}, std::move(wish), options);
}

std::optional<TriadSolution> form_otherwise(const TriadProblem& problem, std::uint32_t school,
                                            const std::optional<std::array<std::uint32_t, 3>>& own,
                                            const TriadOptions& options) {
    std::vector<Relaxed> relaxed;
    const auto add = [&](std::optional<std::uint32_t> shunned) {
        relaxed.push_back({shunned ? without_pair(problem, school, *shunned) : problem, shunned, {}});
        relaxed.back().solution = form_triads(relaxed.back().problem, options);
    };
    // Without an own triad there is nothing to keep from; else the school is apart from one or the other.
    if (own && allows(problem, *own)) {
        for (const auto other : *own)
            if (other != school) add(other);
    } else {
        add(std::nullopt);
    }
    Wish wish;
    wish.is_met = [&](const TriadSolution& solution) { return triad_of(solution, school).has_value(); };
    wish.is_favoured = [&](const Pair& pair) { return pair.a == school || pair.b == school; };
    wish.favoured_pairs = 2;
    wish.candidates = triads_with(problem, school);
    std::erase_if(wish.candidates, [&](const Candidate& c) { return own && c.triple == *own; });
    return best_as_wished(problem, relaxed, std::move(wish), options);
}

} // namespace peerreview::solve
