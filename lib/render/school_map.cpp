#include "render/school_map.hpp"

#include "project/school_lookup.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <ranges>
#include <set>

namespace peerreview {

namespace {

bool has_place(const School& school) { return school.easting && school.northing; }

double square_apart(const MapPoint& a, const MapPoint& b) {
    return (a.easting - b.easting) * (a.easting - b.easting) +
           (a.northing - b.northing) * (a.northing - b.northing);
}

/// Gives each group the colour whose nearest group is farthest away.
void give_colors(std::vector<MappedGroup>& groups, std::size_t colors) {
    std::vector<MapPoint> middles;
    for (auto& group : groups) {
        const auto middle = group.middle();
        std::vector<double> nearest(colors, std::numeric_limits<double>::max());
        for (std::size_t other = 0; other < middles.size(); ++other) {
            auto& least = nearest[groups[other].color];
            least = std::min(least, square_apart(middles[other], middle));
        }
        group.color = static_cast<std::size_t>(std::ranges::max_element(nearest) - nearest.begin());
        middles.push_back(middle);
    }
}

// ---- the SVG document, in pixels

/// Dark enough for letters on white, and no two alike.
constexpr std::array<std::string_view, 8> colors = {"#1d4ed8", "#d9480f", "#15803d", "#be185d",
                                                    "#7c4a03", "#6d28d9", "#475569", "#0e7490"};
constexpr double name_size = 11, id_size = 13, list_size = 12;
constexpr double margin = 24, head_height = 64;

struct Point {
    double x = 0, y = 0;
};
struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
    Box with_gap() const {
        constexpr double gap = 3; // names that touch read as one
        return {left - gap, top - gap, right + gap, bottom + gap};
    }
    bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// The width that a usual sans-serif face takes, rather too much than too little.
double width_of(std::string_view text, double size) { return 0.58 * size * display_width(text); }

/// What is drawn already, in squares, so that a name asks only what is near.
class Drawn {
public:
    bool is_free(const Box& box) const {
        return each_square(box, [&](const auto& square) {
            const auto found = squares_.find(square);
            return found == squares_.end() ||
                   std::ranges::none_of(found->second, [&](const Box& other) { return other.meets(box); });
        });
    }
    void add(const Box& box) {
        each_square(box, [&](const auto& square) {
            squares_[square].push_back(box);
            return true;
        });
    }

private:
    static constexpr double side = 64;
    template <class Visit>
    static bool each_square(const Box& box, Visit visit) {
        const auto from = [](double value) { return static_cast<int>(std::floor(value / side)); };
        for (auto x = from(box.left); x <= from(box.right); ++x)
            for (auto y = from(box.top); y <= from(box.bottom); ++y)
                if (!visit(std::pair(x, y))) return false;
        return true;
    }
    std::map<std::pair<int, int>, std::vector<Box>> squares_;
};

double turn(const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// The corners of the narrowest outline without a dent (Andrew's monotone chain): half of it along the points
/// from left to right, half back.
std::vector<Point> hull_of(std::vector<Point> points) {
    std::ranges::sort(points, {}, [](const Point& point) { return std::pair(point.x, point.y); });
    std::vector<Point> hull;
    const auto walk = [&](const auto& range) {
        const auto from = hull.size();
        for (const auto& point : range) {
            while (hull.size() >= from + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0)
                hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back(); // it begins the other half
    };
    walk(points);
    walk(points | std::views::reverse);
    return hull;
}

class SvgMap {
public:
    SvgMap(const Project& project, const MapSubject& subject)
        : project_(project), subject_(subject), map_(map_of(project, subject, colors.size())) {
        note_extent();
    }

    std::string document() {
        draw_areas();
        draw_schools();
        draw_names();
        const auto list = list_of_groups();
        const auto& title = subject_.title;
        auto text = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
            "height=\"{1:.0f}\" role=\"img\" aria-labelledby=\"title desc\" "
            "font-family=\"system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif\">\n",
            width_, list_end_ + margin);
        text += fmt::format("<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n", html_text(title),
                            html_text(summary()));
        text += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
        text += label({margin, 32}, 20, "font-weight=\"600\"", title);
        text += label({margin, 52}, 13, "fill=\"#4b5563\"", summary() + " North is up.");
        return text + areas_ + schools_ + names_ + scale_bar() + list + "</svg>\n";
    }

private:
    void each_point(const std::function<void(const MapPoint&)>& visit) const {
        for (const auto& group : map_.groups)
            for (const auto& point : group.points) visit(point);
        for (const auto& school : map_.single) visit(point_of(project_, school));
    }

    void note_extent() {
        double count = 0, east = -1e9, north = -1e9;
        west_ = 1e9;
        auto south = 1e9;
        each_point([&](const MapPoint& point) {
            ++count;
            west_ = std::min(west_, point.easting);
            east = std::max(east, point.easting);
            south = std::min(south, point.northing);
            north = std::max(north, point.northing);
        });
        north_ = north;
        // The page grows with the number of schools, so that names have room.
        width_ = std::clamp(70 * std::sqrt(count), 1000.0, 6000.0);
        const auto across = std::max(east - west_, 1000.0), down = std::max(north - south, 1000.0);
        constexpr double side = 150; // room for the names at the edges
        scale_ = std::min((width_ - 2 * side) / across, 1.5 * width_ / down);
        left_ = (width_ - scale_ * (east - west_)) / 2;
        if (count == 0) return void(map_end_ = head_height);
        map_end_ = head_height + 2 * margin + scale_ * (north - south) + 30;
    }

    Point at(const MapPoint& point) const {
        return {left_ + (point.easting - west_) * scale_,
                head_height + margin + (north_ - point.northing) * scale_};
    }

    std::string summary() const {
        std::size_t schools = 0;
        for (const auto& group : subject_.groups) schools += group.schools.size();
        return fmt::format("{} in {}; {} in none.", counted(schools, "school"),
                           counted(subject_.groups.size(), subject_.noun), map_.single.size());
    }

    static std::string label(Point at, double size, std::string_view style, std::string_view words) {
        return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.0f}\" {}>{}</text>\n", at.x, at.y,
                           size, style, html_text(words));
    }

    const SchoolGroup& subject_of(const MappedGroup& group) const { return subject_.groups[group.group]; }

    static std::string title_of(const SchoolGroup& group) {
        return group.about.empty() ? group.name : group.name + ": " + group.about;
    }

    /// Every school a corner, in the order of their bearing from the middle so that no two sides cross; of a
    /// large group the outermost alone.
    std::vector<Point> outline(const MappedGroup& group) const {
        const auto middle = at(group.middle());
        std::vector<Point> corners;
        for (const auto& point : group.points) corners.push_back(at(point));
        if (group.is_large()) return hull_of(std::move(corners));
        std::ranges::stable_sort(corners, {}, [&](const Point& corner) {
            return std::atan2(corner.y - middle.y, corner.x - middle.x);
        });
        return corners;
    }

    void draw_areas() {
        for (const auto& group : map_.groups) {
            std::string points;
            for (const auto& corner : outline(group))
                points += fmt::format("{}{:.1f},{:.1f}", points.empty() ? "" : " ", corner.x, corner.y);
            areas_ +=
                fmt::format("<polygon points=\"{0}\" fill=\"{1}\" fill-opacity=\"0.25\" stroke=\"{1}\" "
                            "stroke-width=\"1.5\" stroke-linejoin=\"round\"><title>{2}</title></polygon>\n",
                            points, colors[group.color], html_text(title_of(subject_of(group))));
        }
    }

    void draw_schools() {
        for (const auto& group : map_.groups)
            for (const auto& school : group.schools)
                draw_school(school, fmt::format("fill=\"{}\"", colors[group.color]));
        for (const auto& school : map_.single)
            draw_school(school, "fill=\"#ffffff\" stroke=\"#374151\" stroke-width=\"1.5\"");
    }
    void draw_school(const SchoolId& school, std::string_view style) {
        const auto [x, y] = at(point_of(project_, school));
        schools_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" {}><title>{}</title></circle>\n",
                                x, y, style, html_text(school_words(project_, school)));
        drawn_.add({x - 4, y - 4, x + 4, y + 4});
    }

    void draw_names() {
        constexpr std::string_view halo =
            "paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\"";
        for (const auto& group : map_.groups)
            draw_group_name(group,
                            fmt::format("font-weight=\"700\" fill=\"{}\" {}", colors[group.color], halo));
        const auto style = fmt::format("fill=\"#111827\" {}", halo);
        for (const auto& group : map_.groups)
            for (const auto& school : group.schools) draw_name(school, style);
        for (const auto& school : map_.single) draw_name(school, style);
    }
    /// In the middle of the group or next to it, of a large group over schools where it must be; else it
    /// stands in the list and in the area's title.
    void draw_group_name(const MappedGroup& group, std::string_view style) {
        const auto& name = subject_of(group).name;
        const auto middle = at(group.middle());
        const auto half = width_of(name, id_size) / 2;
        const std::array<Point, 5> shifts = {
            {{0, 0}, {0, -id_size}, {0, id_size}, {half + 8, 0}, {-half - 8, 0}}};
        for (const auto* places : {&drawn_, &group_names_}) {
            for (const auto& shift : shifts) {
                const Point spot = {middle.x + shift.x, middle.y + shift.y};
                const Box box = {spot.x - half, spot.y - id_size / 2, spot.x + half, spot.y + id_size / 2};
                if (!places->is_free(box.with_gap())) continue;
                drawn_.add(box);
                group_names_.add(box);
                names_ += label({box.left, box.bottom - 2}, id_size, style, name);
                return;
            }
            if (!group.is_large()) return;
        }
    }
    /// Beside the school where there is room; else it stands in the list alone.
    void draw_name(const SchoolId& school, std::string_view style) {
        constexpr std::size_t longest = 34;
        if (!has_place(project_.schools.at(school).value)) return;
        const auto name = truncate(school_words(project_, school), longest);
        const auto [x, y] = at(point_of(project_, school));
        const auto wide = width_of(name, name_size), high = name_size + 1;
        const std::array<Point, 8> corners = {{{x + 8, y - high / 2},
                                               {x - 8 - wide, y - high / 2},
                                               {x - wide / 2, y - 8 - high},
                                               {x - wide / 2, y + 8},
                                               {x + 6, y - 7 - high},
                                               {x + 6, y + 7},
                                               {x - 6 - wide, y - 7 - high},
                                               {x - 6 - wide, y + 7}}};
        for (const auto& corner : corners) {
            const Box box = {corner.x, corner.y, corner.x + wide, corner.y + high};
            if (box.left < 2 || box.right > width_ - 2 || !drawn_.is_free(box.with_gap())) continue;
            drawn_.add(box);
            names_ += label({box.left, box.bottom - 3}, name_size, style, name);
            return;
        }
    }

    std::string scale_bar() const {
        if (map_end_ <= head_height) return {};
        double metres = 1000;
        for (int step = 0; metres * 2.5 * scale_ < width_ / 5; ++step) metres *= step % 3 == 1 ? 2.5 : 2;
        const auto y = map_end_ - 12;
        return fmt::format("<path d=\"M{0:.1f} {1:.1f}v6h{2:.1f}v-6\" fill=\"none\" stroke=\"#374151\"/>\n",
                           margin, y, metres * scale_) +
               label({margin + metres * scale_ + 6, y + 8}, list_size, "fill=\"#374151\"",
                     fmt::format("{:.0f} km", metres / 1000));
    }

    // ---- the list

    struct Block {
        std::string head, about, color;
        std::vector<SchoolId> schools;
    };
    std::vector<Block> blocks() const {
        std::vector<Block> blocks;
        for (const auto& group : map_.groups) {
            const auto& [name, about, schools] = subject_of(group);
            blocks.push_back({name, about, std::string(colors[group.color]), schools});
        }
        if (!map_.single.empty()) blocks.push_back({"in no " + subject_.noun, {}, "#374151", map_.single});
        if (!map_.unplaced.empty())
            blocks.push_back({"not on the map: no place is known", {}, "#374151", map_.unplaced});
        return blocks;
    }
    std::string list_of_groups() {
        constexpr double column_width = 310, line = 16;
        constexpr std::size_t longest = 42;
        const auto count =
            std::max<std::size_t>(1, static_cast<std::size_t>((width_ - 2 * margin) / column_width));
        std::vector<double> ends(count, map_end_ + margin);
        std::string text;
        for (const auto& block : blocks()) {
            const auto column = static_cast<std::size_t>(std::ranges::min_element(ends) - ends.begin());
            const auto x = margin + static_cast<double>(column) * column_width;
            auto& y = ends[column];
            text += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"10\" height=\"10\" fill=\"{}\"/>\n",
                                x, y - 10, block.color);
            text += label({x + 16, y}, list_size, "font-weight=\"700\" fill=\"#111827\"", block.head);
            if (!block.about.empty())
                text +=
                    label({x + 16, y += line}, list_size, "fill=\"#4b5563\"", truncate(block.about, longest));
            for (const auto& school : block.schools)
                text += label({x + 16, y += line}, list_size, "fill=\"#111827\"",
                              truncate(school_words(project_, school), longest));
            y += 1.6 * line;
        }
        list_end_ = std::ranges::max(ends);
        return text;
    }

    const Project& project_;
    const MapSubject& subject_;
    SchoolMap map_;
    double width_ = 0, scale_ = 1, left_ = 0, west_ = 0, north_ = 0, map_end_ = 0, list_end_ = 0;
    Drawn drawn_, group_names_;
    std::string areas_, schools_, names_;
};

} // namespace

MapPoint MappedGroup::middle() const {
    MapPoint middle;
    const auto count = static_cast<double>(std::max<std::size_t>(1, points.size()));
    for (const auto& point : points) {
        middle.easting += point.easting / count;
        middle.northing += point.northing / count;
    }
    return middle;
}

MapPoint point_of(const Project& project, const SchoolId& school) {
    const auto& record = project.schools.at(school).value;
    return {static_cast<double>(record.easting.value_or(0)),
            static_cast<double>(record.northing.value_or(0))};
}

MapSubject triads_on_map(const Project& project) {
    MapSubject subject{"Triads of " + project.cohort.value.name, "triad", {}};
    for (const auto& [id, record] : project.triads)
        subject.groups.push_back({id.text, {}, record.value.schools});
    return subject;
}

SchoolMap map_of(const Project& project, const MapSubject& subject, std::size_t colors) {
    SchoolMap map;
    std::set<SchoolId> placed;
    for (std::size_t i = 0; i < subject.groups.size(); ++i) {
        MappedGroup group{.group = i};
        for (const auto& school : subject.groups[i].schools) {
            const auto found = project.schools.find(school);
            if (found == project.schools.end()) continue;
            placed.insert(school);
            if (has_place(found->second.value)) {
                group.schools.push_back(school);
                group.points.push_back(point_of(project, school));
            } else {
                map.unplaced.push_back(school);
            }
        }
        if (!group.points.empty()) map.groups.push_back(std::move(group));
    }
    const SchoolLookup lookup(project);
    for (const auto& [id, record] : project.schools)
        if (!placed.contains(id) && !lookup.has_left(id))
            (has_place(record.value) ? map.single : map.unplaced).push_back(id);
    std::ranges::sort(map.unplaced);
    give_colors(map.groups, colors);
    return map;
}

std::string map_svg(const Project& project, const MapSubject& subject) {
    return SvgMap(project, subject).document();
}

} // namespace peerreview
