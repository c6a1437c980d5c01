#include "render/findings.hpp"

#include "source/escape.hpp"
#include "source/text.hpp"

#include <map>

namespace peerreview {

namespace {

constexpr int most_of_a_code = 20;
constexpr int widest_excerpt = 100;

std::string_view color_of(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "\x1b[1;31m";
    case Severity::warning:
        return "\x1b[1;35m";
    case Severity::note:
        break;
    }
    return "\x1b[1;36m";
}

std::string colored(std::string_view text, std::string_view color, bool is_on) {
    return is_on ? fmt::format("{}{}\x1b[0m", color, text) : std::string(text);
}

struct Position {
    std::string path;
    LineColumn at;
};

Position position_of(const Place& place) {
    if (!place.file) return {"", {}};
    return {place.file->path(), place.file->line_column(place.offset)};
}

/// The line of the place with a caret below; of a long line the part around the place.
std::string excerpt(const Place& place) {
    if (!place.file || place.file->text().empty()) return {};
    const auto line = place.file->line(place.offset);
    const auto in_line = std::min<std::size_t>(
        place.offset - static_cast<std::size_t>(line.data() - place.file->text().data()), line.size());
    auto before = terminal(line.substr(0, in_line));
    auto after = terminal(line); // as a whole: marks on both sides of the place may belong together
    after.erase(0, before.size());
    if (display_width(before) > widest_excerpt / 2)
        before = "…" + last_code_points(before, widest_excerpt / 2);
    after = truncate(after, static_cast<std::size_t>(widest_excerpt - display_width(before)));
    return fmt::format("  {}{}\n  {}^\n", before, after,
                       std::string(static_cast<std::size_t>(display_width(before)), ' '));
}

std::string one_finding(const Diagnostic& finding, bool color) {
    const auto [path, at] = position_of(finding.place);
    const auto severity =
        colored(fmt::format("{}:", name_of(finding.severity)), color_of(finding.severity), color);
    auto text = fmt::format("{}:{}:{}: {} {} [{}]\n", terminal(path), at.line, at.column, severity,
                            terminal(finding.message), finding.code);
    text += excerpt(finding.place);
    if (!finding.hint.empty()) text += fmt::format("  hint: {}\n", terminal(finding.hint));
    return text;
}

} // namespace

std::string findings_text(const Diagnostics& findings, const FindingsOptions& options) {
    std::string text;
    std::map<std::string, int> seen;
    for (const auto& finding : findings.all())
        if (options.all || ++seen[finding.code] <= most_of_a_code)
            text += one_finding(finding, options.color);
    for (const auto& [code, count] : seen)
        if (count > most_of_a_code)
            text += fmt::format("and {} more of [{}], shown with --all\n", count - most_of_a_code, code);
    return text;
}

std::string findings_count(const Diagnostics& findings) {
    const auto errors = findings.count(Severity::error), warnings = findings.count(Severity::warning);
    if (errors == 0 && warnings == 0) return "no errors, no warnings";
    return counted(errors, "error") + ", " + counted(warnings, "warning");
}

} // namespace peerreview
