#include "record/calendar_files.hpp"

#include "findings.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// What a file holds, a line each: holidays, closed ranges, then findings with their places.
std::string brief_of(const std::string& text, Nation nation = Nation::england) {
    const SourceFile file("file", text);
    Diagnostics findings;
    const auto read = read_calendar_file(file, nation, findings);
    std::string lines;
    for (const auto& holiday : read.bank_holidays) lines += iso(*holiday.date) + " " + holiday.name + "\n";
    for (const auto& range : read.closed)
        lines += iso(*range.from) + ".." + iso(*range.to) + " " + range.why + "\n";
    return lines + brief(findings);
}

std::string calendar_with(const std::string& lines) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

constexpr const char* government = R"({
  "england-and-wales": {"division": "england-and-wales", "events": [
    {"title": "Boxing Day", "date": "2026-12-28", "notes": "Substitute day", "bunting": true},
    {"title": "Christmas Day", "date": "2026-12-25", "notes": "", "bunting": true}]},
  "scotland": {"division": "scotland", "events": [{"title": "St Andrew’s Day", "date": "2026-11-30"}]}
})";

} // namespace

TEST_CASE("the government's list gives the events of the nation's division by date") {
    CHECK(brief_of(government) == "2026-12-25 Christmas Day\n2026-12-28 Boxing Day\n");
    CHECK(brief_of(government, Nation::wales) == "2026-12-25 Christmas Day\n2026-12-28 Boxing Day\n");
    CHECK(brief_of(government, Nation::scotland) == "2026-11-30 St Andrew’s Day\n");
    CHECK(brief_of(government, Nation::northern_ireland) == "1:1 missing-key\n");
}

TEST_CASE("what is wrong in the government's list is reported and the rest is read") {
    CHECK(brief_of(R"({"england-and-wales": {"events": [{"title": "A", "date": "2026-02-30"}, 7,
        {"title": "B", "date": "2026-12-25"}, {"date": "2026-12-26"}]}})") ==
          "2026-12-25 B\n1:1 bad-value\n1:1 bad-value\n1:1 bad-value\n");
    CHECK(brief_of("{\"england-and-wales\":\n {]") == "2:3 syntax\n");
    CHECK(brief_of("{\"england-and-wales\": []}") == "1:1 missing-key\n");
    CHECK(brief_of("{\"scotland\": 1e999}") == "1:1 syntax\n");
    CHECK(brief_of("[]") == "1:1 syntax\n");
    CHECK(brief_of("") == "1:1 syntax\n");
    CHECK(brief_of("<html>") == "1:1 syntax\n");
}

TEST_CASE("JSON of any depth is read without harm") {
    CHECK(brief_of("{" + std::string(200000, '[')).find("syntax") != std::string::npos);
    CHECK(brief_of(R"({"england-and-wales": {"events": )" + std::string(100000, '[') +
                   std::string(100000, ']') + "}}") == "1:1 bad-value\n");
}

TEST_CASE("an event of a calendar file is a range of closed days") {
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n"
                                 "SUMMARY:Parents' evening\r\n")) ==
          "2026-11-20..2026-11-20 Parents' evening\n");
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261128\n")) ==
          "2026-11-20..2026-11-27 \n");
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nSUMMARY:one day\n")) ==
          "2026-11-20..2026-11-20 one day\n");
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nDURATION:P1W\n")) ==
          "2026-11-20..2026-11-26 \n");
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nDURATION:P3D\n")) ==
          "2026-11-20..2026-11-22 \n");
}

TEST_CASE("moments are days of the kingdom's civil time") {
    CHECK(brief_of(calendar_with("DTSTART;TZID=Europe/London:20261120T090000\n"
                                 "DTEND;TZID=Europe/London:20261120T150000\n")) ==
          "2026-11-20..2026-11-20 \n");
    CHECK(brief_of(calendar_with("DTSTART:20261120T000000\nDTEND:20261121T000000\n")) ==
          "2026-11-20..2026-11-20 \n");
    CHECK(brief_of(calendar_with("DTSTART:20270606T230000Z\nDTEND:20270607T230000Z\n")) ==
          "2027-06-07..2027-06-07 \n"); // midnight to midnight of summer time
    CHECK(brief_of(calendar_with("DTSTART:20261120T233000Z\nDURATION:PT1H\n")) ==
          "2026-11-20..2026-11-20 \n");
    CHECK(brief_of(calendar_with("DTSTART:20270328T005900Z\n")) == "2027-03-28..2027-03-28 \n");
}

TEST_CASE("folds and escapes of a calendar file are taken back") {
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\r\nSUMMARY;LANGUAGE=\"a:b;c\":Clo\r\n sed\\, "
                                 "all\\nday\\; \\\\\r\n")) == "2026-11-20..2026-11-20 Closed, all day; \\\n");
}

TEST_CASE("cancelled events and what stands inside an event are left out") {
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nSTATUS:CANCELLED\n")) == "");
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nBEGIN:VALARM\nSUMMARY:Alarm\nDURATION:P9D\n"
                                 "END:VALARM\nSUMMARY:Closed\n")) == "2026-11-20..2026-11-20 Closed\n");
}

TEST_CASE("what is wrong in a calendar file is reported with its place") {
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20261120\nRRULE:FREQ=WEEKLY\n")) == "3:1 bad-value\n");
    CHECK(brief_of(calendar_with("DTSTART;VALUE=DATE:20260230\n")) == "3:1 missing-key\n4:1 bad-date\n");
    CHECK(brief_of(calendar_with("SUMMARY:no day\n")) == "3:1 missing-key\n");
    CHECK(brief_of(calendar_with("DTSTART:20261120\nDTEND:20261119\n")) == "3:1 bad-range\n");
    CHECK(brief_of(calendar_with("no colon\nDTSTART:20261120\n")) == "2026-11-20..2026-11-20 \n4:1 syntax\n");
    CHECK(brief_of("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261120\n") == "2:1 syntax\n");
    CHECK(brief_of(calendar_with("DTSTART:20261120T2500\n")) == "3:1 missing-key\n4:1 bad-date\n");
}
