#include "record/bank_holidays.hpp"
#include "record/date.hpp"
#include "record/id.hpp"
#include "record/national_grid.hpp"
#include "record/school_days.hpp"
#include "record/typical_calendar.hpp"

#include "findings.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peerreview;

namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

Calendar calendar_of(int year) {
    const SourceFile file("calendar.yaml", typical_calendar(year));
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE(node);
    schema_of("calendar").check(*node, findings);
    CHECK(brief(findings).empty());
    return read_calendar(*node);
}

} // namespace

TEST_CASE("a date exists or is none") {
    CHECK(iso(day("2028-02-29")) == "2028-02-29");
    CHECK_FALSE(parse_date("2027-02-29"));
    CHECK_FALSE(parse_date("2027-2-9"));
    CHECK(in_words(day("2027-01-14")) == "Thursday 14 January 2027");
}

TEST_CASE("an id is made from a name") {
    CHECK(slug("St Mary's RC Primary") == "st-marys-rc-primary");
    CHECK(slug("Ysgol Llŷn & Co.") == "ysgol-llyn-co");
    CHECK(slug("学校").empty());
    CHECK(slug("abc def ghi", 9) == "abc-def");
    CHECK(is_id("a1"));
    CHECK_FALSE(is_id("-a"));
    CHECK_FALSE(is_id("../x"));
}

TEST_CASE("the typical years have 190 to 195 school days and pass their schema") {
    for (int year = 2024; year <= 2030; ++year) {
        const SchoolDays days(calendar_of(year));
        INFO(year);
        CHECK(days.count() >= 183);
        CHECK(days.count() <= 195);
    }
    CHECK(SchoolDays(calendar_of(2026)).count() == 190); // 195 weekdays less five training days
}

TEST_CASE("day 1 after a date is the next school day") {
    const SchoolDays days(calendar_of(2026));
    CHECK(days.after(day("2026-11-12"), 5) == day("2026-11-19")); // Thursday to Thursday
    CHECK(days.after(day("2026-10-23"), 1) == day("2026-11-03")); // over half-term and a training day
    CHECK_FALSE(days.after(day("2027-07-21"), 1));
}

TEST_CASE("days that another calendar alone has count as the school day before them") {
    auto calendar = calendar_of(2026);
    const SchoolDays days(calendar);
    School school;
    CHECK(&terms_of(calendar, school) == &calendar.terms);
    school.terms = {{day("2026-08-24"), day("2026-10-16")}, {day("2026-10-26"), day("2026-12-18")}};
    const TermDays by_terms(calendar);
    const auto& own = by_terms.of(school);
    CHECK(&own == &by_terms.of(school));
    CHECK(own.find(day("2026-10-27")));
    CHECK_FALSE(own.find(day("2026-10-20")));
    CHECK(why_closed(calendar, school.terms, day("2026-10-20")) == "the half-term holiday");
    const auto both = days.joined(own);
    CHECK(both.count() == days.count() + 5); // those of August come before the first day
    const auto friday = days.find(day("2026-10-23")).value();
    for (const auto* date : {"2026-10-23", "2026-10-24", "2026-10-26", "2026-10-30"}) {
        CHECK(both.number_at(day(date)) == friday);
        CHECK(both.block(both.last_to(day(date))) == 0);
    }
    CHECK(both.date(friday) == day("2026-10-23"));
    CHECK(both.date(friday + 5) == day("2026-10-30"));
    CHECK(both.number_at(day("2026-11-03")) == friday + 1);
    CHECK(both.number_at(day("2026-08-31")) == -1);
    CHECK(both.joined(own).count() == both.count());
}

TEST_CASE("a closed day says why") {
    const auto calendar = calendar_of(2026);
    CHECK(why_closed(calendar, day("2027-05-03")) == "a bank holiday (Early May bank holiday)");
    CHECK(why_closed(calendar, day("2026-11-07")) == "a weekend");
    CHECK(why_closed(calendar, day("2026-10-28")) == "the half-term holiday");
    CHECK(why_closed(calendar, day("2026-12-22")) == "the holiday between two terms");
    CHECK(why_closed(calendar, day("2026-08-24")) == "before the first term of the calendar");
    CHECK(why_closed(calendar, day("2027-07-22")) == "after the last term of the calendar");
    CHECK(why_closed(calendar, day("2026-11-02")) == "a training day");
    CHECK(window_on(calendar, Phase::primary, day("2027-05-12"))->name == "key stage 2 tests");
    CHECK(window_on(calendar, Phase::secondary, day("2027-05-12")) == nullptr);
    CHECK(window_on(calendar, Phase::primary, day("2027-06-08")) == nullptr); // the tables check is soft
}

TEST_CASE("a day that is closed twice says both") {
    const auto calendar = calendar_of(2026);
    const auto reasons = reasons_closed(calendar, day("2026-12-25"));
    REQUIRE(reasons.size() == 2);
    CHECK(reasons[0].text == "a bank holiday (Christmas Day)");
    CHECK(calendar.bank_holidays[reasons[0].index].date == day("2026-12-25"));
    CHECK(reasons[1].text == "the holiday between two terms");
    CHECK(reasons[1].index == 1);
    CHECK(reasons_closed(calendar, day("2026-11-12")).empty());
}

TEST_CASE("the projection gives the Ordnance Survey's worked example") {
    // A Guide to Coordinate Systems in Great Britain, annexe C: 52°39'27.2531"N 1°43'4.5177"E.
    const auto point = grid_from_airy(1 + 43.0 / 60 + 4.5177 / 3600, 52 + 39.0 / 60 + 27.2531 / 3600);
    CHECK(std::abs(point.easting - 651409.903) < 0.01);
    CHECK(std::abs(point.northing - 313177.270) < 0.01);
}
