#include "render/school_map.hpp"
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
constexpr char waits = '+', several = '*', side = '.';

/// Characters in rows, each twice as high as it is wide.
class Picture {
public:
    Picture(const Project& project, const TriadMap& map, int width) {
        double west = 1e9, east = -1e9, south = 1e9, north = -1e9;
        const auto note = [&](const MapPoint& point) {
            west = std::min(west, point.easting);
            east = std::max(east, point.easting);
            south = std::min(south, point.northing);
            north = std::max(north, point.northing);
        };
        for (const auto& triad : map.triads)
            for (const auto& point : triad.points) note(point);
        for (const auto& school : map.waiting) note(point_of(project, school));
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

/// Letters in the order of the triads while there are enough, else so that those of a letter are far apart.
char letter_of(const TriadMap& map, std::size_t triad) {
    return letters[map.triads.size() <= letters.size() ? triad : map.triads[triad].color];
}

std::string names_of(const Project& project, const std::vector<SchoolId>& schools) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : ", ") + school_words(project, school);
    return text;
}

std::string legend(const Project& project, const TriadMap& map, const Picture& picture) {
    auto text =
        fmt::format("\nNorth is up; a character is {:.1f} km wide.\n", picture.metres_of_column() / 1000);
    if (map.triads.size() > letters.size())
        return text + wrapped("",
                              "There are more triads than letters: those of one letter are far from each "
                              "other, '*' is several schools, '+' is one in no triad. --svg names them all.");
    for (std::size_t t = 0; t < map.triads.size(); ++t) {
        const auto& triad = map.triads[t];
        text += wrapped(fmt::format("{} {:<5} ", letter_of(map, t), triad.id.text),
                        names_of(project, triad.schools));
    }
    if (!map.waiting.empty()) text += wrapped("+ none  ", names_of(project, map.waiting));
    if (!map.unplaced.empty()) text += wrapped("  not on the map: ", names_of(project, map.unplaced));
    return text;
}

std::string terminal_map(const Project& project) {
    const auto map = map_of(project, letters.size());
    if (map.triads.empty() && map.waiting.empty()) return "No school has a place.\n";
    constexpr std::size_t most_drawn = 40; // beyond that the sides are in each other's way
    Picture picture(project, map, std::clamp(terminal_width(), 40, 200));
    for (std::size_t t = 0; t < map.triads.size(); ++t)
        for (const auto& point : map.triads[t].points) picture.put(point, letter_of(map, t));
    for (const auto& school : map.waiting) picture.put(point_of(project, school), waits);
    if (map.triads.size() <= most_drawn)
        for (const auto& triad : map.triads)
            for (std::size_t i = 0; i < triad.points.size(); ++i)
                for (auto j = i + 1; j < triad.points.size(); ++j)
                    picture.draw(triad.points[i], triad.points[j]);
    return picture.text() + legend(project, map, picture);
}

} // namespace

void add_map_options(Command& list, MapOptions& options) {
    list.add_flag("--map", options.is_wanted, "Show where the triads are, in characters");
    list.add_option("--svg", options.svg, "Write a map to FILE, with the schools' names")
        ->option_text("FILE");
}

Status show_map(const Session& session, const MapOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    if (options.is_wanted) print(terminal_map(*project));
    if (options.svg == "-")
        print(triad_map_svg(*project));
    else if (!options.svg.empty())
        store::replace_file(options.svg, triad_map_svg(*project));
    return Status::fine;
}

} // namespace peerreview
