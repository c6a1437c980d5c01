#pragma once

#include "yaml/node.hpp"

#include <algorithm>
#include <string_view>

namespace peerreview {

/// Whether the values of a key are codes, ids or dates, and no prose.
inline bool is_code(std::string_view key) {
    constexpr std::string_view codes[] = {"id",         "line",    "kind",   "activity",   "by",
                                          "evidence",   "themes",  "theme",  "items",      "from",
                                          "item",       "school",  "author", "owner-role", "by-role",
                                          "decided-by", "authors", "host",   "audience",   "monitoring-role"};
    return std::ranges::find(codes, key) != std::end(codes);
}

/// Calls `visit(node, key)` for each text of several words in a record of a review, with the key that it
/// stands under.
template <class Visit>
void each_prose(const Node& node, const Visit& visit, std::string_view key = {}) {
    if (node.is_scalar() && !is_code(key) && node.text.find(' ') != std::string::npos) visit(node, key);
    for (const auto& item : node.items) each_prose(item, visit, key);
    for (const auto& entry : node.entries) each_prose(entry.value, visit, entry.key);
}

} // namespace peerreview
