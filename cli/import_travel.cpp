#include "cli/import_travel.hpp"

#include "record/national_grid.hpp"
#include "record/travel_table.hpp"
#include "source/csv.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peerreview {

namespace {

using Pair = std::pair<std::string, std::string>;

/// The schools that have a place, in the order of their ids.
std::vector<std::pair<SchoolId, GridPoint>> placed_schools(const Project& project) {
    std::vector<std::pair<SchoolId, GridPoint>> schools;
    for (const auto& [id, record] : project.schools)
        if (record.value.easting && record.value.northing)
            schools.emplace_back(id,
                                 GridPoint{double(*record.value.easting), double(*record.value.northing)});
    return schools;
}

/// The schools of a table's points; empty, and why among the findings, where some point is none.
std::vector<SchoolId> schools_of(const Project& project, const SourceFile& source,
                                 const std::vector<TablePoint>& points, Diagnostics& findings) {
    constexpr double nearest_road = 1000; // metres: services move a point to the next road
    const auto schools = placed_schools(project);
    const auto has_places =
        std::ranges::all_of(points, [](const auto& point) { return point.longitude && point.latitude; });
    if (!has_places && points.size() != schools.size()) {
        findings
            .error({&source, 0}, "field-count",
                   "the table has {} places without coordinates, and the project {} schools with them",
                   points.size(), schools.size())
            .hint = "ask for the schools of 'peerreview cohort list', in its order";
        return {};
    }
    std::vector<SchoolId> ids;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!has_places) {
            ids.push_back(schools[i].first);
            continue;
        }
        const auto at = grid_from_wgs84(*points[i].longitude, *points[i].latitude);
        const auto metres = [&](const auto& school) {
            return std::hypot(school.second.easting - at.easting, school.second.northing - at.northing);
        };
        // Schools on one site come in the order of the list, so the one in this place of it goes first.
        const auto in_order = points.size() == schools.size() && metres(schools[i]) <= nearest_road;
        const auto nearest = std::ranges::min_element(schools, {}, metres);
        if (!in_order && (nearest == schools.end() || !(metres(*nearest) <= nearest_road))) {
            findings.error({&source, 0}, "unknown-id",
                           "place {} of the table ({:.5f}, {:.5f}) is near no school", i + 1,
                           *points[i].longitude, *points[i].latitude);
            return {};
        }
        ids.push_back(in_order ? schools[i].first : nearest->first);
    }
    return ids;
}

/// Seconds as minutes that read back as the same seconds.
std::string minutes_text(std::int64_t seconds) {
    auto text = fmt::format("{:.3f}", static_cast<double>(seconds) / 60);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
}

/// travel.csv with these times: known rows in place, from the last to the first so that places hold, and the
/// others at the end.
std::string with_times(const Project& project, std::map<Pair, std::string> minutes) {
    if (!project.travel) {
        std::string text = "from,to,minutes\n";
        for (const auto& [pair, time] : minutes) text += pair.first + "," + pair.second + "," + time + "\n";
        return text;
    }
    std::string text(project.travel->text());
    Diagnostics none; // travel.csv was read without errors before
    const auto rows = read_csv(*project.travel, none);
    std::set<Pair> given;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        if (row->cells.size() != 3) continue;
        const auto known = minutes.find({row->cells[0].text, row->cells[1].text});
        if (known == minutes.end()) continue;
        const auto& cell = row->cells[2];
        const auto quoted = text.compare(cell.offset, 1, "\"") == 0 ? 1u : 0u;
        if (text.compare(cell.offset + quoted, cell.text.size(), cell.text) == 0)
            text.replace(cell.offset + quoted, cell.text.size(), known->second);
        given.insert(known->first);
    }
    std::erase_if(minutes, [&](const auto& entry) { return given.contains(entry.first); });
    const std::string newline = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    if (!minutes.empty() && !text.ends_with('\n')) text += newline;
    for (const auto& [pair, time] : minutes) text += pair.first + "," + pair.second + "," + time + newline;
    return text;
}

} // namespace

void import_travel(const Session& session, const Project& project, const SourceFile& source, Changes& changes,
                   Diagnostics& findings) {
    const auto table = read_travel_table(source, findings);
    if (!table) return;
    const auto from = schools_of(project, source, table->from, findings);
    const auto to = schools_of(project, source, table->to, findings);
    std::map<Pair, std::string> minutes;
    std::size_t without = 0;
    for (std::size_t i = 0; i < from.size(); ++i)
        for (std::size_t j = 0; j < to.size(); ++j) {
            if (from[i] == to[j]) continue;
            const auto& seconds = table->seconds[i][j];
            if (seconds)
                minutes[{from[i].text, to[j].text}] = minutes_text(std::llround(*seconds));
            else
                ++without;
        }
    if (findings.has_errors()) return;
    const auto count = minutes.size();
    changes.write("travel.csv", with_times(project, std::move(minutes)));
    tell(session,
         fmt::format("{} read, {} without a way", counted(count, "travel time"), counted(without, "pair")));
}

} // namespace peerreview
