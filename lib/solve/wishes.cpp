#include "solve/wishes.hpp"

#include "project/day_rules.hpp"
#include "project/day_timetable.hpp"
#include "project/school_lookup.hpp"
#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace peerreview {

namespace {

bool is_special(const Project& project, const SchoolId& school) {
    return project.schools.at(school).value.phase == Phase::special;
}

/// Which host a review is by date, from 0.
std::size_t position_of(const Schedule& schedule, const PlannedReview& review) {
    return static_cast<std::size_t>(std::ranges::count_if(
        schedule.reviews, [&](const PlannedReview& other) { return other.date < review.date; }));
}

std::string order_wish(const Project& project, const Triad& triad, const Schedule& schedule,
                       const PlannedReview& review) {
    const auto position = position_of(schedule, review);
    if (position > 1 || !rather_not_hosts(project, triad, review.host)[position]) return {};
    if (position == 0)
        return fmt::format("another school is surer of its own view than '{}', and would host first",
                           review.host.text);
    return "a special school would host second, so that its visitors are practised";
}

std::string gap_wish(const SchoolDays& days, const Schedule& schedule, const PlannedReview& review) {
    const PlannedReview* last = nullptr;
    for (const auto& other : schedule.reviews)
        if (other.date < review.date && other.date && (!last || last->date < other.date)) last = &other;
    if (!last) return {};
    const auto gap = days.number_at(*review.date) - days.number_at(*last->date);
    if (gap >= ideal_gap) return {};
    return fmt::format("it is {} school days after the review of '{}', and {} are wished for", gap,
                       last->host.text, ideal_gap);
}

std::string early_wish(const std::string& who, const School& host, std::optional<std::int64_t> seconds) {
    if (!seconds) return {};
    const auto leave = leaves_at(host, *seconds);
    if (leave >= earliest_leave) return {};
    return fmt::format("{} leaves at {} for it, before {}", who, clock(leave), clock(earliest_leave));
}

std::optional<std::int64_t> seconds_of_consultant(const Project& project, const ConsultantId& id,
                                                  const School& host) {
    const auto found = project.consultants.find(id);
    if (found == project.consultants.end()) return std::nullopt;
    const auto& home = found->second.value;
    if (!home.easting || !home.northing || !host.easting || !host.northing) return std::nullopt;
    return straight_seconds(project.policy(), *home.easting, *home.northing, *host.easting, *host.northing);
}

} // namespace

std::optional<int> days_after_inspection(const SchoolDays& days, const School& host, Date date) {
    if (!days.find(date) || !host.inspected || date <= *host.inspected) return std::nullopt;
    const auto after = days.number_at(date) - days.number_at(*host.inspected);
    return after <= rest_after_inspection ? std::optional(after) : std::nullopt;
}

int confidence_of(const Project& project, const SchoolId& school) {
    const auto found = project.reviews.find(school);
    if (found == project.reviews.end() || !found->second.priorities) return 0;
    int sum = 0, count = 0;
    for (const auto& priority : found->second.priorities->value.priorities) {
        if (!priority.confidence) continue;
        sum += 1000 * (1 + static_cast<int>(*priority.confidence));
        ++count;
    }
    return count == 0 ? 0 : sum / count;
}

std::array<bool, 2> rather_not_hosts(const Project& project, const Triad& triad, const SchoolId& school) {
    const auto& schools = triad.schools;
    const auto is_surer = [&](const SchoolId& other) {
        return confidence_of(project, other) > confidence_of(project, school);
    };
    const auto special =
        std::ranges::count_if(schools, [&](const auto& id) { return is_special(project, id); });
    const auto is_mixed = special > 0 && special < std::ssize(schools);
    return {std::ranges::any_of(schools, is_surer), is_mixed && !is_special(project, school)};
}

int leaves_at(const School& host, std::int64_t seconds_of_travel) {
    const auto& rows = timetable_of(variant_for(host)).rows;
    const auto first = std::ranges::min(rows, {}, &TimetableRow::start).start;
    return first - static_cast<int>(minutes_up(seconds_of_travel));
}

std::vector<std::string> unmet_wishes(const Project& project, const Travel& travel, const TriadId& triad,
                                      const Schedule& schedule, const PlannedReview& review) {
    std::vector<std::string> wishes;
    const auto add = [&](std::string wish) {
        if (!wish.empty()) wishes.push_back(std::move(wish));
    };
    const auto& host = project.schools.at(review.host).value;
    const auto calendar = days_of_any(project, project.calendar->value, {review.host});
    if (const auto days = days_after_inspection(calendar, host, *review.date))
        add(fmt::format("it is {} after an inspection of '{}', and more than {} are wished for",
                        counted(*days, "school day"), review.host.text, rest_after_inspection));
    if (const auto* window =
            soft_window_on(project.calendar->value, host.phase.value_or(Phase::primary), *review.date))
        add(fmt::format("it falls into {}, which is wished to be free of reviews", window->name));
    add(gap_wish(calendar, schedule, review));
    add(order_wish(project, project.triads.at(triad).value, schedule, review));
    for (const auto& visitor : review.reviewers) {
        const auto time = travel.between(visitor.school, review.host);
        add(early_wish("who visits from '" + visitor.school.text + "'", host,
                       time ? std::optional(time->longest) : std::nullopt));
    }
    add(early_wish("consultant '" + review.consultant.text + "'", host,
                   seconds_of_consultant(project, review.consultant, host)));
    return wishes;
}

} // namespace peerreview
