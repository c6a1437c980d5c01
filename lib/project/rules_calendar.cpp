#include "project/rules.hpp"
#include "record/bank_holidays.hpp"
#include "record/school_days.hpp"
#include "source/text.hpp"

#include <algorithm>

namespace peerreview {

namespace {

namespace chrono = std::chrono;

Date year_after(Date date) {
    const chrono::year_month_day day(date);
    const auto next = day + chrono::years(1);
    return next.ok() ? Date(next) : Date(next.year() / next.month() / chrono::last);
}

bool has_school_day(const Calendar& calendar, const HalfTerm& term) {
    constexpr auto longest = chrono::days(366);
    for (auto date = *term.start; date <= std::min(*term.end, *term.start + longest); date += chrono::days(1))
        if (why_closed(calendar, {term}, date).empty()) return true;
    return false;
}

/// Terms of the calendar or of a school follow each other, none runs backwards, and each has a school day.
void check_terms(const Spot& record, const std::vector<HalfTerm>& terms, const Calendar& calendar,
                 Diagnostics& diagnostics) {
    std::optional<Date> last;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto& term = terms[i];
        if (!term.start || !term.end) continue;
        const auto end = record.place_of("terms", i).place_of("end");
        if (*term.end < *term.start)
            diagnostics.error(end, "bad-range", "this block of the year ends before it begins");
        else if (*term.end == *term.start)
            diagnostics.error(end, "bad-range", "this block of the year ends on the day on which it begins");
        else if (!has_school_day(calendar, term))
            diagnostics.error(end, "bad-range", "this block of the year has no school day");
        if (last && *term.start <= *last)
            diagnostics.error(record.place_of("terms", i).place_of("start"), "bad-range",
                              "this block of the year begins before the last one ends");
        last = std::max(last.value_or(*term.end), *term.end);
    }
}

void check_range(const Spot& range, std::string_view end_key, const std::optional<Date>& start,
                 const std::optional<Date>& end, Diagnostics& diagnostics) {
    if (start && end && *end < *start)
        diagnostics.error(range.place_of(end_key), "bad-range",
                          "this range ends on {}, before it begins on {}", iso(*end), iso(*start));
}

void check_closed(const Spot& record, std::string_view key, const std::vector<Closed>& ranges,
                  Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < ranges.size(); ++i)
        check_range(record.place_of(key, i), "to", ranges[i].from, ranges[i].to, diagnostics);
}

void check_windows(const Spot& record, std::string_view key, const std::vector<Window>& windows,
                   Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < windows.size(); ++i)
        check_range(record.place_of(key, i), "end", windows[i].start, windows[i].end, diagnostics);
}

/// Calls `see(record, ranges)` for the `blocked` ranges of each school, leader and consultant.
template <class See>
void for_each_blocked(const Project& project, const See& see) {
    for (const auto& [id, school] : project.schools) {
        see(school.node.place(), school.value.blocked);
        for (std::size_t i = 0; i < school.value.leaders.size(); ++i)
            see(school.node.place_of("leaders", i), school.value.leaders[i].blocked);
    }
    for (const auto& [id, consultant] : project.consultants)
        see(consultant.node.place(), consultant.value.blocked);
}

/// No range of days runs backwards, in the calendar or in the record of a school, leader or consultant.
void check_ranges(const Project& project, Diagnostics& diagnostics) {
    if (project.calendar) {
        const auto record = project.calendar->node.place();
        const auto& calendar = project.calendar->value;
        check_closed(record, "closed", calendar.closed, diagnostics);
        check_windows(record, "tests", calendar.tests, diagnostics);
        check_windows(record, "exams", calendar.exams, diagnostics);
    }
    for_each_blocked(project, [&](const Spot& record, const std::vector<Closed>& ranges) {
        check_closed(record, "blocked", ranges, diagnostics);
    });
}

std::optional<Date> last_day_of(const std::vector<HalfTerm>& terms) {
    std::optional<Date> last;
    for (const auto& term : terms) last = std::max(last, term.end); // none is less than any day
    return last;
}

std::optional<Date> first_day_of(const std::vector<HalfTerm>& terms) {
    std::optional<Date> first;
    for (const auto& term : terms)
        if (term.start) first = std::min(first.value_or(*term.start), *term.start);
    return first;
}

/// No `blocked` range begins more than a year after the calendar's terms end: its year is most likely
/// mistyped, and the days that were meant are open. Days of the next year may be known already, and ranges
/// of the past are history.
void check_blocked_is_near(const Project& project, Diagnostics& diagnostics) {
    const auto last = last_day_of(project.calendar->value.terms);
    if (!last) return;
    const auto latest = year_after(*last);
    for_each_blocked(project, [&](const Spot& record, const std::vector<Closed>& ranges) {
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            const auto& [from, to, why] = ranges[i];
            if (!from || *from <= latest || (to && *to < *from)) continue; // one that runs backwards is told
            diagnostics
                .warning(record.place_of("blocked", i).place_of("from"), "distant-range",
                         "this range begins on {}, more than a year after the terms of calendar.yaml end "
                         "on {}",
                         iso(*from), iso(*last))
                .hint = "write the year that is meant, or leave the range out until its year is near";
        }
    });
}

/// A school's own terms are the six half-terms: by them it is known where a term begins and ends.
void check_own_terms_are_six(const Project& project, Diagnostics& diagnostics) {
    constexpr std::size_t half_terms = 6;
    for (const auto& [id, school] : project.schools) {
        const auto count = school.value.terms.size();
        if (count == 0 || count == half_terms) continue;
        diagnostics
            .warning(school.node.place_of("terms"), "half-terms",
                     "the terms of '{}' are {}, and a year has {}: two to each of autumn, spring and "
                     "summer",
                     id.text, counted(count, "block"), half_terms)
            .hint = "end a block at each half-term holiday: the first and last days of a term are kept free "
                    "of reviews";
    }
}

/// A school's own terms are of the calendar's year: last year's, left in its record, would close it for all
/// of this one.
void check_own_terms_are_of_the_year(const Project& project, Diagnostics& diagnostics) {
    const auto& terms = project.calendar->value.terms;
    const auto first = first_day_of(terms), last = last_day_of(terms);
    if (!first || !last) return;
    for (const auto& [id, school] : project.schools) {
        const auto own_first = first_day_of(school.value.terms), own_last = last_day_of(school.value.terms);
        if (!own_first || !own_last || (*own_last >= *first && *own_first <= *last)) continue;
        diagnostics
            .warning(school.node.place_of("terms"), "calendar-stale",
                     "the terms of '{}' go from {} to {}, and those of calendar.yaml from {} to {}", id.text,
                     iso(*own_first), iso(*own_last), iso(*first), iso(*last))
            .hint = "put in the school's terms of the cohort's year, or take them out";
    }
}

void check_is_checked(const Loaded<Calendar>& calendar, Diagnostics& diagnostics) {
    if (!calendar.value.checked)
        diagnostics
            .warning({calendar.file, 0}, "calendar-unchecked",
                     "nobody has compared this calendar with the published dates")
            .hint = "compare it, and write the day as 'checked: 2026-11-01'";
}

/// Examinations close secondary hosts; a calendar without any knows of none, and plans reviews into them.
void check_has_exams(const Project& project, Diagnostics& diagnostics) {
    if (!project.calendar->value.exams.empty()) return;
    const auto sits_exams = std::ranges::any_of(project.schools, [](const auto& entry) {
        return entry.second.value.phase == Phase::secondary || entry.second.value.phase == Phase::all_through;
    });
    if (!sits_exams) return;
    diagnostics
        .warning(project.calendar->node.place_of("exams"), "calendar-unchecked",
                 "this calendar lists no examinations, and secondary schools may be reviewed in them")
        .hint = "put in the days from the first examination to the contingency day";
}

/// A calendar that lists bank holidays lists all of its nation that fall into a term.
void check_bank_holidays(const Loaded<Calendar>& calendar, Diagnostics& diagnostics) {
    const auto& value = calendar.value;
    const auto year = first_year(value.year);
    if (!year || !value.nation || value.bank_holidays.empty()) return;
    const auto place = calendar.node.place_of("bank-holidays");
    for (const auto& day : bank_holidays_of_school_year(*value.nation, *year))
        if (why_closed(value, day.date).empty())
            diagnostics
                .warning(place, "bank-holiday-missing",
                         "{} is a bank holiday of this nation ({}), and a school day here", iso(day.date),
                         day.name)
                .hint =
                "add it, or import the government's list with 'peerreview cohort import --calendar FILE'";
}

} // namespace

void check_calendar_rules(const Project& project, Diagnostics& diagnostics) {
    check_ranges(project, diagnostics);
    const auto calendar = project.calendar ? project.calendar->value : Calendar();
    for (const auto& [id, school] : project.schools)
        check_terms(school.node.place(), school.value.terms, calendar, diagnostics);
    check_own_terms_are_six(project, diagnostics);
    if (!project.calendar) return;
    check_terms(project.calendar->node.place(), calendar.terms, calendar, diagnostics);
    check_blocked_is_near(project, diagnostics);
    check_own_terms_are_of_the_year(project, diagnostics);
    check_is_checked(*project.calendar, diagnostics);
    check_has_exams(project, diagnostics);
    check_bank_holidays(*project.calendar, diagnostics);
}

void check_calendar_is_fresh(const Project& project, Date today, Diagnostics& diagnostics) {
    if (!project.calendar) return;
    const auto& [file, node, calendar] = *project.calendar;
    const auto& year = project.cohort.value.year;
    const auto of_year = node.place_of("year"), of_checked = node.place_of("checked");
    if (!year.empty() && !calendar.year.empty() && year != calendar.year)
        diagnostics
            .warning(of_year, "calendar-stale", "this calendar is of {}, and the cohort of {}",
                     truncate(calendar.year, 20), truncate(year, 20))
            .hint = "put in the dates of the cohort's year";
    if (calendar.checked && year_after(*calendar.checked) < today)
        diagnostics
            .warning(
                of_checked, "calendar-stale",
                "this calendar was last compared with the published dates on {}, more than 12 months ago",
                iso(*calendar.checked))
            .hint = "compare it again, and write the day here";
}

} // namespace peerreview
