// The published dates are the government's: www.gov.uk/bank-holidays.json, Crown copyright, Open Government
// Licence v3.0. Northern Ireland and the years after 2028 are computed by the same acts and have no list
// here.

#include "record/bank_holidays.hpp"

#include <doctest/doctest.h>

#include <fmt/core.h>

using namespace peerreview;

namespace {

/// The days of a year as `MM-DD`, blanks between.
std::string days_of(Nation nation, int year) {
    std::string text;
    for (const auto& holiday : bank_holidays(nation, year))
        text += (text.empty() ? "" : " ") + iso(holiday.date).substr(5);
    return text;
}

struct Published {
    int year;
    const char* days;
};

constexpr Published england_and_wales[] = {
    {2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"},
    {2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"},
    {2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
    {2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
    {2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"},
};

constexpr Published scotland[] = {
    {2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"},
    {2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"},
    {2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"},
    {2028, "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26"},
};

} // namespace

TEST_CASE("bank holidays of England and Wales are the government's") {
    for (const auto& [year, days] : england_and_wales) {
        CHECK(days_of(Nation::england, year) == days);
        CHECK(days_of(Nation::wales, year) == days);
    }
}

TEST_CASE("bank holidays of Scotland are the government's") {
    for (const auto& [year, days] : scotland) CHECK(days_of(Nation::scotland, year) == days);
}

TEST_CASE("Northern Ireland has the days of England and two of its own with their substitutes") {
    CHECK(days_of(Nation::northern_ireland, 2024) ==
          "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"); // 17 March a Sunday
    CHECK(days_of(Nation::northern_ireland, 2025) ==
          "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"); // 12 July a Saturday
    CHECK(days_of(Nation::northern_ireland, 2026) ==
          "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"); // 12 July a Sunday
    for (int year = 2024; year <= 2030; ++year)
        CHECK(bank_holidays(Nation::northern_ireland, year).size() ==
              bank_holidays(Nation::england, year).size() + 2);
}

TEST_CASE("every bank holiday to 2030 is a weekday of its own") {
    for (const auto nation : {Nation::england, Nation::wales, Nation::scotland, Nation::northern_ireland})
        for (int year = 2024; year <= 2030; ++year) {
            const auto days = bank_holidays(nation, year);
            for (std::size_t i = 0; i < days.size(); ++i) {
                CHECK(std::chrono::weekday(days[i].date).iso_encoding() <= 5);
                if (i > 0) CHECK(days[i - 1].date < days[i].date);
            }
        }
}

TEST_CASE("New Year on a Sunday moves the day and not the second of January") {
    const auto days = bank_holidays(Nation::scotland, 2023);
    CHECK(iso(days[0].date) == "2023-01-02");
    CHECK(days[0].name == "2nd January");
    CHECK(iso(days[1].date) == "2023-01-03");
    CHECK(days[1].name == "New Year's Day (substitute day)");
}

TEST_CASE("a school year has the bank holidays of August to August") {
    const auto days = bank_holidays_of_school_year(Nation::england, 2026);
    CHECK(days.size() == 9);
    CHECK(iso(days.front().date) == "2026-08-31");
    CHECK(iso(days.back().date) == "2027-08-30");
}

TEST_CASE("Easter falls where the church's tables have it") {
    CHECK(iso(easter(2024)) == "2024-03-31");
    CHECK(iso(easter(2025)) == "2025-04-20");
    CHECK(iso(easter(2038)) == "2038-04-25"); // the latest there is
    CHECK(iso(easter(2008)) == "2008-03-23");
}
