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
#include "solve/triad_windows.hpp"
#include "solve/triad_work.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace peerreview::solve {

namespace {

constexpr std::size_t largest_block = 400;

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
    triads = join_waiting(part, near, std::move(triads), task.stop);
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

/// With the fewest waiting; see above.
BlockAnswer solve_fairly(const TriadGraph& graph, const Part& schools, const TriadOptions& options) {
    const auto dearest = std::int64_t{3} * graph.greatest() + 1;
    auto answer = solve_part(graph, schools, 2 * dearest, options);
    const auto waits = [&] { return schools.size() - 3 * answer.triples.size(); };
    if (waits() == schools.size() % 3 || schools.size() > largest_block) return answer;
    return solve_part(graph, schools, dearest * static_cast<std::int64_t>(schools.size() / 3 + 1), options);
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

/// What the proofs show for so many waiting: in each part the fewest that its proof leaves wait there, and
/// those beyond wait where that makes the bound least.
std::int64_t bound_of(const TriadSolution& solution, std::int64_t dearest) {
    std::int64_t bound = 0, most = 0;
    auto waiting = static_cast<std::int64_t>(solution.waiting.size());
    waiting -= std::ranges::count(solution.part_size, 1u);
    for (const auto& proof : solution.proofs) {
        const auto size = static_cast<std::int64_t>(proof.schools.size());
        auto least = size % 3;
        while (least * proof.waiting_cost + (size - least) / 3 * dearest < proof.bound) least += 3;
        bound += proof.bound - least * proof.waiting_cost;
        waiting -= least;
        most = std::max(most, proof.waiting_cost);
    }
    return std::max<std::int64_t>(0, bound - waiting * most);
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
    solution.bound = bound_of(solution, std::int64_t{3} * graph.greatest());
    std::ranges::sort(solution.triads);
    std::ranges::sort(solution.waiting);
    return solution;
}

} // namespace peerreview::solve
