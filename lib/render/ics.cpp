#include "render/ics.hpp"

#include "source/escape.hpp"

#include <fmt/core.h>

namespace peerreview {

namespace {

bool is_inside_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Adds a content line, folded (RFC 5545, 3.1): a line has 75 octets at most, and the blank that begins a
/// continuation is one of them.
void add_line(std::string& text, std::string_view line) {
    constexpr std::size_t most = 75;
    for (auto room = most; line.size() > room; room = most - 1) {
        auto cut = room;
        while (is_inside_character(line[cut])) --cut;
        text += line.substr(0, cut);
        text += "\r\n ";
        line.remove_prefix(cut);
    }
    text += line;
    text += "\r\n";
}

void add_text(std::string& text, std::string_view name, std::string_view value) {
    if (!value.empty()) add_line(text, fmt::format("{}:{}", name, ics_text(value)));
}

std::string basic(Date date) {
    const std::chrono::year_month_day day(date);
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string basic(std::chrono::sys_seconds time) {
    const auto date = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock(time - date);
    return fmt::format("{}T{:02}{:02}{:02}Z", basic(date), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

void add_event(std::string& text, const IcsEvent& event, const std::string& stamp) {
    add_line(text, "BEGIN:VEVENT");
    add_line(text, "UID:" + event.uid);
    add_line(text, "DTSTAMP:" + stamp);
    add_line(text, "DTSTART;VALUE=DATE:" + basic(event.start));
    add_line(text, "DTEND;VALUE=DATE:" + basic(event.start + std::chrono::days(event.days)));
    add_line(text, fmt::format("SEQUENCE:{}", event.sequence));
    add_line(text, event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
    add_text(text, "SUMMARY", event.summary);
    add_text(text, "DESCRIPTION", event.description);
    add_text(text, "LOCATION", event.location);
    add_line(text, event.busy && !event.cancelled ? "TRANSP:OPAQUE" : "TRANSP:TRANSPARENT");
    add_line(text, "END:VEVENT");
}

} // namespace

std::string ics_calendar(std::string_view name, std::span<const IcsEvent> events,
                         std::chrono::sys_seconds stamp) {
    std::string text;
    add_line(text, "BEGIN:VCALENDAR");
    add_line(text, "VERSION:2.0");
    add_line(text, "PRODID:-//peerreview//peerreview//EN");
    add_line(text, "CALSCALE:GREGORIAN");
    add_text(text, "NAME", name);         // RFC 7986
    add_text(text, "X-WR-CALNAME", name); // what calendars read before it
    for (const auto& event : events) add_event(text, event, basic(stamp));
    add_line(text, "END:VCALENDAR");
    return text;
}

} // namespace peerreview
