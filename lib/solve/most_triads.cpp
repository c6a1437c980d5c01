// Every triad takes one of its plans, or is left out; a branch is left when as many are left out as in the
// best known. Two plans of a triad that take the same days of the same consultant are one here. Before a
// branch is followed, the triads that have no plan any more beside what is booked are counted as left out.
// This is for the few triads that stand in each other's way, and far too slow for a whole region.

#include "solve/most_triads.hpp"

#include "solve/assign.hpp"

#include <algorithm>
#include <set>

namespace peerreview::solve {

namespace {

class MostSearch {
public:
    MostSearch(const Year& year, std::vector<std::size_t> triads, Plans& plans, Work& work)
        : year_(year), triads_(std::move(triads)), plans_(plans), work_(work) {
        for (const auto triad : triads_) best_.push_back(plans_.of[triad]);
        fewest_ = missing_in(best_);
        for (const auto triad : triads_) plans_.set(year_.problem, triad, std::nullopt);
        const auto chosen = assign_consultants(year_, triads_);
        const auto unassigned = std::ranges::count_if(chosen, [](const auto& choice) { return !choice; });
        least_ = std::max(missing_from(0), static_cast<std::size_t>(unassigned));
    }

    bool run() {
        if (fewest_ > least_) choose(0, 0);
        for (std::size_t i = 0; i < triads_.size(); ++i) plans_.set(year_.problem, triads_[i], best_[i]);
        return fewest_ == least_ || !work_.is_spent();
    }

private:
    static std::size_t missing_in(const std::vector<std::optional<TriadPlan>>& plans) {
        return static_cast<std::size_t>(std::ranges::count_if(plans, [](const auto& plan) { return !plan; }));
    }

    /// Of the triads from the i-th on, those that have no plan beside what is booked.
    std::size_t missing_from(std::size_t i) {
        std::size_t missing = 0;
        for (; i < triads_.size(); ++i) missing += !has_any_plan(year_, triads_[i], plans_.bookings, work_);
        return missing;
    }

    bool is_done() const { return fewest_ == least_ || work_.is_spent(); }

    void choose(std::size_t i, std::size_t left_out) {
        if (is_done() || left_out + missing_from(i) >= fewest_) return;
        if (i == triads_.size()) {
            fewest_ = left_out;
            for (std::size_t j = 0; j < triads_.size(); ++j) best_[j] = plans_.of[triads_[j]];
            return;
        }
        const auto& triad = year_.problem.triads[triads_[i]];
        for (const auto& choice : triad.consultants) try_all(i, left_out, choice.consultant);
        choose(i + 1, left_out + 1);
    }

    void try_all(std::size_t i, std::size_t left_out, std::uint32_t consultant) {
        std::set<std::pair<std::vector<int>, int>> seen;
        const auto triad = triads_[i];
        TriadSearch search(year_, year_.problem.triads[triad], consultant, plans_.bookings[consultant]);
        search.each(work_, [&](const TriadPlan& plan) {
            auto days = plan.days;
            std::ranges::sort(days);
            if (seen.emplace(std::move(days), plan.follow_up.value_or(-1)).second) {
                plans_.set(year_.problem, triad, plan);
                choose(i + 1, left_out);
                plans_.set(year_.problem, triad, std::nullopt);
            }
            return is_done();
        });
    }

    const Year& year_;
    std::vector<std::size_t> triads_;
    Plans& plans_;
    Work& work_;
    std::vector<std::optional<TriadPlan>> best_;
    std::size_t fewest_ = 0, least_ = 0;
};

} // namespace

bool has_any_plan(const Year& year, std::size_t triad, const Bookings& bookings, Work& work) {
    const auto& record = year.problem.triads[triad];
    return std::ranges::any_of(record.consultants, [&](const ConsultantChoice& choice) {
        return TriadSearch(year, record, choice.consultant, bookings[choice.consultant]).has_plan(work);
    });
}

bool plan_most(const Year& year, std::vector<std::size_t> triads, Plans& plans, Work& work) {
    return MostSearch(year, std::move(triads), plans, work).run();
}

} // namespace peerreview::solve
