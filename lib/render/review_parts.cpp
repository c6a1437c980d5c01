#include "render/review_parts.hpp"

#include "project/school_lookup.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

namespace peerreview {

namespace {

/// Whether a file of a review is there, by its name.
bool has_record(const ReviewRecords& records, std::string_view file) {
    if (file == "priorities.yaml") return records.priorities.has_value();
    if (file == "feedback.yaml") return records.feedback.has_value();
    if (file == "report.yaml") return records.report.has_value();
    assert(file == "actions.yaml");
    return records.actions.has_value();
}

} // namespace

ReviewSources review_sources(const Project& project, const SchoolId& host) {
    const auto hosted = hosted_review(project, host);
    assert(hosted.review);
    return {project,
            project.schools.at(host).value,
            project.reviews.at(host),
            *hosted.review,
            codebook_of(project),
            hosted.schedule->value.follow_up,
            hosted.triad ? hosted.triad->value.schools.size() : 3};
}

std::vector<std::string> missing_records(const Project& project, const SchoolId& host,
                                         const std::vector<std::string>& wanted) {
    std::vector<std::string> missing;
    static const ReviewRecords none;
    const auto found = project.reviews.find(host);
    const auto& records = found == project.reviews.end() ? none : found->second;
    if (!hosted_review(project, host).review) missing.emplace_back("a date of its review in schedule/");
    for (const auto& file : wanted)
        if (!has_record(records, file)) missing.push_back("reviews/" + host.text + "/" + file);
    return missing;
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

std::string date_words(const std::optional<Date>& date) {
    return date ? in_words(*date) : "a day to be agreed";
}

std::string team_list(const ReviewSources& from) {
    std::string text;
    for (const auto& visitor : from.review.reviewers)
        text += fmt::format("- {}\n", markdown_text(visitor_words(from.project, visitor)));
    return text + "- a consultant with long experience of school inspection, who facilitated and coached\n\n";
}

std::string what_we_did(const ReviewSources& from) {
    std::map<Activity, int> counts;
    for (const auto& [leader, evidence] : from.records.evidence)
        for (const auto& record : evidence.value.evidence)
            if (record.activity) ++counts[*record.activity];
    if (counts.empty()) return {};
    std::string text = "## What we did\n\n| Activity | Times |\n| --- | --- |\n";
    for (const auto& [activity, count] : counts)
        text += fmt::format("| {} | {} |\n", capital(std::string(activities_words(activity))), count);
    return text + "\n";
}

std::string items_of(const ReviewSources& from, const std::string& line, ItemKind kind,
                     std::string_view heading) {
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

} // namespace peerreview
