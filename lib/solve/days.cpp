// Dating the reviews. A school is in one triad, so triads meet only in their consultants: a triad is dated by
// an exact search over its own days, and consultants' bookings carry over from one triad to the next.
//
// The search of a triad goes through the orders of its reviews, then day by day, and leaves a branch as soon
// as its cost reaches the best found. The cost counts the dislike of each day in hundreds and the index of
// the last day in ones: the weekday matters first, an early end second.

#include "solve/days.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace peerreview::solve {

namespace {

constexpr int dislike_weight = 100;

bool contains(const std::vector<int>& days, int day) { return std::ranges::find(days, day) != days.end(); }

/// The days on which a consultant may take one more review: free, no other place that day, and the cap of
/// the week.
DaySet open_for_review(const DayProblem& problem, std::uint32_t consultant, const Bookings& bookings) {
    auto open = problem.consultant_free[consultant];
    const auto& reviews = bookings.review_days[consultant];
    for (std::size_t day = 0; day < open.size(); ++day) {
        if (!open[day]) continue;
        const auto in_week = std::ranges::count_if(reviews, [&](int other) {
            return problem.week[static_cast<std::size_t>(other)] == problem.week[day];
        });
        const auto is_taken = contains(reviews, static_cast<int>(day)) ||
                              contains(bookings.other_days[consultant], static_cast<int>(day));
        open[day] = !is_taken && in_week < problem.consultant_per_week;
    }
    return open;
}

/// Searches the days of one triad with one consultant.
class Search {
public:
    Search(const DayProblem& problem, const TriadDays& triad, std::uint32_t consultant,
           const Bookings& bookings)
        : problem_(problem), triad_(triad), consultant_(consultant), bookings_(bookings),
          open_(open_for_review(problem, consultant, bookings)), days_(triad.reviews.size()) {}

    std::optional<TriadPlan> run() {
        const auto booked = bookings_.review_days[consultant_].size() + triad_.reviews.size();
        if (static_cast<int>(booked) > problem_.consultant_capacity[consultant_]) return std::nullopt;
        find_usable_days();
        std::vector<std::size_t> order(triad_.reviews.size());
        std::iota(order.begin(), order.end(), 0);
        do {
            order_ = order;
            place(0, 0);
        } while (std::ranges::next_permutation(order).found);
        return std::move(best_);
    }

private:
    bool has_free_leader(const std::vector<std::uint32_t>& leaders, std::size_t day) const {
        return std::ranges::any_of(leaders, [&](auto leader) { return problem_.leader_free[leader][day]; });
    }

    void find_usable_days() {
        for (const auto& review : triad_.reviews) {
            auto& days = usable_.emplace_back();
            for (auto day = static_cast<std::size_t>(std::max(0, problem_.first_day)); day < open_.size();
                 ++day)
                if (open_[day] && review.open[day] && has_free_leader(review.leaders[0], day) &&
                    has_free_leader(review.leaders[1], day))
                    days.push_back(static_cast<int>(day));
        }
    }

    bool respects_week(int day, std::size_t placed) const {
        int in_week = 1;
        for (std::size_t i = 0; i < placed; ++i)
            in_week += problem_.week[static_cast<std::size_t>(days_[order_[i]])] ==
                       problem_.week[static_cast<std::size_t>(day)];
        for (const auto booked : bookings_.review_days[consultant_])
            in_week += problem_.week[static_cast<std::size_t>(booked)] ==
                       problem_.week[static_cast<std::size_t>(day)];
        return in_week <= problem_.consultant_per_week;
    }

    void place(std::size_t placed, std::int64_t cost) {
        if (placed == order_.size()) {
            finish(cost + days_[order_.back()]);
            return;
        }
        const auto& days = usable_[order_[placed]];
        auto least = problem_.first_day;
        auto most = std::numeric_limits<int>::max();
        if (placed > 0) {
            least = days_[order_[placed - 1]] + problem_.gap;
            most = days_[order_[0]] + problem_.season;
        }
        for (auto it = std::ranges::lower_bound(days, least); it != days.end() && *it <= most; ++it) {
            const auto day = *it;
            const auto now =
                cost + std::int64_t{dislike_weight} * problem_.dislike[static_cast<std::size_t>(day)];
            if (now + day >= best_cost_) {
                if (cost + day >= best_cost_) return; // later days only cost more
                continue;
            }
            if (!respects_week(day, placed)) continue;
            days_[order_[placed]] = day;
            place(placed + 1, now);
        }
    }

    void finish(std::int64_t cost) {
        if (cost >= best_cost_) return;
        auto leaders = choose_leaders();
        if (!leaders) return;
        const auto follow_up = choose_follow_up();
        const auto end_of_window = days_[order_.back()] + problem_.follow_up_from;
        const auto year_has_window = end_of_window < static_cast<int>(problem_.week.size());
        if (!follow_up && year_has_window) return;
        best_cost_ = cost;
        best_ = TriadPlan{consultant_, days_, std::move(*leaders), follow_up};
    }

    /// The earliest day of the window on which the schools and the consultant can meet.
    std::optional<int> choose_follow_up() const {
        const auto last = days_[order_.back()];
        const auto end =
            std::min<int>(last + problem_.follow_up_to, static_cast<int>(problem_.week.size()) - 1);
        const auto& taken = bookings_.review_days[consultant_];
        for (auto day = last + problem_.follow_up_from; day <= end; ++day) {
            const auto index = static_cast<std::size_t>(day);
            if (triad_.follow_up_open[index] && problem_.consultant_free[consultant_][index] &&
                !contains(taken, day) && !contains(bookings_.other_days[consultant_], day))
                return day;
        }
        return std::nullopt;
    }

    /// Who visits: for each review and side a free leader within the caps, so that the visits of a school are
    /// shared among its leaders where they can be.
    std::optional<std::vector<std::array<std::uint32_t, 2>>> choose_leaders() const {
        std::vector<std::array<std::uint32_t, 2>> chosen(triad_.reviews.size());
        std::vector<std::pair<std::uint32_t, int>> visits; // leader and day
        for (const auto review : order_) {
            for (std::size_t side = 0; side < 2; ++side) {
                const auto leader = best_leader(triad_.reviews[review].leaders[side], days_[review], visits);
                if (!leader) return std::nullopt;
                chosen[review][side] = *leader;
                visits.emplace_back(*leader, days_[review]);
            }
        }
        return chosen;
    }

    std::optional<std::uint32_t> best_leader(const std::vector<std::uint32_t>& leaders, int day,
                                             const std::vector<std::pair<std::uint32_t, int>>& visits) const {
        std::optional<std::uint32_t> best;
        auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
        for (const auto leader : leaders) {
            if (!problem_.leader_free[leader][static_cast<std::size_t>(day)]) continue;
            const auto mine = count(visits, leader, [](int) { return true; });
            if (mine >= fewest || !within_caps(visits, leader, static_cast<std::size_t>(day))) continue;
            best = leader;
            fewest = mine;
        }
        return best;
    }

    template <class Predicate>
    static std::ptrdiff_t count(const std::vector<std::pair<std::uint32_t, int>>& visits,
                                std::uint32_t leader, Predicate on) {
        return std::ranges::count_if(
            visits, [&](const auto& visit) { return visit.first == leader && on(visit.second); });
    }

    bool within_caps(const std::vector<std::pair<std::uint32_t, int>>& visits, std::uint32_t leader,
                     std::size_t day) const {
        const auto same = [&](const std::vector<int>& block) {
            return count(visits, leader,
                         [&](int other) { return block[static_cast<std::size_t>(other)] == block[day]; });
        };
        return same(problem_.week) < problem_.leader_per_week &&
               same(problem_.half_term) < problem_.leader_per_half_term;
    }

    const DayProblem& problem_;
    const TriadDays& triad_;
    std::uint32_t consultant_;
    const Bookings& bookings_;
    DaySet open_;
    std::vector<std::vector<int>> usable_;
    std::vector<std::size_t> order_;
    std::vector<int> days_;
    std::int64_t best_cost_ = std::numeric_limits<std::int64_t>::max();
    std::optional<TriadPlan> best_;
};

std::size_t open_days(const TriadDays& triad) {
    std::size_t days = 0;
    for (const auto& review : triad.reviews)
        days += static_cast<std::size_t>(std::ranges::count(review.open, true));
    return days;
}

std::vector<std::optional<TriadPlan>> plan_in_order(const DayProblem& problem,
                                                    const std::vector<std::size_t>& order) {
    std::vector<std::optional<TriadPlan>> plans(problem.triads.size());
    auto bookings = no_bookings(problem);
    for (const auto triad : order) {
        plans[triad] = plan_triad(problem, triad, bookings);
        if (plans[triad]) book(bookings, *plans[triad]);
    }
    return plans;
}

} // namespace

Bookings no_bookings(const DayProblem& problem) {
    const auto consultants = problem.consultant_free.size();
    return {std::vector<std::vector<int>>(consultants), std::vector<std::vector<int>>(consultants)};
}

void book(Bookings& bookings, const TriadPlan& plan) {
    auto& reviews = bookings.review_days[plan.consultant];
    reviews.insert(reviews.end(), plan.days.begin(), plan.days.end());
    if (plan.follow_up) bookings.other_days[plan.consultant].push_back(*plan.follow_up);
}

std::optional<TriadPlan> plan_triad(const DayProblem& problem, std::size_t triad, const Bookings& bookings) {
    const auto& days = problem.triads[triad];
    for (const auto consultant : days.consultants)
        if (auto plan = Search(problem, days, consultant, bookings).run()) return plan;
    return std::nullopt;
}

std::vector<std::optional<TriadPlan>> plan_days(const DayProblem& problem, int rounds) {
    std::vector<std::size_t> order(problem.triads.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t triad) { return open_days(problem.triads[triad]); });
    std::vector<std::optional<TriadPlan>> best;
    auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (int round = 0; round < rounds && fewest > 0; ++round) {
        auto plans = plan_in_order(problem, order);
        const auto is_missing = [&](std::size_t triad) { return !plans[triad].has_value(); };
        const auto missing = std::ranges::count_if(order, is_missing);
        std::stable_partition(order.begin(), order.end(), is_missing);
        if (missing >= fewest) continue;
        fewest = missing;
        best = std::move(plans);
    }
    return best;
}

} // namespace peerreview::solve
