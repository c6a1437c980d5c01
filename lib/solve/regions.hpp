#pragma once

#include <cstdint>
#include <vector>

namespace peerreview::solve {

/// A school to be placed in a region: metres on the national grid, and the number of the schools that triads
/// are formed of with it, such as its phase.
struct RegionSchool {
    std::int32_t easting = 0;
    std::int32_t northing = 0;
    std::uint32_t kind = 0;
};

struct RegionProblem {
    std::vector<RegionSchool> schools;
    double reach = 0;        ///< metres of straight line between two schools that one step connects
    std::uint32_t size = 24; ///< schools of a region that are aimed at, 3 or more
};

/// Schools for one cohort. `centre` is the one with the least distance to all others.
struct Region {
    std::uint32_t centre = 0;
    std::vector<std::uint32_t> schools; ///< ascending
};

/// Parts the schools into compact regions of about `size`, each kind in threes as far as its number goes. No
/// region joins schools that steps of `reach` do not connect. Sorted by first school; the same problem gives
/// the same regions.
std::vector<Region> propose_regions(const RegionProblem& problem);

} // namespace peerreview::solve
