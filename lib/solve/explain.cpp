#include "solve/explain.hpp"

#include "project/school_lookup.hpp"
#include "solve/day_rules.hpp"
#include "solve/wishes.hpp"
#include "source/failure.hpp"

#include <algorithm>

namespace peerreview {

namespace {

std::map<TriadId, Schedule> standing_schedules(const Project& project) {
    std::map<TriadId, Schedule> schedules;
    for (const auto& [id, record] : project.schedules) schedules[id] = record.value;
    return schedules;
}

const PlannedReview& planned_review(const Project& project, const TriadId& triad, const SchoolId& host) {
    const auto* review = standing_review(project, triad, host);
    if (!review || !review->date)
        throw Failure("the review of '" + host.text + "' has no date yet", "run 'peerreview schedule plan'",
                      Status::refused);
    return *review;
}

/// The triad with every review but the host's as it stands.
InstanceOptions beside_the_others(const Project& project, const TriadId& triad, const SchoolId& host) {
    InstanceOptions options;
    options.triads = {triad};
    options.booked = bookings_of(project, standing_schedules(project), triad);
    options.consultant = planned_review(project, triad, host).consultant;
    std::optional<Date> first;
    for (const auto& review : project.schedules.at(triad).value.reviews) {
        if (review.host != host) options.pinned.insert(review.host);
        if (review.date) first = std::min(first.value_or(*review.date), *review.date);
    }
    if (!project.cohort.value.launch) options.from = first;
    return options;
}

std::optional<Schedule> try_date(const Project& project, InstanceOptions options, const SchoolId& host,
                                 Date date) {
    options.fixed = {host, date};
    const auto instance = make_instance(project, options);
    const auto plan = solve::plan_triad(instance.problem, 0, solve::first_bookings(instance.problem));
    if (!plan) return std::nullopt;
    return schedule_of(project, instance, 0, *plan);
}

void refuse_held(const Project& project, const SchoolId& host) {
    if (was_held(project, host))
        throw Failure("the review of '" + host.text + "' was held", "what was held does not move",
                      Status::refused);
}

SchoolDays school_days_of(const Project& project, const TriadId& triad) {
    return days_of_any(project, calendar_of(project), project.triads.at(triad).value.schools);
}

std::vector<Date> nearest_dates(const Project& project, const InstanceOptions& options, const SchoolId& host,
                                Date date) {
    constexpr std::size_t most = 3;
    constexpr int farthest = 60; // school days, about a term
    const auto days = school_days_of(project, options.triads.front());
    const auto middle = days.first_from(date);
    const auto standing = planned_review(project, options.triads.front(), host).date;
    std::vector<Date> dates;
    for (int apart = 0; apart <= farthest && dates.size() < most; ++apart)
        for (const auto day : {middle + apart, middle - apart - 1}) {
            if (day < 0 || day >= days.count() || dates.size() >= most) continue;
            if (days.date(day) != standing && try_date(project, options, host, days.date(day)))
                dates.push_back(days.date(day));
        }
    return dates;
}

/// The other review of a triad on a date; null where there is none.
const PlannedReview* review_on(const Project& project, const TriadId& triad, const SchoolId& host,
                               Date date) {
    for (const auto& review : project.schedules.at(triad).value.reviews)
        if (review.host != host && review.date == date) return &review;
    return nullptr;
}

/// The host and the two schools that visit it.
std::vector<SchoolId> who_comes(const std::vector<SchoolId>& schools, const SchoolId& host) {
    const auto at = static_cast<std::size_t>(std::ranges::find(schools, host) - schools.begin());
    std::vector<SchoolId> list{host};
    if (at == schools.size()) return list;
    for (const auto visitor : visitors_of(at, schools.size())) list.push_back(schools[visitor]);
    return list;
}

Place place_of_review(const Loaded<Schedule>& record, const PlannedReview& review) {
    const auto at = static_cast<std::size_t>(&review - record.value.reviews.data());
    return record.node.place_of("reviews", at).place_of("date");
}

/// A fact that two reviews make together says which the others are.
void name_the_others(const Project& project, const InstanceOptions& options, Fact& fact) {
    if (fact.key.kind != FactKind::gap && fact.key.kind != FactKind::season) return;
    std::string others;
    const auto days = school_days_of(project, options.triads.front());
    const auto is_concerned = [&](Date date) {
        const auto apart = std::abs(days.number_at(date) - days.number_at(options.fixed->second));
        return fact.key.kind == FactKind::gap ? apart < std::max(project.policy().gap, 1)
                                              : apart > project.policy().season;
    };
    for (const auto& review : project.schedules.at(options.triads.front()).value.reviews)
        if (options.pinned.contains(review.host) && review.date && is_concerned(*review.date))
            others +=
                fmt::format("{}'{}' on {}", others.empty() ? "" : ", ", review.host.text, iso(*review.date));
    if (!others.empty()) fact.text += ": " + others;
}

/// `terms` is the record whose terms the reason is by.
Fact closed_fact(const Project& project, const Node& terms, Date date, const ClosedReason& reason) {
    const auto& calendar = project.calendar->node;
    const auto text = fmt::format("{} is no school day: {}", iso(date), reason.text);
    switch (reason.by) {
    case ClosedBy::bank_holiday:
        return {text,
                calendar.place_of("bank-holidays", reason.index),
                {FactKind::bank_holiday, "", reason.index}};
    case ClosedBy::training_day:
        return {text, calendar.place_of("inset", reason.index), {FactKind::training_day, "", reason.index}};
    case ClosedBy::closed:
        return {text, calendar.place_of("closed", reason.index), {FactKind::closed, "", reason.index}};
    case ClosedBy::weekend:
        return {text, calendar.place_of("terms"), {FactKind::terms, "", 0}};
    case ClosedBy::holiday:
        break;
    }
    return {text, terms.place_of("terms", reason.index), {FactKind::terms, "", reason.index}};
}

/// What the calendar, or a school's own terms, say against a date that is no school day of the host and its
/// visitors.
std::vector<Fact> closed_facts(const Project& project, const TriadId& triad, const SchoolId& host,
                               Date date) {
    const auto& calendar = project.calendar->value;
    std::vector<Fact> facts;
    const auto add = [&](Fact fact) {
        if (std::ranges::find(facts, fact.text, &Fact::text) == facts.end()) facts.push_back(std::move(fact));
    };
    for (const auto& id : who_comes(project.triads.at(triad).value.schools, host)) {
        const auto& school = project.schools.at(id);
        for (const auto& reason : reasons_closed(calendar, terms_of(calendar, school.value), date)) {
            const auto is_own = reason.by == ClosedBy::holiday && !school.value.terms.empty();
            auto fact = closed_fact(project, is_own ? school.node : project.calendar->node, date, reason);
            if (is_own) fact.text += fmt::format(" of '{}'", id.text);
            add(std::move(fact));
        }
    }
    return facts;
}

int rank_of(const Policy& policy, Date date) {
    const auto weekday = std::chrono::weekday(date).iso_encoding();
    return static_cast<int>(std::ranges::find(policy.weekdays, weekday) - policy.weekdays.begin()) + 1;
}

/// The days of a review after each rule, one rule after the other.
ReviewExplanation explain_review(const Project& project, const Travel& travel, const TriadId& triad,
                                 const PlannedReview& review) {
    const auto options = beside_the_others(project, triad, review.host);
    const auto instance = make_instance(project, options);
    const auto& problem = instance.problem;
    const auto& schools = project.triads.at(triad).value.schools;
    const auto host = static_cast<std::size_t>(std::ranges::find(schools, review.host) - schools.begin());
    ReviewExplanation entry{.host = review.host, .date = *review.date};
    entry.is_held = was_held(project, review.host);
    entry.rank = rank_of(project.policy(), *review.date);
    if (host == schools.size() || entry.is_held) return entry;
    entry.unmet = unmet_wishes(project, travel, triad, project.schedules.at(triad).value, review);
    const solve::Year year(problem);
    auto left = year.season;
    entry.season = left.count();
    left &= problem.triads[0].reviews[host].open;
    entry.open = left.count();
    for (const auto& leaders : problem.triads[0].reviews[host].leaders)
        left &= solve::days_of_any(problem, leaders);
    entry.leaders = left.count();
    solve::DaySet room;
    const auto bookings = solve::first_bookings(problem);
    for (const auto& choice : problem.triads[0].consultants)
        room |= solve::open_days_of(year, choice.consultant, bookings[choice.consultant]);
    left &= room;
    entry.consultant = left.count();
    for (auto day = left.next(0); day >= 0; day = left.next(day + 1)) {
        if (!try_date(project, options, review.host, instance.days.date(day))) continue;
        entry.is_allowed = entry.is_allowed || instance.days.date(day) == entry.date;
        ++entry.possible;
        entry.liked_alike += problem.dislike[static_cast<std::size_t>(day)] < entry.rank;
    }
    return entry;
}

} // namespace

TriadId triad_of_host(const Project& project, const SchoolId& host) {
    for (const auto& [id, schedule] : project.schedules)
        if (standing_review(project, id, host) && project.triads.contains(id)) return id;
    if (!project.schools.contains(host)) refuse_unknown(project, host);
    throw Failure("the review of '" + host.text + "' has no date yet", "run 'peerreview schedule plan'",
                  Status::refused);
}

std::vector<Fact> reasons_against(const Project& project, const TriadId& triad, const SchoolId& host,
                                  Date date) {
    auto options = beside_the_others(project, triad, host);
    options.fixed = {host, date};
    auto reasons = closed_facts(project, triad, host, date);
    // A weekend or a holiday is no day that anything could make one.
    if (std::ranges::find(reasons, FactKind::terms, [](const Fact& fact) { return fact.key.kind; }) !=
        reasons.end())
        return reasons;
    for (const auto& fact : reasons) options.relaxation.off.insert(fact.key);
    if (const auto* other = review_on(project, triad, host, date); other) {
        reasons.push_back(
            {fmt::format("'{}' is reviewed on that day, and nobody is in two places", other->host.text),
             place_of_review(project.schedules.at(triad), *other),
             {FactKind::gap, "", 0}});
        return reasons;
    }
    // One conflict after the other is looked past, until nothing stands in the way any more.
    for (;;) {
        const auto instance = make_instance(project, options);
        if (solve::can_plan(instance.problem, 0, solve::first_bookings(instance.problem))) break;
        auto conflict = conflict_of(project, options);
        std::vector<std::size_t> gone;
        for (auto& fact : conflict) {
            if (fact.key.kind == FactKind::booking)
                gone.push_back(fact.key.index);
            else
                options.relaxation.off.insert(fact.key);
            name_the_others(project, options, fact);
            reasons.push_back(fact);
        }
        if (conflict.front().key.kind == FactKind::terms) break;
        std::ranges::sort(gone, std::greater());
        for (const auto index : gone)
            options.booked.erase(options.booked.begin() + static_cast<std::ptrdiff_t>(index));
    }
    return reasons;
}

MovedReview move_review(const Project& project, const TriadId& triad, const SchoolId& host, Date date) {
    refuse_held(project, host);
    const auto options = beside_the_others(project, triad, host);
    MovedReview moved;
    moved.schedule = try_date(project, options, host, date);
    if (moved.schedule) return moved;
    moved.against = reasons_against(project, triad, host, date);
    moved.nearest = nearest_dates(project, options, host, date);
    return moved;
}

MovedReview postpone_review(const Project& project, const TriadId& triad, const SchoolId& host,
                            int school_days) {
    refuse_held(project, host);
    const auto options = beside_the_others(project, triad, host);
    const auto days = school_days_of(project, triad);
    const auto standing = days.last_to(*planned_review(project, triad, host).date);
    const auto last = days.number_at(*planned_review(project, triad, host).date) + school_days;
    MovedReview moved;
    for (auto day = standing + 1; day < days.count() && days.number(day) <= last && !moved.schedule; ++day)
        moved.schedule = try_date(project, options, host, days.date(day));
    if (moved.schedule) return moved;
    moved.nearest = nearest_dates(project, options, host, *planned_review(project, triad, host).date);
    return moved;
}

std::vector<ReviewExplanation> explain_dates(const Project& project, const TriadId& triad) {
    std::vector<ReviewExplanation> list;
    Diagnostics findings;
    const Travel travel(project, findings);
    for (const auto& review : project.schedules.at(triad).value.reviews)
        if (review.date) list.push_back(explain_review(project, travel, triad, review));
    return list;
}

} // namespace peerreview
