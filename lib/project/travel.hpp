#pragma once

#include "project/project.hpp"

#include <cstdint>
#include <map>
#include <utility>

namespace peerreview {

/// Whole minutes, the nearest: what travel comes to where people read it.
std::int64_t minutes_of(std::int64_t seconds);

/// Whole minutes, rounded up: what is enough for the travel.
std::int64_t minutes_up(std::int64_t seconds);

/// Travel between schools, in whole seconds.
class Travel {
public:
    /// Reads the project's travel.csv where there is one; what is wrong with it is reported.
    Travel(const Project& project, Diagnostics& diagnostics);

    /// What counts in a triad's sum, and what the limit holds for: with both directions given half their sum
    /// and the longer, else the straight line on the grid × detour ÷ speed, rounded half up.
    struct Time {
        std::int64_t seconds = 0;
        std::int64_t longest = 0;
    };
    /// Nothing where there is no row and one of the schools has no place.
    std::optional<Time> between(const SchoolId& a, const SchoolId& b) const;

    /// Whether travel between the school and any other is known.
    bool knows(const SchoolId& school) const;

    /// Where travel.csv says it, the longer direction where there are both; nothing where no row does.
    std::optional<Place> place_of(const SchoolId& a, const SchoolId& b) const;

    /// The pairs of which travel.csv has a row, in the direction that it gives.
    std::vector<std::pair<SchoolId, SchoolId>> given() const;

private:
    void read_row(const struct CsvRow& row, Diagnostics& diagnostics);

    struct Row {
        std::int64_t seconds = 0;
        Place place;
    };
    const Project& project_;
    std::map<std::pair<SchoolId, SchoolId>, Row> given_;
};

/// Seconds along a straight line between two points of the national grid, in metres, by the policy.
std::int64_t straight_seconds(const Policy& policy, int easting, int northing, int to_easting,
                              int to_northing);

} // namespace peerreview
