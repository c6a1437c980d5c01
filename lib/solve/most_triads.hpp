#pragma once

#include "solve/consultant_year.hpp"

namespace peerreview::solve {

/// Plans as many of these triads as can be beside the bookings, by a complete search; `plans` changes where
/// it finds more than are planned. Whether it is known that no plan has more: false where work ran out.
bool plan_most(const Year& year, std::vector<std::size_t> triads, Plans& plans, Work& work);

/// Whether a triad has a plan with any of its consultants beside the bookings.
bool has_any_plan(const Year& year, std::size_t triad, const Bookings& bookings, Work& work);

} // namespace peerreview::solve
