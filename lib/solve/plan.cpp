#include "solve/plan.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace peerreview {

namespace {

bool are_same(const std::vector<Visitor>& a, const std::vector<Visitor>& b) {
    return std::ranges::equal(a, b, [](const Visitor& one, const Visitor& two) {
        return one.school == two.school && one.leader == two.leader;
    });
}

/// Of each visiting school one more leader who is free on the day.
std::vector<Visitor> reserves_of(const Project& project, const Instance& instance, const SchoolId& host,
                                 int day, const std::array<std::uint32_t, 2>& chosen) {
    std::vector<Visitor> reserves;
    const auto declares_conflict = [&](std::uint32_t leader) {
        const auto& [school, id] = instance.leaders[leader];
        const auto& list = project.schools.at(school).value.leaders;
        const auto found = std::ranges::find(list, id, &Leader::id);
        return found != list.end() && std::ranges::find(found->conflicts, host) != found->conflicts.end();
    };
    for (const auto leader : chosen)
        for (const auto other : instance.reserves[leader]) {
            if (!instance.problem.leaders[other].free.contains(day) || declares_conflict(other)) continue;
            reserves.push_back({instance.leaders[other].first, instance.leaders[other].second});
            break;
        }
    return reserves;
}

PlannedReview review_of(const Project& project, const Instance& instance, const SchoolId& host, int day,
                        std::uint32_t consultant, const std::array<std::uint32_t, 2>& leaders) {
    PlannedReview review;
    review.host = host;
    review.date = instance.days.date(day);
    review.consultant = instance.consultants[consultant];
    for (const auto leader : leaders)
        review.reviewers.push_back({instance.leaders[leader].first, instance.leaders[leader].second});
    review.reserves = reserves_of(project, instance, host, day, leaders);
    return review;
}

/// Who takes part in a review: the schools, then the consultants.
std::vector<std::string> told_of(const PlannedReview& before, const PlannedReview& after) {
    std::vector<std::string> told = {before.host.text};
    const auto add = [&](const std::string& name) {
        if (!name.empty() && std::ranges::find(told, name) == told.end()) told.push_back(name);
    };
    for (const auto* review : {&before, &after})
        for (const auto& visitor : review->reviewers) add(visitor.school.text);
    add(before.consultant.text);
    add(after.consultant.text);
    return told;
}

bool has_dates(const Schedule& schedule) {
    return schedule.follow_up ||
           std::ranges::any_of(schedule.reviews, [](const auto& review) { return !!review.date; });
}

/// Who comes instead of whom in one list of visitors, school by school; `does` is what they do there.
void add_replaced(const std::vector<Visitor>& before, const std::vector<Visitor>& after,
                  std::string_view does, std::vector<std::string>& changes) {
    std::vector<SchoolId> schools;
    for (const auto* list : {&before, &after})
        for (const auto& visitor : *list)
            if (std::ranges::find(schools, visitor.school) == schools.end())
                schools.push_back(visitor.school);
    const auto of_school = [](const std::vector<Visitor>& list, const SchoolId& school) {
        std::vector<std::string> names;
        for (const auto& visitor : list)
            if (visitor.school == school) names.push_back(visitor.leader.text);
        std::ranges::sort(names);
        return names;
    };
    for (const auto& school : schools) {
        const auto gone = of_school(before, school), come = of_school(after, school);
        if (gone == come) continue;
        const auto names =
            come.empty() ? "nobody of " + school.text : fmt::format("{}", fmt::join(come, " and "));
        changes.push_back(
            fmt::format("{} {}{}", names, does,
                        gone.empty() ? "" : fmt::format(" instead of {}", fmt::join(gone, " and "))));
    }
}

/// Whoever takes part in a review instead of somebody else, a clause each.
std::vector<std::string> replaced(const PlannedReview& before, const PlannedReview& after) {
    std::vector<std::string> changes;
    add_replaced(before.reviewers, after.reviewers, "visits", changes);
    add_replaced(before.reserves, after.reserves, "stands by", changes);
    if (before.consultant != after.consultant)
        changes.push_back(
            fmt::format("{} facilitates instead of {}", after.consultant.text, before.consultant.text));
    return changes;
}

std::vector<std::string> told_of_meeting(const Schedule& schedule) {
    std::vector<std::string> told;
    for (const auto& review : schedule.reviews) told.push_back(review.host.text);
    if (!schedule.reviews.empty()) told.push_back(schedule.reviews.back().consultant.text);
    return told;
}

/// The place of a date in the schedule that stands, else of the triad's record.
Place place_of_booking(const Project& project, const TriadId& triad, const SchoolId& host, Date date) {
    const auto schedule = project.schedules.find(triad);
    if (schedule != project.schedules.end()) {
        const auto& [file, node, value] = schedule->second;
        const auto* list = node.find("reviews");
        for (std::size_t i = 0; list && i < value.reviews.size(); ++i)
            if (value.reviews[i].host == host && value.reviews[i].date == date)
                return list->items[i].place_of("date");
        if (host.empty() && value.follow_up == date) return node.place_of("follow-up");
    }
    const auto& record = project.triads.at(triad);
    return record.node.place_of("consultant");
}

void add_handover(const Project& project, const TriadId& id, const Schedule& schedule, Plan& plan) {
    if (schedule.reviews.empty()) return;
    const auto& triad = project.triads.at(id).value;
    const auto& proposed = triad.consultant;
    const auto& review = schedule.reviews.back();
    const auto* standing = standing_review(project, id, review.host);
    const auto stands = standing && standing->consultant == review.consultant;
    if (!proposed.empty() && review.consultant != proposed && !stands)
        plan.handovers.push_back({id, proposed, review.consultant, review.consultant == triad.second_reader});
}

/// A triad beside the plans of all others: its dates after all, where the work of the whole ran out before
/// they were found, or what stands in the way.
void plan_alone(const Project& project, InstanceOptions options, const TriadId& id, Plan& plan) {
    options.triads = {id};
    options.booked = bookings_of(project, plan.schedules, id);
    const auto instance = make_instance(project, options);
    const auto found = solve::plan_triad(instance.problem, 0, solve::first_bookings(instance.problem));
    if (found) {
        plan.schedules[id] = schedule_of(project, instance, 0, *found);
        return;
    }
    const auto conflict = conflict_of(project, options);
    const auto& hosts = project.triads.at(id).value.schools;
    const auto are_held =
        std::ranges::all_of(hosts, [&](const SchoolId& host) { return was_held(project, host); });
    plan.unplanned.push_back({id, conflict, ways_out_of(project, options, conflict), are_held});
}

} // namespace

Schedule schedule_of(const Project& project, const Instance& instance, std::size_t index,
                     const solve::TriadPlan& plan) {
    Schedule schedule;
    const auto& id = instance.triads[index];
    const auto& triad = project.triads.at(id).value;
    for (std::size_t i = 0; i < plan.days.size(); ++i) {
        const auto& host = triad.schools[i];
        const auto* standing = standing_review(project, id, host);
        if (standing && instance.problem.triads[index].reviews[i].is_held) {
            schedule.reviews.push_back(*standing);
            continue;
        }
        auto review = review_of(project, instance, host, plan.days[i], plan.consultant, plan.leaders[i]);
        const auto is_kept = standing && standing->date == review.date &&
                             standing->consultant == review.consultant &&
                             are_same(standing->reviewers, review.reviewers);
        schedule.reviews.push_back(is_kept ? *standing : std::move(review));
    }
    std::ranges::stable_sort(schedule.reviews, {}, &PlannedReview::date);
    if (plan.follow_up) schedule.follow_up = instance.days.date(*plan.follow_up);
    return schedule;
}

std::vector<Move> moves_of(const Project& project, const TriadId& triad, const Schedule& schedule) {
    std::vector<Move> moves;
    const auto found = project.schedules.find(triad);
    if (found == project.schedules.end() || !has_dates(found->second.value)) return moves;
    for (const auto& review : schedule.reviews) {
        const auto* before = standing_review(project, triad, review.host);
        const auto from = before ? before->date : std::nullopt;
        auto people = from ? replaced(*before, review) : std::vector<std::string>();
        if (from != review.date || !people.empty())
            moves.push_back({triad, review.host, from, review.date, told_of(from ? *before : review, review),
                             std::move(people)});
    }
    if (const auto& meeting = found->second.value.follow_up; meeting != schedule.follow_up)
        moves.push_back({triad, {}, meeting, schedule.follow_up, told_of_meeting(schedule), {}});
    return moves;
}

std::string in_words(const Move& move) {
    const auto what = move.host.empty() ? "follow-up meeting" : "review of " + move.host.text;
    std::string text;
    if (!move.from)
        text = fmt::format("The {}, which had no date, is on {}.", what, iso(*move.to));
    else if (!move.to)
        text = fmt::format("The {} on {} is cancelled.", what, iso(*move.from));
    else if (move.is_on_another_day())
        text = fmt::format("The {} moves from {} to {}.", what, iso(*move.from), iso(*move.to));
    else
        text = fmt::format("The {} stays on {}.", what, iso(*move.to));
    std::string changes;
    for (const auto& change : move.people) changes += (changes.empty() ? " In it " : ", ") + change;
    return text + changes + (changes.empty() ? "" : ".");
}

std::vector<Booked> bookings_of(const Project& project, const std::map<TriadId, Schedule>& schedules,
                                const TriadId& without) {
    std::vector<Booked> booked;
    for (const auto& [id, schedule] : schedules) {
        if (id == without || !project.triads.contains(id)) continue;
        for (const auto& review : schedule.reviews)
            if (review.date)
                booked.push_back({review.consultant, *review.date, true, id,
                                  place_of_booking(project, id, review.host, *review.date)});
        if (schedule.follow_up && !schedule.reviews.empty())
            booked.push_back({schedule.reviews.back().consultant, *schedule.follow_up, false, id,
                              place_of_booking(project, id, {}, *schedule.follow_up)});
    }
    return booked;
}

Plan plan_schedule(const Project& project, const PlanOptions& options) {
    InstanceOptions whole;
    whole.from = options.from;
    whole.keeps_dates = !options.replans;
    const auto instance = make_instance(project, whole);
    const auto result = solve::plan_days(instance.problem);
    Plan plan;
    for (std::size_t i = 0; i < result.plans.size(); ++i)
        if (result.plans[i])
            plan.schedules[instance.triads[i]] = schedule_of(project, instance, i, *result.plans[i]);
    for (std::size_t i = 0; i < result.plans.size(); ++i)
        if (!result.plans[i]) plan_alone(project, whole, instance.triads[i], plan);
    for (const auto& [id, schedule] : plan.schedules) {
        const auto moves = moves_of(project, id, schedule);
        plan.moves.insert(plan.moves.end(), moves.begin(), moves.end());
        add_handover(project, id, schedule, plan);
    }
    return plan;
}

} // namespace peerreview
