#include "render/agenda.hpp"

#include "project/travel.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace peerreview {

namespace {

std::string_view part_words(AgendaPart part) {
    using enum AgendaPart;
    switch (part) {
    case host:
        return "host";
    case reviewer:
        return "reviewer";
    case consultant:
        return "consultant";
    case reserve:
        return "reserve";
    case member:
        return "takes part";
    case onlooker:
        break;
    }
    return "";
}

std::string review_summary(const std::string& host, AgendaPart part) {
    if (part == AgendaPart::host) return host + " hosts its peer review";
    if (part == AgendaPart::reviewer) return "Peer review visit to " + host;
    if (part == AgendaPart::reserve) return "Reserve for the peer review of " + host;
    return "Peer review of " + host;
}

std::vector<std::string> school_names(const Project& project, const std::vector<SchoolId>& schools) {
    std::vector<std::string> names;
    for (const auto& school : schools) names.push_back(school_words(project, school));
    return names;
}

std::string visitors(const Project& project, const std::vector<Visitor>& list) {
    std::string text;
    for (const auto& visitor : list) text += (text.empty() ? "" : "; ") + visitor_words(project, visitor);
    return text;
}

std::string minutes_in_words(std::int64_t seconds) { return counted(minutes_of(seconds), "minute"); }

std::string minutes_text(const std::optional<std::int64_t>& seconds) {
    return seconds ? std::to_string(minutes_of(*seconds)) : "";
}

/// Name, town and postcode of the school that is visited.
std::string place_of(const Project& project, const SchoolId& host) {
    const auto found = project.schools.find(host);
    if (found == project.schools.end()) return {};
    auto text = found->second.value.name;
    for (const auto& part : {found->second.value.town, found->second.value.postcode})
        if (!part.empty()) text += ", " + part;
    return text;
}

std::string uid_of(const Project& project, const AgendaEvent& event) {
    constexpr std::string_view kinds[] = {"launch", "review", "follow-up"};
    auto uid = slug(project.cohort.value.name);
    for (const auto& part : {event.triad.text, event.host.text})
        if (!part.empty()) uid += "-" + part;
    return fmt::format("{}-{}@peerreview", uid, kinds[static_cast<std::size_t>(event.kind)]);
}

std::string travel_lines(const AgendaEvent& event) {
    if (!event.home) return {};
    const auto from = event.part == AgendaPart::consultant ? "from home" : "from your school";
    auto text = fmt::format("Travel: about {} {}.\n", minutes_in_words(*event.home), from);
    if (event.onward)
        text += fmt::format("Travel from the school of the review before: about {}.\n",
                            minutes_in_words(*event.onward));
    return text;
}

} // namespace

std::string agenda_title(const Project& project, const AgendaReader& reader) {
    if (reader.consultant)
        return fmt::format("Peer review dates of a consultant: {}", project.cohort.value.name);
    if (reader.school) return "Peer review dates of " + school_words(project, *reader.school);
    if (reader.leader)
        for (const auto& [id, school] : project.schools)
            for (const auto& leader : school.value.leaders)
                if (leader.id == *reader.leader)
                    return "Peer review dates: " + visitor_words(project, {id, leader.id});
    return "Peer review dates: " + project.cohort.value.name;
}

std::string agenda_summary(const Project& project, const AgendaEvent& event) {
    std::string text = event.cancelled ? "Cancelled: " : "";
    if (event.kind == AgendaKind::launch) return text + "Peer review launch and training day";
    if (event.kind == AgendaKind::review)
        return text + review_summary(school_words(project, event.host), event.part);
    return text + "Peer review follow-up meeting of " + joined(school_names(project, event.schools));
}

std::string agenda_details(const Project& project, const AgendaEvent& event) {
    if (event.kind == AgendaKind::launch) return "For the leaders who review, and the consultants.\n";
    if (event.kind == AgendaKind::follow_up)
        return "The heads of the schools and the consultant look at what became of the action plans.\n";
    auto text = fmt::format("Reviewers: {}.\n", visitors(project, event.reviewers));
    if (!event.reserves.empty()) text += fmt::format("In reserve: {}.\n", visitors(project, event.reserves));
    return text + travel_lines(event);
}

std::vector<IcsEvent> agenda_ics(const Project& project, const std::vector<AgendaEvent>& events) {
    std::vector<IcsEvent> list;
    for (const auto& event : events) {
        auto details = agenda_details(project, event);
        if (details.ends_with('\n')) details.pop_back();
        list.push_back({.uid = uid_of(project, event),
                        .start = event.date,
                        .summary = agenda_summary(project, event),
                        .description = std::move(details),
                        .location = event.kind == AgendaKind::review ? place_of(project, event.host) : "",
                        .sequence = event.revision,
                        .cancelled = event.cancelled,
                        .busy = event.part != AgendaPart::onlooker && event.part != AgendaPart::reserve});
    }
    return list;
}

std::string agenda_text(const Project& project, const std::vector<AgendaEvent>& events) {
    std::string text;
    for (const auto& event : events) {
        text += fmt::format("{}\n  {}\n", in_words(event.date), terminal(agenda_summary(project, event)));
        const auto details = agenda_details(project, event);
        for (std::size_t at = 0; at < details.size(); at = details.find('\n', at) + 1)
            text += "  " + terminal(details.substr(at, details.find('\n', at) - at)) + "\n";
    }
    return text;
}

std::vector<std::vector<std::string>> agenda_rows(const Project& project,
                                                  const std::vector<AgendaEvent>& events) {
    std::vector<std::vector<std::string>> rows = {{"date", "day", "event", "triad", "school", "part",
                                                   "status", "reviewers", "reserves", "minutes",
                                                   "minutes-onward"}};
    for (const auto& event : events) {
        if (event.kind == AgendaKind::launch) continue;
        const auto is_review = event.kind == AgendaKind::review;
        const auto words = in_words(event.date);
        rows.push_back(
            {iso(event.date), words.substr(0, words.find(' ')), is_review ? "review" : "follow-up meeting",
             event.triad.text,
             is_review ? school_words(project, event.host) : joined(school_names(project, event.schools)),
             std::string(part_words(event.part)), event.cancelled ? "cancelled" : "planned",
             visitors(project, event.reviewers), visitors(project, event.reserves), minutes_text(event.home),
             minutes_text(event.onward)});
    }
    return rows;
}

} // namespace peerreview
