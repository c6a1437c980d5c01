#include "render/day_page.hpp"

#include "project/day_rules.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

constexpr std::string_view letters = "ABC";

/// "line 2", "lines 1 and 3"; empty where there is none.
std::string line_words(const DaySlot& slot) {
    std::vector<std::string> numbers;
    for (const auto line : slot.lines) numbers.push_back(std::to_string(line + 1));
    if (numbers.empty()) return {};
    return (numbers.size() == 1 ? "line " : "lines ") + joined(numbers);
}

/// What happens in a slot, and on which lines.
std::string slot_words(const DaySlot& slot) {
    auto text = slot.part == DayPart::looking && slot.activity
                    ? fmt::format("{}: {}", activity_words(*slot.activity), slot.text)
                    : slot.text;
    if (slot.part == DayPart::open) text = "gap-filling: " + slot.text;
    if (const auto lines = line_words(slot); !lines.empty()) text += "; " + lines;
    return capital(text);
}

std::string_view whom(char letter) {
    return letter == 'A' ? "Reviewer A" : letter == 'B' ? "Reviewer B" : "Consultant";
}

std::string who_words(const DaySlot& slot) {
    if (slot.who == letters) return "All";
    std::vector<std::string> names;
    for (const auto letter : slot.who) names.emplace_back(whom(letter));
    return joined(names);
}

std::string time_words(const DaySlot& slot) {
    return fmt::format("{} to {}", clock(slot.start), clock(slot.end));
}

std::string variant_words(DayVariant variant) {
    switch (variant) {
    case DayVariant::primary:
        return "a primary school";
    case DayVariant::secondary:
        return "a secondary school";
    case DayVariant::special:
        return "a special school";
    case DayVariant::small:
        return "a small school, with one track";
    case DayVariant::split_site:
        return "a school on two sites, with a track on each";
    }
    return {};
}

std::string people(const Project& project, const DayPlan& plan) {
    std::string text = "## Who takes part\n\n";
    for (std::size_t i = 0; i < 2; ++i)
        text +=
            fmt::format("- {}: {}\n", whom(letters[i]),
                        i < plan.reviewers.size() ? markdown_text(visitor_words(project, plan.reviewers[i]))
                                                  : "to be named");
    text += "- Consultant: facilitates and coaches, and does not inspect\n";
    for (const auto& reserve : plan.reserves)
        text += fmt::format("- In reserve: {}\n", markdown_text(visitor_words(project, reserve)));
    return text + "\n";
}

/// The letters of those who look into a line.
std::string observers_of(const DayPlan& plan, std::size_t line) {
    std::set<char> found;
    for (const auto& slot : plan.slots)
        if (std::ranges::find(slot.lines, line) != slot.lines.end())
            found.insert(slot.who.begin(), slot.who.end());
    std::vector<std::string> names;
    for (const auto letter : found) names.emplace_back(whom(letter));
    return joined(names);
}

std::string lines(const DayPlan& plan) {
    if (plan.lines.empty()) return {};
    std::string text = "## Lines of enquiry\n\n| Line | Question | Seen through | By |\n"
                       "| --- | --- | --- | --- |\n";
    for (std::size_t line = 0; line < plan.lines.size(); ++line) {
        std::vector<std::string> ways;
        for (const auto activity : coverage_of(plan, line).activities)
            ways.emplace_back(activity_words(activity));
        text += fmt::format("| {} | {} | {} | {} |\n", line + 1, markdown_text(plan.lines[line].question),
                            joined(ways), observers_of(plan, line));
    }
    return text + "\n";
}

/// What begins at `start`, in the order of the plan.
std::vector<const DaySlot*> row_of(const DayPlan& plan, int start) {
    std::vector<const DaySlot*> row;
    for (const auto& slot : plan.slots)
        if (slot.start == start) row.push_back(&slot);
    return row;
}

/// The cell of one person in a row that ends at `end`; an end of its own is told.
std::string cell(const std::vector<const DaySlot*>& row, char letter, int end) {
    for (const auto* slot : row) {
        if (slot->who.find(letter) == std::string::npos) continue;
        const auto words = markdown_text(slot_words(*slot));
        return slot->end == end ? words : fmt::format("{} (to {})", words, clock(slot->end));
    }
    return {};
}

std::string timetable(const DayPlan& plan) {
    std::string text = "## The day\n\n| Time | Reviewer A | Reviewer B | Consultant |\n"
                       "| --- | --- | --- | --- |\n";
    std::set<int> starts;
    for (const auto& slot : plan.slots) starts.insert(slot.start);
    for (const auto start : starts) {
        const auto row = row_of(plan, start);
        const auto end = (*std::ranges::max_element(row, {}, &DaySlot::end))->end;
        text += fmt::format("| {} to {}", clock(start), clock(end));
        for (const auto letter : letters) text += " | " + cell(row, letter, end);
        text += " |\n";
    }
    return text + "\n";
}

bool needs_room(const DaySlot& slot) {
    return slot.part != DayPart::travel && slot.part != DayPart::joins && slot.part != DayPart::open;
}

std::string rooms(const DayPlan& plan) {
    std::string text = "## Rooms, for the host to fill in\n\n"
                       "| Time | Who | What | Room | Host leader |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& slot : plan.slots)
        if (needs_room(slot))
            text += fmt::format("| {} | {} | {} | | {} |\n", time_words(slot), who_words(slot),
                                markdown_text(slot_words(slot)), slot.accompanied ? "" : "–");
    return text + "\n";
}

} // namespace

std::string day_page(const Project& project, const DayPlan& plan) {
    auto text = fmt::format("# Review day at {}\n\n{}.", markdown_text(school_words(project, plan.host)),
                            plan.date ? in_words(*plan.date) : "The day is to be agreed");
    text += fmt::format(" The plan is that of {}; the host may move times to fit its own day.\n\n",
                        variant_words(plan.variant));
    return text + people(project, plan) + day_sections(plan);
}

std::string day_sections(const DayPlan& plan) {
    auto text = lines(plan) + timetable(plan) + rooms(plan) + "## To keep in mind\n\n";
    for (const auto& note : timetable_of(plan.variant).notes) text += fmt::format("- {}\n", note);
    return text;
}

std::vector<std::vector<std::string>> day_rows(const DayPlan& plan) {
    std::vector<std::vector<std::string>> rows = {{"time", "who", "what"}};
    for (const auto& slot : plan.slots)
        rows.push_back({fmt::format("{}-{}", clock(slot.start), clock(slot.end)),
                        slot.who == letters ? "all" : slot.who, slot_words(slot)});
    return rows;
}

} // namespace peerreview
