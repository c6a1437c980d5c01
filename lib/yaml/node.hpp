#pragma once

#include "source/source_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

struct Entry;

/// A value of a YAML file with its place. Scalars are text; what type that text has, the schema says.
struct Node {
    enum class Kind { null, scalar, list, map };

    Kind kind = Kind::null;
    bool quoted = false;        ///< a scalar in quotes or a block scalar, and so never a number or true/false
    bool flow = false;          ///< a list or map in brackets
    Place place;                ///< the value's first character; of an empty value, its key
    std::string text;           ///< of a scalar
    std::vector<Node> items;    ///< of a list
    std::vector<Entry> entries; ///< of a map, in the order of the file

    bool is_null() const { return kind == Kind::null; }
    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_list() const { return kind == Kind::list; }
    bool is_map() const { return kind == Kind::map; }

    /// The value of `key` in a map; null where this is no map or has no such key.
    const Node* find(std::string_view key) const;

    /// The place of the value under `key`, or of this node where there is none.
    Place place_of(std::string_view key) const;

    /// The place of a list's item under `key`, or as place_of(key).
    Place place_of(std::string_view key, std::size_t index) const;

    /// The place of the byte at `offset` of a scalar's text: exact where the file writes the words as they
    /// are, folded over lines or not; with escapes inside a word, a character of that word.
    Place place_in_text(std::size_t offset) const;
};

struct Entry {
    std::string key;
    Place key_place;
    Node value;
};

} // namespace peerreview
