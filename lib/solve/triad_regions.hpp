#pragma once

#include "solve/triad_cuts.hpp"
#include "solve/triad_graph.hpp"
#include "solve/triad_region.hpp"

namespace peerreview::solve {

/// How a pass over regions is made.
struct RegionPass {
    std::uint64_t seed = 1;
    std::uint32_t schools = 240;       ///< of a region, about
    int rounds = 10;                   ///< of cuts in each region
    std::uint64_t pivots = 20000;      ///< of the simplex, for each region
    Sets sets = Sets::merged;          ///< whence cuts come
    bool dives = false;                ///< whether each region dives for an arrangement in the end
    std::vector<std::uint32_t> around; ///< schools, ascending, that regions begin at; empty for any
    unsigned threads = 1;
    const std::atomic<bool>* stop = nullptr;
};

/// Triples of a part that may be of use, with their costs, found by school.
class TriplePool {
public:
    /// The triples among the nearest of each school.
    TriplePool(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near);

    void add(const TriadGraph& graph, std::vector<Triple> triples);
    std::size_t size() const { return triples_.size(); }
    const Triple& operator[](std::size_t t) const { return triples_[t]; }
    std::int64_t cost(std::size_t t) const { return cost_[t]; }
    std::span<const std::uint32_t> of(std::uint32_t school) const {
        return std::span(number_).subspan(first_[school], first_[school + 1] - first_[school]);
    }

private:
    void index(std::uint32_t schools);

    std::vector<Triple> triples_; ///< each once
    std::vector<std::int64_t> cost_;
    std::vector<std::size_t> first_; ///< where a school's triples begin
    std::vector<std::uint32_t> number_;
};

/// A region's task, and which triples of the pool its columns are.
struct RegionWork {
    static constexpr std::uint32_t waits = 0xFFFFFFFF;
    RegionTask task;
    std::vector<std::uint32_t> columns; ///< of each column
    std::vector<std::uint32_t> alone;   ///< of each school the triple that is cheapest for it alone, or waits
    RegionAnswer answer;
};

/// Prices of a whole part that prove a bound, made better region by region.
class RegionPrices {
public:
    /// Begins with prices that may be too high for some triples; those are lowered. No school's price may be
    /// above `waiting_cost`, in whole seconds.
    RegionPrices(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                 ProofNode prices, std::int64_t waiting_cost);

    /// Makes the prices of some regions, around those schools that were in the fewest so far, as good as they
    /// can be while those outside stay. The sum never falls, and the result is the same with any number of
    /// threads.
    void pass(const RegionPass& pass);

    const ProofNode& prices() const { return prices_; }
    std::int64_t waiting_cost() const { return waiting_cost_; }
    /// A greater price of waiting, or a smaller one, to which the dearest schools are lowered.
    void set_waiting_cost(std::int64_t cost);

    /// How many schools wait in the relaxations of the regions, as each was seen last, at the price of
    /// waiting: one that waited at a smaller one may not wait now.
    double waiting() const;
    /// Whether the relaxation that saw a triple last chose it as a whole.
    bool is_chosen(const Triple& triple) const;
    /// Disjoint triples: those that dives chose, then those that had the greatest shares in the relaxations.
    std::vector<Triple> rounded() const;

private:
    using Region = std::vector<std::uint32_t>; ///< ascending
    void raise(const RegionPass& pass);
    std::vector<Region> separated_regions(const RegionPass& pass);
    Region ball(std::uint32_t start, std::size_t most) const;
    std::int64_t mean_price() const;
    std::int64_t above(std::uint32_t t, std::int64_t limit) const;
    void block_around(const Region& region, std::int64_t nearly);
    void note_prices(const Region& region, const RegionAnswer& answer);
    void note_shares(const Region& region, const RegionWork& work);
    std::vector<Triple> dear_triples(unsigned threads) const;
    void make_safe(unsigned threads);

    const TriadGraph& graph_;
    const std::vector<std::vector<std::uint32_t>>& near_;
    TriplePool pool_;
    ProofNode prices_;
    CutIndex index_; ///< of the prices' cuts
    std::int64_t waiting_cost_;
    std::vector<int> covered_;   ///< how often, of each school
    std::vector<float> share_;   ///< of each triple of the pool
    std::vector<bool> dived_;    ///< of each triple of the pool, whether a dive chose it
    std::vector<double> wait_;   ///< share of each school that waits
    std::vector<bool> is_taken_; ///< by a region of this pass, or too near one
};

} // namespace peerreview::solve
