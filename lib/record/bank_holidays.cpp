#include "record/bank_holidays.hpp"

namespace peerreview {

namespace {

namespace chrono = std::chrono;
using chrono::days;

bool is_weekend(Date date) {
    const chrono::weekday weekday(date);
    return weekday == chrono::Saturday || weekday == chrono::Sunday;
}

Date first_monday(int year, unsigned month) {
    return Date(chrono::year(year) / chrono::month(month) / chrono::Monday[1]);
}

Date last_monday(int year, unsigned month) {
    return Date(chrono::year(year) / chrono::month(month) / chrono::Monday[chrono::last]);
}

NamedDay on_working_day(Date date, const std::string& name) {
    if (!is_weekend(date)) return {date, name};
    while (is_weekend(date)) date += days(1);
    return {date, name + " (substitute day)"};
}

/// Christmas Day and Boxing Day: where one falls on a weekend the next free weekday stands in for it.
std::vector<NamedDay> christmas(int year) {
    const Date first(chrono::year(year) / 12 / 25);
    const auto second = first + days(1);
    if (!is_weekend(first) && !is_weekend(second)) return {{first, "Christmas Day"}, {second, "Boxing Day"}};
    if (!is_weekend(first))
        return {{first, "Christmas Day"}, {first + days(3), "Boxing Day (substitute day)"}};
    if (!is_weekend(second)) // Christmas Day is a Sunday
        return {{second, "Boxing Day"}, {second + days(1), "Christmas Day (substitute day)"}};
    return {{first + days(2), "Christmas Day (substitute day)"},
            {first + days(3), "Boxing Day (substitute day)"}};
}

} // namespace

Date easter(int year) {
    const auto golden = year % 19, century = year / 100, in_century = year % 100;
    const auto epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    const auto weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    const auto correction = (golden + 11 * epact + 22 * weekday) / 451;
    const auto march_days = epact + weekday - 7 * correction + 114;
    return Date(chrono::year(year) / (march_days / 31) / (march_days % 31 + 1));
}

std::vector<NamedDay> bank_holidays(int year) {
    const auto sunday = easter(year);
    std::vector<NamedDay> list = {on_working_day(Date(chrono::year(year) / 1 / 1), "New Year's Day"),
                                  {sunday - days(2), "Good Friday"},
                                  {sunday + days(1), "Easter Monday"},
                                  {first_monday(year, 5), "Early May bank holiday"},
                                  {last_monday(year, 5), "Spring bank holiday"},
                                  {last_monday(year, 8), "Summer bank holiday"}};
    for (auto& day : christmas(year)) list.push_back(std::move(day));
    return list;
}

} // namespace peerreview
