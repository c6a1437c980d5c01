#pragma once

#include <optional>
#include <string>

namespace peerreview {

/// Merges two changes of one record key by key: `ours` with what `theirs` changed in `base`, in place. In
/// lists, items are known by their `id`, others by all that they hold, and new items of theirs come last.
///
/// `path` names the file in messages. Nothing where a text is not the YAML of a record, where both changed
/// the same value in different ways, or where the order of a list changed: there a person must look.
std::optional<std::string> merge_records(const std::string& path, const std::string& base,
                                         const std::string& ours, const std::string& theirs);

} // namespace peerreview
