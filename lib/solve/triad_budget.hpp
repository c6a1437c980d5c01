#pragma once

#include "solve/triad_cuts.hpp"
#include "solve/triads.hpp"

namespace peerreview::solve {

/// Schools of a region, about, in passes over small ones and over large ones.
constexpr std::uint32_t small_region = 400, large_region = 1200;

/// What an effort allows for a part that is too large for one block.
struct Budget {
    /// Passes of windows, and passes over large regions beside them.
    struct Step {
        int windows = 0;
        std::uint32_t window = 0; ///< schools of a window
        int regions = 0;
        int anew = 0; ///< passes of windows for a new arrangement, before the others; 0 for none
    };
    bool early = false;       ///< whether arrangements show how many wait before the passes over regions
    int small = 0, large = 0; ///< passes over regions of either size before there are windows
    std::vector<Step> steps;  ///< then, while the gap is
    double enough = 0;        ///< over so many per cent of what all parts cost
    std::uint64_t pivots = 0; ///< of a window
    Sets sets = Sets::merged; ///< whence the cuts of regions come in the steps
    bool dives = false;       ///< whether large regions dive, for new arrangements
};

/// Of the simplex, for a part that is one block; fewer beside larger parts, where time is better spent.
std::uint64_t pivots_of(Effort effort, bool is_beside_large = false);

/// The budget of a part of so many schools. More effort is more work for any part, and the more schools a
/// part has, the less work each of them gets.
Budget budget_of(Effort effort, std::uint32_t schools);

} // namespace peerreview::solve
