#include "record/phase.hpp"

namespace peerreview {

namespace {
constexpr Phase phases[] = {Phase::primary, Phase::secondary, Phase::special, Phase::all_through};
}

std::string_view name_of(Phase phase) {
    switch (phase) {
    case Phase::primary:
        return "primary";
    case Phase::secondary:
        return "secondary";
    case Phase::special:
        return "special";
    case Phase::all_through:
        break;
    }
    return "all-through";
}

std::optional<Phase> parse_phase(std::string_view name) {
    for (const auto phase : phases)
        if (name_of(phase) == name) return phase;
    return std::nullopt;
}

} // namespace peerreview
