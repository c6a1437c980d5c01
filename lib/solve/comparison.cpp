#include "solve/comparison.hpp"

#include "project/school_lookup.hpp"
#include "solve/groups.hpp"
#include "solve/instance.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

std::string list_of(const std::vector<SchoolId>& schools) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : ", ") + school.text;
    return text;
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::map<SchoolId, TriadId> places_in(const Project& project, const std::map<TriadId, Triad>& triads) {
    std::map<SchoolId, TriadId> places;
    for (const auto& [id, triad] : triads)
        for (const auto& school : triad.schools)
            if (!has_left(project, school)) places[school] = id;
    return places;
}

std::map<TriadId, Triad> standing_triads(const Project& project) {
    std::map<TriadId, Triad> triads;
    for (const auto& [id, record] : project.triads) triads[id] = record.value;
    return triads;
}

std::int64_t travel_in(const Travel& travel, const std::map<TriadId, Triad>& triads) {
    std::int64_t seconds = 0;
    for (const auto& [id, triad] : triads) seconds += seconds_of(travel, triad.schools);
    return seconds;
}

std::size_t unknown_in(const Travel& travel, const std::map<TriadId, Triad>& triads) {
    std::size_t unknown = 0;
    for (const auto& [id, triad] : triads)
        for (std::size_t i = 0; i < triad.schools.size(); ++i)
            for (auto j = i + 1; j < triad.schools.size(); ++j)
                unknown += !travel.between(triad.schools[i], triad.schools[j]);
    return unknown;
}

std::string place_in_words(const TriadId& triad) {
    return triad.empty() ? std::string("the waiting list") : triad.text;
}

std::string travel_in_words(const Comparison& comparison) {
    const auto now = minutes_of(comparison.now), then = minutes_of(comparison.then);
    const auto unknown = comparison.unknown_now;
    const auto difference = unknown == 1 ? "and now that of a pair of schools is not known"
                            : unknown > 1
                                ? fmt::format("and now that of {} pairs of schools is not known", unknown)
                            : then == now ? "as much as now"
                            : then < now  ? fmt::format("{} fewer than now", now - then)
                                          : fmt::format("{} more than now", then - now);
    auto text = fmt::format("travel: {} in all, {}", counted(then, "minute"), difference);
    if (comparison.placed_now != comparison.placed_then)
        text += fmt::format(", with {} schools in triads instead of {}", comparison.placed_then,
                            comparison.placed_now);
    return text + "\n";
}

} // namespace

std::vector<SchoolId> held_reviews(const Project& project, const TriadId& triad, Date today) {
    std::vector<SchoolId> held;
    const auto schedule = project.schedules.find(triad);
    for (const auto& school : project.triads.at(triad).value.schools) {
        const auto took_place = schedule != project.schedules.end() &&
                                std::ranges::any_of(schedule->second.value.reviews, [&](const auto& review) {
                                    return review.host == school && review.date && *review.date <= today;
                                });
        if (took_place || was_held(project, school)) held.push_back(school);
    }
    return held;
}

Hanging hanging_on(const Project& project, const TriadId& triad, Date today) {
    const auto& record = project.triads.at(triad).value;
    Hanging hanging;
    hanging.held = held_reviews(project, triad, today);
    hanging.is_pinned = record.pinned;
    for (const auto& waiver : record.waivers) hanging.waivers.push_back(waiver.rule);
    const auto schedule = project.schedules.find(triad);
    hanging.has_dates = schedule != project.schedules.end();
    if (hanging.has_dates)
        for (const auto& review : schedule->second.value.reviews)
            if (review.date && *review.date > today) hanging.planned.push_back(review);
    for (const auto& school : record.schools)
        if (project.reviews.contains(school) && std::ranges::find(hanging.held, school) == hanging.held.end())
            hanging.records.push_back(school);
    for (const auto& [id, decision] : project.decisions)
        if (decision.value.subject == triad.text) hanging.decisions.push_back(id);
    return hanging;
}

std::vector<std::string> in_words(const Project& project, const TriadId& triad, const Hanging& hanging) {
    std::vector<std::string> lines;
    if (hanging.is_pinned) lines.push_back(fmt::format("{} is pinned", triad.text));
    if (!hanging.held.empty())
        lines.push_back(fmt::format("{}: reviews were held: {}", triad.text, list_of(hanging.held)));
    for (const auto& review : hanging.planned)
        lines.push_back(fmt::format("{}: the review of {} is planned for {}", triad.text, review.host.text,
                                    iso(*review.date)));
    if (hanging.has_dates)
        lines.push_back(
            fmt::format("{}: its dates are in {}", triad.text, project.schedules.at(triad).file->path()));
    for (const auto& host : hanging.records)
        lines.push_back(fmt::format("{}: there are records in reviews/{}/", triad.text, host.text));
    if (!hanging.waivers.empty())
        lines.push_back(fmt::format("{}: its record waives {}", triad.text, list_of(hanging.waivers)));
    for (const auto& decision : hanging.decisions)
        lines.push_back(fmt::format("{}: decisions/{}.yaml is about it", triad.text, decision));
    return lines;
}

Comparison compare_triads(const Project& project, const Travel& travel,
                          const std::map<TriadId, Triad>& then) {
    Comparison comparison;
    const auto standing = standing_triads(project);
    for (const auto& [id, triad] : standing) {
        const auto found = then.find(id);
        if (found == then.end())
            comparison.changed.push_back({id, triad.schools, {}});
        else if (!has_schools(triad, found->second.schools))
            comparison.changed.push_back({id, triad.schools, found->second.schools});
    }
    for (const auto& [id, triad] : then)
        if (!standing.contains(id)) comparison.added.push_back({id, {}, triad.schools});
    const auto before = places_in(project, standing), after = places_in(project, then);
    std::set<SchoolId> schools;
    for (const auto& [school, id] : before) schools.insert(school);
    for (const auto& [school, id] : after) schools.insert(school);
    const auto place = [](const auto& places, const SchoolId& school) {
        const auto found = places.find(school);
        return found == places.end() ? TriadId{} : found->second;
    };
    for (const auto& school : schools)
        if (place(before, school) != place(after, school))
            comparison.moved.push_back({school, place(before, school), place(after, school)});
    comparison.placed_now = before.size();
    comparison.placed_then = after.size();
    comparison.now = travel_in(travel, standing);
    comparison.then = travel_in(travel, then);
    comparison.unknown_now = unknown_in(travel, standing);
    return comparison;
}

std::string in_words(const Project& project, const Comparison& comparison, Date today) {
    std::string text, hanging;
    for (const auto& [id, now, then] : comparison.changed) {
        text += fmt::format("{}: {} {}\n", id.text, list_of(now),
                            then.empty() ? "would be no triad" : "-> " + list_of(then));
        for (const auto& line : in_words(project, id, hanging_on(project, id, today)))
            hanging += "  " + line + "\n";
    }
    for (const auto& [id, now, then] : comparison.added)
        text += fmt::format("{} is new: {}\n", id.text, list_of(then));
    for (const auto& [school, from, to] : comparison.moved)
        text += fmt::format("{}: from {} to {}\n", school.text, place_in_words(from), place_in_words(to));
    text += travel_in_words(comparison);
    if (!hanging.empty()) text += "what hangs on the triads that change:\n" + hanging;
    return text;
}

} // namespace peerreview
