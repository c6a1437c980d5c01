#include "yaml/node.hpp"

#include <algorithm>

namespace peerreview {

const Node* Node::find(std::string_view key) const {
    const auto entry = std::ranges::find(entries, key, &Entry::key);
    return entry == entries.end() ? nullptr : &entry->value;
}

Place Node::place_of(std::string_view key) const {
    const auto* value = find(key);
    return value ? value->place : place;
}

Place Node::place_of(std::string_view key, std::size_t index) const {
    const auto* value = find(key);
    return value && index < value->items.size() ? value->items[index].place : place_of(key);
}

Place Node::place_in_text(std::size_t offset) const {
    if (!place.file || !is_scalar()) return place;
    const auto source = place.file->text();
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    std::size_t word = 0, begin = 0; // the word of the text that holds the offset
    for (std::size_t i = 0; i < std::min(offset + 1, text.size()); ++i)
        if (!is_blank(text[i]) && (i == 0 || is_blank(text[i - 1]))) begin = i, ++word;
    auto at = std::size_t{place.offset};
    if (at < source.size() && (source[at] == '>' || source[at] == '|'))
        at = std::min(source.find('\n', at), source.size());
    else if (quoted)
        ++at;
    for (std::size_t seen = 0; at < source.size(); ++at)
        if (!is_blank(source[at]) && (seen == 0 || is_blank(source[at - 1])) && ++seen == word) break;
    const auto inside = word == 0 ? 0 : std::max(offset, begin) - begin;
    return {place.file, static_cast<std::uint32_t>(std::min(at + inside, source.size()))};
}

} // namespace peerreview
