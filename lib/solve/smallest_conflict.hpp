#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace peerreview::solve {

/// Of `count` facts that leave nothing possible together, a set that does so too and would not without any
/// one of its own: a smallest conflict, by indices in order. `is_possible` answers for the facts that are on.
/// It is asked about the size of the set times the logarithm of `count` times. Of several such sets, one
/// whose facts come early. Empty where nothing is possible without any fact at all.
std::vector<std::size_t> smallest_conflict(std::size_t count,
                                           const std::function<bool(const std::vector<bool>&)>& is_possible);

} // namespace peerreview::solve
