#include "project/travel.hpp"

#include "source/csv.hpp"
#include "source/text.hpp"

#include <charconv>
#include <cmath>

namespace peerreview {

namespace {

constexpr std::int64_t most_minutes = std::int64_t{24} * 60;

/// Minutes with at most a decimal point as whole seconds, rounded half up.
std::optional<std::int64_t> seconds_of(std::string_view text) {
    double minutes = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, minutes);
    if (result.ec != std::errc() || result.ptr != end || !(minutes >= 0 && minutes <= most_minutes))
        return std::nullopt;
    return static_cast<std::int64_t>(std::floor(minutes * 60 + 0.5));
}

} // namespace

std::int64_t minutes_of(std::int64_t seconds) {
    return seconds < 0 ? -((-seconds + 30) / 60) : (seconds + 30) / 60;
}

std::int64_t minutes_up(std::int64_t seconds) { return (seconds + 59) / 60; }

std::int64_t straight_seconds(const Policy& policy, int easting, int northing, int to_easting,
                              int to_northing) {
    const double east = easting - to_easting, north = northing - to_northing;
    const auto metres = std::sqrt(east * east + north * north);
    return static_cast<std::int64_t>(
        std::floor(metres * policy.travel_detour * 3.6 / policy.travel_speed + 0.5));
}

Travel::Travel(const Project& project, Diagnostics& diagnostics) : project_(project) {
    if (!project.travel) return;
    const auto rows = read_csv(*project.travel, diagnostics);
    const auto place = Place{project.travel, 0};
    const auto is_header = !rows.empty() && rows[0].cells.size() == 3 && rows[0].cells[0].text == "from" &&
                           rows[0].cells[1].text == "to" && rows[0].cells[2].text == "minutes";
    if (!is_header) {
        diagnostics.error(place, "missing-column", "travel.csv should have the columns from,to,minutes");
        return;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i], diagnostics);
}

void Travel::read_row(const CsvRow& row, Diagnostics& diagnostics) {
    const auto place = [&](std::size_t i) { return Place{project_.travel, row.cells[i].offset}; };
    if (row.cells.size() != 3) {
        diagnostics.error(place(0), "field-count", "this row has {} fields, and the header 3",
                          row.cells.size());
        return;
    }
    const auto seconds = seconds_of(row.cells[2].text);
    if (!seconds)
        diagnostics.error(place(2), "bad-value", "'minutes' should be a number from 0 to {}, not '{}'",
                          most_minutes, truncate(row.cells[2].text, 60));
    for (const auto i : {std::size_t{0}, std::size_t{1}})
        if (!project_.schools.contains({row.cells[i].text}))
            diagnostics.error(place(i), "unknown-id", "there is no school '{}'",
                              truncate(row.cells[i].text, 60));
    if (!seconds) return;
    // Tables of route planners have such rows, of 0; with another time one of the two is a slip.
    if (row.cells[0].text == row.cells[1].text && *seconds > 0)
        diagnostics.error(place(1), "bad-value", "'to' should be another school than 'from', not '{}' again",
                          truncate(row.cells[1].text, 60));
    const auto [first, is_new] =
        given_.try_emplace({{row.cells[0].text}, {row.cells[1].text}}, Row{*seconds, place(2)});
    if (!is_new && first->second.seconds != *seconds)
        diagnostics
            .error(place(2), "repeated-row", "line {} has other minutes from '{}' to '{}'",
                   project_.travel->line_column(first->second.place.offset).line,
                   truncate(row.cells[0].text, 60), truncate(row.cells[1].text, 60))
            .hint = "keep the row that is right, and delete the other";
}

std::vector<std::pair<SchoolId, SchoolId>> Travel::given() const {
    std::vector<std::pair<SchoolId, SchoolId>> pairs;
    pairs.reserve(given_.size());
    for (const auto& [pair, row] : given_) pairs.push_back(pair);
    return pairs;
}

std::optional<Travel::Time> Travel::between(const SchoolId& a, const SchoolId& b) const {
    const auto there = given_.find({a, b}), back = given_.find({b, a});
    if (there != given_.end() && back != given_.end()) {
        const auto [there_seconds, back_seconds] = std::pair(there->second.seconds, back->second.seconds);
        return Time{(there_seconds + back_seconds + 1) / 2, std::max(there_seconds, back_seconds)};
    }
    if (there != given_.end()) return Time{there->second.seconds, there->second.seconds};
    if (back != given_.end()) return Time{back->second.seconds, back->second.seconds};
    const auto& from = project_.schools.at(a).value;
    const auto& to = project_.schools.at(b).value;
    if (!from.easting || !from.northing || !to.easting || !to.northing) return std::nullopt;
    const auto seconds =
        straight_seconds(project_.policy(), *from.easting, *from.northing, *to.easting, *to.northing);
    return Time{seconds, seconds};
}

bool Travel::knows(const SchoolId& school) const {
    const auto& record = project_.schools.at(school).value;
    return (record.easting && record.northing) ||
           std::ranges::any_of(project_.schools, [&](const auto& entry) {
               return entry.first != school && between(school, entry.first);
           });
}

std::optional<Place> Travel::place_of(const SchoolId& a, const SchoolId& b) const {
    const auto there = given_.find({a, b}), back = given_.find({b, a});
    if (there == given_.end() && back == given_.end()) return std::nullopt;
    if (back == given_.end()) return there->second.place;
    if (there == given_.end()) return back->second.place;
    return there->second.seconds >= back->second.seconds ? there->second.place : back->second.place;
}

} // namespace peerreview
