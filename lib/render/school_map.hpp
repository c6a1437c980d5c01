#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A point of the national grid, in metres.
struct MapPoint {
    double easting = 0, northing = 0;
};

/// A triad or ring of the present arrangement on the map: those of its schools whose place is known.
struct MappedTriad {
    TriadId id;
    std::vector<SchoolId> schools;
    std::vector<MapPoint> points; ///< of each school
    std::size_t color = 0;        ///< of `colors`; triads near each other differ where that can be

    MapPoint middle() const;
};

/// What stands in triads/, as a map shows it.
struct TriadMap {
    std::vector<MappedTriad> triads; ///< by id
    std::vector<SchoolId> waiting;   ///< with a place, in no triad
    std::vector<SchoolId> unplaced;  ///< without a place; on no map
};

/// The triads and the schools that take part, with `colors` colours, or letters, given out so that the triads
/// of one are as far from each other as can be seen.
TriadMap map_of(const Project& project, std::size_t colors);

/// Where a school is; only for one with a place.
MapPoint point_of(const Project& project, const SchoolId& school);

/// The map as an SVG document: triads as coloured areas, schools with their names where there is room, and a
/// list of all triads below. The same records give the same bytes.
std::string triad_map_svg(const Project& project);

} // namespace peerreview
