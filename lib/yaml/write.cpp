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
        else if (const auto three = text.substr(i, 3);
                 three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" || three == "\xEF\xBB\xBF") {
            quoted += three.front() == '\xEF' ? "\\ufeff" : three[2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else
            quoted += text[i];
    }
    return quoted + '"';
}

std::string schema_line(std::string_view schema) {
    return fmt::format("# yaml-language-server: $schema=https://peerreview.example/schemas/v1/{}.json\n",
                       schema);
}

} // namespace peerreview
