#include "privacy/disclosure.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

// A cell is one theme of one kind; its members are the schools with an item coded so. The strongest reader is
// a triad T that pools its own items and sees the report. It reasons over worlds: assignments of members to
// the schools outside T for which the program would have printed exactly what it did. For every triad, every
// number m of members inside it, everything that can be printed, and every school s outside:
//
//   P1  some world has s outside the members,
//   P2  where the cell is shown, some world has s among them,
//   P4  the share of worlds that have s among them is at most `certainty`.
//
// What is printed depends on the number of members and of triads touched alone, so worlds need not be listed.
// Let x be the number of members outside T. Subsets of the N schools outside of size x number C(N, x), and
// those that hold s number C(N-1, x-1). Shown means at least `schools` members in at least `triads` triads;
// how many subsets of size x touch exactly t triads is the coefficient of y^x z^t in the product over the
// other triads of 1 + z((1+y)^g - 1). That product is what `Patterns` holds, once for all schools outside and
// once for those that leave s out; the difference are the worlds that hold s. Numbers of worlds go to 2^60
// and beyond: long double keeps their ratio to 18 digits, and a count that is zero is exactly zero, being a
// sum of terms that are never negative.
//
// Bands are then tried from the finest (every count shown exactly) to the coarsest, and the first that holds
// is taken.

namespace peerreview {

namespace {

using Number = long double;

/// How many subsets of the schools of some triads have x members in t triads. The triads that count are
/// capped at the threshold, beyond which no number of triads matters.
struct Patterns {
    std::vector<std::vector<Number>> ways; ///< [x][t]
};

Number choose(int n, int k) {
    Number result = 1;
    for (int i = 1; i <= k; ++i) result = result * static_cast<Number>(n - k + i) / static_cast<Number>(i);
    return result;
}

void multiply(Patterns& patterns, int size, int triads) {
    const auto members = patterns.ways.size();
    const auto columns = static_cast<std::size_t>(triads) + 1;
    std::vector<std::vector<Number>> next(members + static_cast<std::size_t>(size),
                                          std::vector<Number>(columns, 0));
    for (std::size_t x = 0; x < members; ++x)
        for (std::size_t t = 0; t < columns; ++t)
            for (std::size_t add = 0; add <= static_cast<std::size_t>(size); ++add)
                next[x + add][std::min(columns - 1, t + (add > 0 ? 1 : 0))] +=
                    patterns.ways[x][t] * choose(size, static_cast<int>(add));
    patterns.ways = std::move(next);
}

Patterns patterns_of(const std::vector<int>& sizes, int triads) {
    Patterns patterns;
    patterns.ways = {std::vector<Number>(static_cast<std::size_t>(triads) + 1, 0)};
    patterns.ways[0][0] = 1;
    for (const auto size : sizes) multiply(patterns, size, triads);
    return patterns;
}

/// One reader and one school outside: worlds by what is printed.
struct Reader {
    Patterns all;     ///< of the schools outside the triad
    Patterns without; ///< of those but for one school s
    int size = 0;     ///< of the reader's triad
};

/// Worlds of one output: all of them, and those that leave s out.
struct Worlds {
    Number all = 0, without = 0;
};

/// What is printed for `count` members: -1 withheld, else the count or the top band's beginning.
int printed(int count, int triads, int top, const DisclosureLimits& limits) {
    if (count < limits.schools || triads < limits.triads) return -1;
    return std::min(count, top);
}

/// Adds the patterns to the worlds of each output, `own` members being in the reader's triad.
void add_worlds(const Patterns& patterns, int own, int top, const DisclosureLimits& limits,
                std::vector<Worlds>& worlds, Number Worlds::*member) {
    for (std::size_t x = 0; x < patterns.ways.size(); ++x)
        for (std::size_t t = 0; t < patterns.ways[x].size(); ++t) {
            const auto output =
                printed(static_cast<int>(x) + own, static_cast<int>(t) + (own > 0 ? 1 : 0), top, limits);
            worlds[static_cast<std::size_t>(output) + 1].*member += patterns.ways[x][t];
        }
}

/// The greatest probability over the reader's own members and all outputs; nothing where P1 or P2 fails.
std::optional<Number> greatest(const Reader& reader, int top, const DisclosureLimits& limits) {
    Number worst = 0;
    for (int own = 0; own <= reader.size; ++own) {
        std::vector<Worlds> worlds(static_cast<std::size_t>(top) + 2);
        add_worlds(reader.all, own, top, limits, worlds, &Worlds::all);
        add_worlds(reader.without, own, top, limits, worlds, &Worlds::without);
        for (std::size_t output = 0; output < worlds.size(); ++output) {
            const auto& [all, without] = worlds[output];
            if (all == 0) continue;                                // cannot be printed
            if (without == 0) return std::nullopt;                 // P1
            if (output > 0 && without == all) return std::nullopt; // P2
            worst = std::max(worst, (all - without) / all);
        }
    }
    return worst;
}

/// One reader for each different pair of sizes: of the reading triad and of the triad of s.
std::vector<Reader> readers_of(std::span<const int> sizes, int triads) {
    std::vector<Reader> readers;
    std::vector<std::pair<int, int>> seen;
    for (std::size_t reading = 0; reading < sizes.size(); ++reading)
        for (std::size_t home = 0; home < sizes.size(); ++home) {
            const std::pair pair = {sizes[reading], sizes[home]};
            if (reading == home || std::ranges::find(seen, pair) != seen.end()) continue;
            seen.push_back(pair);
            std::vector<int> others(sizes.begin(), sizes.end());
            const auto erase = [&](int size) { others.erase(std::ranges::find(others, size)); };
            erase(sizes[reading]);
            auto& reader = readers.emplace_back();
            reader.size = sizes[reading];
            reader.all = patterns_of(others, triads);
            erase(sizes[home]);
            others.push_back(sizes[home] - 1);
            reader.without = patterns_of(others, triads);
        }
    return readers;
}

} // namespace

std::optional<Bands> derive_bands(std::span<const int> triad_sizes, const DisclosureLimits& limits) {
    assert(std::ranges::all_of(triad_sizes, [](int size) { return size > 0; }));
    if (triad_sizes.size() < 2) return std::nullopt; // within one triad nothing is hidden
    const auto readers = readers_of(triad_sizes, limits.triads);
    const auto schools = std::accumulate(triad_sizes.begin(), triad_sizes.end(), 0);
    for (int top = schools; top >= limits.schools; --top) {
        Number worst = 0;
        const auto holds = std::ranges::all_of(readers, [&](const Reader& reader) {
            const auto probability = greatest(reader, top, limits);
            worst = std::max(worst, probability.value_or(1));
            return probability && *probability <= static_cast<Number>(limits.certainty);
        });
        if (holds) return Bands{top, static_cast<double>(worst)};
    }
    return std::nullopt;
}

Shown shown(std::span<const int> members, const Bands& bands, const DisclosureLimits& limits) {
    const auto count = std::accumulate(members.begin(), members.end(), 0);
    const auto triads = static_cast<int>(std::ranges::count_if(members, [](int n) { return n > 0; }));
    if (count < limits.schools || triads < limits.triads) return Shown::withheld;
    return count >= bands.top ? Shown::top_band : Shown::exactly;
}

} // namespace peerreview
