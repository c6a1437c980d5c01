#include "source/escape.hpp"

#include "source/text.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include <algorithm>

namespace peerreview {

namespace {

bool is_line_space(utf8proc_int32_t code) { return code == '\n' || code == '\r' || code == '\t'; }

/// Characters that change how their neighbours look, or that cannot be seen: controls, bidirectional and
/// other format characters, line separators, private use and what is not assigned.
bool is_unseen(utf8proc_int32_t code) {
    if (code == 0x00AD || (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF))
        return true;
    if (code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 || code == 0x2800) return true;
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

/// Calls `put(code point, its bytes)` for each character; bytes that are no UTF-8 and characters that cannot
/// be seen are given to `unseen` as the text that stands for them.
template <class Put, class Unseen>
void walk(std::string_view text, Put put, Unseen unseen) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto rest = text.substr(offset);
        utf8proc_int32_t code = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                             static_cast<utf8proc_ssize_t>(rest.size()), &code);
        if (length <= 0) {
            unseen(fmt::format("<x{:02X}>", static_cast<unsigned char>(rest.front())));
            ++offset;
            continue;
        }
        offset += static_cast<std::size_t>(length);
        if (is_unseen(code) && !is_line_space(code))
            unseen(fmt::format("<U+{:04X}>", code));
        else
            put(code, rest.substr(0, static_cast<std::size_t>(length)));
    }
}

/// Whether `next` after the text would begin what systems of CI take for a command at a line's start, behind
/// blanks or not: `::error`, `##[error]`, `##vso[`. Any word may come to stand there when lines are wrapped.
bool begins_command(std::string_view text, utf8proc_int32_t next) {
    if (next == ':') return text.ends_with(':');
    if (next != '[') return false;
    const auto mark = text.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return mark != std::string_view::npos && text.substr(0, mark + 1).ends_with("##");
}

/// Marks that may begin or end something wherever they stand.
bool is_markdown_mark(char character) {
    return std::string_view("\\`*_[]<>|~&$").find(character) != std::string_view::npos;
}

bool is_word(char character) { return std::isalnum(static_cast<unsigned char>(character)) != 0; }

/// A mark that means something at a line's start alone: a heading, a list, a rule, a quotation.
std::size_t leading_mark(std::string_view text) {
    if (text.empty()) return std::string_view::npos;
    if (std::string_view("#+-=:").find(text.front()) != std::string_view::npos) return 0;
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos || digits > 9) return std::string_view::npos;
    return text[digits] == '.' || text[digits] == ')' ? digits : std::string_view::npos;
}

/// Whether the character at `i` would make an address, a picture or a mention of what stands around it.
bool makes_link(std::string_view text, std::size_t i) {
    const auto next = i + 1 < text.size() ? text[i + 1] : ' ';
    if (text[i] == '@') return i + 1 < text.size() && is_word(next);
    if (text[i] == ':')
        return text.substr(i).starts_with("://") || fold(text.substr(0, i)).ends_with("mailto");
    if (text[i] == '.') return i >= 3 && fold(text.substr(i - 3, 3)) == "www";
    if (text[i] == '#') return is_word(next);
    return text[i] == '!' && next == '[';
}

std::string one_line(std::string_view text) {
    std::string line;
    walk(
        text,
        [&](utf8proc_int32_t code, std::string_view bytes) {
            const auto is_blank = is_line_space(code) || code == ' ';
            if (!is_blank)
                line += bytes;
            else if (!line.empty() && line.back() != ' ')
                line += ' ';
        },
        [&](const std::string& shown) { line += shown; });
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

std::string percent_encoded(std::string_view text, std::string_view marks) {
    std::string result;
    for (const auto character : terminal(text)) {
        if (marks.find(character) == std::string_view::npos)
            result += character;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(character));
    }
    return result;
}

/// Whether a spreadsheet might take the cell for a formula: one of its first visible characters starts one.
bool looks_like_formula(std::string_view cell) {
    const auto first = cell.find_first_not_of(' ');
    if (first == std::string_view::npos) return false;
    const auto rest = cell.substr(first);
    if (std::string_view("=+-@").find(rest.front()) != std::string_view::npos) return true;
    return rest.starts_with("＝") || rest.starts_with("＋") || rest.starts_with("－") ||
           rest.starts_with("＠");
}

} // namespace

std::string terminal(std::string_view text) {
    std::string result;
    walk(
        text,
        [&](utf8proc_int32_t code, std::string_view bytes) {
            if (begins_command(result, code)) result += '\\';
            if (is_line_space(code))
                result += ' ';
            else
                result += bytes;
        },
        [&](const std::string& shown) { result += shown; });
    return result;
}

std::string markdown_text(std::string_view text) {
    const auto line = one_line(text);
    const auto leading = leading_mark(line);
    std::string result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i == leading || is_markdown_mark(line[i]) || makes_link(line, i)) result += '\\';
        result += line[i];
    }
    return result;
}

std::string html_text(std::string_view text) {
    std::string result;
    const auto put = [&](utf8proc_int32_t code, std::string_view bytes) {
        switch (code) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += bytes;
        }
    };
    walk(text, put,
         [&](const std::string& shown) { result += "&lt;" + shown.substr(1, shown.size() - 2) + "&gt;"; });
    return result;
}

std::string csv_cell(std::string_view text) {
    auto cell = terminal(text);
    if (looks_like_formula(cell)) cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\";") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const auto character : cell) {
        if (character == '"') quoted += '"';
        quoted += character;
    }
    return quoted + '"';
}

std::string ics_text(std::string_view text) {
    std::string result;
    auto after_return = false;
    const auto put = [&](utf8proc_int32_t code, std::string_view bytes) {
        const auto is_second = code == '\n' && after_return; // CRLF is one line end
        after_return = code == '\r';
        if (is_second) return;
        if (code == '\n' || code == '\r') {
            result += "\\n";
        } else {
            if (code == ',' || code == ';' || code == '\\') result += '\\';
            if (begins_command(result, code)) result += "\\\\"; // a line is folded anywhere
            if (code == '\t')
                result += ' ';
            else
                result += bytes;
        }
    };
    walk(text, put, [&](const std::string& shown) {
        after_return = false;
        result += shown;
    });
    return result;
}

std::string github_message(std::string_view text) { return percent_encoded(text, "%"); }

std::string github_property(std::string_view text) { return percent_encoded(text, "%:,"); }

} // namespace peerreview
