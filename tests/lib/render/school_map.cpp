#include "render/school_map.hpp"

#include "source/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace peerreview;

namespace {

/// Schools in a town, so near each other that not all names have room, and one group of half of them.
Project town_of(int schools) {
    Project project;
    project.cohort.value.name = "Town";
    std::uint64_t state = 3;
    const auto draw = [&](int below) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(below));
    };
    for (int i = 0; i < schools; ++i) {
        School school;
        school.name = "Saint Somebody School " + std::to_string(i);
        school.easting = 400000 + draw(6000);
        school.northing = 200000 + draw(6000);
        project.schools[{"school-" + std::to_string(i)}].value = school;
    }
    return project;
}

MapSubject half_of(const Project& project) {
    MapSubject subject{"Town", "region", {{"r001", "half of them", {}}}};
    for (const auto& [id, record] : project.schools)
        if (subject.groups[0].schools.size() < project.schools.size() / 2)
            subject.groups[0].schools.push_back(id);
    return subject;
}

struct Box {
    double left, top, right, bottom;
    bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

double value_of(const std::string& line, const std::string& attribute) {
    return std::stod(line.substr(line.find(" " + attribute + "=\"") + attribute.size() + 3));
}

/// The names on the map and the dots of its schools, as boxes.
struct Drawing {
    std::vector<Box> names, dots;
    int titles = 0;
};
Drawing drawing_of(const std::string& svg) {
    Drawing drawing;
    std::istringstream lines(svg);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("<circle")) {
            const auto x = value_of(line, "cx"), y = value_of(line, "cy"), r = value_of(line, "r");
            drawing.dots.push_back({x - r, y - r, x + r, y + r});
            drawing.titles += line.find("<title>Saint Somebody") != std::string::npos;
        } else if (line.starts_with("<text") && line.find("paint-order") != std::string::npos) {
            const auto x = value_of(line, "x"), y = value_of(line, "y"), size = value_of(line, "font-size");
            const auto from = line.find('>') + 1;
            const auto name = line.substr(from, line.find("</text>") - from);
            drawing.names.push_back({x, y - 0.75 * size, x + 0.57 * size * display_width(name), y + 2});
        }
    }
    return drawing;
}

} // namespace

TEST_CASE("no name on a map touches another or a school, and each school has its name as a title") {
    const auto project = town_of(80);
    const auto drawing = drawing_of(map_svg(project, half_of(project)));
    CHECK(drawing.dots.size() == 80);
    CHECK(drawing.titles == 80);
    CHECK(drawing.names.size() > 20);
    CHECK(drawing.names.size() < 81); // else every name had room, and nothing was asked
    std::size_t over_dots = 0;
    for (std::size_t i = 0; i < drawing.names.size(); ++i) {
        auto wide = drawing.names[i];
        wide.left -= 2;
        wide.right += 2;
        wide.top -= 2;
        wide.bottom += 2;
        for (std::size_t j = i + 1; j < drawing.names.size(); ++j) CHECK_FALSE(wide.meets(drawing.names[j]));
        over_dots += std::ranges::any_of(drawing.dots, [&](const Box& dot) { return dot.meets(wide); });
    }
    CHECK(over_dots <= 1); // the name of the region, for which there may be no place without schools
}

TEST_CASE("a large group has its outermost schools as corners, in order") {
    auto project = town_of(7);
    const std::vector<std::pair<int, int>> places = {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {2, 2}, {1, 2}, {2, 0}};
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto& school = project.schools.at({"school-" + std::to_string(i)}).value;
        school.easting = 400000 + 1000 * places[i].first;
        school.northing = 200000 + 1000 * places[i].second;
    }
    MapSubject subject{"Square", "region", {{"r001", {}, {}}}};
    for (const auto& [id, record] : project.schools) subject.groups[0].schools.push_back(id);
    const auto svg = map_svg(project, subject);
    const auto from = svg.find("<polygon points=\"") + 17;
    const auto points = svg.substr(from, svg.find('"', from) - from);
    CHECK(std::ranges::count(points, ',') == 4);
}

TEST_CASE("a school in no group is single, and one without a place is told apart") {
    auto project = town_of(4);
    project.schools.at({"school-3"}).value.easting.reset();
    const MapSubject subject{"Town", "region", {{"r001", {}, {{"school-0"}, {"school-1"}}}}};
    const auto map = map_of(project, subject, 8);
    CHECK(map.single == std::vector<SchoolId>{{"school-2"}});
    CHECK(map.unplaced == std::vector<SchoolId>{{"school-3"}});
    CHECK(map_svg(project, subject).find("2 schools in 1 region; 1 in none.") != std::string::npos);
}
