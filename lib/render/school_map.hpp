#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A point of the national grid, in metres.
struct MapPoint {
    double easting = 0, northing = 0;
};

/// Schools that a map shows as one: a triad, a ring, a region.
struct SchoolGroup {
    std::string name;  ///< short: it stands on the map
    std::string about; ///< what a list says beside the name; empty where that is the schools' names alone
    std::vector<SchoolId> schools;
};

/// What a map is of.
struct MapSubject {
    std::string title;
    std::string noun; ///< what a group is: "triad"
    std::vector<SchoolGroup> groups;
};

/// The triads and rings that stand in triads/.
MapSubject triads_on_map(const Project& project);

/// A group on the map: those of its schools whose place is known.
struct MappedGroup {
    std::size_t group = 0; ///< which of the subject's
    std::vector<SchoolId> schools;
    std::vector<MapPoint> points; ///< of each school
    std::size_t color = 0;        ///< of `colors`; groups near each other differ where that can be

    MapPoint middle() const;
    /// Whether there are more schools than a triad or ring has, so that sides between all would be a tangle.
    bool is_large() const { return points.size() > 5; }
};

/// The schools of a subject, as a map shows them.
struct SchoolMap {
    std::vector<MappedGroup> groups; ///< in the subject's order
    std::vector<SchoolId> single;    ///< with a place, in no group
    std::vector<SchoolId> unplaced;  ///< without a place; on no map
};

/// The groups and the schools that take part, with `colors` colours, or letters, given out so that the groups
/// of one are as far from each other as can be seen.
SchoolMap map_of(const Project& project, const MapSubject& subject, std::size_t colors);

/// Where a school is; only for one with a place.
MapPoint point_of(const Project& project, const SchoolId& school);

/// The map as an SVG document: groups as coloured areas, schools with their names where there is room, and a
/// list of all groups below. No name covers another or a school; every school's dot has its name as a title.
/// The same records give the same bytes.
std::string map_svg(const Project& project, const MapSubject& subject);

} // namespace peerreview
