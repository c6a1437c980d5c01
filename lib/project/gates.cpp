#include "project/gates.hpp"

#include "project/day_rules.hpp"
#include "project/school_lookup.hpp"
#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

/// Collects what is missing and not waived.
class Gate {
public:
    explicit Gate(const Project& project) : project_(project) {}

    void lacks(std::string_view rule, const std::string& subject, std::string text) {
        if (!waiver_of(project_, subject, rule) && !waiver_of(project_, "cohort", rule))
            list_.push_back({std::string(rule), subject, std::move(text)});
    }
    std::vector<Lack> list() && { return std::move(list_); }

private:
    const Project& project_;
    std::vector<Lack> list_;
};

void check_size(const Project& project, Gate& gate) {
    if (project.schools.size() < 3)
        gate.lacks("size", "cohort", counted(project.schools.size(), "school") + ", and three are the least");
}

/// All schools but the one or two that a multiple of three leaves over.
void check_triads(const Project& project, Gate& gate) {
    std::set<SchoolId> placed;
    for (const auto& [id, triad] : project.triads) {
        placed.insert(triad.value.schools.begin(), triad.value.schools.end());
        if (triad.value.schools.size() < 3) gate.lacks("triads", id.text, "triad " + id.text + " is short");
    }
    if (project.triads.empty()) return gate.lacks("triads", "cohort", "no triads are formed");
    std::vector<SchoolId> waiting;
    for (const auto& [id, school] : project.schools)
        if (!placed.contains(id) && !has_left(project, id)) waiting.push_back(id);
    if (waiting.size() <= 2) return;
    for (const auto& id : waiting) gate.lacks("triads", id.text, "'" + id.text + "' is in no triad");
}

void check_consultants(const Project& project, Gate& gate) {
    for (const auto& [id, triad] : project.triads)
        if (triad.value.consultant.empty())
            gate.lacks("consultants", id.text, "triad " + id.text + " has no consultant");
}

void check_agreements(const Project& project, Gate& gate) {
    for (const auto& [id, triad] : project.triads)
        for (const auto& school : triad.value.schools) {
            const auto found = project.schools.find(school);
            if (found != project.schools.end() && !found->second.value.agreement_signed)
                gate.lacks("agreements", school.text,
                           "'" + school.text + "' has no agreement-signed in its record");
        }
}

/// A declared conflict of the consultant of a triad with one of its schools.
void check_conflicts(const Project& project, Gate& gate) {
    for (const auto& [id, triad] : project.triads) {
        const auto consultant = project.consultants.find(triad.value.consultant);
        if (consultant == project.consultants.end()) continue;
        for (const auto& school : consultant->second.value.conflicts)
            if (std::ranges::find(triad.value.schools, school) != triad.value.schools.end())
                gate.lacks("conflicts", id.text,
                           fmt::format("'{}' of triad {} has declared a conflict with '{}'",
                                       consultant->first.text, id.text, school.text));
    }
}

/// What gate G2 looks at.
struct Day {
    const Project& project;
    const SchoolId& host;
    const HostedReview& hosted;

    const PlannedReview& review() const { return *hosted.review; }
    Date date() const { return *hosted.review->date; }
};

const Leader* leader_of(const Project& project, const Visitor& visitor) {
    const auto school = project.schools.find(visitor.school);
    if (school == project.schools.end()) return nullptr;
    const auto& leaders = school->second.value.leaders;
    const auto found = std::ranges::find(leaders, visitor.leader, &Leader::id);
    return found == leaders.end() ? nullptr : &*found;
}

/// Why a leader cannot be a reviewer on the day; empty where the leader can.
std::string why_no_reviewer(const Day& day, const Visitor& visitor) {
    const auto* leader = leader_of(day.project, visitor);
    if (!leader) return "is no leader of '" + visitor.school.text + "'";
    if (!leader->trained || *leader->trained > day.date()) return "is not trained before the review";
    if (leader->left && *leader->left <= day.date()) return "has left the school";
    if (const auto* blocked = closed_on(leader->blocked, day.date()))
        return "is not free on " + iso(day.date()) + (blocked->why.empty() ? "" : " (" + blocked->why + ")");
    return {};
}

/// Two trained reviewers from two partner schools.
void check_day_has_reviewers(const Day& day, Gate& gate) {
    std::set<SchoolId> schools;
    for (const auto& visitor : day.review().reviewers) {
        const auto& members = day.hosted.triad ? day.hosted.triad->value.schools : std::vector<SchoolId>();
        if (visitor.school != day.host && std::ranges::find(members, visitor.school) != members.end())
            schools.insert(visitor.school);
        if (const auto why = why_no_reviewer(day, visitor); !why.empty())
            gate.lacks("reviewers", day.host.text, "reviewer '" + visitor.leader.text + "' " + why);
        if (has_left(day.project, visitor.school))
            gate.lacks("reviewers", day.host.text, "'" + visitor.school.text + "' has left the programme");
    }
    if (schools.size() != 2)
        gate.lacks("reviewers", day.host.text,
                   fmt::format("the reviewers come from {} of 2 partner schools", schools.size()));
}

void check_day_has_reserve(const Day& day, Gate& gate) {
    if (day.review().reserves.empty()) gate.lacks("reserve", day.host.text, "no reserve is named");
}

/// The consultant is named, free on the day, and without a declared conflict with the host.
void check_day_has_consultant(const Day& day, Gate& gate) {
    const auto& id = day.review().consultant;
    const auto found = day.project.consultants.find(id);
    if (found == day.project.consultants.end())
        return gate.lacks("consultant", day.host.text, "no consultant is named");
    const auto& consultant = found->second.value;
    if (closed_on(consultant.blocked, day.date()))
        gate.lacks("consultant", day.host.text, "'" + id.text + "' is not free on " + iso(day.date()));
    if (std::ranges::find(consultant.conflicts, day.host) != consultant.conflicts.end())
        gate.lacks("consultant", day.host.text, "'" + id.text + "' has declared a conflict with the host");
    for (const auto& [triad, schedule] : day.project.schedules)
        for (const auto& other : schedule.value.reviews)
            if (other.host != day.host && other.consultant == id && other.date == day.date())
                gate.lacks("consultant", day.host.text,
                           "'" + id.text + "' is at '" + other.host.text + "' on " + iso(day.date()));
}

/// The day is open to the host and to both visiting schools.
void check_day_has_legal_date(const Day& day, Gate& gate) {
    if (!day.project.calendar) return gate.lacks("date", day.host.text, "there is no calendar.yaml");
    const auto& calendar = day.project.calendar->value;
    const auto lacks = [&](const std::string& why) {
        gate.lacks("date", day.host.text, iso(day.date()) + " is no day for the review: " + why);
    };
    const auto& host = day.project.schools.at(day.host).value;
    const auto& terms = terms_of(calendar, host);
    if (const auto why = why_closed(calendar, terms, day.date()); !why.empty()) return lacks(why);
    if (const auto* window = window_on(calendar, host.phase.value_or(Phase::primary), day.date()))
        lacks(window->name);
    const SchoolDays days(calendar, terms);
    if (const auto index = days.find(day.date()); index && days.is_settling(*index))
        lacks("it is too near the beginning or the end of a term");
    std::set<SchoolId> schools = {day.host};
    for (const auto& visitor : day.review().reviewers) schools.insert(visitor.school);
    for (const auto& id : schools)
        if (const auto found = day.project.schools.find(id); found != day.project.schools.end())
            if (const auto& school = found->second.value;
                closed_on(school.blocked, day.date()) ||
                !why_closed(calendar, terms_of(calendar, school), day.date()).empty())
                lacks("'" + id.text + "' is not free");
}

/// One to three priorities with lines of enquiry; a line that asks for activities asks for two types.
void check_day_has_priorities(const Project& project, const SchoolId& host, Gate& gate) {
    const auto found = project.reviews.find(host);
    const auto has_record = found != project.reviews.end() && found->second.priorities;
    const auto count = has_record ? found->second.priorities->value.priorities.size() : 0;
    if (count < 1 || count > 3)
        gate.lacks("priorities", host.text, fmt::format("{} priorities, and 1 to 3 are needed", count));
    if (!has_record) return;
    for (const auto& priority : found->second.priorities->value.priorities) {
        if (priority.lines.empty())
            gate.lacks("priorities", host.text, "priority '" + priority.id + "' has no line of enquiry");
        for (const auto& line : priority.lines)
            if (std::set(line.activities.begin(), line.activities.end()).size() == 1)
                gate.lacks("coverage", host.text,
                           "line '" + line.id + "' asks for one type of activity, and two are the least");
    }
}

/// The plan that the records give keeps the rules of a review day.
void check_day_has_sound_plan(const Project& project, const SchoolId& host, DayVariant variant, Gate& gate) {
    for (const auto& [rule, text] : check_day(day_plan(project, host, variant))) {
        const auto is_coverage = rule == "activity-types" || rule == "observers";
        gate.lacks(is_coverage ? "coverage" : "plan", host.text, text);
    }
}

} // namespace

std::vector<Lack> lacking_in_place(const Project& project) {
    Gate gate(project);
    check_size(project, gate);
    check_triads(project, gate);
    check_consultants(project, gate);
    check_agreements(project, gate);
    check_conflicts(project, gate);
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_day(const Project& project, const SchoolId& host, DayVariant variant) {
    Gate gate(project);
    const auto hosted = hosted_review(project, host);
    if (hosted.review && hosted.review->date) {
        const Day day{project, host, hosted};
        check_day_has_legal_date(day, gate);
        check_day_has_reviewers(day, gate);
        check_day_has_reserve(day, gate);
        check_day_has_consultant(day, gate);
        check_day_has_sound_plan(project, host, variant, gate);
    } else {
        gate.lacks("date", host.text, "no review of '" + host.text + "' is planned in schedule/");
    }
    if (has_left(project, host)) gate.lacks("date", host.text, "'" + host.text + "' has left the programme");
    check_day_has_priorities(project, host, gate);
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_summary(const Project& project, const SchoolId& host) {
    Gate gate(project);
    const auto found = project.reviews.find(host);
    if (found == project.reviews.end() || !found->second.feedback) return {};
    const auto& feedback = found->second.feedback->value;
    if (!feedback.summary_issued) return {};
    for (const auto& item : feedback.items)
        if (item.evidence.empty())
            gate.lacks("evidence", host.text, "item '" + item.id + "' rests on no evidence");
    if (!feedback.host_agreed || *feedback.host_agreed > *feedback.summary_issued)
        gate.lacks("host-agreed", host.text,
                   "the host has not agreed the wording: no host-agreed in feedback.yaml");
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_final(const Project& project, const SchoolId& host, Date today) {
    Gate gate(project);
    const auto found = project.reviews.find(host);
    if (found == project.reviews.end() || !found->second.report) return {};
    const auto& report = found->second.report->value;
    if (report.status.value_or(ReportStatus::draft) == ReportStatus::draft) return {};
    if (report.second_reader.empty() || report.second_reader == report.author)
        gate.lacks("second-reader", host.text, "no second reader beside the author");
    const auto& dates = report.dates;
    const auto lapse = dates.accuracy_requested && project.calendar
                           ? school_days_of(project, host).after(*dates.accuracy_requested, 5)
                           : std::nullopt;
    if (!dates.accuracy_reply && !(lapse && *lapse < today))
        gate.lacks("accuracy", host.text,
                   "the host has neither replied on accuracy nor let 5 school days pass");
    if (!found->second.feedback || !found->second.feedback->value.summary_issued)
        gate.lacks("summary", host.text, "the written summary was not issued");
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_publishing(const Project& project) {
    Gate gate(project);
    for (const auto& [host, review] : project.reviews)
        if (review.feedback && !review.feedback->value.items.empty() &&
            (!review.report ||
             review.report->value.status.value_or(ReportStatus::draft) == ReportStatus::draft))
            gate.lacks("reports-final", host.text, "the report of '" + host.text + "' is not final");
    std::set<std::string> signers;
    for (const auto& [id, record] : project.decisions)
        if (record.value.kind == DecisionKind::sign_off && record.value.subject == "cohort-report")
            signers.insert(record.value.by_role);
    if (signers.size() < 2)
        gate.lacks("sign-off", "cohort",
                   fmt::format("{} of 2 people have signed the cohort report off", signers.size()));
    return std::move(gate).list();
}

} // namespace peerreview
