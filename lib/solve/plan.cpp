#include "solve/plan.hpp"

#include "record/school_days.hpp"
#include "solve/days.hpp"
#include "source/failure.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace peerreview {

namespace {

/// Something that a fact forbids, and how the problem looks without it.
struct Removable {
    Fact fact;
    std::function<void(solve::DayProblem&, solve::Bookings&)> without;
};

/// The records as a problem on indices, and back.
class Model {
public:
    Model(const Project& project, std::optional<Date> from)
        : project_(project), calendar_(calendar_of(project)), days_(calendar_) {
        find_first_day(from);
        fill_days();
        fill_people();
        for (const auto& [id, record] : project.triads) add_triad(id, record.value);
    }

    Plan solve() const {
        const auto plans = solve::plan_days(problem_);
        Plan result;
        auto bookings = solve::no_bookings(problem_);
        for (const auto& plan : plans)
            if (plan) solve::book(bookings, *plan);
        for (std::size_t i = 0; i < plans.size(); ++i) {
            if (plans[i])
                result.schedules[triads_[i]] = schedule(i, *plans[i]);
            else
                result.unplanned.push_back({triads_[i], conflict(i, bookings)});
        }
        return result;
    }

private:
    static const Calendar& calendar_of(const Project& project) {
        if (!project.calendar)
            throw Failure("there is no calendar.yaml",
                          "'peerreview cohort init' writes one; put it into the project");
        return project.calendar->value;
    }

    void find_first_day(std::optional<Date> from) {
        const auto launch = project_.cohort.value.launch;
        if (!from && !launch)
            throw Failure("there is no date to start from",
                          "write 'launch: DATE' into peerreview.yaml, or give --from DATE", Status::refused);
        const auto first = from ? from : days_.after(*launch, project_.policy().lead);
        problem_.first_day = first ? days_.first_from(*first) : days_.count();
    }

    void fill_days() {
        const auto& policy = project_.policy();
        for (int day = 0; day < days_.count(); ++day) {
            problem_.week.push_back(days_.week(day));
            problem_.half_term.push_back(days_.block(day));
            const auto weekday = std::chrono::weekday(days_.date(day)).iso_encoding();
            const auto liked = std::ranges::find(policy.weekdays, weekday);
            problem_.dislike.push_back(static_cast<int>(liked - policy.weekdays.begin()));
        }
        problem_.gap = policy.gap;
        problem_.season = policy.season;
        problem_.follow_up_from = policy.follow_up_from;
        problem_.follow_up_to = policy.follow_up_to;
        problem_.consultant_per_week = policy.consultant_reviews_per_week;
        problem_.leader_per_week = policy.leader_days_per_week;
        problem_.leader_per_half_term = policy.leader_days_per_half_term;
    }

    solve::DaySet free_days(const std::vector<Closed>& blocked) const {
        solve::DaySet free(static_cast<std::size_t>(days_.count()));
        for (int day = 0; day < days_.count(); ++day)
            free[static_cast<std::size_t>(day)] = !closed_on(blocked, days_.date(day));
        return free;
    }

    void fill_people() {
        for (const auto& [id, record] : project_.consultants) {
            consultant_index_[id] = static_cast<std::uint32_t>(consultants_.size());
            consultants_.push_back(id);
            problem_.consultant_free.push_back(free_days(record.value.blocked));
            problem_.consultant_capacity.push_back(record.value.days.value_or(0));
        }
        for (const auto& [id, record] : project_.schools) {
            for (const auto& leader : record.value.leaders) {
                if (!leader.trained || leader.left || !leader.reviewer) continue;
                school_leaders_[id].push_back(static_cast<std::uint32_t>(leaders_.size()));
                leaders_.emplace_back(id, leader.id);
                auto free = free_days(leader.blocked);
                for (int day = 0; day < days_.count(); ++day)
                    if (days_.date(day) <= *leader.trained) free[static_cast<std::size_t>(day)] = false;
                problem_.leader_free.push_back(std::move(free));
            }
        }
    }

    /// Whether a school can host on a day.
    bool can_host(const School& school, int day) const {
        const auto date = days_.date(day);
        return !closed_on(school.blocked, date) &&
               !window_on(calendar_, school.phase.value_or(Phase::primary), date) && !days_.is_settling(day);
    }

    void add_triad(const TriadId& id, const Triad& triad) {
        triads_.push_back(id);
        auto& days = problem_.triads.emplace_back();
        for (const auto& host : triad.schools) days.reviews.push_back(review_days(triad, host));
        days.follow_up_open = solve::DaySet(static_cast<std::size_t>(days_.count()), true);
        for (const auto& school : triad.schools) {
            const auto free = free_days(project_.schools.at(school).value.blocked);
            for (std::size_t day = 0; day < free.size(); ++day)
                days.follow_up_open[day] = days.follow_up_open[day] && free[day];
        }
        days.consultants = consultants_for(triad);
    }

    solve::ReviewDays review_days(const Triad& triad, const SchoolId& host) const {
        solve::ReviewDays review;
        const auto visitors = visitors_of(triad, host);
        for (int day = 0; day < days_.count(); ++day) {
            auto open = can_host(project_.schools.at(host).value, day);
            for (const auto& visitor : visitors)
                open = open && !closed_on(project_.schools.at(visitor).value.blocked, days_.date(day));
            review.open.push_back(open);
        }
        for (std::size_t side = 0; side < 2; ++side) {
            const auto found = school_leaders_.find(visitors[side]);
            if (found == school_leaders_.end()) continue;
            for (const auto leader : found->second)
                if (!declares_conflict(leader, host)) review.leaders[side].push_back(leader);
        }
        return review;
    }

    static std::vector<SchoolId> visitors_of(const Triad& triad, const SchoolId& host) {
        std::vector<SchoolId> visitors;
        std::ranges::copy_if(triad.schools, std::back_inserter(visitors),
                             [&](const SchoolId& school) { return school != host; });
        return visitors;
    }

    bool declares_conflict(std::uint32_t leader, const SchoolId& host) const {
        const auto& [school, id] = leaders_[leader];
        const auto& list = project_.schools.at(school).value.leaders;
        const auto& conflicts = std::ranges::find(list, id, &Leader::id)->conflicts;
        return std::ranges::find(conflicts, host) != conflicts.end();
    }

    /// The triad's own consultant first, then the others that may facilitate it.
    std::vector<std::uint32_t> consultants_for(const Triad& triad) const {
        std::vector<std::uint32_t> list;
        if (const auto own = consultant_index_.find(triad.consultant); own != consultant_index_.end())
            list.push_back(own->second);
        for (const auto& [id, index] : consultant_index_) {
            const auto& consultant = project_.consultants.at(id).value;
            const auto fits = std::ranges::all_of(triad.schools, [&](const SchoolId& school) {
                const auto phase = project_.schools.at(school).value.phase;
                const auto knows = consultant.phases.empty() || !phase ||
                                   std::ranges::find(consultant.phases, *phase) != consultant.phases.end();
                return knows && std::ranges::find(consultant.conflicts, school) == consultant.conflicts.end();
            });
            if (fits && id != triad.consultant) list.push_back(index);
        }
        return list;
    }

    Schedule schedule(std::size_t index, const solve::TriadPlan& plan) const {
        Schedule schedule;
        const auto& triad = project_.triads.at(triads_[index]).value;
        for (std::size_t i = 0; i < plan.days.size(); ++i) {
            PlannedReview review;
            review.host = triad.schools[i];
            review.date = days_.date(plan.days[i]);
            review.consultant = consultants_[plan.consultant];
            for (const auto leader : plan.leaders[i])
                review.reviewers.push_back({leaders_[leader].first, leaders_[leader].second});
            add_reserves(review, plan.days[i], plan.leaders[i]);
            schedule.reviews.push_back(std::move(review));
        }
        std::ranges::sort(schedule.reviews, {}, &PlannedReview::date);
        if (plan.follow_up) schedule.follow_up = days_.date(*plan.follow_up);
        return schedule;
    }

    /// Of each visiting school one more leader who is free on the day.
    void add_reserves(PlannedReview& review, int day, const std::array<std::uint32_t, 2>& chosen) const {
        for (const auto leader : chosen) {
            for (const auto other : school_leaders_.at(leaders_[leader].first)) {
                if (other == leader || !problem_.leader_free[other][static_cast<std::size_t>(day)] ||
                    declares_conflict(other, review.host))
                    continue;
                review.reserves.push_back({leaders_[other].first, leaders_[other].second});
                break;
            }
        }
    }

    /// A smallest conflict, by deletion: a fact without which the triad still has no dates is left out for
    /// good, so each that remains is needed.
    std::vector<Fact> conflict(std::size_t triad, const solve::Bookings& bookings) const {
        const auto facts = removables(triad, bookings);
        std::vector<bool> active(facts.size(), true);
        const auto has_plan = [&] {
            auto problem = problem_;
            auto booked = bookings;
            for (std::size_t i = 0; i < facts.size(); ++i)
                if (!active[i]) facts[i].without(problem, booked);
            return solve::plan_triad(problem, triad, booked).has_value();
        };
        for (std::size_t i = 0; i < facts.size(); ++i) {
            active[i] = false;
            if (has_plan()) active[i] = true;
        }
        std::vector<Fact> conflict;
        for (std::size_t i = 0; i < facts.size(); ++i)
            if (active[i]) conflict.push_back(facts[i].fact);
        return conflict;
    }

    Place policy_place(std::string_view key) const {
        return project_.cohort.node.place_of("policy").place_of(key);
    }

    std::vector<Removable> removables(std::size_t triad, const solve::Bookings& bookings) const {
        std::vector<Removable> facts;
        const auto& schools = project_.triads.at(triads_[triad]).value.schools;
        for (std::size_t i = 0; i < schools.size(); ++i) add_school_facts(triad, i, schools[i], facts);
        for (const auto consultant : problem_.triads[triad].consultants)
            add_consultant_facts(consultant, bookings, facts);
        if (problem_.triads[triad].consultants.empty() && !consultants_.empty())
            facts.push_back({{"no consultant has the phases and no conflict for this triad",
                              project_.triads.at(triads_[triad]).node.place()},
                             [triad, count = consultants_.size()](auto& problem, auto&) {
                                 for (std::uint32_t i = 0; i < count; ++i)
                                     problem.triads[triad].consultants.push_back(i);
                             }});
        const auto& policy = project_.policy();
        facts.push_back({{fmt::format("at least {} school days lie between two reviews", policy.gap),
                          policy_place("gap")},
                         [](auto& problem, auto&) { problem.gap = 1; }});
        facts.push_back(
            {{fmt::format("at most {} school days lie between the first and the last review", policy.season),
              policy_place("season")},
             [](auto& problem, auto&) { problem.season = 1000; }});
        facts.push_back(
            {{"no review may be before the first day of the season", project_.cohort.node.place_of("launch")},
             [](auto& problem, auto&) { problem.first_day = 0; }});
        facts.push_back({{"the follow-up meeting falls " + std::to_string(policy.follow_up_from) + " to " +
                              std::to_string(policy.follow_up_to) + " school days after the last review",
                          policy_place("follow-up")},
                         [](auto& problem, auto&) {
                             problem.follow_up_from = 1;
                             problem.follow_up_to = 1000;
                         }});
        facts.push_back(
            {{fmt::format("a consultant has at most {} reviews a week", policy.consultant_reviews_per_week),
              policy_place("consultant")},
             [](auto& problem, auto&) { problem.consultant_per_week = 7; }});
        return facts;
    }

    void add_school_facts(std::size_t triad, std::size_t review, const SchoolId& school,
                          std::vector<Removable>& facts) const {
        const auto& record = project_.schools.at(school);
        facts.push_back(
            {{fmt::format("'{}' cannot host on closed days, in test windows and at the ends of terms",
                          school.text),
              record.node.place_of("blocked")},
             [triad, review](auto& problem, auto&) {
                 auto& open = problem.triads[triad].reviews[review].open;
                 open.assign(open.size(), true);
             }});
        facts.push_back(
            {{fmt::format("'{}' has no leader who is trained and free on the days left", school.text),
              record.node.place_of("leaders")},
             [this, triad, school](auto& problem, auto&) { free_leaders(problem, triad, school); }});
    }

    /// The problem in which a school always has two leaders to send.
    void free_leaders(solve::DayProblem& problem, std::size_t triad, const SchoolId& school) const {
        const auto& schools = project_.triads.at(triads_[triad]).value.schools;
        for (std::size_t i = 0; i < schools.size(); ++i) {
            if (schools[i] == school) continue;
            const auto visitors = visitors_of(project_.triads.at(triads_[triad]).value, schools[i]);
            const std::size_t side = visitors[0] == school ? 0 : 1;
            problem.leader_free.emplace_back(static_cast<std::size_t>(days_.count()), true);
            problem.triads[triad].reviews[i].leaders[side].push_back(
                static_cast<std::uint32_t>(problem.leader_free.size() - 1));
        }
    }

    void add_consultant_facts(std::uint32_t consultant, const solve::Bookings& bookings,
                              std::vector<Removable>& facts) const {
        const auto& id = consultants_[consultant];
        const auto& record = project_.consultants.at(id);
        facts.push_back({{fmt::format("consultant '{}' is not available on blocked days", id.text),
                          record.node.place_of("blocked")},
                         [consultant](auto& problem, auto&) {
                             auto& free = problem.consultant_free[consultant];
                             free.assign(free.size(), true);
                         }});
        facts.push_back(
            {{fmt::format("consultant '{}' has {} review days a year", id.text,
                          record.value.days.value_or(0)),
              record.node.place_of("days")},
             [consultant](auto& problem, auto&) { problem.consultant_capacity[consultant] = 1000; }});
        if (!bookings.review_days[consultant].empty())
            facts.push_back(
                {{fmt::format("consultant '{}' is booked by other triads", id.text), record.node.place()},
                 [consultant](auto&, auto& booked) {
                     booked.review_days[consultant].clear();
                     booked.other_days[consultant].clear();
                 }});
    }

    const Project& project_;
    const Calendar& calendar_;
    SchoolDays days_;
    solve::DayProblem problem_;
    std::vector<TriadId> triads_;
    std::vector<ConsultantId> consultants_;
    std::map<ConsultantId, std::uint32_t> consultant_index_;
    std::vector<std::pair<SchoolId, LeaderId>> leaders_;
    std::map<SchoolId, std::vector<std::uint32_t>> school_leaders_;
};

/// The independent check of what stands in schedule/.
class Check {
public:
    Check(const Project& project, Diagnostics& diagnostics)
        : project_(project), calendar_(project.calendar->value), days_(calendar_), diagnostics_(diagnostics) {
    }

    void run() {
        for (const auto& [id, record] : project_.schedules) check_triad(record);
    }

private:
    void check_triad(const Loaded<Schedule>& record) {
        const auto* list = record.node.find("reviews");
        std::vector<int> indices;
        for (std::size_t i = 0; list && i < record.value.reviews.size(); ++i) {
            const auto& review = record.value.reviews[i];
            if (!review.date || !project_.schools.contains(review.host)) continue;
            const auto place = list->items[i].place_of("date");
            check_day(review, place);
            check_people(review, list->items[i]);
            if (const auto index = days_.find(*review.date)) check_spacing(*index, indices, place);
        }
        if (record.value.follow_up && !indices.empty())
            check_follow_up(*record.value.follow_up, std::ranges::max(indices),
                            record.node.place_of("follow-up"));
    }

    /// V06: an open day for the host and a working day for both visiting schools.
    void check_day(const PlannedReview& review, Place place) {
        const auto date = *review.date;
        const auto report = [&](const std::string& why) {
            diagnostics_
                .error(place, "V06", "{} is no day for a review of '{}': {}", iso(date), review.host.text,
                       why)
                .hint = "run 'peerreview schedule plan', or choose another day";
        };
        if (const auto why = why_closed(calendar_, date); !why.empty()) return report(why);
        const auto& host = project_.schools.at(review.host).value;
        if (const auto* closed = closed_on(host.blocked, date))
            report("the host is not free (" + closed->why + ")");
        if (const auto* window = window_on(calendar_, host.phase.value_or(Phase::primary), date))
            report(window->name);
        if (const auto index = days_.find(date); index && days_.is_settling(*index))
            report("it is too near the beginning or the end of a term");
        for (const auto& visitor : review.reviewers)
            if (const auto found = project_.schools.find(visitor.school); found != project_.schools.end())
                if (const auto* closed = closed_on(found->second.value.blocked, date))
                    report("'" + visitor.school.text + "' is not free (" + closed->why + ")");
    }

    /// V07: nobody in two places on one day. V08: the consultant's cap of the week. V09: the leaders' caps.
    void check_people(const PlannedReview& review, const Node& node) {
        const auto date = *review.date;
        const auto index = days_.find(date);
        const auto week = index ? days_.week(*index) : -1;
        std::vector<std::string> people = {"consultant " + review.consultant.text};
        for (const auto& visitor : review.reviewers) people.push_back("leader " + visitor.leader.text);
        for (const auto& person : people)
            if (!places_.emplace(person, date).second)
                diagnostics_.error(node.place_of("date"), "V07", "{} is in two places on {}", person,
                                   iso(date));
        if (index && ++reviews_in_week_[{review.consultant.text, week}] >
                         project_.policy().consultant_reviews_per_week)
            diagnostics_.error(node.place_of("consultant"), "V08",
                               "'{}' has more reviews in the week of {} than the policy allows",
                               review.consultant.text, iso(date));
        for (const auto& visitor : review.reviewers)
            if (index && ++visits_in_block_[{visitor.leader.text, days_.block(*index)}] >
                             project_.policy().leader_days_per_half_term)
                diagnostics_.error(node.place_of("reviewers"), "V09",
                                   "'{}' is away more often in a half-term than the policy allows",
                                   visitor.leader.text);
        if (const auto found = project_.consultants.find(review.consultant);
            found != project_.consultants.end())
            if (const auto* closed = closed_on(found->second.value.blocked, date))
                diagnostics_.error(node.place_of("consultant"), "V06", "'{}' is not available on {} ({})",
                                   review.consultant.text, iso(date), closed->why);
    }

    void check_spacing(int index, std::vector<int>& indices, Place place) {
        const auto& policy = project_.policy();
        for (const auto other : indices) {
            const auto apart = std::abs(index - other);
            if (apart < policy.gap)
                diagnostics_.error(
                    place, "review-gap",
                    "this review is {} school days from another of its triad, and {} are the least", apart,
                    policy.gap);
            if (apart > policy.season)
                diagnostics_.error(
                    place, "review-season",
                    "this review is {} school days from another of its triad, and {} are the most", apart,
                    policy.season);
        }
        indices.push_back(index);
    }

    void check_follow_up(Date date, int last, Place place) {
        const auto& policy = project_.policy();
        const auto index = days_.find(date);
        if (!index)
            diagnostics_.error(place, "V06", "{} is no school day: {}", iso(date),
                               why_closed(calendar_, date));
        else if (*index - last < policy.follow_up_from || *index - last > policy.follow_up_to)
            diagnostics_.error(
                place, "follow-up-window",
                "the follow-up meeting is {} school days after the last review, and should be {} to {}",
                *index - last, policy.follow_up_from, policy.follow_up_to);
    }

    const Project& project_;
    const Calendar& calendar_;
    SchoolDays days_;
    Diagnostics& diagnostics_;
    std::set<std::pair<std::string, Date>> places_;
    std::map<std::pair<std::string, int>, int> reviews_in_week_, visits_in_block_;
};

} // namespace

Plan plan_schedule(const Project& project, std::optional<Date> from) { return Model(project, from).solve(); }

void check_schedule(const Project& project, Diagnostics& diagnostics) {
    if (project.calendar) Check(project, diagnostics).run();
}

} // namespace peerreview
