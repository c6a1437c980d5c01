#include "cli/terminal.hpp"

#include "source/escape.hpp"
#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <span>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace peerreview {

namespace {

std::string_view variable(const char* name) {
    const auto* value = std::getenv(name);
    return value ? std::string_view(value) : std::string_view();
}

std::string padded(const std::string& cell, int width, bool is_last) {
    const auto text = truncate(cell, static_cast<std::size_t>(std::max(width, 1)));
    if (is_last) return text;
    return text + std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
}

std::string in_lines(const std::string& first, const std::string& text, std::size_t set_in) {
    const auto width = std::max(40, terminal_width());
    const std::string indent(set_in, ' ');
    std::string lines, line = first;
    bool is_empty = true;
    const auto shown = terminal(text);
    for (std::size_t at = 0; at < shown.size();) {
        const auto end = std::min(shown.find(' ', at), shown.size());
        const auto word = shown.substr(at, end - at);
        if (!is_empty && display_width(line) + 1 + display_width(word) > width) {
            lines += line + "\n";
            line = indent;
            is_empty = true;
        }
        line += (is_empty ? "" : " ") + word;
        is_empty = false;
        at = end + 1;
    }
    return lines + line + "\n";
}

} // namespace

bool wants_color(std::string_view option, int descriptor) {
    if (option == "always") return true;
    if (option == "never" || !variable("NO_COLOR").empty()) return false;
    if (!variable("CLICOLOR_FORCE").empty() || !variable("FORCE_COLOR").empty()) return true;
    const auto term = variable("TERM");
    return !term.empty() && term != "dumb" && variable("CLICOLOR") != "0" && ::isatty(descriptor) == 1;
}

int terminal_width() {
    const auto columns = variable("COLUMNS");
    int width = 0;
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
    if (width > 0) return width;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

std::string text_table(const std::vector<std::vector<std::string>>& rows, int width) {
    if (rows.empty()) return {};
    std::vector<std::vector<std::string>> cells;
    std::vector<int> widths(rows.front().size(), 1);
    for (const auto& row : rows) {
        auto& line = cells.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            line.push_back(terminal(row[i]));
            widths[i] = std::max(widths[i], display_width(line.back()));
        }
    }
    int total = static_cast<int>(widths.size() - 1) * 2;
    for (const auto column : widths) total += column;
    // The first column has ids, which people copy: it is never cut.
    const auto others = std::span(widths).subspan(1);
    for (; total > width && !others.empty() && std::ranges::max(others) > 8; --total)
        --*std::ranges::max_element(others);
    if (total > width) widths.front() = std::max(8, widths.front() - (total - width));
    std::string text;
    for (auto& line : cells) {
        if (line.size() > 1 && display_width(line.front()) > widths.front())
            text += std::exchange(line.front(), "") + "\n";
        std::string out;
        for (std::size_t i = 0; i < line.size(); ++i)
            out += padded(line[i], widths[i], i + 1 == line.size()) + (i + 1 == line.size() ? "" : "  ");
        out.erase(out.find_last_not_of(' ') + 1);
        text += out + "\n";
    }
    return text;
}

std::string wrapped(const std::string& first, const std::string& text) {
    return in_lines(first, text, first.size());
}

std::string folded(const std::string& line) {
    const auto blanks = std::min(line.find_first_not_of(' '), line.size());
    return in_lines(line.substr(0, blanks), line.substr(blanks), blanks + 2);
}

std::string folded_lines(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines += folded(std::string(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string csv_table(const std::vector<std::vector<std::string>>& rows) {
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : ",") + csv_cell(row[i]);
        text += "\r\n";
    }
    return text;
}

void show_failure(std::string_view message, std::string_view hint) {
    std::cout.flush();
    fmt::print(stderr, "peerreview: error: {}\n", terminal(message));
    if (!hint.empty()) fmt::print(stderr, "  {}\n", terminal(hint));
}

bool finish_output() {
    errno = 0; // what it is otherwise may be of something since the write that failed
    std::cout.flush();
    if (std::cout && std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
    const auto why = errno == 0 ? "not all was taken" : std::strerror(errno);
    fmt::print(stderr, "peerreview: error: cannot write standard output: {}\n", why);
    return false;
}

} // namespace peerreview
