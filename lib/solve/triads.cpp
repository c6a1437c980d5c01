// Forming triads is a set partition: of all triples whose three pairs are allowed, choose disjoint ones so
// that few schools are left and the sum of their pairs is small. It is NP-hard, yet instances on a map are
// kind: a linear relaxation with the right cuts is near the optimum (triad_relaxation.hpp, triad_cuts.hpp),
// so that hundreds of schools are solved to the proven optimum by branch and cut (triad_exact.cpp), and
// thousands to within a proven per cent or so (triad_national.cpp).
//
// Parts. Allowed triples connect schools; what is not connected never meets, so each part is solved alone.
// How long a large part is worked on depends on all: until their gaps together are little beside what they
// cost.
//
// Waiting. A school that waits costs a fixed price. However high it is, the schools that wait in a part are
// at least the remainder of its size by three, and an arrangement with just so many that is cheapest at some
// price is the cheapest with so many. What more must wait is found by other prices (triad_small.cpp,
// triad_national.cpp).

#include "solve/triads.hpp"

#include "solve/triad_national.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_small.hpp"
#include "solve/triad_waiting.hpp"
#include "solve/triad_work.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>

namespace peerreview::solve {

namespace {

constexpr std::size_t largest_block = 400;

using Part = std::vector<std::uint32_t>;

bool is_large(const Part& part) { return part.size() > largest_block; }

/// A part that is large, with its own graph where it is not the whole.
struct Large {
    std::size_t part;
    std::unique_ptr<TriadGraph> graph;
    TriadOptions options;
    std::unique_ptr<LargePart> work;
};

/// What the answers of the small parts show, each for as many waiting as wait there.
Elsewhere shown_by_small(const std::vector<Part>& parts, const std::vector<BlockAnswer>& answers) {
    Elsewhere known;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        if (is_large(parts[p]) || parts[p].size() < 3) continue;
        const auto& [triples, cost, proof, cuts, is_undecided, pivots] = answers[p];
        const auto waiting = static_cast<std::int64_t>(parts[p].size() - 3 * triples.size());
        known.shown += proof.bound - waiting * proof.waiting_cost;
        known.gap += cost - proof.bound;
    }
    return known;
}

/// The answers of the parts, those under three schools left out. Large ones begin beside the small ones, and
/// go on when it is known how far these are from what they cost at least, each counting its share of that.
/// The largest part alone tells how far it is.
std::vector<BlockAnswer> solve_parts(const TriadGraph& graph, const std::vector<Part>& parts,
                                     const TriadOptions& options) {
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](auto p) { return parts[p].size(); });
    std::vector<Large> large;
    std::size_t schools = 0; // of large parts
    for (const auto p : order) {
        if (!is_large(parts[p])) break;
        large.push_back({p, {}, options, {}});
        if (large.size() > 1) large.back().options.progress = {};
        schools += parts[p].size();
    }
    std::vector<BlockAnswer> answers(parts.size());
    share_out(parts.size(), options.threads, [&](std::size_t i) {
        const auto& part = parts[order[i]];
        if (i < large.size()) {
            auto& [p, own_graph, own_options, work] = large[i];
            if (part.size() < graph.size()) own_graph = std::make_unique<TriadGraph>(graph.part(part));
            work = std::make_unique<LargePart>(own_graph ? *own_graph : graph, greatest_price(graph),
                                               own_options);
            work->begin();
        } else if (part.size() >= 3) {
            auto own = options;
            if (i > 0) own.progress = {};
            answers[order[i]] = solve_small(graph, part, own, !large.empty());
        }
    });
    const auto known = shown_by_small(parts, answers);
    share_out(large.size(), options.threads, [&](std::size_t i) {
        const auto share = [&](std::int64_t seconds) {
            return static_cast<std::int64_t>(static_cast<double>(seconds) *
                                             static_cast<double>(parts[large[i].part].size()) /
                                             static_cast<double>(schools));
        };
        answers[large[i].part] = large[i].work->finish({share(known.shown), share(known.gap)});
        large[i].work.reset();
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

/// What the proofs of a part show for numbers of waiting schools, from the fewest that they leave on. A bound
/// counts each of them at its price of waiting. And by the prices of a root alone, an arrangement costs no
/// less than the prices of those who do not wait, of which the least is that of all less the greatest.
class PartBound {
public:
    PartBound(const PartProof& proof, std::int64_t dearest)
        : size_(static_cast<std::int64_t>(proof.schools.size())), waiting_(fewest_by(proof, size_, dearest)) {
        add(proof);
        for (const auto& other : proof.others) add(other);
    }
    std::int64_t waiting() const { return waiting_; }
    std::int64_t cost() const { return cost(waiting_); }
    /// How much less that is where three more wait; the more wait, the less it is.
    std::int64_t drop() const { return waiting_ + 3 > size_ ? 0 : cost() - cost(waiting_ + 3); }
    void let_more_wait() { waiting_ += 3; }

private:
    struct Shown {
        std::int64_t bound, waiting_cost;
        std::vector<std::int64_t> by_root; ///< of each number that waits
    };

    void add(const PartProof& proof) {
        auto prices = proof.nodes.front().school_prices;
        std::ranges::sort(prices, std::greater());
        Shown shown{proof.bound, proof.waiting_cost, {sum_of(proof.nodes.front())}};
        for (const auto price : prices) shown.by_root.push_back(shown.by_root.back() - price);
        shown_.push_back(std::move(shown));
    }
    std::int64_t cost(std::int64_t waiting) const {
        std::int64_t most = 0;
        for (const auto& [bound, waiting_cost, by_root] : shown_)
            most = std::max({most, bound - waiting * waiting_cost,
                             rounded_up(by_root[static_cast<std::size_t>(waiting)])});
        return most;
    }

    std::int64_t size_, waiting_;
    std::vector<Shown> shown_;
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

bool is_large(const PartProof& proof) { return is_large(proof.schools); }

/// The greatest price at which schools wait in large parts that let more wait than a remainder; 0 where none
/// does.
std::int64_t price_of_more(const TriadSolution& solution) {
    const auto waits_in = [&](const PartProof& proof) {
        return std::ranges::count_if(
            solution.waiting, [&](auto school) { return std::ranges::binary_search(proof.schools, school); });
    };
    std::int64_t price = 0;
    for (const auto& proof : solution.proofs)
        if (is_large(proof) && waits_in(proof) >= 3) price = std::max(price, proof.waiting_cost);
    return price;
}

/// Where a large part lets more wait than a remainder, these might as well wait in another one, whose proof
/// at a far greater price of waiting shows little for that: so the others are proven at the price of the
/// large one, too. And the large one, proven at so great a price, shows what it would cost if fewer waited
/// there.
void prove_at_others_prices(const TriadGraph& graph, const TriadOptions& options, TriadSolution& solution) {
    const auto price = price_of_more(solution);
    if (price == 0 || solution.proofs.size() < 2) return;
    auto quiet = options;
    quiet.progress = {};
    share_out(solution.proofs.size(), options.threads, [&](std::size_t p) {
        auto& proof = solution.proofs[p];
        if (is_large(proof)) {
            const auto other =
                proof.waiting_cost > price ? price : price_of_fewest(graph, proof.schools.size());
            proof.others.push_back(proven_at(other, graph.part(proof.schools), proof, quiet));
        } else if (proof.waiting_cost > price) {
            proof.others.push_back(proven_small_at(price, graph, proof.schools, quiet));
        }
    });
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
    prove_at_others_prices(graph, options, solution);
    solution.bound = bound_of(solution, dearest_triad(graph));
    std::ranges::sort(solution.triads);
    std::ranges::sort(solution.waiting);
    return solution;
}

} // namespace peerreview::solve
