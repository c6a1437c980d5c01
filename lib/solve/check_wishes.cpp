#include "solve/check_wishes.hpp"

#include "project/day_rules.hpp"
#include "project/day_timetable.hpp"
#include "project/travel.hpp"
#include "record/school_days.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace peerreview {

namespace {

/// A review that stands, with its host's record.
struct Standing {
    const PlannedReview* review;
    const Node* node;
    const School* host;
};

std::vector<Standing> standing_reviews(const Project& project, const Loaded<Schedule>& record) {
    std::vector<Standing> reviews;
    const auto* list = record.node.find("reviews");
    for (std::size_t i = 0; list && i < record.value.reviews.size(); ++i) {
        const auto& review = record.value.reviews[i];
        const auto host = project.schools.find(review.host);
        if (review.date && host != project.schools.end())
            reviews.push_back({&review, &list->items[i], &host->second.value});
    }
    std::ranges::stable_sort(reviews, {}, [](const Standing& standing) { return *standing.review->date; });
    return reviews;
}

/// D9: a school has 15 school days of rest after an inspection.
void check_rest(const SchoolDays& days, const Standing& standing, Diagnostics& diagnostics) {
    constexpr int rest = 15;
    const auto& inspected = standing.host->inspected;
    const auto date = *standing.review->date;
    if (!inspected || date <= *inspected) return;
    if (const auto last = days.after(*inspected, rest); last && date > *last) return;
    diagnostics
        .warning(standing.node->place_of("date"), "after-inspection",
                 "'{}' was inspected until {}, and this review comes within {} school days of it",
                 standing.review->host.text, iso(*inspected), rest)
        .hint = "move the review where the other dates allow it";
}

/// D4 and D5: hosts are left alone in tests and examinations, those too that do not close them.
void check_soft_window(const Calendar& calendar, const Standing& standing, Diagnostics& diagnostics) {
    const auto phase = standing.host->phase.value_or(Phase::primary);
    for (const auto* windows : {&calendar.tests, &calendar.exams})
        for (const auto& [name, start, end, phases, hard] : *windows) {
            const auto is_in =
                start && end && *start <= *standing.review->date && *standing.review->date <= *end;
            if (hard || !is_in || std::ranges::find(phases, phase) == phases.end()) continue;
            diagnostics
                .warning(standing.node->place_of("date"), "soft-window",
                         "this review of '{}' falls into {}, from {} to {}", standing.review->host.text, name,
                         iso(*start), iso(*end))
                .hint = "move the review where the other dates allow it";
        }
}

void check_way(const Standing& standing, std::string_view key, const std::string& who, std::int64_t seconds,
               Diagnostics& diagnostics) {
    constexpr int earliest = 6 * 60 + 45;
    const auto begins = timetable_of(variant_for(*standing.host)).rows.front().start;
    const auto minutes = static_cast<int>(minutes_up(seconds));
    if (begins - minutes >= earliest) return;
    diagnostics
        .warning(standing.node->place_of(key), "early-start",
                 "{} leaves at {} to be at '{}' by {}, and nobody should leave before {}", who,
                 clock(begins - minutes), standing.review->host.text, clock(begins), clock(earliest))
        .hint = fmt::format("agree with the host to begin the day at {}", clock(earliest + minutes));
}

/// D17: nobody leaves home, or a visiting school, before a quarter to seven to be there when the day begins.
void check_ways(const Project& project, const Travel& travel, const Standing& standing,
                Diagnostics& diagnostics) {
    for (const auto& visitor : standing.review->reviewers)
        if (const auto time = travel.between(visitor.school, standing.review->host))
            check_way(standing, "reviewers", "who visits from '" + visitor.school.text + "'", time->longest,
                      diagnostics);
    const auto found = project.consultants.find(standing.review->consultant);
    if (found == project.consultants.end()) return;
    const auto& home = found->second.value;
    const auto& host = *standing.host;
    if (home.easting && home.northing && host.easting && host.northing)
        check_way(
            standing, "consultant", "consultant '" + found->first.text + "'",
            straight_seconds(project.policy(), *home.easting, *home.northing, *host.easting, *host.northing),
            diagnostics);
}

/// The mean over a school's priorities, from 1 to 3; 0 where nothing is said.
double sureness_of(const Project& project, const SchoolId& school) {
    const auto found = project.reviews.find(school);
    if (found == project.reviews.end() || !found->second.priorities) return 0;
    double sum = 0;
    int count = 0;
    for (const auto& priority : found->second.priorities->value.priorities) {
        if (!priority.confidence) continue;
        sum += static_cast<int>(*priority.confidence) + 1;
        ++count;
    }
    return count == 0 ? 0 : sum / count;
}

void note_order(const Standing& standing, const std::string& what, Diagnostics& diagnostics) {
    diagnostics.note(standing.node->place_of("host"), "review-order", "{}", what);
}

/// D15: the school that is surest of its own view hosts first.
void check_first_host(const Project& project, const Triad& triad, const Standing& first,
                      Diagnostics& diagnostics) {
    const auto sureness = sureness_of(project, first.review->host);
    const auto surer = std::ranges::find_if(triad.schools, [&](const SchoolId& school) {
        return sureness_of(project, school) > sureness + 0.001;
    });
    if (surer != triad.schools.end())
        note_order(first,
                   fmt::format("'{}' is surer of its own view than '{}', and would host first", surer->text,
                               first.review->host.text),
                   diagnostics);
}

/// D15: in a triad of several phases a special school hosts second.
void check_second_host(const Project& project, const Triad& triad, const Standing& second,
                       Diagnostics& diagnostics) {
    const auto special = std::ranges::count_if(triad.schools, [&](const SchoolId& school) {
        const auto found = project.schools.find(school);
        return found != project.schools.end() && found->second.value.phase == Phase::special;
    });
    if (special > 0 && special < std::ssize(triad.schools) && second.host->phase != Phase::special)
        note_order(second, "a special school would host second, when its visitors are practised",
                   diagnostics);
}

} // namespace

void check_wishes(const Project& project, Diagnostics& diagnostics) {
    const SchoolDays days(project.calendar->value);
    Diagnostics of_travel; // which other rules report
    const Travel travel(project, of_travel);
    for (const auto& [id, record] : project.schedules) {
        const auto reviews = standing_reviews(project, record);
        for (const auto& standing : reviews) {
            check_rest(days, standing, diagnostics);
            check_soft_window(project.calendar->value, standing, diagnostics);
            check_ways(project, travel, standing, diagnostics);
        }
        const auto triad = project.triads.find(id);
        if (triad == project.triads.end() || reviews.size() < 2) continue;
        check_first_host(project, triad->second.value, reviews[0], diagnostics);
        check_second_host(project, triad->second.value, reviews[1], diagnostics);
    }
}

} // namespace peerreview
