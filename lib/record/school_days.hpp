#pragma once

#include "record/calendar.hpp"
#include "record/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// The school days of a calendar: weekdays inside a block of the year that are neither bank holiday nor
/// training day nor closed. A day is known by its index, so a difference of two is a number of school days.
class SchoolDays {
public:
    explicit SchoolDays(const Calendar& calendar);

    /// These days less the closed ones: what the calendar would give with `closed` in it too.
    SchoolDays without(const std::vector<Closed>& closed) const;

    int count() const { return static_cast<int>(days_.size()); }
    Date date(int index) const { return days_[static_cast<std::size_t>(index)].date; }
    /// The block of the year, from 0: blocks 0 and 1 are autumn, 2 and 3 spring, 4 and 5 summer.
    int block(int index) const { return days_[static_cast<std::size_t>(index)].block; }
    /// The number of the Monday-to-Sunday week.
    int week(int index) const;

    /// The index of a school day; nothing of another day.
    std::optional<int> find(Date date) const;
    /// The index of the first school day on or after the date; `count()` past the last.
    int first_from(Date date) const;
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
    };
    std::vector<Day> days_;
};

/// What makes a date no school day by the calendar alone.
enum class ClosedBy { weekend, bank_holiday, holiday, training_day, closed };

struct ClosedReason {
    ClosedBy by;
    std::size_t index; ///< in the calendar's list of its kind; of a holiday, the block before it, or the first
    std::string text;  ///< such as "a bank holiday (Good Friday)" or "the half-term holiday"
};

/// Everything that makes a date no school day; empty where it is one.
std::vector<ClosedReason> reasons_closed(const Calendar& calendar, Date date);

/// The first of these reasons in words; empty where there is none.
std::string why_closed(const Calendar& calendar, Date date);

/// The closed range of the list that holds the date; null where none does.
const Closed* closed_on(const std::vector<Closed>& ranges, Date date);

/// The hard test or examination window that closes hosts of this phase on the date; null where none does.
const Window* window_on(const Calendar& calendar, Phase phase, Date date);

} // namespace peerreview
