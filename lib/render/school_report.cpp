#include "render/school_report.hpp"

#include "render/review_parts.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace peerreview {

namespace {

std::string about(const ReviewSources& from) {
    auto text = fmt::format(
        "## About this review\n\n"
        "Leaders of {} schools review each other{}. This review looked at priorities that the school "
        "chose itself. It is not an inspection: it gives no grade, judges nobody, and does not say what "
        "an inspection would find.\n\n",
        size_words(from.schools),
        from.schools == 3 ? "" : " in a ring: each is reviewed by leaders of two of the others");
    text += fmt::format("The review took place on {}. The team was:\n\n", date_words(from.review.date));
    text += team_list(from);
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

std::string priorities(const ReviewSources& from) {
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

std::string finding(const ReviewSources& from, const LineOfEnquiry& line) {
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

std::string findings(const ReviewSources& from) {
    std::string text = "## What we found\n\n";
    for (const auto& priority : from.records.priorities->value.priorities)
        for (const auto& line : priority.lines) text += finding(from, line);
    return text;
}

std::string practice(const ReviewSources& from) {
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

std::string action_plan(const ReviewSources& from) {
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

std::string learning(const ReviewSources& from) {
    std::string text;
    for (const auto& entry : from.records.report->value.professional_learning)
        text += fmt::format("- {}: {}\n", markdown_text(school_words(from.project, entry.school)),
                            markdown_text(entry.text));
    return text.empty() ? text : "## What the visiting schools take home\n\n" + text + "\n";
}

std::string next_dates(const ReviewSources& from) {
    std::string text = "## Next dates\n\n";
    text += fmt::format("The {} schools ", size_words(from.schools));
    text += from.follow_up ? fmt::format("meet again on {}.", in_words(*from.follow_up))
                           : std::string("will agree a date for their follow-up meeting.");
    return text + " The school will speak first, on its own plan.\n\n";
}

std::string reply(const ReviewSources& from) {
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
    return missing_records(project, host,
                           {"priorities.yaml", "feedback.yaml", "report.yaml", "actions.yaml"});
}

std::string school_report(const Project& project, const SchoolId& host) {
    const auto from = review_sources(project, host);
    const auto& records = from.records;
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
