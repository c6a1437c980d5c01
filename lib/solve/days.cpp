// Dating the reviews. A school is in one triad, so triads meet only in their consultants, and the work falls
// into parts: a flow gives each triad a consultant (assign), each consultant's year is planned by itself
// (consultant_year), triad by triad with a complete search (triad_search) under named rules (day_rules). A
// triad that its consultant has no days for goes to another, or to one who hands a triad on; where few triads
// are concerned a complete search over all of them ends the matter (most_triads). A triad that would lose
// more than one published date goes to a consultant with whom it loses fewer. What is planned is then
// improved, year by year.

#include "solve/days.hpp"

#include "solve/assign.hpp"
#include "solve/most_triads.hpp"

#include <algorithm>
#include <numeric>

namespace peerreview::solve {

namespace {

constexpr std::size_t most_together = 12;  // triads that a complete search looks at
constexpr std::size_t handing_choices = 8; // consultants of a triad who are asked to hand one on
constexpr std::int64_t work_together = 4'000'000;
constexpr std::int64_t work_for_each = 20'000; // so that a large cohort is planned to its end
constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();

class Planner {
public:
    Planner(const DayProblem& problem, const DayOptions& options)
        : problem_(problem),
          year_(problem), work_{options.work +
                                work_for_each * static_cast<std::int64_t>(problem.triads.size())} {
        plans_.of.resize(problem.triads.size());
        plans_.bookings = first_bookings(problem);
    }

    DayPlan run() {
        plan_years();
        for (const auto triad : missing()) give_to_another(triad);
        for (const auto triad : missing()) hand_on(triad);
        const auto has_most = look_at_all();
        keep_published();
        for (const auto& triads : by_consultant()) improve_year(year_, triads, plans_, work_);
        for (const auto triad : missing()) give_to_another(triad); // what was improved may leave room
        return {std::move(plans_.of), has_most};
    }

private:
    void plan_years() {
        std::vector<std::size_t> all(problem_.triads.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        const auto chosen = assign_consultants(year_, all);
        std::vector<std::vector<std::size_t>> triads(problem_.consultants.size());
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i]) triads[*chosen[i]].push_back(i);
        for (std::uint32_t i = 0; i < triads.size(); ++i) plan_year(year_, i, triads[i], plans_, work_);
    }

    std::vector<std::size_t> missing() const {
        std::vector<std::size_t> triads;
        for (std::size_t i = 0; i < plans_.of.size(); ++i)
            if (!plans_.of[i]) triads.push_back(i);
        return triads;
    }

    std::vector<std::vector<std::size_t>> by_consultant() const {
        std::vector<std::vector<std::size_t>> triads(problem_.consultants.size());
        for (std::size_t i = 0; i < plans_.of.size(); ++i)
            if (plans_.of[i]) triads[plans_.of[i]->consultant].push_back(i);
        return triads;
    }

    /// The best plan with one consultant beside what is booked.
    std::optional<TriadPlan> plan_with(std::size_t triad, std::uint32_t consultant) {
        return TriadSearch(year_, problem_.triads[triad], consultant, plans_.bookings[consultant])
            .best(work_);
    }

    bool give_to_another(std::size_t triad) {
        for (const auto& choice : problem_.triads[triad].consultants) {
            if (work_.is_spent()) return false;
            plans_.set(problem_, triad, plan_with(triad, choice.consultant));
            if (plans_.of[triad]) return true;
        }
        return false;
    }

    /// Published reviews that a plan moves, and a published meeting that it has no day for.
    int lost_dates(std::size_t triad, const TriadPlan& plan) const {
        const auto& record = problem_.triads[triad];
        int lost = record.standing_follow_up && !plan.follow_up ? 1 : 0;
        for (std::size_t i = 0; i < plan.days.size(); ++i)
            lost += record.reviews[i].standing && record.reviews[i].standing != plan.days[i];
        return lost;
    }

    /// Gives triads that lose two dates and more to others with whom they lose fewer. For one date no triad
    /// gets to know another consultant.
    void keep_published() {
        for (std::size_t triad = 0; triad < plans_.of.size(); ++triad) {
            const auto before = plans_.of[triad];
            if (!before || lost_dates(triad, *before) < 2) continue;
            plans_.set(problem_, triad, std::nullopt);
            auto best = before;
            for (const auto& choice : problem_.triads[triad].consultants) {
                if (choice.consultant == before->consultant || work_.is_spent()) continue;
                const auto plan = plan_with(triad, choice.consultant);
                if (plan && lost_dates(triad, *plan) < lost_dates(triad, *best)) best = plan;
            }
            plans_.set(problem_, triad, best);
        }
    }

    /// Makes room for a triad with a consultant who gives another one away, or plans it again.
    bool hand_on(std::size_t triad) {
        const auto& choices = problem_.triads[triad].consultants;
        const auto triads = by_consultant();
        for (std::size_t i = 0; i < std::min(handing_choices, choices.size()); ++i)
            for (const auto other : triads[choices[i].consultant])
                if (!work_.is_spent() && change_places(triad, other)) return true;
        return false;
    }

    bool change_places(std::size_t triad, std::size_t other) {
        const auto before = plans_.of[other];
        plans_.set(problem_, other, std::nullopt);
        plans_.set(problem_, triad, plan_with(triad, before->consultant));
        if (plans_.of[triad] && give_to_another(other)) return true;
        plans_.set(problem_, triad, std::nullopt);
        plans_.set(problem_, other, before);
        return false;
    }

    /// Whether it is known that no plan has more triads, after a complete search where that may end.
    bool look_at_all() {
        auto possible = missing();
        const auto bookings = first_bookings(problem_);
        std::erase_if(possible, [&](auto triad) { return !has_any_plan(year_, triad, bookings, work_); });
        if (possible.empty()) return !work_.is_spent();
        const auto together = connected(possible);
        if (together.size() > most_together) return false;
        Work some{std::min(work_.left, work_together)};
        return plan_most(year_, together, plans_, some);
    }

    /// These triads and all that could take a consultant from them, through others too.
    std::vector<std::size_t> connected(std::vector<std::size_t> triads) const {
        std::vector<bool> is_in(plans_.of.size()), is_shared(problem_.consultants.size());
        for (const auto triad : triads) is_in[triad] = true;
        for (std::size_t done = 0; done < triads.size() && triads.size() <= most_together; ++done) {
            for (const auto& choice : problem_.triads[triads[done]].consultants)
                is_shared[choice.consultant] = true;
            for (std::size_t i = 0; i < is_in.size(); ++i) {
                const auto& list = problem_.triads[i].consultants;
                if (is_in[i] || std::ranges::none_of(list, [&](const ConsultantChoice& choice) {
                        return is_shared[choice.consultant];
                    }))
                    continue;
                is_in[i] = true;
                triads.push_back(i);
            }
        }
        std::ranges::sort(triads);
        return triads;
    }

    const DayProblem& problem_;
    Year year_;
    Work work_;
    Plans plans_;
};

} // namespace

Bookings first_bookings(const DayProblem& problem) {
    auto bookings = problem.booked;
    bookings.resize(problem.consultants.size());
    return bookings;
}

void book(Bookings& bookings, const TriadDays& triad, const TriadPlan& plan) {
    auto& booking = bookings[plan.consultant];
    for (std::size_t i = 0; i < plan.days.size(); ++i)
        if (!triad.reviews[i].is_held) booking.reviews.add(plan.days[i]);
    if (plan.follow_up) booking.others.add(*plan.follow_up);
}

void unbook(Bookings& bookings, const TriadDays& triad, const TriadPlan& plan) {
    auto& booking = bookings[plan.consultant];
    for (std::size_t i = 0; i < plan.days.size(); ++i)
        if (!triad.reviews[i].is_held) booking.reviews.remove(plan.days[i]);
    if (plan.follow_up) booking.others.remove(*plan.follow_up);
}

std::optional<TriadPlan> plan_triad(const DayProblem& problem, std::size_t triad, const Bookings& bookings) {
    const Year year(problem);
    Work work;
    for (const auto& choice : problem.triads[triad].consultants)
        if (auto plan =
                TriadSearch(year, problem.triads[triad], choice.consultant, bookings[choice.consultant])
                    .best(work, unlimited))
            return plan;
    return std::nullopt;
}

bool can_plan(const DayProblem& problem, std::size_t triad, const Bookings& bookings) {
    Work work;
    return has_any_plan(Year(problem), triad, bookings, work);
}

DayPlan plan_days(const DayProblem& problem, const DayOptions& options) {
    return Planner(problem, options).run();
}

} // namespace peerreview::solve
