#include "privacy/disclosure.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <map>
#include <vector>

using namespace peerreview;

namespace {

std::vector<int> triads_of_three(int schools) {
    return std::vector<int>(static_cast<std::size_t>(schools / 3), 3);
}

/// The attacker, written from the promise alone: lists every world of triads of three as a bit mask, groups
/// those that a triad cannot tell apart, and says what it can infer.
struct Attack {
    bool presence_certain = false;
    bool absence_certain = false; ///< of a shown cell
    double probability = 0;
};

/// What is printed of a world; 0 is nothing.
int printed(unsigned world, int schools, int top, const DisclosureLimits& limits) {
    int triads = 0;
    for (int t = 0; t < schools / 3; ++t) triads += (world >> (3 * t) & 7u) != 0;
    const auto count = std::popcount(world);
    if (count < limits.schools || triads < limits.triads) return 0;
    return count < top ? count : top;
}

Attack attack(int schools, int top, const DisclosureLimits& limits) {
    Attack result;
    for (int triad = 0; triad < schools / 3; ++triad) {
        struct Seen {
            int worlds = 0;
            std::map<int, int> with;
        };
        std::map<std::pair<unsigned, int>, Seen> seen;
        const auto own = 7u << (3 * triad);
        for (unsigned world = 0; world < 1u << schools; ++world) {
            auto& entry = seen[{world & own, printed(world, schools, top, limits)}];
            ++entry.worlds;
            for (int s = 0; s < schools; ++s)
                if (!(own >> s & 1u)) entry.with[s] += world >> s & 1u;
        }
        for (const auto& [view, entry] : seen)
            for (const auto& [school, with] : entry.with) {
                result.presence_certain |= with == entry.worlds;
                result.absence_certain |= view.second > 0 && with == 0;
                result.probability = std::max(result.probability, static_cast<double>(with) / entry.worlds);
            }
    }
    return result;
}

} // namespace

TEST_CASE("bands of the common cohorts are the finest that keep the promise") {
    const std::map<int, int> tops = {{6, 3},   {9, 4},   {12, 6},  {15, 8},  {18, 10}, {21, 13},
                                     {24, 15}, {30, 19}, {36, 24}, {45, 31}, {60, 42}};
    for (const auto& [schools, top] : tops) {
        CAPTURE(schools);
        const auto bands = derive_bands(triads_of_three(schools), {});
        REQUIRE(bands);
        CHECK(bands->top == top);
        CHECK(bands->greatest_probability <= 0.75);
    }
}

TEST_CASE("no triad learns that a theme came up at a school outside it") {
    for (const int schools : {6, 9, 12}) {
        CAPTURE(schools);
        const auto bands = derive_bands(triads_of_three(schools), {});
        REQUIRE(bands);
        const auto result = attack(schools, bands->top, {});
        CHECK_FALSE(result.presence_certain);
        CHECK_FALSE(result.absence_certain);
        CHECK(result.probability == doctest::Approx(bands->greatest_probability));
    }
}

TEST_CASE("the attacker succeeds where a rule is switched off") {
    CHECK(attack(9, 9, {}).presence_certain);                         // exact counts to the end
    CHECK(attack(9, 5, {}).probability > 0.75);                       // a band that begins one later
    CHECK(attack(9, 4, {.triads = 1}).absence_certain);               // one triad is enough
    CHECK(attack(6, 3, {.schools = 1, .triads = 1}).absence_certain); // one school is enough
}

TEST_CASE("a triad that is short of a school has bands of its own") {
    const std::vector<int> sizes = {3, 3, 2};
    const auto bands = derive_bands(sizes, {});
    REQUIRE(bands);
    CHECK(bands->greatest_probability <= 0.75);
    CHECK_FALSE(derive_bands(std::vector<int>{3}, {}));
    CHECK_FALSE(derive_bands(triads_of_three(9), {.certainty = 0.1}));
}

TEST_CASE("a cell is shown only above both thresholds") {
    const Bands bands{4, 0.7};
    CHECK(shown(std::vector<int>{1, 1, 1}, bands, {}) == Shown::exactly);
    CHECK(shown(std::vector<int>{2, 1, 1}, bands, {}) == Shown::top_band);
    CHECK(shown(std::vector<int>{3, 0, 0}, bands, {}) == Shown::withheld);
    CHECK(shown(std::vector<int>{1, 1, 0}, bands, {}) == Shown::withheld);
}
