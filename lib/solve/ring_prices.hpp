#pragma once

#include "solve/triad_block.hpp"
#include "solve/triads.hpp"

#include <optional>
#include <span>

namespace peerreview::solve {

/// What a ring of four costs: all its pairs. Nothing where one is not allowed. Pairs: a Block or a
/// TriadGraph.
template <class Pairs>
std::optional<std::int64_t> cost_of(const Pairs& pairs, std::span<const std::uint32_t> schools) {
    std::int64_t cost = 0;
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (auto j = i + 1; j < schools.size(); ++j) {
            const auto pair = pairs.cost(schools[i], schools[j]);
            if (pair < 0) return std::nullopt;
            cost += pair;
        }
    return cost;
}

/// A ring of four, and its cost less the prices of its schools plus those of the cuts that count it, in
/// price_scale-ths of a second.
struct PricedRing {
    std::int64_t reduced = 0;
    Quad schools{};
    std::int64_t cost = 0;
    friend auto operator<=>(const PricedRing&, const PricedRing&) = default;
};

struct RingTask {
    std::span<const CutPrice> cuts; ///< known already
    std::span<const Triple> triads; ///< of an arrangement that is known
    std::uint64_t pivots = 0;       ///< of the simplex in all
    const std::atomic<bool>* stop = nullptr;
};

/// Prices under which no allowed triple and no ring of four of the block has a reduced cost under 0. An
/// arrangement of all schools in triads and rings costs at least the sum of the prices, the cuts' limits
/// taken off, and the reduced costs of its rings.
ProofNode ring_prices(const Block& block, const RingTask& task);

/// The rings whose reduced cost by such prices is under `limit`, at most `most` of them, the least first; and
/// the least reduced cost of one that is left out, where one is.
struct RingsUnder {
    std::vector<PricedRing> rings;
    std::optional<std::int64_t> least_left_out;
};
RingsUnder rings_under(const Block& block, const ProofNode& prices, std::int64_t limit, std::size_t most);

} // namespace peerreview::solve
