#include "render/summary.hpp"

#include "render/review_parts.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

namespace peerreview {

namespace {

std::string status_line(const Feedback& feedback) {
    if (!feedback.summary_issued) return "Draft. The school has not yet agreed the wording.";
    return fmt::format("Issued on {}.", in_words(*feedback.summary_issued));
}

std::string opening(const ReviewSources& from) {
    const auto& feedback = from.records.feedback->value;
    auto text =
        fmt::format("Two leaders of partner schools looked at priorities that the school chose itself, "
                    "on {}, and said at the end of the day what stands here. The team was:\n\n{}",
                    date_words(from.review.date), team_list(from));
    if (!feedback.thanks.empty()) text += markdown_text(feedback.thanks) + "\n\n";
    return text;
}

std::string focus(const ReviewSources& from) {
    std::string text = "## What the review looked at\n\n";
    for (const auto& priority : from.records.priorities->value.priorities)
        text += fmt::format("- {}\n", markdown_text(priority.title));
    return text + "\n";
}

std::string line_section(const ReviewSources& from, const LineOfEnquiry& line) {
    const auto items = items_of(from, line.id, ItemKind::strength, "Strengths") +
                       items_of(from, line.id, ItemKind::development, "Areas of development") +
                       items_of(from, line.id, ItemKind::question, "Questions for leaders");
    return items.empty() ? items : fmt::format("## {}\n\n{}", markdown_text(line.question), items);
}

} // namespace

std::vector<std::string> missing_for_summary(const Project& project, const SchoolId& host) {
    return missing_records(project, host, {"priorities.yaml", "feedback.yaml"});
}

std::string review_summary(const Project& project, const SchoolId& host) {
    const auto from = review_sources(project, host);
    auto text = fmt::format("# Summary of the peer review of {}\n\n{}\n\n", markdown_text(from.school.name),
                            status_line(from.records.feedback->value));
    text += opening(from) + focus(from) + what_we_did(from);
    for (const auto& priority : from.records.priorities->value.priorities)
        for (const auto& line : priority.lines) text += line_section(from, line);
    text +=
        "## What comes next\n\nThis summary is for the school, its reviewers and the programme. The formal "
        "report and the action plan follow. The school's headteacher decides who else may see them.\n";
    return text;
}

} // namespace peerreview
