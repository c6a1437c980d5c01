#pragma once

#include "yaml/node.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// What happened to a value between two versions of a record. `order`: a list holds the same in another
/// order.
enum class ChangeKind { added, removed, changed, order };

/// A value that differs. Both nodes belong to the versions that were compared.
struct ValueChange {
    std::vector<std::string> path; ///< keys, and of items of lists what they are known by
    ChangeKind kind = ChangeKind::changed;
    const Node* before = nullptr; ///< null where it was added
    const Node* now = nullptr;    ///< null where it was removed
};

/// What differs between two versions of a record, key by key, in the order of the present one, with what is
/// gone behind it. Quoting, comments and layout are no difference. Items of a list that are maps are known by
/// the first of `id`, `host`, `school`, `leader`, `rule`, `year`, `date` and `from` that each has and no two
/// share; all other items by all that they hold, and they are then added or removed as a whole.
std::vector<ValueChange> compare_records(const Node& before, const Node& now);

} // namespace peerreview
