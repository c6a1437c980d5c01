#pragma once

#include "solve/triad_search.hpp"

namespace peerreview::solve {

/// The plans of the whole cohort while they are made, and what they take of the consultants.
struct Plans {
    std::vector<std::optional<TriadPlan>> of; ///< of each triad
    Bookings bookings;

    void set(const DayProblem& problem, std::size_t triad, const std::optional<TriadPlan>& plan);
};

/// Plans these triads with one consultant, beside the bookings: those with something published that can stay
/// first, others with something published, then those with few days, and one that fails is moved to the front
/// and all are planned again, a few times. What fails in the best of these stays empty.
void plan_year(const Year& year, std::uint32_t consultant, std::vector<std::size_t> triads, Plans& plans,
               Work& work);

/// Plans triads of one consultant anew, one and two at a time, while that costs less.
void improve_year(const Year& year, const std::vector<std::size_t>& triads, Plans& plans, Work& work);

/// What the days of the reviews of these triads, and meetings that are missing, cost at least with this
/// consultant: a flow from reviews to days to weeks. First by the days alone, which is quick; where that does
/// not reach `known`, by the flow.
std::int64_t least_cost_of_year(const Year& year, std::uint32_t consultant,
                                const std::vector<std::size_t>& triads, std::int64_t known);

/// What the bound is compared with: the cost of the days, and of meetings that are missing.
std::int64_t cost_of_days(const DayProblem& problem, const std::vector<std::size_t>& triads,
                          const Plans& plans);

} // namespace peerreview::solve
