#include "render/school_report.hpp"

#include "feedback/codebook.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

namespace peerreview {

namespace {

/// What the report is made of.
struct Sources {
    const Project& project;
    const School& school;
    const ReviewRecords& records;
    const PlannedReview& review;
    const Themes& themes;
    std::optional<Date> follow_up;
};

struct Planned {
    const PlannedReview* review = nullptr;
    std::optional<Date> follow_up;
};

Planned planned_review(const Project& project, const SchoolId& host) {
    for (const auto& [id, schedule] : project.schedules) {
        const auto found = std::ranges::find(schedule.value.reviews, host, &PlannedReview::host);
        if (found != schedule.value.reviews.end()) return {&*found, schedule.value.follow_up};
    }
    return {};
}

std::string_view words_for(Role role) {
    constexpr std::array<std::string_view, 6> words = {
        "headteacher",           "deputy headteacher",
        "assistant headteacher", "special educational needs coordinator",
        "phase leader",          "senior leader"};
    return words[static_cast<std::size_t>(role)];
}

std::string_view words_for(SchoolView view) {
    constexpr std::array<std::string_view, 3> words = {"agrees with the school's own view",
                                                       "agrees in part with the school's own view",
                                                       "differs from the school's own view"};
    return words[static_cast<std::size_t>(view)];
}

std::string_view words_for(ActionStatus status) {
    constexpr std::array<std::string_view, 5> words = {"proposed", "agreed", "under way", "done", "dropped"};
    return words[static_cast<std::size_t>(status)];
}

struct ActivityWords {
    std::string_view one, many;
};
ActivityWords words_for(Activity activity) {
    constexpr std::array<ActivityWords, 11> words = {
        {{"visit to lessons", "visits to lessons"},
         {"learning walk", "learning walks"},
         {"look at pupils' work", "looks at pupils' work"},
         {"discussion with pupils", "discussions with pupils"},
         {"discussion with staff", "discussions with staff"},
         {"meeting with leaders", "meetings with leaders"},
         {"meeting with governors", "meetings with governors"},
         {"discussion with parents", "discussions with parents"},
         {"look at school-level figures", "looks at school-level figures"},
         {"look at documents", "looks at documents"},
         {"time in shared spaces", "times in shared spaces"}}};
    return words[static_cast<std::size_t>(activity)];
}

std::string date_words(const std::optional<Date>& date) {
    return date ? in_words(*date) : "a day to be agreed";
}

std::string school_name(const Project& project, const SchoolId& id) {
    const auto found = project.schools.find(id);
    return markdown_text(found == project.schools.end() ? id.text : found->second.value.name);
}

std::string visitor_words(const Project& project, const Visitor& visitor) {
    auto role = Role::other;
    if (const auto school = project.schools.find(visitor.school); school != project.schools.end()) {
        const auto leader = std::ranges::find(school->second.value.leaders, visitor.leader, &Leader::id);
        if (leader != school->second.value.leaders.end()) role = leader->role.value_or(Role::other);
    }
    return fmt::format("{}, {}", words_for(role), school_name(project, visitor.school));
}

std::string about(const Sources& from) {
    std::string text =
        "## About this review\n\n"
        "Leaders of three schools review each other. This review looked at priorities that the school "
        "chose itself. It is not an inspection: it gives no grade, judges nobody, and does not say what "
        "an inspection would find.\n\n";
    text += fmt::format("The review took place on {}. The team was:\n\n", date_words(from.review.date));
    for (const auto& visitor : from.review.reviewers)
        text += fmt::format("- {}\n", visitor_words(from.project, visitor));
    text += "- a consultant with long experience of school inspection, who facilitated and coached\n\n";
    if (!from.records.feedback->value.thanks.empty())
        text += markdown_text(from.records.feedback->value.thanks) + "\n\n";
    text += "The report belongs to the school.";
    const auto& sharing = from.records.report->value.sharing;
    if (!sharing.audience.empty()) {
        text += fmt::format(" Its {} has decided that these may see it too:",
                            sharing.decided_by.empty() ? "headteacher" : markdown_text(sharing.decided_by));
        for (std::size_t i = 0; i < sharing.audience.size(); ++i)
            text += (i ? ", " : " ") + markdown_text(sharing.audience[i]);
        text += '.';
    } else {
        text += " Its headteacher decides who else may see it.";
    }
    return text + "\n\n";
}

std::string priorities(const Sources& from) {
    std::string text = "## Priorities and lines of enquiry\n\n";
    for (const auto& priority : from.records.priorities->value.priorities) {
        text += fmt::format("### {}\n\n", markdown_text(priority.title));
        if (!priority.why_now.empty()) text += markdown_text(priority.why_now) + "\n\n";
        if (!priority.school_view.empty())
            text += fmt::format("The school's own view: {}\n\n", markdown_text(priority.school_view));
        for (const auto& line : priority.lines) text += fmt::format("- {}\n", markdown_text(line.question));
        text += '\n';
    }
    return text;
}

std::string what_we_did(const Sources& from) {
    std::map<Activity, int> counts;
    for (const auto& [leader, evidence] : from.records.evidence)
        for (const auto& record : evidence.value.evidence)
            if (record.activity) ++counts[*record.activity];
    if (counts.empty()) return {};
    std::string text = "## What we did\n\n| Activity | Times |\n| --- | --- |\n";
    for (const auto& [activity, count] : counts) {
        std::string name(words_for(activity).many);
        name.front() = static_cast<char>(name.front() - 'a' + 'A');
        text += fmt::format("| {} | {} |\n", name, count);
    }
    return text + "\n";
}

std::string items_of(const Sources& from, const std::string& line, ItemKind kind, std::string_view heading) {
    std::string text;
    for (const auto& item : from.records.feedback->value.items) {
        if (item.line != line || item.kind != kind || item.sensitive) continue;
        text += "- " + markdown_text(item.text);
        if (!item.next_step.empty()) text += " *" + markdown_text(item.next_step) + "*";
        if (!item.question.empty()) text += " *" + markdown_text(item.question) + "*";
        text += '\n';
    }
    return text.empty() ? text : fmt::format("**{}**\n\n{}\n", heading, text);
}

std::string finding(const Sources& from, const LineOfEnquiry& line) {
    auto text = fmt::format("### {}\n\n", markdown_text(line.question));
    const auto& findings = from.records.report->value.findings;
    const auto found = std::ranges::find(findings, line.id, &Finding::line);
    if (found != findings.end()) {
        text += markdown_text(found->text) + "\n\n";
        if (found->school_view) text += fmt::format("This {}.\n\n", words_for(*found->school_view));
    }
    text += items_of(from, line.id, ItemKind::strength, "Strengths");
    text += items_of(from, line.id, ItemKind::development, "Even better if");
    text += items_of(from, line.id, ItemKind::question, "Questions for leaders");
    return text;
}

std::string findings(const Sources& from) {
    std::string text = "## What we found\n\n";
    for (const auto& priority : from.records.priorities->value.priorities)
        for (const auto& line : priority.lines) text += finding(from, line);
    return text;
}

std::string practice(const Sources& from) {
    std::string text;
    for (const auto& item : from.records.feedback->value.items)
        if (item.kind == ItemKind::practice && !item.sensitive)
            text += "- " + markdown_text(item.text) + "\n";
    return text.empty() ? text : "## Practice worth sharing\n\n" + text + "\n";
}

std::string action_text(const Action& action) {
    auto text = fmt::format("### {}\n\n", markdown_text(action.action));
    text += fmt::format("- Owner: {}\n", markdown_text(action.owner_role));
    if (action.start) text += fmt::format("- From: {}\n", in_words(*action.start));
    if (action.deadline) text += fmt::format("- By: {}\n", in_words(*action.deadline));
    for (const auto& success : action.success)
        text += fmt::format("- Sign of success: {}\n", markdown_text(success));
    if (!action.monitoring_role.empty())
        text += fmt::format("- Watched over by: {}\n", markdown_text(action.monitoring_role));
    if (action.status) text += fmt::format("- Status: {}\n", words_for(*action.status));
    return text + "\n";
}

std::string action_plan(const Sources& from) {
    std::string text = "## Action plan\n\nThe school owns this plan";
    const auto& plan = from.records.actions->value;
    text += plan.agreed ? fmt::format(" and agreed it on {}.\n\n", in_words(*plan.agreed))
                        : " and has not agreed it yet.\n\n";
    for (const auto& action : plan.actions) text += action_text(action);
    if (plan.no_action.empty()) return text;
    text += "The school decided not to act on these points:\n\n";
    for (const auto& none : plan.no_action) {
        const auto& items = from.records.feedback->value.items;
        const auto item = std::ranges::find(items, none.item, &Item::id);
        if (item != items.end())
            text += fmt::format("- {} Why: {}\n", markdown_text(item->text), markdown_text(none.why));
    }
    return text + "\n";
}

std::string learning(const Sources& from) {
    std::string text;
    for (const auto& entry : from.records.report->value.professional_learning)
        text += fmt::format("- {}: {}\n", school_name(from.project, entry.school), markdown_text(entry.text));
    return text.empty() ? text : "## What the visiting schools take home\n\n" + text + "\n";
}

std::string next_dates(const Sources& from) {
    std::string text = "## Next dates\n\n";
    text += from.follow_up ? fmt::format("The three schools meet again on {}.", in_words(*from.follow_up))
                           : std::string("The three schools will agree a date for their follow-up meeting.");
    return text + " The school will speak first, on its own plan.\n\n";
}

std::string reply(const Sources& from) {
    if (!from.records.report->value.reply || !from.records.reply) return {};
    const auto& value = from.records.reply->value;
    auto text = "## Annex: the school's reply\n\n> " + markdown_text(value.text) + "\n\n";
    if (!value.response.empty()) text += "The consultant answers: " + markdown_text(value.response) + "\n\n";
    return text;
}

std::string status_line(const Report& report) {
    if (report.status == ReportStatus::final && report.dates.final)
        return fmt::format("Final report, {}.", in_words(*report.dates.final));
    if (report.status == ReportStatus::corrected)
        return fmt::format("Corrected report, version {}.", report.version.value_or(2));
    if (report.status == ReportStatus::final) return "Final report.";
    return "Draft. The school has not yet checked its facts.";
}

} // namespace

std::vector<std::string> missing_for_school_report(const Project& project, const SchoolId& host) {
    std::vector<std::string> missing;
    const auto in_review = "reviews/" + host.text + "/";
    const auto found = project.reviews.find(host);
    static const ReviewRecords none;
    const auto& records = found == project.reviews.end() ? none : found->second;
    if (!planned_review(project, host).review) missing.emplace_back("a date of its review in schedule/");
    if (!records.priorities) missing.push_back(in_review + "priorities.yaml");
    if (!records.feedback) missing.push_back(in_review + "feedback.yaml");
    if (!records.report) missing.push_back(in_review + "report.yaml");
    if (!records.actions) missing.push_back(in_review + "actions.yaml");
    return missing;
}

std::string school_report(const Project& project, const SchoolId& host) {
    const auto planned = planned_review(project, host);
    const auto& records = project.reviews.at(host);
    const Sources from{project,         project.schools.at(host).value, records,
                       *planned.review, codebook_of(project),           planned.follow_up};
    auto text = fmt::format("# Peer review of {}\n\n{}\n\n", markdown_text(from.school.name),
                            status_line(records.report->value));
    text += about(from);
    if (!records.report->value.context.empty())
        text += "## The school\n\n" + markdown_text(records.report->value.context) + "\n\n";
    text += priorities(from) + what_we_did(from) + findings(from) + practice(from) + action_plan(from) +
            learning(from) + next_dates(from) + reply(from);
    while (text.ends_with("\n\n")) text.pop_back();
    return text;
}

} // namespace peerreview
