#include "record/bank_holidays.hpp"

#include <algorithm>

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

/// Two holidays on neighbouring days: where one falls on a weekend the next weekday that is free of the other
/// stands in for it.
std::vector<NamedDay> neighbours(Date first, const std::string& first_name, const std::string& second_name) {
    const auto second = first + days(1);
    const auto substitute = [](Date date, const std::string& name) {
        return NamedDay{date, name + " (substitute day)"};
    };
    if (!is_weekend(first) && !is_weekend(second)) return {{first, first_name}, {second, second_name}};
    if (!is_weekend(first)) return {{first, first_name}, substitute(first + days(3), second_name)};
    if (!is_weekend(second)) // the first is a Sunday
        return {{second, second_name}, substitute(second + days(1), first_name)};
    return {substitute(first + days(2), first_name), substitute(first + days(3), second_name)};
}

void add(std::vector<NamedDay>& list, std::vector<NamedDay> more) {
    for (auto& day : more) list.push_back(std::move(day));
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

std::vector<NamedDay> bank_holidays(Nation nation, int year) {
    const auto is_scotland = nation == Nation::scotland, is_ireland = nation == Nation::northern_ireland;
    const auto sunday = easter(year);
    const auto on = [&](unsigned month, unsigned number) {
        return Date(chrono::year(year) / chrono::month(month) / chrono::day(number));
    };
    std::vector<NamedDay> list;
    if (is_scotland)
        add(list, neighbours(on(1, 1), "New Year's Day", "2nd January"));
    else
        list.push_back(on_working_day(on(1, 1), "New Year's Day"));
    if (is_ireland) list.push_back(on_working_day(on(3, 17), "St Patrick's Day"));
    list.push_back({sunday - days(2), "Good Friday"});
    if (!is_scotland) list.push_back({sunday + days(1), "Easter Monday"});
    list.push_back({first_monday(year, 5), "Early May bank holiday"});
    list.push_back({last_monday(year, 5), "Spring bank holiday"});
    if (is_ireland) list.push_back(on_working_day(on(7, 12), "Battle of the Boyne (Orangemen's Day)"));
    list.push_back({is_scotland ? first_monday(year, 8) : last_monday(year, 8), "Summer bank holiday"});
    if (is_scotland) list.push_back(on_working_day(on(11, 30), "St Andrew's Day"));
    // Proclaimed in February 2026 for that year alone.
    if (is_scotland && year == 2026) list.push_back({on(6, 15), "World Cup bank holiday"});
    add(list, neighbours(on(12, 25), "Christmas Day", "Boxing Day"));
    std::ranges::sort(list, {}, &NamedDay::date);
    return list;
}

std::vector<NamedDay> bank_holidays_of_school_year(Nation nation, int start_year) {
    const Date first = chrono::year(start_year) / 8 / 1, last = chrono::year(start_year + 1) / 8 / 31;
    std::vector<NamedDay> list;
    for (const auto year : {start_year, start_year + 1})
        for (auto& day : bank_holidays(nation, year))
            if (day.date >= first && day.date <= last) list.push_back(std::move(day));
    return list;
}

} // namespace peerreview
