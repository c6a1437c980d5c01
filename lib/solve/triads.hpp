#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace peerreview::solve {

/// Two schools that may share a triad, `a` < `b`, and what that costs: travel in seconds plus penalties, 0 or
/// more. Costs need not be distances: the triangle inequality is nowhere used.
struct Pair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::int32_t cost = 0;
};

/// Schools by index, and every pair that the rules allow.
struct TriadProblem {
    std::uint32_t schools = 0;
    std::vector<Pair> pairs;
};

/// How much work a search may do.
enum class Effort { quick, normal, thorough };

/// How far a search is.
struct TriadProgress {
    const char* stage = "";         ///< in a word or two
    std::uint32_t done = 0, of = 0; ///< steps of the stage
};

struct TriadOptions {
    std::uint64_t seed = 1;
    Effort effort = Effort::normal;                     ///< work is counted, never timed
    unsigned threads = 2;                               ///< the answer is the same with any number
    const std::atomic<bool>* stop = nullptr;            ///< set by the caller: end soon with the best so far
    std::function<void(const TriadProgress&)> progress; ///< may be empty; called from one thread at a time
};

/// A price on an inequality that all arrangements satisfy: add up the equations of some schools with weights,
/// divide by the divisor, round down. A triple counts floor(weights of its schools / divisor) times, and the
/// limit is floor(sum of all weights / divisor).
struct CutPrice {
    int divisor = 2;
    std::vector<std::uint32_t> schools; ///< ascending
    std::vector<std::int8_t> weights;   ///< of each, from 1 to divisor - 1
    std::int64_t price = 0;             ///< 0 or more, in price_scale-ths of a second
};

/// Prices are whole numbers of this part of a second.
constexpr std::int64_t price_scale = 1'000'000;

/// A node of a proof: a leaf with its prices, or two cases, that two schools share a triad or that they do
/// not. The root has prices in either case.
struct ProofNode {
    std::vector<std::int64_t> school_prices; ///< of each school of the part
    std::vector<CutPrice> cut_prices;
    std::uint32_t a = 0, b = 0;
    std::int32_t together = -1, apart = -1; ///< nodes; -1 in a leaf
};

/// What proves that no arrangement of some schools, with every waiting school counted at `waiting_cost`,
/// costs less than `bound`. Prices are right where no triple costs less than its schools' prices less those
/// of the cuts that count it, and no school is priced over `waiting_cost`, but those that a case on the way
/// puts together with another, which then don't wait: then every arrangement costs at least the sum of the
/// school prices less each cut's price times its limit. At the root that holds for all allowed triples. Of a
/// leaf below it, for those triples that agree with the cases on the way, and are so cheap by the root's
/// prices that an arrangement under `bound` could hold them.
struct PartProof {
    std::vector<std::uint32_t> schools; ///< ascending; school i of nodes and cuts is schools[i]
    std::int64_t waiting_cost = 0;      ///< whole seconds
    std::int64_t bound = 0;             ///< whole seconds, waiting counted
    std::vector<ProofNode> nodes;       ///< the first is the root
    /// What was proven of the same schools, which are not named again, at other prices of waiting.
    std::vector<PartProof> others;
};

struct TriadSolution {
    std::vector<std::array<std::uint32_t, 3>> triads; ///< each sorted, and sorted by its first school
    std::vector<std::uint32_t> waiting;               ///< sorted
    std::int64_t cost = 0;                            ///< of all pairs inside triads
    std::int64_t bound = 0;                           ///< no arrangement with as many waiting costs less
    /// Of each school, how many schools triples connect it with, itself included; 1 where it is in no allowed
    /// triple.
    std::vector<std::uint32_t> part_size;
    std::vector<PartProof> proofs; ///< of the parts of three schools and more
};

/// An arrangement in which few schools wait and, second to that, the cost is little. The same problem and
/// options give the same arrangement with any number of threads.
TriadSolution form_triads(const TriadProblem& problem, const TriadOptions& options);

} // namespace peerreview::solve
