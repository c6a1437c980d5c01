#pragma once

#include "solve/day_rules.hpp"

#include <functional>
#include <limits>

namespace peerreview::solve {

/// Steps of search that are left. A search that runs out stops, and says so.
struct Work {
    std::int64_t left = std::numeric_limits<std::int64_t>::max();
    bool is_spent() const { return left <= 0; }
};

/// The plans of one triad with one consultant beside the consultant's booking.
class TriadSearch {
public:
    TriadSearch(const Year& year, const TriadDays& triad, std::uint32_t consultant, const Booking& booking);

    /// The plan that costs least; of equals the one whose hosts come in the order of the triad and early.
    /// Only plans that cost less than `below` count. With work spent, the best so far.
    std::optional<TriadPlan> best(Work& work, std::int64_t below = std::numeric_limits<std::int64_t>::max());

    /// Some plan, found as fast as can be; nothing where there is none.
    bool has_plan(Work& work);

    /// Shows every plan, one for each choice of days of the hosts and of the meeting, until `visit` gives
    /// true or work is spent; whether `visit` did.
    bool each(Work& work, const std::function<bool(const TriadPlan&)>& visit);

private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 8;

    struct Visit {
        std::size_t review, side;
    };
    struct Pair {
        std::int64_t cost;
        std::uint32_t early, late;
    };
    struct Window {
        int least, most;
    };

    std::size_t size() const { return triad_.reviews.size(); }
    void prepare();
    void prepare_costs();
    DaySet domain_of(const ReviewDays& review, const DaySet& open) const;
    void look_ahead();
    bool search(Work& work);
    void keep_days_of_a_season();
    void keep_supported_days();
    DaySet leaders_support(Visit visit, int day, Visit other) const;
    DaySet supports(std::size_t review, int day, std::size_t other) const;
    bool leaves_days(std::size_t review, int day) const;
    std::int64_t least_pair_cost(std::size_t school) const;
    std::int64_t pair_cost(Visit early, std::uint32_t first, Visit late, std::uint32_t second) const;
    std::optional<Pair> best_pair(Visit early, Visit late) const;
    std::optional<std::int64_t> cost_of_visits(std::size_t review) const;
    bool is_after(std::size_t review, std::size_t other) const;
    Window window_of(std::size_t review) const;
    std::int64_t least_in(std::size_t review, int from, int to) const;
    int end_of_season() const;
    std::int64_t least_rest(int last, int to) const;
    std::int64_t least_from(std::size_t review, int day);
    std::int64_t least_follow_up(int last) const;
    std::int64_t cost_of_gap(int day) const;
    bool consultant_can(std::size_t review, int day) const;

    bool place(Work& work, std::int64_t cost);
    bool try_day(Work& work, std::int64_t cost, std::size_t review, int day);
    bool finish(std::int64_t cost);
    bool finish_with(std::int64_t cost, std::optional<int> follow_up);
    DaySet meetings_after(int last) const;
    TriadPlan plan_of(std::int64_t cost, std::optional<int> follow_up) const;

    const Year& year_;
    const DayProblem& problem_;
    const TriadDays& triad_;
    std::uint32_t consultant_;
    Booking booking_; ///< with the reviews placed so far
    bool is_possible_ = false;
    DaySet meetings_, last_days_;
    int last_followed_ = -1; ///< the last day that the last review may have for a meeting in the year
    int last_followed_as_published_ = -1; ///< the same, for a meeting on the day it is published for
    std::vector<DaySet> domains_;
    std::vector<std::vector<Visit>> visits_; ///< of each school
    std::vector<std::vector<DaySet>>
        liked_alike_; ///< of each review, its days that cost alike, but for their order
    std::vector<std::int64_t> least_pair_costs_; ///< of each school's two visits
    std::int64_t base_cost_ = 0;                 ///< what all visits cost at least

    std::vector<int> days_; ///< of each review placed
    std::vector<std::size_t> placed_;
    std::vector<bool> is_placed_;
    std::int64_t limit_ = never; ///< plans that cost so much are of no interest
    bool shows_all_ = false, looks_ahead_ = false;
    std::function<bool(const TriadPlan&)> visit_;
};

} // namespace peerreview::solve
