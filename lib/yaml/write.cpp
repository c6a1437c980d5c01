#include "yaml/write.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace peerreview {

namespace {

/// Words that some reader of YAML takes for something else than text.
bool is_special_word(std::string_view text) {
    constexpr auto words = std::to_array<std::string_view>(
        {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"});
    std::string lower;
    for (const auto character : text)
        lower += static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
    return std::ranges::find(words, lower) != words.end();
}

bool is_plain_character(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return std::isalnum(byte) || std::string_view(" -_./()'+").find(character) != std::string_view::npos;
}

bool is_plain(std::string_view text) {
    return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) && !text.ends_with(' ') &&
           !is_special_word(text) && std::ranges::all_of(text, is_plain_character);
}

/// The escape of a character of three bytes that YAML counts as a line break or as not printable; empty for
/// all others.
std::string_view escape_of(std::string_view three) {
    if (three == "\xE2\x80\xA8") return "\\u2028";
    if (three == "\xE2\x80\xA9") return "\\u2029";
    if (three == "\xEF\xBB\xBF") return "\\ufeff";
    if (three == "\xEF\xBF\xBE") return "\\ufffe";
    if (three == "\xEF\xBF\xBF") return "\\uffff";
    return {};
}

} // namespace

std::string yaml_scalar(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string quoted = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '"' || byte == '\\')
            quoted += fmt::format("\\{}", text[i]);
        else if (byte == '\n')
            quoted += "\\n";
        else if (byte < 0x20 || byte == 0x7F)
            quoted += fmt::format("\\x{:02x}", byte);
        else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) <= 0xA0)
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[++i]));
        else if (const auto escape = escape_of(text.substr(i, 3)); !escape.empty()) {
            quoted += escape;
            i += 2;
        } else
            quoted += text[i];
    }
    return quoted + '"';
}

std::string indented(std::string_view lines) {
    std::string result;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        result.append("  ").append(lines.substr(0, end));
        lines.remove_prefix(end);
    }
    return result;
}

std::string schema_line(std::string_view schema) {
    return fmt::format("# yaml-language-server: $schema=https://peerreview.example/schemas/v1/{}.json\n",
                       schema);
}

} // namespace peerreview
