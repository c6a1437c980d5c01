#pragma once

#include <fmt/core.h>

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace peerreview {

/// The offset of the first byte that is not part of valid UTF-8 (overlong forms, surrogates and cut-off
/// sequences are not), or nothing where all of it is.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The number of code points in valid UTF-8.
std::size_t code_points(std::string_view text);

/// The last `count` code points of valid UTF-8.
std::string last_code_points(std::string_view text, std::size_t count);

/// The columns that a terminal gives the text: wide characters count two, combining marks none.
int display_width(std::string_view text);

/// The text, or its beginning and '…' where it is wider than `width` columns.
std::string truncate(std::string_view text, std::size_t width);

/// The text for comparing: case folded by Unicode's rules, runs of blanks made one space, none at the ends.
std::string fold(std::string_view text);

/// "1 school", "2 schools": the noun takes an s where the count is not one.
template <std::integral Count>
std::string counted(Count count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// The known word that is nearest to `word` by optimal string alignment, case ignored, at a distance of at
/// most a third of the word's length or 1; empty where none is.
std::string nearest(std::string_view word, std::span<const std::string_view> known);

} // namespace peerreview
