#pragma once

#include "solve/triads.hpp"

#include <optional>

namespace peerreview::solve {

/// The best arrangement under a wish beside the rules. Bounds are as of form_triads: a wish is proven best
/// where `cost == bound`. Proofs are left out. Each gives nothing where no arrangement has what is wished.

/// With the two schools of a pair in one triad, at the pair's cost, whether the problem allows it or not.
std::optional<TriadSolution> form_together(const TriadProblem& problem, const Pair& pair,
                                           const TriadOptions& options);

/// With the two in different triads, or waiting.
TriadSolution form_apart(const TriadProblem& problem, std::uint32_t a, std::uint32_t b,
                         const TriadOptions& options);

/// With three schools, ascending, as a triad of the given cost, whether the problem allows it or not.
TriadSolution form_with(const TriadProblem& problem, const std::array<std::uint32_t, 3>& triad,
                        std::int64_t cost, const TriadOptions& options);

/// With a school in some triad, but not in `own` where that is given.
std::optional<TriadSolution> form_otherwise(const TriadProblem& problem, std::uint32_t school,
                                            const std::optional<std::array<std::uint32_t, 3>>& own,
                                            const TriadOptions& options);

} // namespace peerreview::solve
