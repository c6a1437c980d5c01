#pragma once

#include "yaml/node.hpp"

namespace peerreview {

/// A value that is to be written into a file. Its node has no places.
struct NewValue {
    Node node;
    std::string source;    ///< its YAML from column 1, without a line end behind the last line
    bool is_block = false; ///< a map or list not in brackets, which begins on a line of its own
};

/// Reads the YAML of one value, and nothing beside it. Throws Failure where `yaml` is not that.
NewValue read_value(std::string_view yaml);

/// The value as it can stand between brackets: on one line, in brackets, and in quotes where plain text would
/// end at a bracket or a comma.
NewValue in_brackets(const NewValue& value);

/// Whether two values are the same to a reader of records: kind, text, quotes, and keys in their order.
bool is_same(const Node& one, const Node& other);

} // namespace peerreview
