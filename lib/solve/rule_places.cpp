#include "solve/rule_places.hpp"

#include "source/csv.hpp"

#include <algorithm>

namespace peerreview {

namespace {

void add_apart(const Loaded<School>& school, const SchoolId& other, std::vector<Place>& places) {
    const auto& list = school.value.apart;
    if (const auto found = std::ranges::find(list, other); found != list.end())
        places.push_back(school.node.place_of("apart", static_cast<std::size_t>(found - list.begin())));
}

void add_history(const Loaded<School>& school, const SchoolId& other, std::vector<Place>& places) {
    const auto& history = school.value.history;
    for (std::size_t i = 0; i < history.size(); ++i)
        if (std::ranges::find(history[i].with, other) != history[i].with.end())
            places.push_back(school.node.place_of("history", i));
}

void add_rows(const Project& project, const SchoolId& a, const SchoolId& b, std::vector<Place>& places) {
    if (!project.travel) return;
    Diagnostics findings;
    for (const auto& row : read_csv(*project.travel, findings)) {
        if (row.cells.size() != 3) continue;
        const auto &from = row.cells[0].text, &to = row.cells[1].text;
        if ((from == a.text && to == b.text) || (from == b.text && to == a.text))
            places.push_back({project.travel, row.cells[2].offset});
    }
}

} // namespace

std::vector<Place> places_of_rule(const Project& project, std::string_view rule, const SchoolId& a,
                                  const SchoolId& b) {
    const auto &first = project.schools.at(a), &second = project.schools.at(b);
    std::vector<Place> places;
    if (rule == "apart") {
        add_apart(first, b, places);
        add_apart(second, a, places);
    } else if (rule == "repeat") {
        add_history(first, b, places);
        add_history(second, a, places);
    } else if (rule == "travel") {
        add_rows(project, a, b, places);
    }
    if (!places.empty()) return places;
    const auto* key = rule == "travel" ? "easting" : rule == "trust" ? "trust" : "phase";
    return {first.node.place_of(key), second.node.place_of(key)};
}

} // namespace peerreview
