// The search of one triad places its reviews in the order of time. A school visits twice, so what its leaders
// allow is a question of two reviews; gap and season are questions of two reviews as well; the rest is the
// consultant's, beside what is booked. A branch is left as soon as what it costs and what the reviews that
// are left cost at least reach the best plan known, and so are all later days that are liked alike, since
// none of them costs less. The least cost of the rest looks at the cheapest day from the next gap to the end
// of the triad's season, for each review, and from gap to gap, for any review: the greater of the two is
// taken.
//
// Most searches end after a few steps. One that does not begins again and looks ahead: days of a review are
// dropped for which another review has no day left (arc consistency), and in the search a day is not tried
// that leaves a later review none.

#include "solve/triad_search.hpp"

#include <algorithm>
#include <cassert>
#include <ranges>

namespace peerreview::solve {

namespace {

std::size_t at(int day) { return static_cast<std::size_t>(day); }

} // namespace

TriadSearch::TriadSearch(const Year& year, const TriadDays& triad, std::uint32_t consultant,
                         const Booking& booking)
    : year_(year), problem_(year.problem), triad_(triad), consultant_(consultant), booking_(booking),
      visits_(triad.reviews.size()), days_(triad.reviews.size(), -1), is_placed_(triad.reviews.size()) {
    prepare();
}

void TriadSearch::prepare() {
    const auto more = std::ranges::count(triad_.reviews, false, &ReviewDays::is_held);
    if (!keeps_capacity(problem_, consultant_, booking_, static_cast<int>(more))) return;
    meetings_ = meeting_days(year_, triad_, consultant_, booking_);
    last_days_ = solve::last_days(year_, meetings_);
    const auto followed = last_days_ & days_with_window(year_);
    last_followed_ = followed.last();
    if (const auto& standing = triad_.standing_follow_up; standing && meetings_.contains(*standing))
        last_followed_as_published_ =
            (followed & DaySet::range(year_.later(*standing, -problem_.follow_up_to),
                                      year_.within(*standing, -problem_.follow_up_from)))
                .last();
    const auto open = open_days_of(year_, consultant_, booking_);
    for (std::size_t i = 0; i < size(); ++i) {
        domains_.push_back(domain_of(triad_.reviews[i], open));
        for (std::size_t side = 0; side < 2; ++side)
            visits_[triad_.reviews[i].visitors[side]].push_back({i, side});
    }
    is_possible_ = std::ranges::none_of(domains_, [](const DaySet& days) { return days.empty(); });
    if (is_possible_) prepare_costs();
}

/// Looks ahead from now on.
void TriadSearch::look_ahead() {
    looks_ahead_ = true;
    keep_days_of_a_season();
    keep_supported_days();
    is_possible_ = std::ranges::none_of(domains_, [](const DaySet& days) { return days.empty(); });
    if (is_possible_) prepare_costs();
}

void TriadSearch::prepare_costs() {
    liked_alike_.assign(size(), {});
    least_pair_costs_.clear();
    base_cost_ = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        const auto& avoided = triad_.reviews[i].avoided;
        for (const auto& days : year_.disliked) liked_alike_[i].push_back((domains_[i] & days) - avoided);
        if (avoided.empty()) continue;
        for (const auto& days : year_.disliked) liked_alike_[i].push_back(domains_[i] & days & avoided);
    }
    for (std::size_t school = 0; school < size(); ++school) {
        const auto least = least_pair_costs_.emplace_back(least_pair_cost(school));
        is_possible_ = is_possible_ && least < never;
        base_cost_ += std::min(least, never / 8);
    }
}

/// Keeps the days that come in the season before a day that the last review may have, and before which, in
/// the season, each of the others has a day.
void TriadSearch::keep_days_of_a_season() {
    DaySet any, kept;
    int first = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        any |= domains_[i];
        if (triad_.reviews[i].is_held) first = std::max(first, *triad_.reviews[i].standing);
    }
    const auto last_days = any & last_days_;
    for (auto last = last_days.next(first); last >= 0; last = last_days.next(last + 1)) {
        const auto season = DaySet::range(year_.later(last, -problem_.season), last);
        auto has_room = true;
        for (std::size_t i = 0; i < size(); ++i)
            has_room = has_room && (triad_.reviews[i].is_held || !(domains_[i] & season).empty());
        if (has_room) kept |= season;
    }
    for (std::size_t i = 0; i < size(); ++i)
        if (!triad_.reviews[i].is_held) domains_[i] &= kept;
}

/// Drops days until each that is left has, in every other review, a day that gap, season and leaders allow
/// beside it.
void TriadSearch::keep_supported_days() {
    for (bool is_stable = false; !is_stable;) {
        is_stable = true;
        for (std::size_t i = 0; i < size(); ++i) {
            auto& days = domains_[i];
            for (auto day = days.next(0); day >= 0; day = days.next(day + 1)) {
                const auto is_alone = [&](std::size_t other) {
                    return other != i && (supports(i, day, other) & domains_[other]).empty();
                };
                const auto others = std::views::iota(std::size_t{0}, size());
                if (std::ranges::none_of(others, is_alone)) continue;
                days.remove(day);
                is_stable = false;
            }
        }
    }
}

/// The days of the other visit on which the school has somebody for both, this one being on `day`.
DaySet TriadSearch::leaders_support(Visit visit, int day, Visit other) const {
    DaySet days;
    const auto half_term_of = [&](int a) { return problem_.half_term[at(a)]; };
    for (const auto one : triad_.reviews[visit.review].leaders[visit.side]) {
        if (!triad_.reviews[visit.review].is_held && !may_visit(problem_, one, day)) continue;
        for (const auto two : triad_.reviews[other.review].leaders[other.side]) {
            if (one != two || problem_.leaders[one].most_visits >= 2) {
                auto free = triad_.reviews[other.review].is_held ? domains_[other.review]
                                                                 : problem_.leaders[two].free;
                if (one == two && problem_.leader_per_week < 2) free -= year_.same_week[at(day)];
                if (one == two && problem_.leader_per_half_term < 2)
                    free -= year_.half_terms[at(half_term_of(day))];
                days |= free;
            }
        }
    }
    return days;
}

/// The days that another review may have beside this one on `day`, by the rules of two reviews.
DaySet TriadSearch::supports(std::size_t review, int day, std::size_t other) const {
    if (triad_.reviews[review].is_held && triad_.reviews[other].is_held) return domains_[other];
    auto days = DaySet::range(year_.later(day, -problem_.season), year_.within(day, -year_.gap)) |
                DaySet::range(year_.later(day, year_.gap), year_.within(day, problem_.season));
    for (const auto& visits : visits_)
        for (std::size_t i = 0; i < 2; ++i)
            if (visits[i].review == review && visits[1 - i].review == other)
                days &= leaders_support(visits[i], day, visits[1 - i]);
    return days;
}

/// Whether a review on `day` leaves each that is not placed a day after it.
bool TriadSearch::leaves_days(std::size_t review, int day) const {
    for (std::size_t other = 0; other < size(); ++other) {
        if (other == review || is_placed_[other]) continue;
        const auto later = domains_[other] & DaySet::range(day, problem_.days() - 1);
        if ((later & supports(review, day, other)).empty()) return false;
    }
    return true;
}

DaySet TriadSearch::domain_of(const ReviewDays& review, const DaySet& open) const {
    if (review.is_held) return DaySet::range(*review.standing, *review.standing);
    return open & review.open & days_of_any(problem_, review.leaders[0]) &
           days_of_any(problem_, review.leaders[1]);
}

std::int64_t TriadSearch::pair_cost(Visit early, std::uint32_t first, Visit late,
                                    std::uint32_t second) const {
    std::int64_t total = first == second ? cost::one_leader_twice : 0;
    const auto is_other = [&](Visit visit, std::uint32_t leader) {
        const auto& standing = triad_.reviews[visit.review].standing_leaders[visit.side];
        return standing && *standing != leader;
    };
    if (is_other(early, first)) total += cost::other_leader;
    if (is_other(late, second)) total += cost::other_leader;
    return total;
}

std::int64_t TriadSearch::least_pair_cost(std::size_t school) const {
    const auto [one, two] = std::pair(visits_[school][0], visits_[school][1]);
    const auto can_come = [&](Visit visit, std::uint32_t leader) {
        return triad_.reviews[visit.review].is_held ||
               (problem_.leaders[leader].most_visits >= 1 &&
                !(problem_.leaders[leader].free & domains_[visit.review]).empty());
    };
    auto least = never;
    for (const auto first : triad_.reviews[one.review].leaders[one.side])
        for (const auto second : triad_.reviews[two.review].leaders[two.side])
            if (can_come(one, first) && can_come(two, second))
                least = std::min(least, pair_cost(one, first, two, second));
    return least;
}

/// Who makes a school's two visits on the days that their reviews have.
std::optional<TriadSearch::Pair> TriadSearch::best_pair(Visit early, Visit late) const {
    const auto& one = triad_.reviews[early.review];
    const auto& two = triad_.reviews[late.review];
    const auto day_one = days_[early.review], day_two = days_[late.review];
    std::optional<Pair> best;
    for (const auto first : one.leaders[early.side]) {
        if (!one.is_held && !may_visit(problem_, first, day_one)) continue;
        for (const auto second : two.leaders[late.side]) {
            if (!two.is_held && !may_visit(problem_, second, day_two)) continue;
            const auto is_history = one.is_held && two.is_held;
            if (first == second && !is_history && !may_visit_twice(problem_, first, day_one, day_two))
                continue;
            const auto total = pair_cost(early, first, late, second);
            if (!best || total < best->cost) best = Pair{total, first, second};
        }
    }
    return best;
}

bool TriadSearch::is_after(std::size_t review, std::size_t other) const {
    return std::ranges::find(placed_, review) > std::ranges::find(placed_, other);
}

/// What the visits cost, above the least, of the schools whose second visit is this review; nothing where
/// such a school has nobody to send.
std::optional<std::int64_t> TriadSearch::cost_of_visits(std::size_t review) const {
    std::int64_t total = 0;
    for (const auto school : triad_.reviews[review].visitors) {
        const auto& visits = visits_[school];
        const auto mine = visits[0].review == review ? visits[0] : visits[1];
        const auto other = visits[0].review == review ? visits[1] : visits[0];
        if (!is_placed_[other.review]) continue;
        const auto pair = best_pair(other, mine);
        if (!pair) return std::nullopt;
        total += pair->cost - least_pair_costs_[school];
    }
    return total;
}

/// Where gap and season let a review be, beside those placed, and not before the last of them.
TriadSearch::Window TriadSearch::window_of(std::size_t review) const {
    Window window{0, problem_.days() - 1};
    for (const auto other : placed_) {
        const auto is_history = triad_.reviews[review].is_held && triad_.reviews[other].is_held;
        window.least =
            std::max(window.least, is_history ? days_[other] : year_.later(days_[other], year_.gap));
        if (!is_history) window.most = std::min(window.most, year_.within(days_[other], problem_.season));
    }
    return window;
}

/// What a review costs at least on a day from `from` to `to`: the first day of those that are liked best, or
/// the published one.
std::int64_t TriadSearch::least_in(std::size_t review, int from, int to) const {
    const auto& record = triad_.reviews[review];
    auto least = never;
    for (const auto& days : liked_alike_[review])
        if (const auto day = days.next(from); day >= 0 && day <= to) {
            least = cost_of_day(problem_, record, day);
            break;
        }
    if (const auto& standing = record.standing;
        standing && *standing >= from && *standing <= to && domains_[review].contains(*standing))
        least = std::min(least, cost_of_day(problem_, record, *standing));
    return least;
}

/// The last day of the season of the reviews placed.
int TriadSearch::end_of_season() const {
    auto end = problem_.days() - 1;
    for (const auto other : placed_)
        if (!triad_.reviews[other].is_held) end = std::min(end, year_.within(days_[other], problem_.season));
    return end;
}

/// What the reviews that are not placed cost at least, after the day `last` and to the day `to`.
std::int64_t TriadSearch::least_rest(int last, int to) const {
    std::int64_t each = 0, spaced = 0;
    const auto next = year_.later(last, year_.gap);
    auto from = next;
    for (std::size_t i = 0; i < size(); ++i) {
        if (is_placed_[i] || triad_.reviews[i].is_held) continue;
        each = std::min(never, each + least_in(i, next, to));
        auto any = never;
        for (std::size_t j = 0; j < size(); ++j)
            if (!is_placed_[j] && !triad_.reviews[j].is_held) any = std::min(any, least_in(j, from, to));
        spaced = std::min(never, spaced + any);
        from = year_.later(from, year_.gap);
    }
    return std::max(each, spaced);
}

std::int64_t TriadSearch::cost_of_gap(int day) const {
    if (placed_.empty()) return 0;
    return cost::too_near * std::max(0, problem_.ideal_gap - year_.between(days_[placed_.back()], day));
}

/// What the follow-up meeting costs at least when reviews are placed up to the day `last` and the others come
/// after it.
std::int64_t TriadSearch::least_follow_up(int last) const {
    int more = 0; // that come at least a gap after another
    for (std::size_t i = 0; i < size(); ++i) more += !is_placed_[i] && !triad_.reviews[i].is_held;
    const auto from = year_.later(last, more * year_.gap);
    if (from <= last_followed_as_published_) return 0;
    if (from > last_followed_) return cost::no_follow_up;
    return triad_.standing_follow_up ? cost::moved_follow_up : 0;
}

bool TriadSearch::consultant_can(std::size_t review, int day) const {
    if (triad_.reviews[review].is_held) return true;
    return has_place(booking_, day) && keeps_weekly_cap(year_, booking_, day) &&
           keeps_rest(year_, booking_, day) && keeps_writing_days(year_, consultant_, booking_, day, true);
}

/// What a review on the day costs at least with all that is still to come, and on any later day that is liked
/// alike.
std::int64_t TriadSearch::least_from(std::size_t review, int day) {
    is_placed_[review] = true;
    const auto rest = least_rest(day, end_of_season()) + least_follow_up(day);
    is_placed_[review] = false;
    return cost_of_day(problem_, triad_.reviews[review], day) + rest;
}

bool TriadSearch::place(Work& work, std::int64_t cost) {
    if (placed_.size() == size()) return finish(cost);
    for (std::size_t review = 0; review < size(); ++review) {
        if (is_placed_[review]) continue;
        const auto window = window_of(review);
        const auto before = cost + cost_of_place(triad_.reviews[review], placed_.size());
        auto days = domains_[review] & DaySet::range(window.least, window.most);
        if (placed_.size() + 1 == size()) days &= last_days_;
        if (const auto standing = triad_.reviews[review].standing; standing && days.contains(*standing)) {
            days.remove(*standing);
            if (try_day(work, before, review, *standing)) return true;
        }
        for (const auto& liked_alike : liked_alike_[review]) {
            const auto some = days & liked_alike;
            for (auto day = some.next(0); day >= 0; day = some.next(day + 1)) {
                if (work.is_spent()) return false;
                if (before + least_from(review, day) >= limit_) break;
                if (try_day(work, before, review, day)) return true;
            }
        }
    }
    return false;
}

bool TriadSearch::try_day(Work& work, std::int64_t cost, std::size_t review, int day) {
    --work.left;
    cost += cost_of_day(problem_, triad_.reviews[review], day) + cost_of_gap(day);
    is_placed_[review] = true;
    const auto to = std::min(end_of_season(), year_.within(day, problem_.season));
    const auto is_hopeless = cost + least_rest(day, to) + least_follow_up(day) >= limit_;
    is_placed_[review] = false;
    if (is_hopeless || !consultant_can(review, day)) return false;
    if (looks_ahead_ && !leaves_days(review, day)) return false;
    const auto days_before = days_[review];
    days_[review] = day;
    const auto visits = cost_of_visits(review);
    auto is_done = false;
    if (visits && cost + *visits < limit_) {
        const auto is_held = triad_.reviews[review].is_held;
        is_placed_[review] = true;
        placed_.push_back(review);
        if (!is_held) booking_.reviews.add(day);
        is_done = place(work, cost + *visits);
        if (!is_held) booking_.reviews.remove(day);
        placed_.pop_back();
        is_placed_[review] = false;
    }
    if (!is_done) days_[review] = days_before;
    return is_done;
}

DaySet TriadSearch::meetings_after(int last) const {
    auto days = meetings_ & window_after(year_, last);
    for (auto day = days.next(0); day >= 0; day = days.next(day + 1))
        if (!has_place(booking_, day) || !keeps_writing_days(year_, consultant_, booking_, day, false))
            days.remove(day);
    return days;
}

bool TriadSearch::finish(std::int64_t cost) {
    const auto last = std::ranges::max(days_);
    if (!window_is_in_year(year_, last)) return finish_with(cost + cost::no_follow_up, std::nullopt);
    const auto days = meetings_after(last);
    const auto& standing = triad_.standing_follow_up;
    if (standing && days.contains(*standing) && finish_with(cost, standing)) return true;
    const auto cost_of_meeting = standing ? cost::moved_follow_up : 0;
    if (!shows_all_) {
        const auto day = meeting_day(year_, booking_, days);
        return day >= 0 && finish_with(cost + cost_of_meeting, day);
    }
    for (auto day = days.next(0); day >= 0; day = days.next(day + 1))
        if (day != standing && finish_with(cost + cost_of_meeting, day)) return true;
    return false;
}

bool TriadSearch::finish_with(std::int64_t cost, std::optional<int> follow_up) {
    if (cost >= limit_) return false;
    return visit_(plan_of(cost, follow_up));
}

TriadPlan TriadSearch::plan_of(std::int64_t cost, std::optional<int> follow_up) const {
    TriadPlan plan{consultant_, days_, {}, follow_up, cost};
    plan.leaders.resize(size());
    for (std::size_t school = 0; school < size(); ++school) {
        auto early = visits_[school][0], late = visits_[school][1];
        if (is_after(early.review, late.review)) std::swap(early, late);
        const auto pair = best_pair(early, late);
        plan.leaders[early.review][early.side] = pair->early;
        plan.leaders[late.review][late.side] = pair->late;
    }
    return plan;
}

bool TriadSearch::search(Work& work) {
    constexpr std::int64_t short_search = 500;
    work.left -= problem_.days();
    Work some{std::min(work.left, short_search)};
    const auto before = some.left, limit = limit_;
    const auto is_done = place(some, base_cost_);
    work.left -= before - some.left;
    if (is_done || !some.is_spent() || work.is_spent()) return is_done;
    const auto has_found = limit_ < limit; // then it is a question of cost, and looking ahead is no help
    if (!has_found) look_ahead();
    return is_possible_ && place(work, base_cost_);
}

std::optional<TriadPlan> TriadSearch::best(Work& work, std::int64_t below) {
    if (!is_possible_) return std::nullopt;
    std::optional<TriadPlan> best;
    shows_all_ = false;
    limit_ = std::min(below, never);
    visit_ = [&](const TriadPlan& plan) {
        best = plan;
        limit_ = plan.cost;
        return false;
    };
    search(work);
    return best;
}

bool TriadSearch::has_plan(Work& work) {
    if (!is_possible_) return false;
    shows_all_ = false;
    limit_ = never;
    visit_ = [](const TriadPlan&) { return true; };
    return search(work);
}

bool TriadSearch::each(Work& work, const std::function<bool(const TriadPlan&)>& visit) {
    if (!is_possible_) return false;
    shows_all_ = true;
    limit_ = never;
    visit_ = visit;
    look_ahead();
    return is_possible_ && place(work, base_cost_);
}

} // namespace peerreview::solve
