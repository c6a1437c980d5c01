#include "solve/facts.hpp"

#include "solve/smallest_conflict.hpp"
#include "source/text.hpp"

#include <algorithm>

namespace peerreview {

namespace {

class Facts {
public:
    Facts(const Project& project, const TriadId& triad, const InstanceOptions& options)
        : project_(project), triad_(project.triads.at(triad).value), options_(options) {}

    std::vector<Fact> list() && {
        for (const auto& school : triad_.schools) add_school(school);
        for (const auto& school : triad_.schools) add_leaders(school);
        for (const auto& [id, record] : project_.consultants)
            if (!options_.consultant || *options_.consultant == id) add_consultant(id, record);
        add_bookings();
        if (project_.consultants.empty())
            add({FactKind::no_consultant, "", 0}, project_.cohort.node.place(), "there is no consultant");
        add_policy();
        add_calendar();
        return std::move(facts_);
    }

private:
    void add(FactKey key, Place place, std::string text) {
        facts_.push_back({std::move(text), place, std::move(key)});
    }

    void add_school(const SchoolId& id) {
        const auto& record = project_.schools.at(id);
        for (std::size_t i = 0; i < record.value.blocked.size(); ++i)
            add({FactKind::school_blocked, id.text, i}, record.node.place_of("blocked", i),
                fmt::format("'{}' is not free {}", id.text, range_text(record.value.blocked[i])));
        if (!record.value.terms.empty())
            add({FactKind::school_terms, id.text, 0}, record.node.place_of("terms"),
                fmt::format("'{}' keeps terms of its own", id.text));
    }

    void add_leaders(const SchoolId& school) {
        const auto& record = project_.schools.at(school);
        const auto* list = record.node.find("leaders");
        if (record.value.leaders.empty())
            add({FactKind::no_leaders, school.text, 0}, record.node.place_of("leaders"),
                fmt::format("'{}' names no leader who could visit", school.text));
        for (std::size_t i = 0; list && i < record.value.leaders.size(); ++i)
            add_leader(school, record.value, record.value.leaders[i], list->items[i]);
    }

    void add_leader(const SchoolId& school, const School& record, const Leader& leader, const Node& node) {
        const auto who = fmt::format("leader '{}' of '{}'", leader.id.text, school.text);
        if (const auto why = why_excluded(leader); !why.empty())
            add({FactKind::leader_excluded, leader.id.text, 0}, node.place, who + " " + why);
        for (std::size_t i = 0; i < leader.blocked.size(); ++i)
            add({FactKind::leader_blocked, leader.id.text, i}, node.place_of("blocked", i),
                who + " is not free " + range_text(leader.blocked[i]));
        if (leader.trained)
            add({FactKind::leader_trained, leader.id.text, 0}, node.place_of("trained"),
                fmt::format("{} is trained on {}, and visits after it", who, iso(*leader.trained)));
        if (leader.max_days_out)
            add({FactKind::leader_days_out, leader.id.text, 0}, node.place_of("max-days-out"),
                fmt::format("{} is away on at most {} days a year", who, *leader.max_days_out));
        if (leader.dsl)
            add({FactKind::safeguarding, leader.id.text, 0}, node.place_of("dsl"),
                who + (has_other_safeguarding_lead(record, leader)
                           ? " stays at school while its other safeguarding leads are not free"
                           : " is its only safeguarding lead on record, and one stays at school"));
        for (std::size_t i = 0; i < leader.conflicts.size(); ++i)
            if (std::ranges::find(triad_.schools, leader.conflicts[i]) != triad_.schools.end())
                add({FactKind::leader_conflict, leader.id.text, i}, node.place_of("conflicts", i),
                    fmt::format("{} does not review '{}'", who, leader.conflicts[i].text));
    }

    static bool has_other_safeguarding_lead(const School& school, const Leader& leader) {
        return std::ranges::any_of(school.leaders, [&](const Leader& other) {
            return other.dsl && !other.left && other.id != leader.id;
        });
    }

    void add_consultant(const ConsultantId& id, const Loaded<Consultant>& record) {
        const auto who = fmt::format("consultant '{}'", id.text);
        const auto& consultant = record.value;
        if (!knows_phases(project_, consultant, triad_) && triad_.consultant != id)
            add({FactKind::consultant_phases, id.text, 0}, record.node.place_of("phases"),
                who + " has not the experience for the phases of these schools");
        for (std::size_t i = 0; i < consultant.conflicts.size(); ++i)
            if (std::ranges::find(triad_.schools, consultant.conflicts[i]) != triad_.schools.end())
                add({FactKind::consultant_conflict, id.text, i}, record.node.place_of("conflicts", i),
                    fmt::format("{} does not facilitate '{}'", who, consultant.conflicts[i].text));
        for (std::size_t i = 0; i < consultant.blocked.size(); ++i)
            add({FactKind::consultant_blocked, id.text, i}, record.node.place_of("blocked", i),
                who + " is not free " + range_text(consultant.blocked[i]));
        const auto days = consultant.days.value_or(0);
        add({FactKind::consultant_days, id.text, 0}, record.node.place_of("days"),
            days == 0 ? who + " has no review days in the record"
                      : fmt::format("{} takes {} a year", who, counted(days, "review")));
    }

    void add_bookings() {
        for (std::size_t i = 0; i < options_.booked.size(); ++i) {
            const auto& booked = options_.booked[i];
            add({FactKind::booking, booked.consultant.text, i}, booked.place,
                fmt::format("consultant '{}' is booked by triad {} on {}{}", booked.consultant.text,
                            booked.triad.text, iso(booked.date),
                            booked.is_review ? "" : ", for its follow-up meeting"));
        }
    }

    void add_policy() {
        const auto& policy = project_.policy();
        const auto rule = [&](FactKind kind, std::string_view key, std::string text) {
            add({kind, "", 0}, policy_place(project_, key), std::move(text));
        };
        if (options_.from)
            rule(FactKind::first_day, "lead", "no review is before " + iso(*options_.from));
        else
            add({FactKind::first_day, "", 0}, project_.cohort.node.place_of("launch"),
                fmt::format("no review is before the launch on {} and {} school days after it",
                            iso(project_.cohort.value.launch.value_or(Date())), policy.lead));
        rule(FactKind::follow_up, "follow-up",
             fmt::format("the follow-up meeting falls {} to {} school days after the last review",
                         policy.follow_up_from, policy.follow_up_to));
        rule(FactKind::gap, "gap",
             fmt::format("at least {} school days lie between two reviews", policy.gap));
        rule(FactKind::season, "season",
             fmt::format("at most {} school days lie between the first and the last review", policy.season));
        rule(FactKind::consultant_per_week, "consultant",
             fmt::format("a consultant has at most {} a week",
                         counted(policy.consultant_reviews_per_week, "review")));
        rule(FactKind::consultant_rest, "consultant", "a consultant has no reviews on consecutive days");
        rule(FactKind::writing_days, "consultant",
             "three of the ten school days after a review stay free for its consultant to write");
        rule(FactKind::leader_per_week, "leader",
             fmt::format("a leader is away on at most {} days a week", policy.leader_days_per_week));
        rule(FactKind::leader_per_half_term, "leader",
             fmt::format("a leader is away on at most {} days in a half-term",
                         policy.leader_days_per_half_term));
    }

    void add_calendar() {
        const auto& record = *project_.calendar;
        const auto& calendar = record.value;
        add({FactKind::settling, "", 0}, record.node.place_of("terms"),
            "no review is in the first or last 5 school days of a term or the first 10 of autumn");
        add_windows(FactKind::test_window, "tests", calendar.tests);
        add_windows(FactKind::exam_window, "exams", calendar.exams);
        for (std::size_t i = 0; i < calendar.closed.size(); ++i)
            add({FactKind::closed, "", i}, record.node.place_of("closed", i),
                "all schools are closed " + range_text(calendar.closed[i]));
        for (std::size_t i = 0; i < calendar.inset.size(); ++i)
            add({FactKind::training_day, "", i}, record.node.place_of("inset", i),
                iso(calendar.inset[i]) + " is a training day");
        for (std::size_t i = 0; i < calendar.bank_holidays.size(); ++i)
            if (const auto& day = calendar.bank_holidays[i]; day.date)
                add({FactKind::bank_holiday, "", i}, record.node.place_of("bank-holidays", i),
                    fmt::format("{} is a bank holiday ({})", iso(*day.date), day.name));
    }

    void add_windows(FactKind kind, std::string_view key, const std::vector<Window>& windows) {
        for (std::size_t i = 0; i < windows.size(); ++i)
            if (const auto& window = windows[i]; window.hard && window.start && window.end)
                add({kind, "", i}, project_.calendar->node.place_of(key, i),
                    fmt::format("no host is open from {} to {} ({})", iso(*window.start), iso(*window.end),
                                window.name));
    }

    const Project& project_;
    const Triad& triad_;
    const InstanceOptions& options_;
    std::vector<Fact> facts_;
};

InstanceOptions without(const InstanceOptions& options, const std::vector<Fact>& facts,
                        const std::vector<bool>& is_on) {
    auto result = options;
    std::vector<Booked> booked;
    std::vector<bool> is_booked(options.booked.size(), true);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (is_on[i]) continue;
        if (facts[i].key.kind == FactKind::booking)
            is_booked[facts[i].key.index] = false;
        else
            result.relaxation.off.insert(facts[i].key);
    }
    for (std::size_t i = 0; i < is_booked.size(); ++i)
        if (is_booked[i]) booked.push_back(options.booked[i]);
    result.booked = std::move(booked);
    return result;
}

bool is_possible(const Project& project, const InstanceOptions& options) {
    const auto instance = make_instance(project, options);
    return solve::can_plan(instance.problem, 0, solve::first_bookings(instance.problem));
}

} // namespace

std::string range_text(const Closed& range) {
    const auto from = range.from ? iso(*range.from) : "", to = range.to ? iso(*range.to) : "";
    const auto days = from == to ? "on " + from : "from " + from + " to " + to;
    return range.why.empty() ? days : days + " (" + range.why + ")";
}

Place policy_place(const Project& project, std::string_view key) {
    return project.cohort.node.place_of("policy").place_of(key);
}

InstanceOptions without(const InstanceOptions& options, const FactKey& key) {
    auto result = options;
    if (key.kind == FactKind::booking)
        result.booked.erase(result.booked.begin() + static_cast<std::ptrdiff_t>(key.index));
    else
        result.relaxation.off.insert(key);
    return result;
}

std::vector<Fact> facts_of(const Project& project, const TriadId& triad, const InstanceOptions& options) {
    return Facts(project, triad, options).list();
}

std::vector<Fact> conflict_of(const Project& project, const InstanceOptions& options) {
    const auto facts = facts_of(project, options.triads.front(), options);
    const auto found = solve::smallest_conflict(facts.size(), [&](const std::vector<bool>& is_on) {
        return is_possible(project, without(options, facts, is_on));
    });
    std::vector<Fact> conflict;
    for (const auto i : found) conflict.push_back(facts[i]);
    if (conflict.empty())
        conflict.push_back({"the terms of the calendar have too few school days for so many reviews",
                            project.calendar->node.place_of("terms"),
                            {FactKind::terms, "", 0}});
    return conflict;
}

} // namespace peerreview
