#include "project/lifecycle.hpp"
#include "project/retention.hpp"
#include "project/rules.hpp"
#include "project/school_lookup.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace peerreview {

namespace {

/// A review as the rules look at it.
struct Review {
    const Project& project;
    const SchoolLookup& lookup;
    const SchoolId& host;
    const ReviewRecords& records;
};

std::set<Activity> activities_of(const ReviewRecords& records, const std::vector<std::string>& evidence) {
    std::set<Activity> kinds;
    for (const auto& [leader, file] : records.evidence)
        for (const auto& record : file.value.evidence)
            if (record.activity && std::ranges::find(evidence, record.id) != evidence.end())
                kinds.insert(*record.activity);
    return kinds;
}

const Item* find_item(const ReviewRecords& records, const std::string& id) {
    if (!records.feedback) return nullptr;
    const auto found = std::ranges::find(records.feedback->value.items, id, &Item::id);
    return found == records.feedback->value.items.end() ? nullptr : &*found;
}

/// V10: once the plan of the day is agreed, two activity types are planned for every line of enquiry.
void check_lines_are_covered_twice(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.priorities || !review.records.priorities->value.plan_agreed) return;
    const auto& [file, node, priorities] = *review.records.priorities;
    for (std::size_t i = 0; i < priorities.priorities.size(); ++i) {
        for (std::size_t j = 0; j < priorities.priorities[i].lines.size(); ++j) {
            const auto& line = priorities.priorities[i].lines[j];
            const std::set<Activity> kinds(line.activities.begin(), line.activities.end());
            if (kinds.size() < 2)
                diagnostics
                    .error(node.place_of("priorities", i).place_of("lines", j).place_of("activities"), "V10",
                           "line of enquiry '{}' should be covered by two types of activity, not {}",
                           truncate(line.id, 40), kinds.size())
                    .hint = "plan a second type of activity for it, or take plan-agreed out";
        }
    }
}

/// V12: every finding of the report rests on two types of activity.
void check_findings_rest_on_two_activities(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.report) return;
    const auto& [file, node, report] = *review.records.report;
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
        std::vector<std::string> evidence;
        for (const auto& id : report.findings[i].items)
            if (const auto* item = find_item(review.records, id))
                evidence.insert(evidence.end(), item->evidence.begin(), item->evidence.end());
        const auto count = activities_of(review.records, evidence).size();
        if (!evidence.empty() && count < 2)
            diagnostics
                .error(node.place_of("findings", i).place_of("items"), "V12",
                       "this finding should rest on two types of activity, not {}", count)
                .hint = "rest it on an item with evidence of another type, or leave it out";
    }
}

/// V13: once the report is final, every development has an action or a recorded decision not to act.
void check_developments_have_actions(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.feedback || !review.records.report ||
        review.records.report->value.status.value_or(ReportStatus::draft) == ReportStatus::draft)
        return;
    std::set<std::string> answered;
    if (review.records.actions) {
        for (const auto& action : review.records.actions->value.actions)
            answered.insert(action.from.begin(), action.from.end());
        for (const auto& none : review.records.actions->value.no_action) answered.insert(none.item);
    }
    const auto& [file, node, feedback] = *review.records.feedback;
    for (std::size_t i = 0; i < feedback.items.size(); ++i) {
        const auto& item = feedback.items[i];
        if (item.kind == ItemKind::development && !answered.contains(item.id))
            diagnostics
                .error(node.place_of("items", i).place_of("id"), "V13",
                       "the report is final, and no action answers development '{}'", truncate(item.id, 40))
                .hint = "add an action with this item in 'from', or an entry under 'no-action'";
    }
}

/// V14: an action ends within 12 months of its start, on a school day.
void check_deadlines(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.actions || !review.project.calendar || !review.project.schools.contains(review.host))
        return;
    const auto days = review.lookup.days(review.host);
    const auto& [file, node, actions] = *review.records.actions;
    for (std::size_t i = 0; i < actions.actions.size(); ++i) {
        const auto& action = actions.actions[i];
        if (!action.deadline) continue;
        const auto place = node.place_of("actions", i).place_of("deadline");
        const auto start = action.start ? action.start : actions.agreed;
        if (start && *action.deadline > *start + std::chrono::days(366))
            diagnostics.warning(place, "V14",
                                "the deadline of action '{}' is more than 12 months after it starts",
                                truncate(action.id, 40));
        const auto is_in_year = days.count() > 0 && *action.deadline <= days.date(days.count() - 1);
        if (is_in_year && !days.find(*action.deadline))
            diagnostics
                .warning(place, "V14", "the deadline of action '{}' is no school day",
                         truncate(action.id, 40))
                .hint = "choose a day on which somebody can look";
    }
}

/// V15: once the summary is issued, it has nothing that was not said on the day.
void check_summary_was_said(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.feedback || !review.records.feedback->value.summary_issued) return;
    const auto& [file, node, feedback] = *review.records.feedback;
    for (std::size_t i = 0; i < feedback.items.size(); ++i) {
        const auto& item = feedback.items[i];
        const auto place = node.place_of("items", i).place_of("said-on-day");
        if (!item.said_on_day && !item.agreed_wording)
            diagnostics
                .error(place, "V15", "the summary is issued, and item '{}' was not said on the day",
                       truncate(item.id, 40))
                .hint = "take the item out, or agree it with the host and write 'agreed-wording: true'";
    }
}

/// V16: the report has no item that was not in the summary, unless the host agreed it.
void check_report_was_said(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.report) return;
    const auto& [file, node, report] = *review.records.report;
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
        const auto& items = report.findings[i].items;
        for (std::size_t j = 0; j < items.size(); ++j) {
            const auto* item = find_item(review.records, items[j]);
            if (item && !item->said_on_day && !item->agreed_wording)
                diagnostics
                    .error(node.place_of("findings", i).place_of("items", j), "V16",
                           "item '{}' was not in the summary, and the host has not agreed it",
                           truncate(item->id, 40))
                    .hint = "leave it out, or agree it and write 'agreed-wording: true' in feedback.yaml";
        }
    }
}

/// V17: the steps of a review follow each other, and no date runs backwards.
void check_dates_run_forwards(const Review& review, Diagnostics& diagnostics) {
    struct Step {
        std::string name;
        std::optional<Date> date;
        Spot place;
    };
    std::vector<Step> steps;
    const auto add = [&](std::string_view key, const std::optional<Date>& date, Spot node) {
        if (date) steps.push_back({std::string(key), date, node.place_of(key)});
    };
    const auto& records = review.records;
    if (records.priorities) add("agreed", records.priorities->value.agreed, records.priorities->node.place());
    const auto hosted = review.lookup.hosted(review.host);
    if (hosted.review && hosted.review->date)
        steps.push_back({"the review", hosted.review->date, hosted.schedule->node.place()});
    if (records.feedback) {
        add("said-on", records.feedback->value.said_on, records.feedback->node.place());
        add("summary-issued", records.feedback->value.summary_issued, records.feedback->node.place());
    }
    if (records.report) {
        const auto dates = records.report->node.place_of("dates");
        const auto& reported = records.report->value.dates;
        add("drafted", reported.drafted, dates);
        add("accuracy-requested", reported.accuracy_requested, dates);
        add("accuracy-reply", reported.accuracy_reply, dates);
        add("final", reported.final, dates);
    }
    for (std::size_t i = 1; i < steps.size(); ++i)
        if (*steps[i].date < *steps[i - 1].date)
            diagnostics.error(steps[i].place, "V17", "'{}' of {} is before '{}' of {}", steps[i].name,
                              iso(*steps[i].date), steps[i - 1].name, iso(*steps[i - 1].date));
}

/// V23: what a reviewer gathered came by more than one type of activity.
void check_reviewers_looked_twice(const Review& review, Diagnostics& diagnostics) {
    for (const auto& [leader, file] : review.records.evidence) {
        std::set<Activity> kinds;
        for (const auto& record : file.value.evidence)
            if (record.activity) kinds.insert(*record.activity);
        if (kinds.size() == 1 && file.value.evidence.size() > 1)
            diagnostics.note(file.node.place_of("evidence", 0), "V23",
                             "all evidence of '{}' comes from one type of activity, {}", leader.text,
                             name_of(*kinds.begin()));
    }
}

/// V24: strengths and developments are in proportion.
void check_balance(const Review& review, Diagnostics& diagnostics) {
    if (!review.records.feedback || review.records.feedback->value.items.empty()) return;
    const auto& feedback = *review.records.feedback;
    const auto strengths = std::ranges::count(feedback.value.items, ItemKind::strength, &Item::kind);
    const auto developments = std::ranges::count(feedback.value.items, ItemKind::development, &Item::kind);
    const auto place = feedback.node.place_of("items", 0);
    if (strengths == 0)
        diagnostics.note(place, "V24", "the feedback names no strength");
    else if (developments > 3 * strengths || strengths > 3 * std::max<std::ptrdiff_t>(developments, 1))
        diagnostics.note(place, "V24",
                         "strengths: {}, developments: {}; one is more than three times the other", strengths,
                         developments);
}

using ReviewRule = void (*)(const Review&, Diagnostics&);
constexpr auto review_rules = std::to_array<ReviewRule>(
    {check_lines_are_covered_twice, check_findings_rest_on_two_activities, check_developments_have_actions,
     check_deadlines, check_summary_was_said, check_report_was_said, check_dates_run_forwards,
     check_reviewers_looked_twice, check_balance});

/// V20: at most one item in ten has no better code than X-OTHER.
void check_few_items_are_other(const Project& project, Diagnostics& diagnostics) {
    std::size_t items = 0, others = 0;
    std::optional<Spot> first;
    for (const auto& [host, review] : project.reviews) {
        if (!review.feedback) continue;
        const auto& [file, node, feedback] = *review.feedback;
        for (std::size_t i = 0; i < feedback.items.size(); ++i) {
            ++items;
            const auto& themes = feedback.items[i].themes;
            if (themes.empty() || themes.front() != "X-OTHER") continue;
            if (others++ == 0) first = node.place_of("items", i).place_of("themes", 0);
        }
    }
    if (others * 10 > items)
        diagnostics
            .note(*first, "V20", "{} of {} items have the code X-OTHER: more than one in ten", others, items)
            .hint = "look for a nearer code, or add one to themes.yaml";
}

/// V21: a waiver says who, when and why.
void check_waivers(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, triad] : project.triads) {
        for (std::size_t i = 0; i < triad.value.waivers.size(); ++i) {
            const auto& waiver = triad.value.waivers[i];
            const auto* lacks = waiver.by.empty()    ? "by: the role of who waived it"
                                : !waiver.date       ? "date: when it was waived"
                                : waiver.why.empty() ? "why: the reason"
                                                     : nullptr;
            if (lacks)
                diagnostics.error(triad.node.place_of("waivers", i).place_of("rule"), "V21",
                                  "the waiver of '{}' lacks '{}'", truncate(waiver.rule, 40), lacks);
        }
    }
}

/// V04: once a triad is planned, each of its schools makes two visits.
void check_visits(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, schedule] : project.schedules) {
        const auto triad = project.triads.find(id);
        if (triad == project.triads.end() ||
            schedule.value.reviews.size() != triad->second.value.schools.size())
            continue;
        std::map<SchoolId, int> visits;
        for (const auto& review : schedule.value.reviews)
            for (const auto& visitor : review.reviewers) ++visits[visitor.school];
        for (const auto& school : triad->second.value.schools)
            if (visits[school] != 2)
                diagnostics
                    .error(schedule.node.place_of("reviews", 0), "V04", "'{}' should make two visits, not {}",
                           truncate(school.text, 60), visits[school])
                    .hint = "name a leader of each visiting school for every review";
    }
}

/// V19: what a review that was held still owes.
void check_overdue(const Project& project, Date today, Diagnostics& diagnostics) {
    using enum DeliverableKind;
    const std::set<DeliverableKind> owed = {summary, draft, final, actions, follow_up};
    for (const auto& status : cohort_status(project, today).schools) {
        const auto found = project.reviews.find(status.id);
        if (found == project.reviews.end() || !found->second.feedback) continue;
        for (const auto& deliverable : status.deliverables)
            if (deliverable.state == DeliverableState::overdue && owed.contains(deliverable.kind))
                diagnostics
                    .warning({found->second.feedback->file, 0}, "V19", "{} of '{}' was due on {}, {} ago",
                             name_of(deliverable.kind), status.id.text, iso(*deliverable.date),
                             counted(deliverable.late, "school day"))
                    .hint = deliverable.why;
    }
}

/// V22: evidence is kept to 20 school days after the final report.
void check_retention(const Project& project, Date today, Diagnostics& diagnostics) {
    for (const auto& due : past_retention(project, today))
        if (due.file->path().starts_with("reviews/"))
            diagnostics
                .warning({due.file, 0}, "V22", "{} should have been deleted by {}", due.what, iso(due.until))
                .hint = "delete the file: git rm " + due.file->path();
}

} // namespace

void check_review_rules(const Project& project, Diagnostics& diagnostics) {
    const SchoolLookup lookup(project);
    for (const auto& [host, records] : project.reviews)
        for (const auto rule : review_rules) rule({project, lookup, host, records}, diagnostics);
    check_few_items_are_other(project, diagnostics);
    check_waivers(project, diagnostics);
    check_visits(project, diagnostics);
}

void check_due(const Project& project, Date today, Diagnostics& diagnostics) {
    check_overdue(project, today, diagnostics);
    check_retention(project, today, diagnostics);
    check_calendar_is_fresh(project, today, diagnostics);
}

} // namespace peerreview
