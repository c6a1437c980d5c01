#pragma once

#include <optional>
#include <span>
#include <vector>

namespace peerreview {

/// The thresholds of a cohort report.
struct DisclosureLimits {
    int schools = 3;         ///< a theme is shown only when it comes from at least so many schools
    int triads = 2;          ///< of at least so many triads
    double certainty = 0.75; ///< greatest probability of presence that a triad may infer
};

/// How counts of schools are shown: exactly below `top`, and as "top or more" from there.
struct Bands {
    int top = 0;
    double greatest_probability = 0; ///< with which any triad may infer presence at a school outside it
};

/// The finest bands for a cohort whose triads have so many schools each that satisfy P1, P2 and P4 over all
/// patterns; decided on the sizes alone, before any record is read. Nothing where no bands do.
std::optional<Bands> derive_bands(std::span<const int> triad_sizes, const DisclosureLimits& limits);

/// What is shown of a theme of one kind.
enum class Shown { withheld, exactly, top_band };

/// What is shown of a cell with so many members in each triad.
Shown shown(std::span<const int> members, const Bands& bands, const DisclosureLimits& limits);

} // namespace peerreview
