#pragma once

#include "solve/day_rules.hpp"

namespace peerreview::solve {

/// A consultant for each of these triads, at the least sum of what the choices cost: as many triads as can
/// have one, each consultant within what the year and its weeks allow. Days are not looked at yet: who cannot
/// plan a triad gives it back. Nothing for a triad that nobody has room for; no plan has fewer such triads.
std::vector<std::optional<std::uint32_t>> assign_consultants(const Year& year,
                                                             const std::vector<std::size_t>& triads);

} // namespace peerreview::solve
