#pragma once

#include "solve/days.hpp"

#include <cstdint>

namespace peerreview::solve {

/// Draws that are the same on every machine (splitmix64).
class Draw {
public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        auto z = state_ += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// From `least` to `most`, both possible.
    int number(int least, int most) {
        return least + static_cast<int>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool chance(int percent) { return number(1, 100) <= percent; }

private:
    std::uint64_t state_;
};

/// A year of `days` school days in weeks of five, in two half-terms, Thursdays liked; nobody in it.
inline DayProblem open_days(int days) {
    DayProblem problem;
    for (int day = 0; day < days; ++day) {
        problem.serial.push_back(day / 5 * 7 + day % 5);
        problem.week.push_back(day / 5);
        problem.half_term.push_back(day * 3 / days);
        problem.dislike.push_back(day % 5 == 3 ? 0 : 1);
    }
    return problem;
}

/// Adds a ring of so many schools, a triad being one of three: two leaders a school, free on all days, and
/// every consultant that there is.
inline TriadDays& add_ring(DayProblem& problem, std::size_t schools) {
    TriadDays triad;
    const auto first = static_cast<std::uint32_t>(problem.leaders.size());
    for (std::size_t i = 0; i < 2 * schools; ++i)
        problem.leaders.push_back({DaySet::first(problem.days()), 2});
    for (std::size_t host = 0; host < schools; ++host) {
        ReviewDays review{
            DaySet::first(problem.days()), {(host + 1) % schools, (host + 2) % schools}, {}, {}, {}, false};
        for (std::size_t side = 0; side < 2; ++side) {
            const auto leader = first + static_cast<std::uint32_t>(2 * review.visitors[side]);
            review.leaders[side] = {leader, leader + 1};
        }
        triad.reviews.push_back(review);
    }
    triad.follow_up_open = DaySet::first(problem.days());
    for (std::uint32_t i = 0; i < problem.consultants.size(); ++i) triad.consultants.push_back({i, i});
    problem.triads.push_back(triad);
    return problem.triads.back();
}

} // namespace peerreview::solve
