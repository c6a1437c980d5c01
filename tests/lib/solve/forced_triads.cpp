#include "solve/forced_triads.hpp"

#include "triad_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <limits>

using namespace peerreview::solve;

namespace {

using Threesome = std::array<std::uint32_t, 3>;
using Wish = std::function<bool(const std::vector<Threesome>&)>;

/// Costs up to `most`, of each pair by itself: they obey no triangle inequality.
TriadProblem instance(std::uint32_t schools, std::uint64_t seed, unsigned percent, unsigned most) {
    TriadProblem problem{.schools = schools, .pairs = {}};
    Draw draw{seed};
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (draw.next() % 100 < percent)
                problem.pairs.push_back({a, b, static_cast<std::int32_t>(draw.next() % most)});
    return problem;
}

bool holds(const Threesome& triad, std::uint32_t school) {
    return std::ranges::find(triad, school) != triad.end();
}

/// "waiting cost", or "none".
using Answer = std::string;
Answer text(const std::optional<TriadSolution>& solution) {
    if (!solution) return "none";
    return std::to_string(solution->waiting.size()) + " " + std::to_string(solution->cost);
}

/// Tries all arrangements of a problem, and keeps the best that is as wished.
class Oracle {
public:
    Oracle(const TriadProblem& problem, Wish wish, std::optional<Threesome> given = {},
           std::int64_t given_cost = 0)
        : problem_(problem), wish_(std::move(wish)), given_(given), given_cost_(given_cost),
          used_(problem.schools) {
        place(0, 0);
    }
    Answer answer() const {
        if (best_.first == never) return "none";
        return std::to_string(best_.first) + " " + std::to_string(best_.second);
    }

private:
    static constexpr auto never = std::numeric_limits<std::int64_t>::max();

    std::int64_t cost(const Threesome& t) const {
        if (given_ == t) return given_cost_;
        const auto ab = cost_of(problem_, t[0], t[1]), ac = cost_of(problem_, t[0], t[2]),
                   bc = cost_of(problem_, t[1], t[2]);
        return ab < 0 || ac < 0 || bc < 0 ? -1 : ab + ac + bc;
    }
    void place(std::int64_t waiting, std::int64_t sum) {
        const auto free = std::ranges::find(used_, false);
        if (free == used_.end()) {
            if (wish_(triads_)) best_ = std::min(best_, std::pair(waiting, sum));
            return;
        }
        const auto i = static_cast<std::uint32_t>(free - used_.begin());
        used_[i] = true;
        place(waiting + 1, sum);
        for (auto j = i + 1; j < problem_.schools; ++j)
            for (auto k = j + 1; k < problem_.schools; ++k) {
                if (used_[j] || used_[k] || cost({i, j, k}) < 0) continue;
                used_[j] = used_[k] = true;
                triads_.push_back({i, j, k});
                place(waiting, sum + cost({i, j, k}));
                triads_.pop_back();
                used_[j] = used_[k] = false;
            }
        used_[i] = false;
    }

    const TriadProblem& problem_;
    Wish wish_;
    std::optional<Threesome> given_;
    std::int64_t given_cost_;
    std::vector<bool> used_;
    std::vector<Threesome> triads_;
    std::pair<std::int64_t, std::int64_t> best_ = {never, never};
};

bool are_together(const std::vector<Threesome>& triads, std::uint32_t a, std::uint32_t b) {
    return std::ranges::any_of(triads, [&](const auto& triad) { return holds(triad, a) && holds(triad, b); });
}

void check_proven(const std::optional<TriadSolution>& solution) {
    if (solution) CHECK(solution->bound == solution->cost);
}

/// Problems of 7 to 9 schools, dense and sparse, with many ties and with few.
template <class Check>
void each_instance(Check check) {
    constexpr unsigned percents[] = {100, 70, 45};
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        INFO("seed ", seed);
        check(instance(7 + static_cast<std::uint32_t>(seed % 3), seed, percents[seed % 2 + seed / 2 % 2],
                       seed % 4 ? 1000 : 6));
    }
}

} // namespace

TEST_CASE("a pair that is put together costs what the best of all arrangements with it costs") {
    each_instance([](const TriadProblem& problem) {
        const auto allowed = cost_of(problem, 0, 1);
        const Pair pair = {0, 1, static_cast<std::int32_t>(allowed < 0 ? 77 : allowed)};
        auto with_it = problem;
        if (allowed < 0) with_it.pairs.insert(with_it.pairs.begin(), pair);
        const auto best = form_together(problem, pair, {});
        check_proven(best);
        if (best) CHECK(are_together(best->triads, 0, 1));
        CHECK(text(best) ==
              Oracle(with_it, [](const auto& triads) { return are_together(triads, 0, 1); }).answer());
    });
}

TEST_CASE("a pair that is kept apart costs what the best of all arrangements without it costs") {
    each_instance([](const TriadProblem& problem) {
        const auto best = form_apart(problem, 2, 0, {});
        check_proven(best);
        CHECK(text(best) ==
              Oracle(problem, [](const auto& triads) { return !are_together(triads, 0, 2); }).answer());
    });
}

TEST_CASE("a given triad costs what the best of all arrangements around it costs") {
    each_instance([](const TriadProblem& problem) {
        const Threesome given = {1, 3, 4};
        const auto best = form_with(problem, given, 500, {});
        check_proven(best);
        const auto has_it = [&](const auto& triads) {
            return std::ranges::find(triads, given) != triads.end();
        };
        CHECK(text(best) == Oracle(problem, has_it, given, 500).answer());
    });
}

TEST_CASE("a school in another triad costs what the best of all such arrangements costs") {
    each_instance([](const TriadProblem& problem) {
        const auto now = form_triads(problem, {});
        for (std::uint32_t school = 0; school < 3; ++school) {
            std::optional<Threesome> own;
            for (const auto& triad : now.triads)
                if (holds(triad, school)) own = triad;
            const auto best = form_otherwise(problem, school, own, {});
            check_proven(best);
            const auto is_elsewhere = [&](const auto& triads) {
                return std::ranges::any_of(
                    triads, [&](const auto& triad) { return holds(triad, school) && triad != own; });
            };
            CHECK(text(best) == Oracle(problem, is_elsewhere).answer());
        }
    });
}

TEST_CASE("a school that no other triad can take is in none") {
    const TriadProblem problem{4, {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {2, 3, 1}}};
    CHECK(text(form_otherwise(problem, 0, Threesome{0, 1, 2}, {})) == "none");
    CHECK(text(form_otherwise(problem, 3, std::nullopt, {})) == "none");
    CHECK(text(form_together(problem, {2, 3, 1}, {})) == "none");
    CHECK(text(form_together(problem, {1, 3, 5}, {})) == "1 7"); // and 2 with them
    CHECK(text(form_apart(problem, 0, 2, {})) == "4 0");
}
