#pragma once

#include "yaml/node.hpp"

#include <optional>

namespace peerreview {

/// Reads a record in the form that most records have, many times faster than the full reader: block maps and
/// lists, keys of small letters, digits and hyphens, and on one line each plain words, quotes without
/// escapes, and brackets; literal and folded text of one indentation. Reads from byte `from` on of `file`,
/// whose bytes are valid UTF-8 without control characters, and which must outlive the node. Gives nothing for
/// any other form and for every error: then parse_yaml's full reader has the word, and where this one gives a
/// node, the full one gives the same.
std::optional<Node> read_plain(const SourceFile& file, std::size_t from);

} // namespace peerreview
