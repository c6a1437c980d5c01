#include "record/write_records.hpp"

#include "yaml/write.hpp"

#include <fmt/core.h>

namespace peerreview {

namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;

void add(Keys& keys, const std::string& key, const std::string& text) {
    if (!text.empty()) keys.emplace_back(key, yaml_scalar(text));
}
void add(Keys& keys, const std::string& key, const std::optional<int>& number) {
    if (number) keys.emplace_back(key, std::to_string(*number));
}
void add(Keys& keys, const std::string& key, const std::optional<Date>& date) {
    if (date) keys.emplace_back(key, iso(*date));
}

std::string lines(const Keys& keys) {
    std::string text;
    for (const auto& [key, value] : keys) text += fmt::format("{}: {}\n", key, value);
    return text;
}

std::string ranges(std::string_view key, const std::vector<Closed>& blocked) {
    if (blocked.empty()) return {};
    auto text = fmt::format("{}:\n", key);
    for (const auto& range : blocked) {
        Keys keys;
        add(keys, "from", range.from);
        add(keys, "to", range.to);
        add(keys, "why", range.why);
        text += indented(list_item(keys));
    }
    return text;
}

std::string half_terms(const std::vector<HalfTerm>& terms) {
    std::string text = terms.empty() ? "" : "terms:\n";
    for (const auto& term : terms) {
        Keys keys;
        add(keys, "start", term.start);
        add(keys, "end", term.end);
        text += indented(list_item(keys));
    }
    return text;
}

template <class IdType>
std::string ids(std::string_view key, const std::vector<IdType>& list) {
    if (list.empty()) return {};
    std::string text;
    for (const auto& id : list) text += (text.empty() ? "" : ", ") + yaml_scalar(id.text);
    return fmt::format("{}: [{}]\n", key, text);
}

std::string visitors(std::string_view key, const std::vector<Visitor>& list) {
    if (list.empty()) return {};
    auto text = fmt::format("{}:\n", key);
    for (const auto& visitor : list)
        text += fmt::format("  - {{school: {}, leader: {}}}\n", yaml_scalar(visitor.school.text),
                            yaml_scalar(visitor.leader.text));
    return text;
}

std::string reviews(const std::vector<PlannedReview>& list) {
    std::string text;
    for (const auto& review : list) {
        Keys keys;
        add(keys, "host", review.host.text);
        add(keys, "date", review.date);
        add(keys, "consultant", review.consultant.text);
        text += indented(list_item(keys) + indented(visitors("reviewers", review.reviewers) +
                                                    visitors("reserves", review.reserves)));
    }
    return text;
}

std::string cancelled_item(const CancelledDates& dates) {
    Keys keys;
    add(keys, "triad", dates.triad.text);
    auto rest = ids("schools", dates.schools);
    Keys more;
    add(more, "consultant", dates.consultant.text);
    rest += lines(more);
    if (!dates.reviews.empty()) rest += "reviews:\n" + reviews(dates.reviews);
    if (dates.follow_up) rest += fmt::format("follow-up: {}\n", iso(*dates.follow_up));
    return list_item(keys) + indented(rest);
}

std::string reasons(const std::vector<TriadReason>& list) {
    std::string text = list.empty() ? "" : "reasons:\n";
    for (const auto& reason : list) {
        Keys keys;
        add(keys, "rule", reason.rule);
        if (reason.result) keys.emplace_back("result", name_of(*reason.result));
        add(keys, "note", reason.note);
        text += indented(list_item(keys));
    }
    return text;
}

std::string waivers(const std::vector<Waiver>& list) {
    std::string text = list.empty() ? "" : "waivers:\n";
    for (const auto& waiver : list) {
        Keys keys;
        add(keys, "rule", waiver.rule);
        add(keys, "by", waiver.by);
        add(keys, "date", waiver.date);
        add(keys, "why", waiver.why);
        text += indented(list_item(keys));
    }
    return text;
}

std::string leader_item(const Leader& leader) {
    Keys keys = {{"id", yaml_scalar(leader.id.text)}};
    const auto more = leader_keys(leader);
    keys.insert(keys.end(), more.begin(), more.end());
    return list_item(keys) + indented(ranges("blocked", leader.blocked) + ids("conflicts", leader.conflicts));
}

} // namespace

Keys register_keys(const School& school) {
    Keys keys;
    add(keys, "name", school.name);
    add(keys, "urn", school.urn);
    add(keys, "laestab", school.laestab);
    add(keys, "ukprn", school.ukprn);
    add(keys, "type", school.type);
    keys.emplace_back("phase", name_of(school.phase.value_or(Phase::primary)));
    if (school.ages.low && school.ages.high)
        keys.emplace_back("ages", fmt::format("{{low: {}, high: {}}}", *school.ages.low, *school.ages.high));
    add(keys, "roll", school.roll);
    add(keys, "authority", school.authority);
    add(keys, "trust", school.trust);
    add(keys, "federation", school.federation);
    add(keys, "diocese", school.diocese);
    add(keys, "faith", school.faith);
    keys.emplace_back("member", school.member ? "true" : "false");
    add(keys, "street", school.street);
    add(keys, "locality", school.locality);
    add(keys, "town", school.town);
    add(keys, "postcode", school.postcode);
    add(keys, "website", school.website);
    add(keys, "telephone", school.telephone);
    add(keys, "easting", school.easting);
    add(keys, "northing", school.northing);
    return keys;
}

Keys leader_keys(const Leader& leader) {
    Keys keys;
    if (leader.role) keys.emplace_back("role", name_of(*leader.role));
    add(keys, "trained", leader.trained);
    return keys;
}

Keys consultant_keys(const Consultant& consultant) {
    Keys keys;
    add(keys, "name", consultant.name);
    std::string phases;
    for (const auto phase : consultant.phases)
        phases += (phases.empty() ? "" : ", ") + std::string(name_of(phase));
    if (!phases.empty()) keys.emplace_back("phases", "[" + phases + "]");
    add(keys, "postcode", consultant.postcode);
    add(keys, "easting", consultant.easting);
    add(keys, "northing", consultant.northing);
    add(keys, "days", consultant.days);
    return keys;
}

std::string list_item(const Keys& keys) {
    auto text = indented(lines(keys));
    if (!text.empty()) text[0] = '-';
    return text;
}

std::string write_school(const School& school) {
    auto text = schema_line("school") + lines(register_keys(school)) + ids("apart", school.apart) +
                half_terms(school.terms) + ranges("blocked", school.blocked);
    if (school.leaders.empty()) return text;
    text += "leaders:\n";
    for (const auto& leader : school.leaders) text += indented(leader_item(leader));
    return text;
}

std::string write_consultant(const Consultant& consultant) {
    return schema_line("consultant") + lines(consultant_keys(consultant)) +
           ranges("blocked", consultant.blocked) + ids("conflicts", consultant.conflicts);
}

std::string write_people(const People& people) {
    auto text = schema_line("people") + "leaders:\n";
    for (const auto& person : people.leaders) {
        Keys keys;
        add(keys, "id", person.id.text);
        add(keys, "name", person.name);
        add(keys, "email", person.email);
        add(keys, "title", person.title);
        text += indented(list_item(keys));
    }
    return text;
}

std::string write_triad(const Triad& triad) {
    auto text = schema_line("triad");
    if (triad.kind) text += fmt::format("kind: {}\n", name_of(*triad.kind));
    text += "schools:\n";
    for (const auto& school : triad.schools) text += fmt::format("  - {}\n", yaml_scalar(school.text));
    Keys keys;
    add(keys, "consultant", triad.consultant.text);
    add(keys, "second-reader", triad.second_reader.text);
    add(keys, "seconds", triad.seconds);
    text += lines(keys) + reasons(triad.reasons) + waivers(triad.waivers);
    if (triad.pinned) text += "pinned: true\n";
    return text;
}

std::string write_schedule(const Schedule& schedule) {
    auto text = schema_line("schedule") + "reviews:\n" + reviews(schedule.reviews);
    if (schedule.follow_up) text += fmt::format("follow-up: {}\n", iso(*schedule.follow_up));
    return text;
}

std::string write_decision(const Decision& decision) {
    Keys keys;
    add(keys, "date", decision.date);
    if (decision.kind) add(keys, "kind", std::string(name_of(*decision.kind)));
    add(keys, "subject", decision.subject);
    add(keys, "rule", decision.rule);
    add(keys, "by-role", decision.by_role);
    add(keys, "why", decision.why);
    add(keys, "effect", decision.effect);
    auto text = schema_line("decision") + lines(keys);
    if (!decision.cancelled.empty()) text += "cancelled:\n";
    for (const auto& dates : decision.cancelled) text += indented(cancelled_item(dates));
    return text;
}

std::string write_edition(const Edition& edition) {
    Keys keys;
    add(keys, "edition", edition.edition);
    add(keys, "date", edition.date);
    auto text = schema_line("edition") + lines(keys) + "schools:\n";
    for (const auto& school : edition.schools) text += fmt::format("  - {}\n", yaml_scalar(school.text));
    if (edition.triads) text += fmt::format("triads: {}\n", *edition.triads);
    text += edition.cells.empty() ? "cells: []\n" : "cells:\n";
    for (const auto& cell : edition.cells) {
        Keys cell_keys;
        add(cell_keys, "theme", cell.theme);
        if (cell.kind) add(cell_keys, "kind", std::string(name_of(*cell.kind)));
        add(cell_keys, "band", cell.band);
        text += indented(list_item(cell_keys));
    }
    return text;
}

} // namespace peerreview
