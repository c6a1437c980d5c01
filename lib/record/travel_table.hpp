#pragma once

#include "source/diagnostics.hpp"

#include <optional>
#include <vector>

namespace peerreview {

/// A point of a table in degrees of WGS84, where the service tells it.
struct TablePoint {
    std::optional<double> longitude, latitude;
};

/// Travel between places as a route planner's table service gives it.
struct TravelTable {
    std::vector<TablePoint> from, to;
    std::vector<std::vector<std::optional<double>>>
        seconds; ///< by from and to; nothing where there is no way
};

/// Reads the JSON of a table service: `durations` with `sources` and `destinations` (OSRM, openrouteservice),
/// `times` (GraphHopper), `sources_to_targets` with `sources` and `targets` (Valhalla), or `rows` of
/// `elements` (Distance Matrix), all in seconds. Nothing, and why among the findings, where the text is no
/// such table.
std::optional<TravelTable> read_travel_table(const SourceFile& file, Diagnostics& diagnostics);

} // namespace peerreview
