// The pattern: autumn from 1 September to the Friday before 21 December, spring from the first Monday after
// New Year to the Friday before Easter (or the Thursday, where that is Good Friday), summer from the second
// Monday after it to the third week of July; half-terms of a week at the end of October, in the middle of
// February, and from the spring bank holiday.

#include "record/typical_calendar.hpp"

#include "record/bank_holidays.hpp"
#include "yaml/write.hpp"

#include <fmt/core.h>

#include <vector>

namespace peerreview {

namespace {

namespace chrono = std::chrono;
using chrono::days;

struct Range {
    Date start, end;
};

struct Window {
    std::string name;
    Range range;
    std::string phase;
    bool hard;
};

struct Pattern {
    std::vector<Range> terms;
    std::vector<Date> inset;
    std::vector<Window> tests, exams;
    std::string checked;
};

Date day(int year, int month, unsigned number) {
    return Date(chrono::year(year) / month / static_cast<int>(number));
}

Date weekday_from(Date date, chrono::weekday weekday) { return date + (weekday - chrono::weekday(date)); }

/// Key stage 2 tests in the second full week of May; the tables check and phonics in June.
std::vector<Window> usual_tests(int year) {
    const auto tests = Date(chrono::year(year) / 5 / chrono::Monday[2]);
    const auto june = Date(chrono::year(year) / 6 / chrono::Monday[1]);
    return {{"key stage 2 tests", {tests, tests + days(3)}, "primary", true},
            {"year 4 tables check", {june, june + days(11)}, "primary", false},
            {"year 1 phonics check", {june + days(7), june + days(11)}, "primary", true}};
}

Pattern pattern_2025() {
    return {.terms = {{day(2025, 9, 1), day(2025, 10, 24)},
                      {day(2025, 11, 3), day(2025, 12, 19)},
                      {day(2026, 1, 5), day(2026, 2, 13)},
                      {day(2026, 2, 23), day(2026, 3, 27)},
                      {day(2026, 4, 13), day(2026, 5, 22)},
                      {day(2026, 6, 1), day(2026, 7, 20)}},
            .inset = {},
            .tests = usual_tests(2026),
            .exams = {{"GCSE, AS and A level series to contingency day",
                       {day(2026, 5, 7), day(2026, 6, 24)},
                       "secondary",
                       true}},
            .checked = "2026-11-01"};
}

Pattern pattern_2026() {
    return {.terms = {{day(2026, 9, 1), day(2026, 10, 23)},
                      {day(2026, 11, 2), day(2026, 12, 18)},
                      {day(2027, 1, 4), day(2027, 2, 12)},
                      {day(2027, 2, 22), day(2027, 3, 25)},
                      {day(2027, 4, 12), day(2027, 5, 28)},
                      {day(2027, 6, 7), day(2027, 7, 21)}},
            .inset = {day(2026, 9, 1), day(2026, 9, 2), day(2026, 11, 2), day(2027, 1, 4), day(2027, 6, 7)},
            .tests = usual_tests(2027),
            .exams = {},
            .checked = "2026-11-01"};
}

Pattern pattern_of(int year) {
    const auto next = year + 1;
    const auto half_term = Date(chrono::year(year) / 10 / chrono::Monday[chrono::last]);
    const auto christmas = weekday_from(day(year, 12, 15), chrono::Friday);
    const auto spring = weekday_from(day(next, 1, 2), chrono::Monday);
    const auto february = Date(chrono::year(next) / 2 / chrono::Monday[2]) + days(7);
    const auto good_friday = easter(next) - days(2);
    const auto late_easter = good_friday > day(next, 4, 8);
    const auto spring_end =
        late_easter ? weekday_from(day(next, 4, 1), chrono::Friday) : good_friday - days(1);
    const auto summer = weekday_from(spring_end + days(14), chrono::Monday);
    const auto may_holiday = Date(chrono::year(next) / 5 / chrono::Monday[chrono::last]);
    return {.terms = {{weekday_from(day(year, 9, 1), chrono::Monday), half_term - days(3)},
                      {half_term + days(7), christmas},
                      {spring, february - days(3)},
                      {february + days(7), spring_end},
                      {summer, may_holiday - days(3)},
                      {may_holiday + days(7), weekday_from(day(next, 7, 15), chrono::Tuesday)}},
            .inset = {},
            .tests = usual_tests(next),
            .exams = {},
            .checked = ""};
}

std::string windows_text(std::string_view key, const std::vector<Window>& windows) {
    if (windows.empty()) return fmt::format("{}: []\n", key);
    auto text = fmt::format("{}:\n", key);
    for (const auto& window : windows)
        text += fmt::format("  - name: {}\n    start: {}\n    end: {}\n    phases: [{}]\n    hard: {}\n",
                            yaml_scalar(window.name), iso(window.range.start), iso(window.range.end),
                            window.phase, window.hard);
    return text;
}

std::string holidays_text(Nation nation, int start_year) {
    std::string text = "bank-holidays:\n";
    for (const auto& holiday : bank_holidays_of_school_year(nation, start_year))
        text += fmt::format("  - date: {}\n    name: {}\n", iso(holiday.date), yaml_scalar(holiday.name));
    return text;
}

std::string_view head_of(Nation nation) {
    if (nation == Nation::england)
        return "# The typical calendar of England. Put in the dates of your schools; a school may block days "
               "and\n"
               "# keep terms of its own in its record. Bank holidays are those of England and Wales.\n";
    return "# The terms are the typical ones of England, and other nations keep others: put in the dates of "
           "your\n"
           "# schools. A school may block days and keep terms of its own in its record. Bank holidays follow "
           "the\n"
           "# nation's rule.\n";
}

} // namespace

std::string typical_calendar(int start_year, Nation nation) {
    auto pattern = start_year == 2025   ? pattern_2025()
                   : start_year == 2026 ? pattern_2026()
                                        : pattern_of(start_year);
    if (nation != Nation::england)
        pattern.inset = {}, pattern.tests = {}, pattern.exams = {}, pattern.checked = {};
    std::string text = schema_line("calendar");
    text += head_of(nation);
    text += fmt::format("nation: {}\nyear: {}/{:02}\n", name_of(nation), start_year, (start_year + 1) % 100);
    if (!pattern.checked.empty()) text += fmt::format("checked: {}\n", pattern.checked);
    text += "# The blocks of the year: two of autumn, two of spring, two of summer.\nterms:\n";
    for (const auto& term : pattern.terms)
        text += fmt::format("  - start: {}\n    end: {}\n", iso(term.start), iso(term.end));
    text += pattern.inset.empty() ? "inset: []\n" : "inset:\n";
    for (const auto date : pattern.inset) text += fmt::format("  - {}\n", iso(date));
    text += holidays_text(nation, start_year) + "closed: []\n";
    return text + windows_text("tests", pattern.tests) + windows_text("exams", pattern.exams);
}

} // namespace peerreview
