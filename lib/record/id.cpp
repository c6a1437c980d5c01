#include "record/id.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace peerreview {

namespace {

bool is_id_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

/// Lower-case letters without their marks.
std::string folded(std::string_view name) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                     static_cast<utf8proc_ssize_t>(name.size()), &mapped,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
    if (length < 0) return {};
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

/// Dropped without leaving a gap, as in St Mary's and C.E.
bool is_dropped(std::string_view text, std::size_t i) {
    return text[i] == '\'' || text[i] == '.' || text.substr(i).starts_with("\xE2\x80\x99") ||
           text.substr(i).starts_with("\xE2\x80\x98");
}

} // namespace

bool is_id(std::string_view text) {
    return text.size() >= 2 && text.size() <= 60 && is_id_letter(text.front()) && is_id_letter(text.back()) &&
           std::ranges::all_of(text,
                               [](char character) { return is_id_letter(character) || character == '-'; });
}

std::string slug(std::string_view name, std::size_t longest) {
    const auto text = folded(name);
    std::string id;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dropped(text, i)) {
            i += text[i] == '\'' || text[i] == '.' ? 0 : 2;
        } else if (is_id_letter(text[i])) {
            id += text[i];
        } else if (!id.empty() && id.back() != '-') {
            id += '-';
        }
    }
    if (id.size() > longest) {
        const auto word = id.rfind('-', longest);
        id.resize(word == std::string::npos || word == 0 ? longest : word);
    }
    while (id.ends_with('-')) id.pop_back();
    return id;
}

} // namespace peerreview
