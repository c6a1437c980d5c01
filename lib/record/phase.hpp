#pragma once

#include <optional>
#include <string_view>

namespace peerreview {

/// The phases that triads are formed within. An all-through school fits primary and secondary.
enum class Phase { primary, secondary, special, all_through };

std::string_view name_of(Phase phase);

/// The phase of that name, or nothing.
std::optional<Phase> parse_phase(std::string_view name);

} // namespace peerreview
