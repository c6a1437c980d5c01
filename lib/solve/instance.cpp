#include "solve/instance.hpp"

#include "project/school_lookup.hpp"
#include "project/travel.hpp"
#include "solve/pair_rules.hpp"
#include "solve/teams.hpp"
#include "solve/wishes.hpp"
#include "source/failure.hpp"

#include <algorithm>

namespace peerreview {

namespace {

using solve::DaySet;

constexpr std::int64_t other_consultant = 100'000'000; // more than any travel: the proposal is kept

// Who facilitates a triad writes its reports and cannot read them a second time. So its reader comes after
// all others who may take it, even if one of them has to leave another triad for it.
constexpr std::int64_t second_reader = 3 * other_consultant;

/// The calendar without what is looked past.
Calendar calendar_without(const Calendar& calendar, const Relaxation& relaxation) {
    auto result = calendar;
    const auto drop = [&](auto& list, FactKind kind) {
        for (auto i = list.size(); i > 0; --i)
            if (relaxation.off.contains({kind, "", i - 1}))
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(i - 1));
    };
    drop(result.bank_holidays, FactKind::bank_holiday);
    drop(result.inset, FactKind::training_day);
    drop(result.closed, FactKind::closed);
    drop(result.tests, FactKind::test_window);
    drop(result.exams, FactKind::exam_window);
    return result;
}

std::vector<TriadId> triads_of(const Project& project, const InstanceOptions& options) {
    if (!options.triads.empty()) return options.triads;
    std::vector<TriadId> triads;
    for (const auto& [id, record] : project.triads) triads.push_back(id);
    return triads;
}

/// The days on which some school of these triads is open.
SchoolDays days_of_triads(const Project& project, const Calendar& calendar,
                          const std::vector<TriadId>& triads) {
    std::vector<SchoolId> schools;
    for (const auto& id : triads) {
        const auto& triad = project.triads.at(id).value.schools;
        schools.insert(schools.end(), triad.begin(), triad.end());
    }
    return days_of_any(project, calendar, schools);
}

class Builder {
public:
    Builder(const Project& project, const InstanceOptions& options)
        : project_(project), options_(options), relaxation_(options.relaxation),
          policy_(relaxation_.policy ? *relaxation_.policy : project.policy()),
          calendar_(calendar_without(calendar_of(project), relaxation_)), by_terms_(calendar_),
          school_days_(by_terms_.of({})),
          instance_{days_of_triads(project, calendar_, triads_of(project, options)), {}, {}, {}, {}, {}},
          problem_(instance_.problem), days_(instance_.days), free_(instance_.days, relaxation_),
          teams_(project, free_, instance_) {}

    Instance build() {
        if (days_.count() > solve::most_days)
            throw Failure(fmt::format("calendar.yaml and the schools' own terms have {} school days, "
                                      "and a year has at most {}",
                                      days_.count(), solve::most_days),
                          "look at the dates of its terms", Status::errors);
        instance_.triads = triads_of(project_, options_);
        fill_policy();
        fill_days();
        fill_consultants();
        find_open_days();
        for (const auto& id : instance_.triads) add_triad(id);
        for (const auto& booked : options_.booked) add_booking(booked);
        return std::move(instance_);
    }

private:
    bool is_off(FactKind kind, const std::string& id = {}, std::size_t index = 0) const {
        return free_.is_off(kind, id, index);
    }

    int first_day() const {
        if (is_off(FactKind::first_day)) return 0;
        const auto launch = project_.cohort.value.launch;
        if (!options_.from && !launch)
            throw Failure("there is no date to start from",
                          "write 'launch: DATE' into peerreview.yaml, or give --from DATE", Status::refused);
        const auto first = options_.from ? options_.from : school_days_.after(*launch, policy_.lead);
        return first ? days_.first_from(*first) : days_.count();
    }

    void fill_policy() {
        constexpr int no_limit = solve::most_days;
        problem_.first_day = first_day();
        // Whatever the policy says, nobody hosts and visits on one day.
        problem_.gap = is_off(FactKind::gap) ? 1 : std::max(policy_.gap, 1);
        problem_.ideal_gap = std::max(problem_.gap, ideal_gap);
        problem_.season = is_off(FactKind::season) ? no_limit : policy_.season;
        // Without the rule a meeting on some day after the last review will do, or none.
        problem_.follow_up_from = is_off(FactKind::follow_up) ? no_limit : policy_.follow_up_from;
        problem_.follow_up_to = is_off(FactKind::follow_up) ? no_limit : policy_.follow_up_to;
        problem_.consultant_per_week =
            is_off(FactKind::consultant_per_week) ? 7 : policy_.consultant_reviews_per_week;
        problem_.consultant_rests = !is_off(FactKind::consultant_rest);
        problem_.writing_days = is_off(FactKind::writing_days) ? 0 : problem_.writing_days;
        problem_.leader_per_week = is_off(FactKind::leader_per_week) ? 7 : policy_.leader_days_per_week;
        problem_.leader_per_half_term =
            is_off(FactKind::leader_per_half_term) ? no_limit : policy_.leader_days_per_half_term;
    }

    void fill_days() {
        for (int day = 0; day < days_.count(); ++day) {
            problem_.serial.push_back(static_cast<int>(days_.date(day).time_since_epoch().count()));
            problem_.number.push_back(days_.number(day));
            problem_.week.push_back(week_of(days_.date(day)));
            problem_.half_term.push_back(days_.block(day));
            const auto weekday = std::chrono::weekday(days_.date(day)).iso_encoding();
            const auto liked = std::ranges::find(policy_.weekdays, weekday);
            problem_.dislike.push_back(static_cast<int>(liked - policy_.weekdays.begin()));
        }
    }

    void fill_consultants() {
        for (const auto& [id, record] : project_.consultants) {
            consultant_index_[id] = static_cast<std::uint32_t>(instance_.consultants.size());
            instance_.consultants.push_back(id);
            const auto given = relaxation_.capacity.find(id);
            auto capacity =
                given != relaxation_.capacity.end() ? given->second : record.value.days.value_or(0);
            if (is_off(FactKind::consultant_days, id.text)) capacity = solve::most_days;
            problem_.consultants.push_back(
                {free_.of(record.value.blocked, FactKind::consultant_blocked, id.text), capacity});
        }
        if (is_off(FactKind::no_consultant)) {
            instance_.consultants.push_back({});
            problem_.consultants.push_back({free_.all(), solve::most_days});
        }
        problem_.booked.resize(problem_.consultants.size());
    }

    /// The days on which schools of a phase with these school days may host, by windows and settling days.
    DaySet open_days(Phase phase, const SchoolDays& school_days) const {
        DaySet open;
        for (int day = 0; day < days_.count(); ++day) {
            const auto index = school_days.find(days_.date(day));
            if (index && !window_on(calendar_, phase, days_.date(day)) &&
                (is_off(FactKind::settling) || !school_days.is_settling(*index)))
                open.add(day);
        }
        return open;
    }

    void find_open_days() {
        for (const auto phase : {Phase::primary, Phase::secondary, Phase::special, Phase::all_through})
            open_[phase] = open_days(phase, school_days_);
        for (auto& [phase, open] : open_) {
            auto& avoided = in_soft_window_[phase];
            for (int day = 0; day < days_.count(); ++day)
                if (soft_window_on(calendar_, phase, days_.date(day))) avoided.add(day);
        }
    }

    bool keeps_own_terms(const SchoolId& id) const { return !project_.schools.at(id).value.terms.empty(); }

    /// The days on which a school may host, without regard to its blocked ranges. A school whose own terms
    /// are looked past keeps the calendar's too.
    DaySet open_days_of(const SchoolId& id) const {
        const auto& school = project_.schools.at(id).value;
        const auto phase = school.phase.value_or(Phase::primary);
        if (!keeps_own_terms(id)) return open_.at(phase);
        const auto own = open_days(phase, by_terms_.of(school));
        const auto more =
            is_off(FactKind::school_terms, id.text) ? indices_of(school_days_, days_) : free_.freed(id.text);
        return own | (open_.at(phase) & more);
    }

    const DaySet& free_days_of(const SchoolId& id) {
        const auto [found, is_new] = school_free_.try_emplace(id);
        if (!is_new) return found->second;
        const auto& school = project_.schools.at(id).value;
        found->second = free_.of(school.blocked, FactKind::school_blocked, id.text);
        auto in_terms = indices_of(by_terms_.of(school), days_) | free_.freed(id.text);
        if (keeps_own_terms(id) && is_off(FactKind::school_terms, id.text))
            in_terms |= indices_of(school_days_, days_);
        found->second &= in_terms;
        return found->second;
    }

    void add_triad(const TriadId& id) {
        const auto& triad = project_.triads.at(id).value;
        solve::TriadDays days;
        days.follow_up_open = free_.all();
        for (std::size_t host = 0; host < triad.schools.size(); ++host) {
            days.follow_up_open &= free_days_of(triad.schools[host]);
            days.reviews.push_back(review_days(triad, host));
            if (const auto* standing = standing_review(project_, id, triad.schools[host]))
                add_standing(days.reviews.back(), *standing, triad);
            if (options_.fixed && options_.fixed->first == triad.schools[host])
                fix_date(days.reviews.back(), options_.fixed->second);
        }
        const auto schedule = project_.schedules.find(id);
        if (options_.keeps_dates && schedule != project_.schedules.end() && schedule->second.value.follow_up)
            days.standing_follow_up = days_.find(*schedule->second.value.follow_up);
        days.consultants = consultants_for(id, triad);
        if (std::ranges::all_of(days.reviews, &solve::ReviewDays::is_held))
            keep_leader(schedule->second.value.reviews.back().consultant, days.consultants);
        problem_.triads.push_back(std::move(days));
    }

    solve::ReviewDays review_days(const Triad& triad, std::size_t host) {
        solve::ReviewDays review;
        const auto& school = triad.schools[host];
        review.visitors = visitors_of(host, triad.schools.size());
        const auto& record = project_.schools.at(school).value;
        review.avoided = days_of_rest(record) | in_soft_window_.at(record.phase.value_or(Phase::primary));
        review.rather_not = rather_not_hosts(project_, triad, school);
        review.open = open_days_of(school) & free_days_of(school);
        for (std::size_t side = 0; side < 2; ++side) {
            const auto& visitor = triad.schools[review.visitors[side]];
            review.open &= free_days_of(visitor);
            for (const auto leader : teams_.of(visitor).leaders)
                if (!teams_.declares_conflict(leader, school)) review.leaders[side].push_back(leader);
        }
        return review;
    }

    /// D9: the days that come soon after an inspection.
    DaySet days_of_rest(const School& school) const {
        if (!school.inspected) return {};
        const auto first = days_.first_from(*school.inspected + std::chrono::days(1));
        const auto last = school_days_.after(*school.inspected, rest_after_inspection);
        return DaySet::range(first, last ? days_.last_to(*last) : days_.count() - 1);
    }

    void fix_date(solve::ReviewDays& review, Date date) const {
        const auto day = days_.find(date);
        review.open &= day ? DaySet::range(*day, *day) : DaySet();
        review.standing.reset();
    }

    /// What is published of a review, or was held.
    void add_standing(solve::ReviewDays& review, const PlannedReview& standing, const Triad& triad) {
        review.is_held = was_held(project_, standing.host) || options_.pinned.contains(standing.host);
        if (!standing.date) review.is_held = false;
        if (!standing.date || (!review.is_held && !options_.keeps_dates)) return;
        review.standing = days_.find(*standing.date);
        if (review.is_held && !review.standing)
            review.standing = std::clamp(days_.first_from(*standing.date), 0, std::max(0, days_.count() - 1));
        for (std::size_t side = 0; side < 2; ++side) {
            const auto& school = triad.schools[review.visitors[side]];
            const auto who = std::ranges::find(standing.reviewers, school, &Visitor::school);
            const auto leader = who == standing.reviewers.end() ? LeaderId{} : who->leader;
            if (review.is_held)
                review.leaders[side] = {teams_.called(school, leader)};
            else
                for (const auto index : review.leaders[side])
                    if (instance_.leaders[index].second == leader) review.standing_leaders[side] = index;
        }
        if (review.is_held) add_booking({standing.consultant, *standing.date, true, {}, {}});
    }

    void add_booking(const Booked& booked) {
        const auto consultant = consultant_index_.find(booked.consultant);
        const auto day = days_.find(booked.date);
        if (consultant == consultant_index_.end() || !day) return;
        auto& booking = problem_.booked[consultant->second];
        (booked.is_review ? booking.reviews : booking.others).add(*day);
    }

    /// Who is published for the triad, else proposed.
    ConsultantId own_consultant(const TriadId& id, const Triad& triad) const {
        const auto schedule = project_.schedules.find(id);
        if (options_.keeps_dates && schedule != project_.schedules.end())
            for (const auto& review : schedule->second.value.reviews)
                if (!was_held(project_, review.host) && !review.consultant.empty()) return review.consultant;
        return triad.consultant;
    }

    bool has_conflict(const ConsultantId& id, const Consultant& consultant, const Triad& triad) const {
        for (std::size_t i = 0; i < consultant.conflicts.size(); ++i)
            if (std::ranges::find(triad.schools, consultant.conflicts[i]) != triad.schools.end() &&
                !is_off(FactKind::consultant_conflict, id.text, i))
                return true;
        return false;
    }

    std::int64_t travel_of(const Consultant& consultant, const Triad& triad) const {
        std::int64_t seconds = 0;
        for (const auto& id : triad.schools) {
            const auto& school = project_.schools.at(id).value;
            if (consultant.easting && consultant.northing && school.easting && school.northing)
                seconds += straight_seconds(policy_, *consultant.easting, *consultant.northing,
                                            *school.easting, *school.northing);
        }
        return seconds;
    }

    /// Who facilitated the last review leads the meeting, and nobody else while there is such a consultant.
    void keep_leader(const ConsultantId& leader, std::vector<solve::ConsultantChoice>& choices) const {
        if (const auto found = consultant_index_.find(leader); found != consultant_index_.end())
            choices = {{found->second, 0}};
    }

    /// The triad's own consultant first, then by travel the others who may facilitate it, and last who reads
    /// its reports a second time.
    std::vector<solve::ConsultantChoice> consultants_for(const TriadId& id, const Triad& triad) const {
        std::vector<solve::ConsultantChoice> list;
        const auto own = own_consultant(id, triad);
        for (const auto& [consultant, index] : consultant_index_) {
            const auto& record = project_.consultants.at(consultant).value;
            if (options_.consultant && *options_.consultant != consultant) continue;
            if (has_conflict(consultant, record, triad)) continue;
            const auto knows = consultant == own || knows_phases(project_, record, triad) ||
                               is_off(FactKind::consultant_phases, consultant.text);
            if (!knows) continue;
            const auto change = consultant == triad.second_reader ? second_reader : other_consultant;
            list.push_back({index, consultant == own ? 0 : change + travel_of(record, triad)});
        }
        if (is_off(FactKind::no_consultant))
            list.push_back(
                {static_cast<std::uint32_t>(instance_.consultants.size() - 1), 2 * other_consultant});
        std::ranges::stable_sort(list, {}, &solve::ConsultantChoice::cost);
        return list;
    }

    const Project& project_;
    const InstanceOptions& options_;
    const Relaxation& relaxation_;
    Policy policy_;
    Calendar calendar_;
    TermDays by_terms_;
    const SchoolDays& school_days_; ///< by the calendar alone
    Instance instance_;
    solve::DayProblem& problem_;
    const SchoolDays& days_;
    std::map<ConsultantId, std::uint32_t> consultant_index_;
    std::map<Phase, DaySet> open_;
    std::map<Phase, DaySet> in_soft_window_; ///< D4: days of tests that close no host
    std::map<SchoolId, DaySet> school_free_;
    FreeDays free_;
    Teams teams_;
};

} // namespace

const Calendar& calendar_of(const Project& project) {
    if (!project.calendar)
        throw Failure("there is no calendar.yaml",
                      "'peerreview cohort init' writes one; put it into the project");
    return project.calendar->value;
}

Instance make_instance(const Project& project, const InstanceOptions& options) {
    return Builder(project, options).build();
}

std::array<std::size_t, 2> visitors_of(std::size_t host, std::size_t schools) {
    const auto one = (host + 1) % schools, two = (host + 2) % schools;
    return {std::min(one, two), std::max(one, two)};
}

bool was_held(const Project& project, const SchoolId& host) {
    const auto found = project.reviews.find(host);
    return found != project.reviews.end() && found->second.feedback &&
           found->second.feedback->value.said_on.has_value();
}

const PlannedReview* standing_review(const Project& project, const TriadId& triad, const SchoolId& host) {
    const auto found = project.schedules.find(triad);
    if (found == project.schedules.end()) return nullptr;
    const auto& reviews = found->second.value.reviews;
    const auto review = std::ranges::find(reviews, host, &PlannedReview::host);
    return review == reviews.end() ? nullptr : &*review;
}

bool knows_phases(const Project& project, const Consultant& consultant, const Triad& triad) {
    const auto fits = [](Phase known, Phase phase) {
        const auto either = known == Phase::all_through || phase == Phase::all_through;
        return known == phase || (either && known != Phase::special && phase != Phase::special);
    };
    return consultant.phases.empty() || std::ranges::all_of(triad.schools, [&](const SchoolId& id) {
               const auto phase = project.schools.at(id).value.phase;
               return !phase || std::ranges::any_of(consultant.phases,
                                                    [&](Phase known) { return fits(known, *phase); });
           });
}

std::string why_excluded(const Leader& leader) {
    if (leader.left) return "left on " + iso(*leader.left);
    if (!leader.reviewer) return "is not sent as a reviewer";
    if (!leader.trained) return "is not trained";
    if (leader.reserve) return "is a reserve only";
    return {};
}

} // namespace peerreview
