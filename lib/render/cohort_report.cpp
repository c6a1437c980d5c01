#include "render/cohort_report.hpp"

#include "feedback/codebook.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace peerreview {

namespace {

/// The triads that take part and their schools with feedback.
struct Participants {
    std::vector<std::vector<SchoolId>> triads;
    std::set<std::size_t> whole; ///< the sizes of these triads and rings, with schools that have no feedback
    std::vector<int> sizes() const {
        std::vector<int> list;
        for (const auto& triad : triads) list.push_back(static_cast<int>(triad.size()));
        return list;
    }
    int schools() const {
        const auto list = sizes();
        return std::accumulate(list.begin(), list.end(), 0);
    }
};

bool has_feedback(const Project& project, const SchoolId& school) {
    const auto review = project.reviews.find(school);
    return review != project.reviews.end() && review->second.feedback;
}

Participants participants(const Project& project) {
    Participants result;
    for (const auto& [id, triad] : project.triads) {
        std::vector<SchoolId> schools;
        for (const auto& school : triad.value.schools)
            if (has_feedback(project, school)) schools.push_back(school);
        if (schools.empty()) continue;
        result.triads.push_back(std::move(schools));
        result.whole.insert(triad.value.schools.size());
    }
    return result;
}

std::set<std::string> themes_of(const Feedback& feedback, ItemKind kind) {
    std::set<std::string> themes;
    for (const auto& item : feedback.items)
        if (item.kind == kind && item.include_in_cohort && !item.sensitive)
            themes.insert(item.themes.begin(), item.themes.end());
    return themes;
}

/// Members in each triad, by theme, of one kind.
using Cells = std::map<std::string, std::vector<int>>;

Cells cells_of(const Project& project, const Participants& participants, ItemKind kind) {
    Cells cells;
    for (std::size_t triad = 0; triad < participants.triads.size(); ++triad)
        for (const auto& school : participants.triads[triad])
            for (const auto& theme : themes_of(project.reviews.at(school).feedback->value, kind)) {
                auto& members = cells[theme];
                members.resize(participants.triads.size());
                ++members[triad];
            }
    std::erase_if(cells, [](const auto& cell) { return cell.first.starts_with("X-"); }); // reserved
    return cells;
}

/// One line of a table: a theme and the words for how many schools have it.
struct Line {
    const Theme* theme;
    int at_least;
    std::string words;
};

/// True of every count that is shown so. Below `anonymity.counts` schools no number is given.
std::string band_words(int at_least, bool is_top, int schools, bool with_numbers) {
    if (with_numbers) return fmt::format("{} schools{}", at_least, is_top ? " or more" : "");
    if (!is_top) return "some schools";
    if (at_least * 2 > schools) return "more than half of the schools";
    if (at_least * 2 == schools) return "half of the schools or more";
    if (at_least * 3 >= schools) return "a third of the schools or more";
    return "several schools";
}

struct Table {
    std::vector<Line> lines;
    int withheld = 0;
};

Table table_of(const Project& project, const Cells& cells, const Bands& bands, const DisclosureLimits& limits,
               int schools) {
    Table table;
    const auto with_numbers = schools >= project.policy().anonymity_counts;
    for (const auto& [code, members] : cells) {
        const auto how = shown(members, bands, limits);
        const auto* theme = find_theme(codebook_of(project), code);
        if (how == Shown::withheld || !theme) {
            ++table.withheld;
            continue;
        }
        const auto count = std::accumulate(members.begin(), members.end(), 0);
        const auto is_top = how == Shown::top_band;
        const auto at_least = is_top ? bands.top : count;
        table.lines.push_back({theme, at_least, band_words(at_least, is_top, schools, with_numbers)});
    }
    std::ranges::stable_sort(table.lines, std::ranges::greater{}, &Line::at_least);
    return table;
}

std::string messages_of(const Project& project, const Theme& theme, MessageKind kind) {
    std::string text;
    if (!project.messages) return text;
    for (const auto& message : project.messages->value.messages)
        if (message.theme == theme.id && message.kind.value_or(kind) == kind)
            text += markdown_text(message.text) + "\n\n";
    return text;
}

std::string section(const Project& project, std::string_view heading, const Table& table, MessageKind kind) {
    auto text = fmt::format("## {}\n\n", heading);
    if (table.lines.empty())
        text += "No theme came up often enough to be reported.\n\n";
    else
        text += "| Theme | Where it came up |\n| --- | --- |\n";
    for (const auto& line : table.lines)
        text += fmt::format("| {} | {} |\n", markdown_text(line.theme->label), line.words);
    text += table.lines.empty() ? "" : "\n";
    for (const auto& line : table.lines) {
        text += fmt::format("### {}\n\n{}\n\n", markdown_text(line.theme->label),
                            markdown_text(line.theme->definition));
        text += messages_of(project, *line.theme, kind);
    }
    // That something is withheld is said without a number: a small number could pin one down.
    if (table.withheld > 0) text += "Further themes came up too rarely to be reported.\n\n";
    return text;
}

std::string how_to_read(const Policy& policy, const Bands& bands, int schools) {
    auto text = fmt::format(
        "## How to read this report\n\nReviewers and schools agreed points of feedback and gave each a theme "
        "from a "
        "codebook. This report counts the schools where a theme came up; it quotes nobody. A theme is shown "
        "only where "
        "it came from at least {} schools in at least {} of the groups of schools that review each other.",
        policy.anonymity_schools, policy.anonymity_triads);
    text += schools >= policy.anonymity_counts
                ? fmt::format(" Counts of {} and more are shown as one band.", bands.top)
                : std::string(" With so few schools, words stand in place of counts.");
    return text + " A theme that is not shown may still matter to a school.\n\n";
}

/// "three"; with rings "three or four".
std::string sizes_in_words(const Participants& taking_part) {
    std::string text;
    for (const auto size : taking_part.whole)
        text += (text.empty() ? "" : " or ") + std::string(size_words(size));
    return text;
}

std::string statement(const Bands& bands, const std::string& sizes) {
    return fmt::format("## What is protected, and what is not\n\nThis report is summarised and thresholded. "
                       "{} schools that pool all "
                       "they know of their own reviews can infer of no other school, with a probability "
                       "above {:.2f}, that a theme came "
                       "up there. The members of a group of {} know each other's feedback. What somebody "
                       "says at a meeting, the "
                       "history of the records, and answers to requests under freedom of information law are "
                       "outside what this "
                       "report can protect.\n",
                       capital(sizes), bands.greatest_probability, sizes);
}

CohortReport refused(std::string why, std::string hint) {
    return {"", "", std::move(why), std::move(hint), {}};
}

void add_cells(Edition& edition, CellKind kind, const Table& table) {
    for (const auto& line : table.lines) edition.cells.push_back({line.theme->id, kind, line.words});
}

Edition edition_of(const Participants& taking_part, const Table& strengths, const Table& developments) {
    Edition edition;
    for (const auto& triad : taking_part.triads)
        edition.schools.insert(edition.schools.end(), triad.begin(), triad.end());
    std::ranges::sort(edition.schools);
    edition.triads = static_cast<int>(taking_part.triads.size());
    add_cells(edition, CellKind::strength, strengths);
    add_cells(edition, CellKind::development, developments);
    return edition;
}

/// Whether two editions tell the same: then the second tells nothing new.
bool shows_the_same(const Edition& a, const Edition& b) {
    return a.schools == b.schools && a.triads == b.triads &&
           std::ranges::equal(a.cells, b.cells, [](const EditionCell& one, const EditionCell& other) {
               return one.theme == other.theme && one.kind == other.kind && one.band == other.band;
           });
}

std::string explained(const Bands& bands, const DisclosureLimits& limits, const Table& strengths,
                      const Table& developments, int schools) {
    auto text = fmt::format(
        "{} schools with feedback. Shown exactly: {} to {}; one band from {}. Greatest probability {:.3f}.\n",
        schools, limits.schools, bands.top - 1, bands.top, bands.greatest_probability);
    if (bands.top == limits.schools)
        text = fmt::format("{} schools with feedback. One band from {}. Greatest probability {:.3f}.\n",
                           schools, bands.top, bands.greatest_probability);
    return text +
           fmt::format("Strengths: {} shown, {} withheld. Areas for development: {} shown, {} withheld.\n"
                       "Withheld: fewer than {} schools, or fewer than {} triads.\n",
                       strengths.lines.size(), strengths.withheld, developments.lines.size(),
                       developments.withheld, limits.schools, limits.triads);
}

} // namespace

CohortReport cohort_report(const Project& project, bool wider_audience, std::string_view edition) {
    const auto& policy = project.policy();
    const auto taking_part = participants(project);
    const auto schools = taking_part.schools();
    const auto least = wider_audience ? policy.anonymity_wider : policy.anonymity_cohort;
    if (schools < least)
        return refused(
            fmt::format("{} schools have feedback, and a cohort report needs at least {}", schools, least),
            "wait for further reviews");
    const DisclosureLimits limits{policy.anonymity_schools, policy.anonymity_triads,
                                  policy.anonymity_certainty};
    const auto sizes = taking_part.sizes();
    const auto bands = derive_bands(sizes, limits);
    if (!bands)
        return refused("no way of showing counts keeps every school's themes from the other triads",
                       "wait for further triads");
    const auto strengths =
        table_of(project, cells_of(project, taking_part, ItemKind::strength), *bands, limits, schools);
    const auto developments =
        table_of(project, cells_of(project, taking_part, ItemKind::development), *bands, limits, schools);
    CohortReport report;
    report.edition = edition_of(taking_part, strengths, developments);
    for (const auto& [name, earlier] : project.editions)
        if (!shows_the_same(earlier.value, report.edition))
            return refused(
                "reports/" + name +
                    ".yaml holds an edition that showed something else, and what the two "
                    "show together is not worked out",
                "render it from the commit that the edition was built from, or take the record out if "
                "it was never published");
    report.markdown = "# Key themes of the cohort\n\n";
    report.markdown += edition.empty() ? "Draft, for those who run the programme: not for publication.\n\n"
                                       : fmt::format("Edition {}.\n\n", edition);
    const auto group_sizes = sizes_in_words(taking_part);
    report.markdown += fmt::format(
        "Schools in groups of {} reviewed each other on priorities of their own choice, each for one day. "
        "These are the themes that came up across the cohort. They are not grades, and no school is "
        "ranked.\n\n",
        group_sizes);
    report.markdown += how_to_read(policy, *bands, schools);
    report.markdown += section(project, "Strengths", strengths, MessageKind::strength);
    report.markdown += section(project, "Areas for development", developments, MessageKind::development);
    report.markdown += statement(*bands, group_sizes);
    report.explanation = explained(*bands, limits, strengths, developments, schools);
    return report;
}

} // namespace peerreview
