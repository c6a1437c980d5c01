#pragma once

#include "solve/triad_cuts.hpp"
#include "solve/triad_graph.hpp"

namespace peerreview::solve {

/// How a pass of windows is made.
struct WindowPass {
    std::uint64_t seed = 1;
    std::uint32_t schools = 150;   ///< of a window, about
    std::uint64_t pivots = 4000;   ///< of the simplex, for each window
    std::int64_t waiting_cost = 0; ///< of each school that waits; in no window do more wait than before
    std::int64_t joining_cost = 0; ///< the same, to try whether fewer can; not tried where it is no greater
    unsigned threads = 1;
    const std::atomic<bool>* stop = nullptr;
    std::function<void(std::uint32_t done, std::uint32_t of)> progress;
    /// Of each school, how much its triad costs above its proven prices; windows with none of it are left as
    /// they are. Empty where that is not known.
    std::vector<double> defects;
    std::vector<bool> settled; ///< schools that windows leave out; empty for none
    /// Schools that might wait at no loss. Windows reach from a school that waits at a loss to the next of
    /// them; where it is empty, from each that waits to the next two others.
    std::vector<bool> may_wait;
    std::vector<Cut> cuts;        ///< known to be of use
    Sets sets = Sets::least_cuts; ///< whence others come
};

/// The few cheapest pairs of each school.
std::vector<std::vector<std::uint32_t>> nearest_schools(const TriadGraph& graph, std::size_t most);

/// Takes the schools apart into windows of whole triads near each other and puts each together in the best
/// way. No window gets worse, and the result is the same with any number of threads: disjoint triads, sorted;
/// other schools wait.
std::vector<Triple> improve(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                            const std::vector<Triple>& triads, const WindowPass& pass);

/// Of two arrangements, in each place where they differ, the one that lets fewer wait or else costs less; and
/// where the place is small enough, it is put together in the best way, as windows are. Disjoint triads,
/// sorted; other schools wait. The pass's seed and size of windows count for nothing here.
std::vector<Triple> merge(const TriadGraph& graph, const std::vector<Triple>& triads,
                          const std::vector<Triple>& others, const WindowPass& pass);

/// The best arrangement, as far as it is found, of triads whose pairs all stand in `triads` or in `known`
/// ones, which come of any arrangements and need not be disjoint; no worse than `triads`. Disjoint triads,
/// sorted; other schools wait. The pass's seed and size of windows count for nothing here.
std::vector<Triple> recombine(const TriadGraph& graph, const std::vector<Triple>& triads,
                              const std::vector<Triple>& known, const WindowPass& pass);

} // namespace peerreview::solve
