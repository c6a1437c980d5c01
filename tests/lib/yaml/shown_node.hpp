#pragma once

#include "yaml/node.hpp"

#include <string>

/// Everything of a node in one text: form, place and words.
inline std::string shown(const peerreview::Node& node) {
    auto text = std::to_string(static_cast<int>(node.kind)) + (node.quoted ? "q" : "") +
                (node.flow ? "f" : "") + "@" + std::to_string(node.place.offset) + "<" + node.text + ">";
    for (const auto& item : node.items) text += "-" + shown(item);
    for (const auto& entry : node.entries)
        text += "\n" + entry.key + "@" + std::to_string(entry.key_place.offset) + ":" + shown(entry.value);
    return text;
}
