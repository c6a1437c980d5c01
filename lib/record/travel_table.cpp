#include "record/travel_table.hpp"

#include "record/json_file.hpp"

#include <algorithm>
#include <string>

namespace peerreview {

namespace {

using Json = nlohmann::json;

/// More than any way within Great Britain takes; what is not in it is no time.
constexpr double most_seconds = 24 * 3600;

std::optional<double> time_of(const Json& value) {
    if (!value.is_number()) return std::nullopt;
    const auto seconds = value.get<double>();
    return seconds >= 0 && seconds <= most_seconds ? std::optional(seconds) : std::nullopt;
}

/// The value under a key, or null where there is none.
const Json& in(const Json& object, const char* key) {
    static const Json nothing;
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() ? *found : nothing;
}

std::optional<double> degrees(const Json& value) {
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

/// A point with `location: [longitude, latitude]`, or with `lon` and `lat`.
TablePoint point_of(const Json& value) {
    const auto& location = in(value, "location");
    if (location.is_array() && location.size() == 2) return {degrees(location[0]), degrees(location[1])};
    return {degrees(in(value, "lon")), degrees(in(value, "lat"))};
}

/// As many points as the table has rows or columns; without places where the service gives others.
std::vector<TablePoint> points(const Json& list, std::size_t count) {
    std::vector<TablePoint> points(count);
    // Valhalla puts its points into a list of their own.
    const auto& flat = list.is_array() && list.size() == 1 && list[0].is_array() ? list[0] : list;
    if (!flat.is_array() || flat.size() != count) return points;
    std::ranges::transform(flat, points.begin(), point_of);
    return points;
}

/// The time in a cell of any of the services' tables.
std::optional<double> cell_time(const Json& cell) {
    if (cell.is_number()) return time_of(cell);
    const auto& duration = in(cell, "duration");
    if (duration.is_object()) return time_of(in(duration, "value"));
    return time_of(in(cell, "time"));
}

const Json& rows_of(const Json& document) {
    for (const auto* key : {"durations", "times", "sources_to_targets", "rows"})
        if (in(document, key).is_array()) return in(document, key);
    return in(document, "durations");
}

} // namespace

std::optional<TravelTable> read_travel_table(const SourceFile& file, Diagnostics& diagnostics) {
    const auto read = read_json_file(file, diagnostics);
    if (!read) return std::nullopt;
    const auto& document = *read;
    const auto& rows = rows_of(document);
    if (!rows.is_array() || rows.empty()) {
        diagnostics.error({&file, 0}, "missing-key", "the file has no table of travel times").hint =
            "ask the route planner's table service for durations, as JSON";
        return std::nullopt;
    }
    TravelTable table;
    for (const auto& row : rows) {
        const auto& cells = row.is_array() ? row : in(row, "elements");
        auto& times = table.seconds.emplace_back();
        if (cells.is_array()) std::ranges::transform(cells, std::back_inserter(times), cell_time);
        if (times.size() != table.seconds.front().size() || times.empty()) {
            diagnostics.error({&file, 0}, "field-count", "row {} of the table has {} times, and the first {}",
                              table.seconds.size(), times.size(), table.seconds.front().size());
            return std::nullopt;
        }
    }
    table.from = points(in(document, "sources"), table.seconds.size());
    const auto& targets = in(document, "destinations");
    table.to = points(targets.is_array() ? targets : in(document, "targets"), table.seconds.front().size());
    return table;
}

} // namespace peerreview
