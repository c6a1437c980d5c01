#pragma once

#include "source/diagnostics.hpp"
#include "yaml/node.hpp"

#include <optional>

namespace peerreview {

/// A record larger than this is refused: no person writes one.
inline constexpr std::size_t largest_record = 8u << 20;

/// Reads the strict subset of YAML that a record may use: one document of block or flow maps and lists and
/// of plain, quoted or block scalars. Anchors, aliases, tags, merge keys, directives, repeated keys and a
/// second document are errors. Gives nothing where the text has an error; `file` must outlive the node.
std::optional<Node> parse_yaml(const SourceFile& file, Diagnostics& diagnostics);

/// The same by yaml-cpp alone, and so many times slower: what parse_yaml is held against.
std::optional<Node> parse_any_yaml(const SourceFile& file, Diagnostics& diagnostics);

} // namespace peerreview
