#include "source/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace peerreview {

namespace {

/// The next code point and its length in bytes; the length is 0 where the bytes are no UTF-8.
struct Step {
    utf8proc_int32_t code_point = 0;
    std::size_t length = 0;
};

Step step(std::string_view text, std::size_t offset) {
    Step result;
    const auto rest = text.substr(offset);
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                         static_cast<utf8proc_ssize_t>(rest.size()), &result.code_point);
    result.length = length > 0 ? static_cast<std::size_t>(length) : 0;
    return result;
}

int width_of(utf8proc_int32_t code_point) { return std::max(0, utf8proc_charwidth(code_point)); }

std::string squeezed(std::string_view text) {
    std::string result;
    for (const auto character : text) {
        const auto is_space = character == ' ' || character == '\t' || character == '\n' || character == '\r';
        if (!is_space)
            result += character;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

/// Optimal string alignment: insertions, deletions, changes and swaps of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) table[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) table[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[a.size()][b.size()];
}

/// The length of the run of ASCII that the text begins with; eight bytes are looked at together.
std::size_t ascii_bytes(std::string_view text) {
    std::size_t count = 0;
    for (std::uint64_t eight = 0; count + sizeof eight <= text.size(); count += sizeof eight) {
        std::memcpy(&eight, text.data() + count, sizeof eight);
        if ((eight & 0x8080808080808080) != 0) break;
    }
    while (count < text.size() && static_cast<unsigned char>(text[count]) < 0x80) ++count;
    return count;
}

} // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        offset += ascii_bytes(text.substr(offset));
        if (offset == text.size()) break;
        const auto next = step(text, offset);
        if (next.length == 0) return offset;
        offset += next.length;
    }
    return std::nullopt;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string last_code_points(std::string_view text, std::size_t count) {
    auto offset = text.size();
    while (offset > 0 && count > 0) {
        --offset;
        if ((static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80) --count;
    }
    return std::string(text.substr(offset));
}

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const auto next = step(text, offset);
        width += next.length == 0 ? 1 : width_of(next.code_point);
        offset += std::max<std::size_t>(next.length, 1);
    }
    return width;
}

std::string truncate(std::string_view text, std::size_t width) {
    std::size_t used = 0, cut = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const auto next = step(text, offset);
        used += next.length == 0 ? 1 : static_cast<std::size_t>(width_of(next.code_point));
        offset += std::max<std::size_t>(next.length, 1);
        if (used > width) return std::string(text.substr(0, cut)) + "…";
        if (used < width) cut = offset;
    }
    return std::string(text);
}

std::string fold(std::string_view text) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
        &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
    if (length < 0) return squeezed(text);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    return squeezed({reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)});
}

std::string nearest(std::string_view word, std::span<const std::string_view> known) {
    constexpr std::size_t longest = 80; // longer words are no slips of the finger
    if (word.size() > longest) return {};
    const auto wanted = fold(word);
    auto least = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::string_view best;
    for (const auto candidate : known) {
        const auto folded = fold(candidate.substr(0, longest));
        const auto [shorter, longer] = std::minmax({wanted.size(), folded.size()});
        if (longer - shorter >= least) continue; // at least so many letters are put in or left out
        const auto now = distance(wanted, folded);
        if (now >= least) continue;
        least = now;
        best = candidate;
    }
    return std::string(best);
}

} // namespace peerreview
