#pragma once

#include "yaml/node.hpp"

#include <vector>

namespace peerreview {

/// Where a value stands in its file, and its parts in it: what the parser does not tell. Offsets in bytes.
struct Extent {
    static constexpr std::size_t none = std::string_view::npos;

    std::size_t begin = 0;      ///< the value's first byte; of an empty value, where it would begin
    std::size_t end = 0;        ///< past its last byte without its line end; of an empty value, `begin`
    std::size_t header_end = 0; ///< past '|' or '>' and its indicators; of any other value, `end`

    // What belongs to it as a part of a map or a list:
    std::size_t marker = 0;  ///< the first byte of the key, of its '?' or of the '-'; in a flow list, `begin`
    std::size_t lead = none; ///< past the ':' or the '-'; none in a flow list and behind a key without ':'
    std::size_t comma = none;  ///< the ',' after it, in brackets
    std::vector<Extent> parts; ///< of a map's entries or a list's items, in their order

    bool is_empty() const { return begin == end; }

    /// Whether a flow map has no braces of its own: `[key: value]`.
    bool is_bare = false;
};

/// The extents of a tree that the parser read from `file`. Throws Failure at a form that is not understood.
Extent extent_of(const SourceFile& file, const Node& root);

} // namespace peerreview
