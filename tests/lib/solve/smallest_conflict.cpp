#include "solve/smallest_conflict.hpp"

#include "solve/day_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview::solve;

namespace {

/// Nothing is possible while all facts of one of these sets are on.
using Conflicts = std::vector<std::vector<std::size_t>>;

bool is_possible(const Conflicts& conflicts, const std::vector<bool>& is_on) {
    return std::ranges::none_of(conflicts, [&](const auto& conflict) {
        return std::ranges::all_of(conflict, [&](std::size_t fact) { return is_on[fact]; });
    });
}

std::vector<std::size_t> found(std::size_t count, const Conflicts& conflicts) {
    return smallest_conflict(count, [&](const auto& is_on) { return is_possible(conflicts, is_on); });
}

} // namespace

TEST_CASE("a smallest conflict is one of those there are, and none of its facts can be left out") {
    Draw draw(7);
    for (int round = 0; round < 300; ++round) {
        const auto count = static_cast<std::size_t>(draw.number(1, 20));
        Conflicts conflicts;
        for (int i = draw.number(1, 4); i > 0; --i) {
            auto& conflict = conflicts.emplace_back();
            for (std::size_t fact = 0; fact < count; ++fact)
                if (draw.chance(30)) conflict.push_back(fact);
            if (conflict.empty()) conflict.push_back(0);
        }
        const auto smallest = found(count, conflicts);
        std::vector<bool> is_on(count);
        for (const auto fact : smallest) is_on[fact] = true;
        CHECK_FALSE(is_possible(conflicts, is_on));
        for (const auto fact : smallest) {
            is_on[fact] = false;
            CHECK(is_possible(conflicts, is_on));
            is_on[fact] = true;
        }
    }
}

TEST_CASE("of two conflicts the one with early facts is told") {
    CHECK(found(10, {{6, 9}, {0, 3}}) == std::vector<std::size_t>{0, 3});
    CHECK(found(10, {{4}}) == std::vector<std::size_t>{4});
}

TEST_CASE("where nothing is possible without any fact there is no conflict to tell") {
    CHECK(smallest_conflict(3, [](const auto&) { return false; }).empty());
}
