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

} // namespace peerreview
