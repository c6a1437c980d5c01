#include "solve/triad_repair.hpp"

#include "triad_problems.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

using namespace peerreview::solve;

namespace {

/// How good an arrangement is; less is better.
struct Worth {
    std::size_t waiting = 0, dear = 0, changed = 0;
    std::int64_t cost = 0;
    auto operator<=>(const Worth&) const = default;
};

/// Every arrangement is tried.
class Exhaust {
public:
    explicit Exhaust(const RepairProblem& problem) : problem_(problem), used_(problem.triads.schools) {
        for (const auto& triad : problem.standing) ++(triad.is_dear ? all_.dear : all_.changed);
        go(0, all_);
    }
    Worth best() const { return *best_; }

private:
    void go(std::uint32_t i, Worth worth) {
        while (i < used_.size() && used_[i]) ++i;
        if (best_ && worth.waiting > best_->waiting) return;
        if (i == used_.size()) {
            if (!best_ || worth < *best_) best_ = worth;
            return;
        }
        used_[i] = true;
        for (auto j = i + 1; j < used_.size(); ++j)
            for (auto k = j + 1; k < used_.size(); ++k)
                if (!used_[j] && !used_[k]) take({i, j, k}, worth);
        auto waits = worth;
        ++waits.waiting;
        go(i + 1, waits);
        used_[i] = false;
    }

    void take(const Triple& triple, Worth worth) {
        const auto& standing = problem_.standing;
        const auto found = std::ranges::find(standing, triple, &StandingTriad::schools);
        if (found != standing.end()) {
            --(found->is_dear ? worth.dear : worth.changed);
            worth.cost += found->costs[0] + found->costs[1] + found->costs[2];
        } else {
            for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
                const auto cost = cost_of(problem_.triads, triple[static_cast<std::size_t>(a)],
                                          triple[static_cast<std::size_t>(b)]);
                if (cost < 0) return;
                worth.cost += cost;
            }
        }
        used_[triple[1]] = used_[triple[2]] = true;
        go(triple[0] + 1, worth);
        used_[triple[1]] = used_[triple[2]] = false;
    }

    const RepairProblem& problem_;
    std::vector<bool> used_;
    Worth all_;
    std::optional<Worth> best_;
};

/// Schools, standing triads of most of them, and free ones: withdrawals and arrivals. Some standing triads
/// hold pairs that no rule allows.
RepairProblem instance(std::uint64_t seed) {
    Draw draw{seed};
    RepairProblem problem;
    const auto schools = 9 + static_cast<std::uint32_t>(draw.next() % 4);
    constexpr unsigned percents[] = {100, 70, 45};
    problem.triads.schools = schools;
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            if (draw.next() % 100 < percents[seed % 3])
                problem.triads.pairs.push_back({a, b, static_cast<std::int32_t>(draw.next() % 1000)});
    std::vector<std::uint32_t> order(schools);
    for (std::uint32_t i = 0; i < schools; ++i) order[i] = i;
    for (std::uint32_t i = schools; i > 1; --i) std::swap(order[i - 1], order[draw.next() % i]);
    const auto free = 1 + draw.next() % 4;
    for (std::size_t i = free; i + 3 <= schools; i += 3) {
        StandingTriad triad{{order[i], order[i + 1], order[i + 2]}, {}, draw.next() % 4 == 0};
        std::ranges::sort(triad.schools);
        std::size_t side = 0;
        for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
            const auto cost = cost_of(problem.triads, triad.schools[static_cast<std::size_t>(a)],
                                      triad.schools[static_cast<std::size_t>(b)]);
            triad.costs[side++] = static_cast<std::int32_t>(cost < 0 ? 1500 : cost);
        }
        problem.standing.push_back(triad);
    }
    return problem;
}

Worth worth_of(const RepairProblem& problem, const RepairSolution& solution) {
    Worth worth{solution.waiting.size(), 0, 0, solution.cost};
    for (const auto triad : solution.changed)
        ++(problem.standing[triad].is_dear ? worth.dear : worth.changed);
    return worth;
}

bool same(const Worth& a, const Worth& b) { return a == b; }

} // namespace

TEST_CASE("a repair waits least, then changes least, then travels least, as trying everything shows") {
    int changed = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const auto problem = instance(seed);
        const auto solution = repair_triads(problem, {});
        const auto best = Exhaust(problem).best();
        INFO("seed ", seed);
        CHECK(same(worth_of(problem, solution), best));
        CHECK(solution.is_least_waiting);
        CHECK(solution.is_least_changed);
        CHECK(solution.is_least_cost);
        changed += !solution.changed.empty();
    }
    CHECK(changed > 30); // else nothing was asked of it
}

TEST_CASE("where the free schools make a triad among themselves, nothing else moves") {
    // 0 1 2 and 3 4 5 stand at a high cost; 6 7 8 are free.
    RepairProblem problem{{9, {}}, {{{0, 1, 2}, {90, 90, 90}}, {{3, 4, 5}, {90, 90, 90}}}};
    for (std::uint32_t a = 0; a < 9; ++a)
        for (auto b = a + 1; b < 9; ++b) problem.triads.pairs.push_back({a, b, a / 3 == b / 3 ? 90 : 1});
    const auto solution = repair_triads(problem, {});
    CHECK(solution.changed.empty());
    CHECK(solution.triads == std::vector<Triple>{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
    CHECK(solution.cost == 9 * 90);
}

TEST_CASE("a triad whose pairs the rules forbid stays, and no other school comes to it") {
    // Of 0 1 2, which stand, no pair is allowed; 3 and 4 may share a triad with 0 alone.
    const RepairProblem problem{{5, {{0, 3, 1}, {0, 4, 1}, {3, 4, 1}}}, {{{0, 1, 2}, {50, 50, 50}}}};
    const auto solution = repair_triads(problem, {});
    CHECK(solution.changed.empty());
    CHECK(solution.waiting == std::vector<std::uint32_t>{3, 4});
    CHECK(solution.is_least_waiting);
}
