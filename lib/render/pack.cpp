#include "render/pack.hpp"

#include "project/day_plan.hpp"
#include "render/day_page.hpp"
#include "render/review_parts.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

namespace peerreview {

namespace {

/// A band of pupils on roll: a context sheet has bands only (DOMAIN 4.2).
std::string_view roll_band(int roll) {
    struct Band {
        int below;
        std::string_view words;
    };
    constexpr Band bands[] = {{100, "fewer than 100"},
                              {200, "100 to 199"},
                              {400, "200 to 399"},
                              {800, "400 to 799"},
                              {1200, "800 to 1,199"}};
    for (const auto& band : bands)
        if (roll < band.below) return band.words;
    return "1,200 or more";
}

std::string team(const ReviewSources& from) {
    std::string text;
    for (const auto& visitor : from.review.reviewers)
        text += fmt::format("- {}\n", markdown_text(visitor_words(from.project, visitor)));
    return text + "- a consultant, who facilitates and coaches, and does not inspect\n\n";
}

void add_fact(std::string& text, std::string_view what, const std::string& value) {
    if (!value.empty()) text += fmt::format("- {}: {}\n", what, markdown_text(value));
}

std::string about(const School& school) {
    std::string text = "## The school\n\n";
    if (school.phase) add_fact(text, "Phase", std::string(name_of(*school.phase)));
    add_fact(text, "Type", school.type);
    if (school.ages.low && school.ages.high)
        add_fact(text, "Ages", fmt::format("{} to {}", *school.ages.low, *school.ages.high));
    if (school.roll) add_fact(text, "Pupils", std::string(roll_band(*school.roll)));
    std::vector<std::string> parts;
    if (school.nursery) parts.emplace_back("a nursery");
    if (school.sixth_form) parts.emplace_back("a sixth form");
    if (school.resource_base) parts.emplace_back("a resource base");
    add_fact(text, "With", joined(parts));
    add_fact(text, "Character", school.faith);
    add_fact(text, "Town", school.town);
    return text + "\n";
}

void add_view(std::string& text, std::string_view what, const std::string& words) {
    if (!words.empty()) text += fmt::format("**{}** {}\n\n", what, markdown_text(words));
}

std::string line_text(const LineOfEnquiry& line) {
    auto text = "- " + markdown_text(line.question);
    std::vector<std::string> ways;
    for (const auto activity : line.activities) ways.emplace_back(activities_words(activity));
    if (!line.scope.empty()) text += " (" + markdown_text(line.scope) + ")";
    if (!ways.empty()) text += " To be seen through " + joined(ways) + ".";
    return text + "\n";
}

std::string priority_text(const Priority& priority) {
    auto text = fmt::format("### {}\n\n", markdown_text(priority.title));
    add_view(text, "Why now:", priority.why_now);
    add_view(text, "The school\u2019s view:", priority.school_view);
    add_view(text, "What the school thinks:", priority.what_we_think);
    add_view(text, "How it knows:", joined(priority.how_we_know));
    add_view(text, "What has worked:", priority.what_has_worked);
    add_view(text, "What it is unsure of:", priority.what_we_are_unsure_of);
    add_view(text, "What it wants from reviewers:", priority.what_we_want_from_reviewers);
    if (priority.lines.empty()) return text;
    text += "Lines of enquiry:\n\n";
    for (const auto& line : priority.lines) text += line_text(line);
    return text + "\n";
}

// By DOMAIN 3.3, 3.5 and 7.2.
constexpr std::string_view notes = R"(
## For visitors

- Read this pack before the meeting of the reviewers, and arrive before the briefing.
- Bring identification; your employer confirms your checks to the school, which shows you its visitor procedure.
- A safeguarding concern goes straight to the designated safeguarding lead or the head, and into no record of the review.
- You are never alone with a pupil out of sight, and you take no photographs, recordings or papers off the site.
- Tell the school beforehand what you need to take part: access, diet, rest, a quiet room.
- The pack is for the school, its two reviewers and the consultant, until the written summary is out. Then hand it in or
  destroy it.

## For staff

- Two leaders of partner schools look, with leaders of this school, at what the school itself wants to know.
- It is no inspection. Nobody grades or judges a lesson or a person, and nobody guesses what an inspection would find.
- Carry on as normal. There is nothing to prepare, and no feedback to individuals on the day.
- What reviewers saw is told to the head the same day; leaders tell staff afterwards what was said in general.
- The head may pause or end the review at any time.
)";

} // namespace

std::vector<std::string> missing_for_pack(const Project& project, const SchoolId& host) {
    return missing_records(project, host, {"priorities.yaml"});
}

std::string preparation_pack(const Project& project, const SchoolId& host) {
    const auto from = review_sources(project, host);
    auto text = fmt::format("# Preparation pack: {}\n\nFor the peer review on {}. The team is:\n\n{}",
                            markdown_text(from.school.name), date_words(from.review.date), team(from));
    text += about(from.school) + "## What the review looks at\n\n";
    for (const auto& priority : from.records.priorities->value.priorities) text += priority_text(priority);
    return text + day_sections(day_plan(project, host, variant_for(from.school))) + std::string(notes);
}

} // namespace peerreview
