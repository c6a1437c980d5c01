// Triads flow to consultants, and from them to a sink; a consultant's arc to the sink holds as many triads as
// the reviews that are left in the year are enough for, each triad counted as the smallest. A ring takes
// more; where that is too much for its consultant, planning the days finds it out. An arc past all
// consultants, dearer than any, takes the triads that nobody has room for.

#include "solve/assign.hpp"

#include "solve/flow.hpp"

#include <algorithm>

namespace peerreview::solve {

namespace {

constexpr std::size_t first_choices = 12; // arcs of each triad, while they are enough

std::ptrdiff_t reviews_left(const TriadDays& triad) {
    return std::ranges::count(triad.reviews, false, &ReviewDays::is_held);
}

/// How many reviews a consultant can take at most beside the booking.
int room_of(const Year& year, std::uint32_t consultant, const Booking& booking) {
    const auto& problem = year.problem;
    const auto& record = problem.consultants[consultant];
    int in_weeks = 0;
    auto free = record.free & year.season;
    for (auto day = free.next(0); day >= 0; day = free.next(0)) {
        const auto& week = year.same_week[static_cast<std::size_t>(day)];
        const auto taken = (booking.reviews & week).count();
        in_weeks += std::clamp(problem.consultant_per_week - taken, 0, (free & week).count());
        free -= week;
    }
    return std::max(0, std::min(in_weeks, record.capacity - booking.reviews.count()));
}

std::vector<std::optional<std::uint32_t>>
assign_among(const Year& year, const std::vector<std::size_t>& triads, std::size_t choices) {
    const auto& problem = year.problem;
    const auto count = static_cast<int>(triads.size());
    const auto sink = count + static_cast<int>(problem.consultants.size());
    const auto bookings = first_bookings(problem);
    std::vector<FlowArc> arcs;
    std::int64_t dearest = 0;
    std::ptrdiff_t fewest_reviews = 5;
    for (int i = 0; i < count; ++i) {
        const auto& triad = problem.triads[triads[static_cast<std::size_t>(i)]];
        if (reviews_left(triad) == 0) continue; // a meeting alone takes no review of anybody
        fewest_reviews = std::min(fewest_reviews, reviews_left(triad));
        for (std::size_t j = 0; j < std::min(choices, triad.consultants.size()); ++j) {
            const auto& choice = triad.consultants[j];
            arcs.push_back({i, count + static_cast<int>(choice.consultant), 1, choice.cost});
            dearest = std::max(dearest, choice.cost);
        }
    }
    const auto to_consultants = arcs.size();
    for (std::uint32_t i = 0; i < problem.consultants.size(); ++i)
        arcs.push_back(
            {count + static_cast<int>(i), sink, room_of(year, i, bookings[i]) / fewest_reviews, 0});
    for (int i = 0; i < count; ++i) arcs.push_back({i, sink, 1, (dearest + 1) * (count + 1)});
    std::vector<std::int64_t> supply(static_cast<std::size_t>(sink) + 1);
    std::fill_n(supply.begin(), count, 1);
    supply.back() = -count;
    std::vector<std::optional<std::uint32_t>> chosen(triads.size());
    const auto flow = least_cost_flow(supply, arcs);
    for (std::size_t i = 0; flow && i < to_consultants; ++i)
        if (flow->on_arc[i] > 0)
            chosen[static_cast<std::size_t>(arcs[i].from)] = static_cast<std::uint32_t>(arcs[i].to - count);
    for (std::size_t i = 0; i < triads.size(); ++i)
        if (const auto& triad = problem.triads[triads[i]];
            reviews_left(triad) == 0 && !triad.consultants.empty())
            chosen[i] = std::ranges::min_element(triad.consultants, {}, &ConsultantChoice::cost)->consultant;
    return chosen;
}

} // namespace

std::vector<std::optional<std::uint32_t>> assign_consultants(const Year& year,
                                                             const std::vector<std::size_t>& triads) {
    if (triads.empty()) return {};
    auto chosen = assign_among(year, triads, first_choices);
    const auto has_more = [&](std::size_t triad) {
        return year.problem.triads[triad].consultants.size() > first_choices;
    };
    const auto is_short = std::ranges::any_of(chosen, [](const auto& choice) { return !choice; });
    if (is_short && std::ranges::any_of(triads, has_more))
        chosen = assign_among(year, triads, year.problem.consultants.size());
    return chosen;
}

} // namespace peerreview::solve
