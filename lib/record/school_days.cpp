#include "record/school_days.hpp"

#include <algorithm>

namespace peerreview {

namespace {

namespace chrono = std::chrono;

bool is_weekend(Date date) {
    const chrono::weekday weekday(date);
    return weekday == chrono::Saturday || weekday == chrono::Sunday;
}

int block_of(const std::vector<HalfTerm>& terms, Date date) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto& term = terms[i];
        if (term.start && term.end && *term.start <= date && date <= *term.end) return static_cast<int>(i);
    }
    return -1;
}

bool holds(const Closed& range, Date date) {
    return range.from && range.to && *range.from <= date && date <= *range.to;
}

/// The holiday that a date in no block lies in. Two blocks make a term, so a holiday inside a term comes
/// after the first of two.
ClosedReason holiday_on(const std::vector<HalfTerm>& terms, const std::string& whose, Date date) {
    std::size_t before = 0; // blocks that end before the date
    while (before < terms.size() && terms[before].end && *terms[before].end < date) ++before;
    if (before == 0) return {ClosedBy::holiday, 0, "before the first term of " + whose};
    if (before == terms.size()) return {ClosedBy::holiday, before - 1, "after the last term of " + whose};
    return {ClosedBy::holiday, before - 1,
            before % 2 == 1 ? "the half-term holiday" : "the holiday between two terms"};
}

const Window* window_in(const std::vector<Window>& windows, bool hard, Phase phase, Date date) {
    const auto found = std::ranges::find_if(windows, [&](const Window& window) {
        return window.hard == hard && window.start && window.end && *window.start <= date &&
               date <= *window.end && std::ranges::find(window.phases, phase) != window.phases.end();
    });
    return found == windows.end() ? nullptr : &*found;
}

} // namespace

const std::vector<HalfTerm>& terms_of(const Calendar& calendar, const School& school) {
    return school.terms.empty() ? calendar.terms : school.terms;
}

int week_of(Date date) {
    constexpr int monday_offset = 3; // day 0, 1 January 1970, was a Thursday
    return static_cast<int>((date.time_since_epoch().count() + monday_offset) / 7);
}

std::vector<ClosedReason> reasons_closed(const Calendar& calendar, Date date) {
    return reasons_closed(calendar, calendar.terms, date);
}

std::vector<ClosedReason> reasons_closed(const Calendar& calendar, const std::vector<HalfTerm>& terms,
                                         Date date) {
    std::vector<ClosedReason> reasons;
    if (is_weekend(date)) reasons.push_back({ClosedBy::weekend, 0, "a weekend"});
    for (std::size_t i = 0; i < calendar.bank_holidays.size(); ++i)
        if (const auto& day = calendar.bank_holidays[i]; day.date == date)
            reasons.push_back({ClosedBy::bank_holiday, i, "a bank holiday (" + day.name + ")"});
    if (block_of(terms, date) < 0)
        reasons.push_back(holiday_on(terms, &terms == &calendar.terms ? "the calendar" : "the school", date));
    for (std::size_t i = 0; i < calendar.inset.size(); ++i)
        if (calendar.inset[i] == date) reasons.push_back({ClosedBy::training_day, i, "a training day"});
    for (std::size_t i = 0; i < calendar.closed.size(); ++i)
        if (holds(calendar.closed[i], date))
            reasons.push_back({ClosedBy::closed, i, "closed (" + calendar.closed[i].why + ")"});
    return reasons;
}

std::string why_closed(const Calendar& calendar, Date date) {
    return why_closed(calendar, calendar.terms, date);
}

std::string why_closed(const Calendar& calendar, const std::vector<HalfTerm>& terms, Date date) {
    const auto reasons = reasons_closed(calendar, terms, date);
    return reasons.empty() ? "" : reasons.front().text;
}

const Closed* closed_on(const std::vector<Closed>& ranges, Date date) {
    const auto found = std::ranges::find_if(ranges, [&](const Closed& range) { return holds(range, date); });
    return found == ranges.end() ? nullptr : &*found;
}

const Window* window_on(const Calendar& calendar, Phase phase, Date date) {
    const auto* test = window_in(calendar.tests, true, phase, date);
    return test ? test : window_in(calendar.exams, true, phase, date);
}

const Window* soft_window_on(const Calendar& calendar, Phase phase, Date date) {
    const auto* test = window_in(calendar.tests, false, phase, date);
    return test ? test : window_in(calendar.exams, false, phase, date);
}

SchoolDays::SchoolDays(const Calendar& calendar) : SchoolDays(calendar, calendar.terms) {}

SchoolDays::SchoolDays(const Calendar& calendar, const std::vector<HalfTerm>& terms) {
    constexpr auto longest = chrono::days(366); // a range of years is a mistake that the check reports
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto& term = terms[i];
        if (!term.start || !term.end) continue;
        const auto end = std::min(*term.end, *term.start + longest);
        for (auto date = *term.start; date <= end; date += chrono::days(1))
            if (why_closed(calendar, terms, date).empty()) days_.push_back({date, static_cast<int>(i), 0});
    }
    std::ranges::sort(days_, {}, &Day::date);
    const auto are_same = [](const Day& a, const Day& b) { return a.date == b.date; };
    days_.erase(std::unique(days_.begin(), days_.end(), are_same), days_.end());
    count_days();
}

void SchoolDays::count_days() {
    for (int i = 0; i < count(); ++i) days_[static_cast<std::size_t>(i)].number = i;
}

SchoolDays SchoolDays::without(const std::vector<Closed>& closed) const {
    auto rest = *this;
    if (!closed.empty())
        std::erase_if(rest.days_, [&](const Day& day) { return closed_on(closed, day.date) != nullptr; });
    rest.count_days();
    return rest;
}

SchoolDays SchoolDays::joined(const SchoolDays& other) const {
    auto all = *this;
    for (const auto& day : other.days_)
        if (const auto before = last_to(day.date); before >= 0 && date(before) != day.date)
            all.days_.push_back({day.date, block(before), number(before)});
    std::ranges::sort(all.days_, {}, &Day::date);
    return all;
}

std::optional<int> SchoolDays::find(Date date) const {
    const auto index = first_from(date);
    if (index < count() && this->date(index) == date) return index;
    return std::nullopt;
}

int SchoolDays::first_from(Date date) const {
    return static_cast<int>(std::ranges::lower_bound(days_, date, {}, &Day::date) - days_.begin());
}

int SchoolDays::last_to(Date date) const { return first_from(date + chrono::days(1)) - 1; }

const SchoolDays& TermDays::of(const School& school) const {
    const auto& terms = terms_of(calendar_, school);
    const auto found = days_.find(terms);
    return found != days_.end() ? found->second
                                : days_.emplace(terms, SchoolDays(calendar_, terms)).first->second;
}

int SchoolDays::number_at(Date date) const {
    const auto index = last_to(date);
    return index < 0 ? -1 : number(index);
}

std::optional<Date> SchoolDays::after(Date date, int school_days) const {
    const auto index = first_from(date + chrono::days(1)) + school_days - 1;
    if (index < 0 || index >= count()) return std::nullopt;
    return this->date(index);
}

std::optional<Date> SchoolDays::before(Date date, int school_days) const {
    const auto index = first_from(date) - school_days;
    if (index < 0 || index >= count()) return std::nullopt;
    return this->date(index);
}

bool SchoolDays::is_settling(int index) const {
    const auto term = block(index) / 2;
    int before = 0, after = 0;
    for (auto i = index - 1; i >= 0 && block(i) / 2 == term; --i) ++before;
    for (auto i = index + 1; i < count() && block(i) / 2 == term; ++i) ++after;
    return before < (term == 0 ? 10 : 5) || after < 5;
}

} // namespace peerreview
