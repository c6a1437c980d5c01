#include "cli/school_map.hpp"

#include "cli/terminal.hpp"
#include "cli/triad_views.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"
#include "store/store.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace peerreview {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr char single = '+', several = '*', side = '.';

/// Characters in rows, each twice as high as it is wide.
class Picture {
public:
    Picture(const Project& project, const SchoolMap& map, int width) {
        double west = 1e9, east = -1e9, south = 1e9, north = -1e9;
        const auto note = [&](const MapPoint& point) {
            west = std::min(west, point.easting);
            east = std::max(east, point.easting);
            south = std::min(south, point.northing);
            north = std::max(north, point.northing);
        };
        for (const auto& group : map.groups)
            for (const auto& point : group.points) note(point);
        for (const auto& school : map.single) note(point_of(project, school));
        constexpr int most_rows = 48;
        west_ = west;
        north_ = north;
        metres_ = std::max({(east - west) / (width - 1), (north - south) / 2 / (most_rows - 1), 1.0});
        columns_ = column({east, north}) + 1;
        rows_.assign(static_cast<std::size_t>(row({west, south}) + 1),
                     std::string(static_cast<std::size_t>(columns_), ' '));
    }

    double metres_of_column() const { return metres_; }

    /// Puts a school's letter where it is or, if another's is there, on a free character next to it.
    void put(const MapPoint& point, char letter) {
        const auto x = column(point), y = row(point);
        if (is_free(x, y)) return set(x, y, letter);
        for (const auto& [right, down] :
             {std::pair(1, 0), {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}})
            if (is_free(x + right, y + down)) return set(x + right, y + down, letter);
        if (at(x, y) != letter) set(x, y, several);
    }

    /// A line of dots over characters that are blank.
    void draw(const MapPoint& from, const MapPoint& to) {
        const auto steps = std::max({std::abs(column(to) - column(from)), std::abs(row(to) - row(from)), 1});
        for (int step = 0; step <= steps; ++step) {
            const auto part = static_cast<double>(step) / steps;
            const MapPoint point = {from.easting + part * (to.easting - from.easting),
                                    from.northing + part * (to.northing - from.northing)};
            if (at(column(point), row(point)) == ' ') set(column(point), row(point), side);
        }
    }

    std::string text() const {
        std::string text;
        for (auto row : rows_) {
            row.erase(row.find_last_not_of(' ') + 1);
            text += row + "\n";
        }
        return text;
    }

private:
    int column(const MapPoint& point) const {
        return static_cast<int>(std::lround((point.easting - west_) / metres_));
    }
    int row(const MapPoint& point) const {
        return static_cast<int>(std::lround((north_ - point.northing) / (2 * metres_)));
    }
    bool is_inside(int x, int y) const {
        return x >= 0 && x < columns_ && y >= 0 && y < static_cast<int>(rows_.size());
    }
    char at(int x, int y) const { return rows_[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)]; }
    bool is_free(int x, int y) const { return is_inside(x, y) && (at(x, y) == ' ' || at(x, y) == side); }
    void set(int x, int y, char letter) {
        rows_[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = letter;
    }

    double west_ = 0, north_ = 0, metres_ = 1;
    int columns_ = 0;
    std::vector<std::string> rows_;
};

/// Letters in the order of the groups while there are enough, else so that those of a letter are far apart.
char letter_of(const SchoolMap& map, std::size_t group) {
    return letters[map.groups.size() <= letters.size() ? group : map.groups[group].color];
}

std::string names_of(const Project& project, const std::vector<SchoolId>& schools) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : ", ") + school_words(project, school);
    return text;
}

std::string legend(const Project& project, const MapSubject& subject, const SchoolMap& map,
                   const Picture& picture) {
    auto text =
        fmt::format("\nNorth is up; a character is {:.1f} km wide.\n", picture.metres_of_column() / 1000);
    if (map.groups.size() > letters.size())
        return text + wrapped("", fmt::format("There are more {0}s than letters: those of one letter are far "
                                              "from each other, '*' is several schools, '+' is one in no "
                                              "{0}. --svg names them all.",
                                              subject.noun));
    for (std::size_t i = 0; i < map.groups.size(); ++i) {
        const auto& group = subject.groups[map.groups[i].group];
        text += wrapped(fmt::format("{} {:<5} ", letter_of(map, i), group.name),
                        group.about.empty() ? names_of(project, map.groups[i].schools) : group.about);
    }
    if (!map.single.empty()) text += wrapped("+ none  ", names_of(project, map.single));
    if (!map.unplaced.empty()) text += wrapped("  not on the map: ", names_of(project, map.unplaced));
    return text;
}

void draw_sides(const MappedGroup& group, Picture& picture) {
    for (std::size_t i = 0; i < group.points.size(); ++i)
        for (auto j = i + 1; j < group.points.size(); ++j) picture.draw(group.points[i], group.points[j]);
}

std::string terminal_map(const Project& project, const MapSubject& subject) {
    const auto map = map_of(project, subject, letters.size());
    if (map.groups.empty() && map.single.empty()) return "No school has a place.\n";
    constexpr std::size_t most_drawn = 40; // beyond that the sides are in each other's way
    Picture picture(project, map, std::clamp(terminal_width(), 40, 200));
    for (std::size_t i = 0; i < map.groups.size(); ++i)
        for (const auto& point : map.groups[i].points) picture.put(point, letter_of(map, i));
    for (const auto& school : map.single) picture.put(point_of(project, school), single);
    if (map.groups.size() <= most_drawn)
        for (const auto& group : map.groups)
            if (!group.is_large()) draw_sides(group, picture);
    return picture.text() + legend(project, subject, map, picture);
}

} // namespace

void add_map_options(Command& verb, const std::string& groups, MapOptions& options) {
    verb.add_flag("--map", options.is_wanted, "Show where the " + groups + " are, in characters");
    verb.add_option("--svg", options.svg, "Write a map to FILE, with the schools' names")
        ->option_text("FILE");
}

void refuse_map_with_format(const MapOptions& options, const FormatOption& format) {
    if (options.is_given() && !format.is_text())
        throw Failure("a map has a form of its own; leave --format out");
}

void show_map(const Project& project, const MapSubject& subject, const MapOptions& options) {
    refuse_record(project, options.svg);
    if (options.is_wanted) print(terminal_map(project, subject));
    if (options.svg == "-")
        print(map_svg(project, subject));
    else if (!options.svg.empty())
        store::write_output(options.svg, map_svg(project, subject));
}

} // namespace peerreview
