#pragma once

#include "solve/triad_cuts.hpp"
#include "solve/triads.hpp"

namespace peerreview::solve {

/// A triple that has schools in a region: by the region's indices, those elsewhere `outside` and last.
struct RegionColumn {
    Triple triple;
    std::int64_t cost = 0; ///< in price_scale-ths, less what prices elsewhere pay
};

/// Some schools of a large part, while the prices of all others stay.
struct RegionTask {
    std::vector<RegionColumn> columns;       ///< with two or three schools in the region
    std::vector<std::int64_t> alone;         ///< of each school, what it costs at most by other means
    std::vector<std::int64_t> school_prices; ///< now
    std::vector<CutPrice> cut_prices;        ///< now, of cuts that lie in the region
    int rounds = 10;                         ///< of cuts
    std::uint64_t pivots = 20000;            ///< of the simplex for prices; a dive adds up to a quarter
    Sets sets = Sets::merged;                ///< whence cuts come
    bool dives = false;                      ///< whether it dives for an arrangement in the end
    const std::atomic<bool>* stop = nullptr;
};

struct RegionAnswer {
    bool is_better = false;                  ///< than the prices of the task; else these are those
    std::vector<std::int64_t> school_prices; ///< no column is dearer than it costs, no school than alone
    std::vector<CutPrice> cut_prices;
    std::vector<double> shares; ///< of each column of the task
    std::vector<double> alone;  ///< share of each school
    std::vector<bool> dived;    ///< of each column of the task, whether the dive chose it; empty without one
};

/// Prices for a region that add up to the most, by its linear relaxation with cuts.
RegionAnswer raise_prices(const RegionTask& task);

} // namespace peerreview::solve
