#pragma once

#include "yaml/node.hpp"

#include <string>
#include <string_view>

namespace peerreview {

/// The format of records that this program reads and writes: `format` of peerreview.yaml.
inline constexpr int current_format = 1;

/// The text of a record of format 0 as format 1 writes it: keys and values that bear another name now have
/// that, and every other byte stays as it was, so that the lines keep their numbers. `schema` is the kind of
/// record, `root` its tree; a record of format 1 comes back as it is.
std::string upgraded(std::string_view schema, const Node& root);

} // namespace peerreview
