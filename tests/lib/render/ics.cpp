// What is written is read back by libical, which knows nothing of how it was written.

#include "render/ics.hpp"

#include "project/small_project.hpp"
#include "render/agenda.hpp"

#include <doctest/doctest.h>
#include <libical/ical.h>

#include <memory>

using namespace peerreview;

namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

Component read_back(const std::string& text) { return Component(icalparser_parse_string(text.c_str())); }

std::vector<icalcomponent*> events_of(icalcomponent* calendar) {
    std::vector<icalcomponent*> list;
    for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        list.push_back(event);
    return list;
}

std::string text_or_empty(const char* text) { return text ? text : ""; }

/// The properties that the reader could not make sense of.
int errors_in(icalcomponent* calendar) { return icalcomponent_count_errors(calendar); }

std::string day_of(const icaltimetype& time) {
    CHECK(time.is_date == 1);
    return fmt::format("{:04}-{:02}-{:02}", time.year, time.month, time.day);
}

constexpr std::chrono::sys_seconds stamp(std::chrono::seconds(1795478400));

std::string one_event(const std::string& summary) {
    const IcsEvent event{.uid = "u@peerreview", .start = *parse_date("2027-01-14"), .summary = summary};
    return ics_calendar("Name", std::span(&event, 1), stamp);
}

std::size_t longest_line(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        longest = std::max(longest, end);
        text.remove_prefix(end + 2);
    }
    return longest;
}

} // namespace

TEST_CASE("a calendar file has one form") {
    CHECK(one_event("Review") == "BEGIN:VCALENDAR\r\n"
                                 "VERSION:2.0\r\n"
                                 "PRODID:-//peerreview//peerreview//EN\r\n"
                                 "CALSCALE:GREGORIAN\r\n"
                                 "NAME:Name\r\n"
                                 "X-WR-CALNAME:Name\r\n"
                                 "BEGIN:VEVENT\r\n"
                                 "UID:u@peerreview\r\n"
                                 "DTSTAMP:20261124T000000Z\r\n"
                                 "DTSTART;VALUE=DATE:20270114\r\n"
                                 "DTEND;VALUE=DATE:20270115\r\n"
                                 "SEQUENCE:0\r\n"
                                 "STATUS:CONFIRMED\r\n"
                                 "SUMMARY:Review\r\n"
                                 "TRANSP:OPAQUE\r\n"
                                 "END:VEVENT\r\n"
                                 "END:VCALENDAR\r\n");
}

TEST_CASE("a long text is folded at 75 octets and never inside a character") {
    for (std::size_t shift = 0; shift < 8; ++shift) {
        std::string summary(shift, 'x');
        for (int i = 0; i < 60; ++i) summary += i % 3 == 0 ? "é" : i % 3 == 1 ? "€" : "🎓";
        const auto text = one_event(summary);
        CHECK(longest_line(text) <= 75);
        CHECK(longest_line(text) >= 72);
        for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at + 3))
            CHECK((static_cast<unsigned char>(text[at + 3]) & 0xC0) != 0x80);
        const auto calendar = read_back(text);
        CHECK(text_or_empty(icalcomponent_get_summary(events_of(calendar.get())[0])) == summary);
    }
}

TEST_CASE("hostile text stays the text of one property") {
    const std::pair<std::string, std::string> cases[] = {
        {"a\nEND:VEVENT\nBEGIN:VALARM", "a\nEND:VEVENT\nBEGIN:VALARM"},
        {"a\r\nDTSTART:20200101\rX", "a\nDTSTART:20200101\nX"},
        {"St Mary's; CofE, \"Primary\": a\\b\\n", "St Mary's; CofE, \"Primary\": a\\b\\n"},
        {"ends in \\", "ends in \\"},
        {std::string("\xC2\x85") + "x\xE2\x80\xA8y", "<U+0085>x<U+2028>y"},
        {"tab\tand bell\a", "tab and bell<U+0007>"},
        {"not utf-8 \xFF", "not utf-8 <xFF>"},
        {"=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"},
    };
    for (const auto& [written, read] : cases) {
        const auto calendar = read_back(one_event(written));
        REQUIRE(calendar);
        CHECK(errors_in(calendar.get()) == 0);
        const auto events = events_of(calendar.get());
        REQUIRE(events.size() == 1);
        CHECK(text_or_empty(icalcomponent_get_summary(events[0])) == read);
        CHECK(day_of(icalcomponent_get_dtstart(events[0])) == "2027-01-14");
        CHECK(icalcomponent_get_first_component(events[0], ICAL_ANY_COMPONENT) == nullptr);
    }
}

TEST_CASE("every event of a cohort with hostile names is read back as it is") {
    auto project = small_project();
    project.schools[{"ash"}].value.name = "Ash; the school, with \\ and a\nBEGIN:VEVENT\nlong name 🎓🎓🎓🎓🎓🎓🎓🎓";
    project.schools[{"elm"}].value.name = "Elm's School—“first” ,;\\,;\\ " + std::string(200, 'e');
    decide(project, DecisionKind::leaver, "oak", "2026-11-30");
    Diagnostics findings;
    for (const AgendaReader& reader :
         {AgendaReader{}, AgendaReader{.leader = LeaderId{"ash-deputy"}},
          AgendaReader{.school = SchoolId{"oak"}}, AgendaReader{.consultant = ConsultantId{"c-north"}}}) {
        const auto agenda_events = agenda(project, reader, Travel(project, findings));
        const auto written = agenda_ics(project, agenda_events);
        const auto calendar = read_back(ics_calendar(agenda_title(project, reader), written, stamp));
        REQUIRE(calendar);
        CHECK(errors_in(calendar.get()) == 0);
        const auto events = events_of(calendar.get());
        REQUIRE(events.size() == written.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            CHECK(text_or_empty(icalcomponent_get_uid(events[i])) == written[i].uid);
            CHECK(day_of(icalcomponent_get_dtstart(events[i])) == iso(written[i].start));
            CHECK(day_of(icalcomponent_get_dtend(events[i])) == iso(written[i].start + std::chrono::days(1)));
            CHECK(text_or_empty(icalcomponent_get_summary(events[i])) == written[i].summary);
            CHECK(text_or_empty(icalcomponent_get_description(events[i])) == written[i].description);
            CHECK(text_or_empty(icalcomponent_get_location(events[i])) == written[i].location);
            CHECK(icalcomponent_get_sequence(events[i]) == written[i].sequence);
            CHECK((icalcomponent_get_status(events[i]) == ICAL_STATUS_CANCELLED) == written[i].cancelled);
        }
    }
}

TEST_CASE("a date that was taken away is read back as cancelled under its uid, and newer") {
    auto project = small_project();
    Diagnostics findings;
    const auto export_of = [&] {
        return read_back(ics_calendar(
            "North", agenda_ics(project, agenda(project, {}, Travel(project, findings))), stamp));
    };
    const auto before = export_of();
    decide(project, DecisionKind::leaver, "ash", "2026-10-01");
    project.decisions["d0"].value.cancelled = {*standing_dates(project, {"t001"})};
    project.schedules.clear();
    const auto after = export_of();
    CHECK(errors_in(after.get()) == 0);
    CHECK(icalcomponent_get_first_property(after.get(), ICAL_METHOD_PROPERTY) == nullptr);
    const auto old = events_of(before.get()), now = events_of(after.get());
    REQUIRE(old.size() == 5);
    REQUIRE(now.size() == 5);
    for (std::size_t i = 1; i < now.size(); ++i) {
        CHECK(text_or_empty(icalcomponent_get_uid(now[i])) == text_or_empty(icalcomponent_get_uid(old[i])));
        CHECK(day_of(icalcomponent_get_dtstart(now[i])) == day_of(icalcomponent_get_dtstart(old[i])));
        CHECK(icalcomponent_get_status(old[i]) == ICAL_STATUS_CONFIRMED);
        CHECK(icalcomponent_get_status(now[i]) == ICAL_STATUS_CANCELLED);
        CHECK(icalcomponent_get_sequence(now[i]) > icalcomponent_get_sequence(old[i]));
    }
}

TEST_CASE("a review that moves keeps its uid") {
    auto project = small_project();
    Diagnostics findings;
    const auto before = agenda_ics(project, agenda(project, {}, Travel(project, findings)));
    project.schedules[{"t001"}].value.reviews[0].date = *parse_date("2026-12-10");
    decide(project, DecisionKind::postponement, "ash", "2026-11-09");
    const auto after = agenda_ics(project, agenda(project, {}, Travel(project, findings)));
    CHECK(before[1].uid == "north-2026-t001-ash-review@peerreview");
    CHECK(after[3].uid == before[1].uid);
    CHECK(after[3].start != before[1].start);
    CHECK(after[3].sequence > before[1].sequence);
    CHECK(before[0].uid == "north-2026-launch@peerreview");
    CHECK(before[4].uid == "north-2026-t001-follow-up@peerreview");
}
