#pragma once

#include "record/calendar.hpp"
#include "record/date.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// The blocks of the year that a school keeps: its own, where it has any, else the calendar's.
const std::vector<HalfTerm>& terms_of(const Calendar& calendar, const School& school);

/// The school days of a calendar: weekdays inside a block of the year that are neither bank holiday nor
/// training day nor closed. A day is known by its index, so a difference of two is a number of school days.
class SchoolDays {
public:
    explicit SchoolDays(const Calendar& calendar);
    /// With other blocks of the year in place of the calendar's.
    SchoolDays(const Calendar& calendar, const std::vector<HalfTerm>& terms);

    /// These days less the closed ones: what the calendar would give with `closed` in it too.
    SchoolDays without(const std::vector<Closed>& closed) const;

    /// These days and those that `other` alone has, from the first of these on. A day that is added counts
    /// as the school day before it: it has the number and the block of that one.
    SchoolDays joined(const SchoolDays& other) const;

    int count() const { return static_cast<int>(days_.size()); }
    Date date(int index) const { return days_[static_cast<std::size_t>(index)].date; }
    /// The block of the year, from 0: blocks 0 and 1 are autumn, 2 and 3 spring, 4 and 5 summer.
    int block(int index) const { return days_[static_cast<std::size_t>(index)].block; }
    /// How many school days come before it, where a day that was joined is none.
    int number(int index) const { return days_[static_cast<std::size_t>(index)].number; }

    /// The index of a school day; nothing of another day.
    std::optional<int> find(Date date) const;
    /// The index of the first school day on or after the date; `count()` past the last.
    int first_from(Date date) const;
    /// The index of the last school day on or before the date; -1 before the first.
    int last_to(Date date) const;
    /// The number of that day; -1 before the first. Two dates are as many school days apart as these differ.
    int number_at(Date date) const;
    /// The school day that comes `school_days` after the date: day 1 is the next school day. Nothing where
    /// the calendar ends before.
    std::optional<Date> after(Date date, int school_days) const;

    /// The school day that comes so many before the date; nothing where the calendar begins after it.
    std::optional<Date> before(Date date, int school_days) const;

    /// Whether a day lies in the first 5 or last 5 school days of a term or the first 10 of autumn, which are
    /// kept free of reviews.
    bool is_settling(int index) const;

private:
    struct Day {
        Date date;
        int block;
        int number;
    };
    void count_days();

    std::vector<Day> days_;
};

/// The school days of schools by their own terms or the calendar's. Each set of terms is looked at once,
/// since all schools of an authority keep the same; for one thread at a time.
class TermDays {
public:
    /// The calendar must outlive it.
    explicit TermDays(const Calendar& calendar) : calendar_(calendar) {}

    /// The days of a school, without regard to its blocked ranges; they stay where they are.
    const SchoolDays& of(const School& school) const;

private:
    const Calendar& calendar_;
    mutable std::map<std::vector<HalfTerm>, SchoolDays> days_;
};

/// The number of the Monday-to-Sunday week that a date lies in.
int week_of(Date date);

/// What makes a date no school day by the calendar alone.
enum class ClosedBy { weekend, bank_holiday, holiday, training_day, closed };

struct ClosedReason {
    ClosedBy by;
    std::size_t index; ///< in the list of its kind; of a holiday, the block before it, or the first
    std::string text;  ///< such as "a bank holiday (Good Friday)" or "the half-term holiday"
};

/// Everything that makes a date no school day; empty where it is one.
std::vector<ClosedReason> reasons_closed(const Calendar& calendar, Date date);
/// With other blocks of the year in place of the calendar's.
std::vector<ClosedReason> reasons_closed(const Calendar& calendar, const std::vector<HalfTerm>& terms,
                                         Date date);

/// The first of these reasons in words; empty where there is none.
std::string why_closed(const Calendar& calendar, Date date);
std::string why_closed(const Calendar& calendar, const std::vector<HalfTerm>& terms, Date date);

/// The closed range of the list that holds the date; null where none does.
const Closed* closed_on(const std::vector<Closed>& ranges, Date date);

/// The hard test or examination window that closes hosts of this phase on the date; null where none does.
const Window* window_on(const Calendar& calendar, Phase phase, Date date);
/// The soft one, in which they are rather not reviewed.
const Window* soft_window_on(const Calendar& calendar, Phase phase, Date date);

} // namespace peerreview
