#include "record/calendar_files.hpp"

#include "record/json_file.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace peerreview {

namespace {

namespace chrono = std::chrono;
using chrono::days;
using Json = nlohmann::json;

// ---- bank-holidays.json

std::string_view division_of(Nation nation) {
    if (nation == Nation::scotland) return "scotland";
    return nation == Nation::northern_ireland ? "northern-ireland" : "england-and-wales";
}

std::string text_in(const Json& event, const char* key) {
    const auto found = event.find(key);
    return found != event.end() && found->is_string() ? found->get<std::string>() : "";
}

void read_json(const SourceFile& file, Nation nation, CalendarFile& result, Diagnostics& diagnostics) {
    const auto read = read_json_file(file, diagnostics);
    if (!read) return;
    const auto& document = *read;
    const auto division = document.is_object() ? document.find(division_of(nation)) : document.end();
    if (division == document.end() || !division->is_object() || !division->contains("events") ||
        !(*division)["events"].is_array()) {
        diagnostics
            .error({&file, 0}, "missing-key", "the file has no events of the division '{}'",
                   division_of(nation))
            .hint = "take bank-holidays.json from www.gov.uk";
        return;
    }
    std::size_t number = 0; // a broken event is named by it: printing one of any depth is not safe
    for (const auto& event : (*division)["events"]) {
        ++number;
        const auto date = event.is_object() ? parse_date(text_in(event, "date")) : std::nullopt;
        const auto name = event.is_object() ? text_in(event, "title") : "";
        if (date && !name.empty())
            result.bank_holidays.push_back({date, name});
        else
            diagnostics.error({&file, 0}, "bad-value",
                              "event {} of the division has no date such as 2026-12-25, or no title", number);
    }
}

// ---- iCalendar

/// A content line without its folds.
struct Line {
    std::string name; ///< in capitals, without parameters
    std::string value;
    std::uint32_t offset = 0;
};

/// The offset of the first ':' outside of quotes, which ends name and parameters.
std::size_t value_at(std::string_view line) {
    auto quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') quoted = !quoted;
        if (line[i] == ':' && !quoted) return i;
    }
    return std::string_view::npos;
}

std::string capitals(std::string_view text) {
    std::string result(text);
    for (auto& character : result)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
    return result;
}

std::vector<Line> content_lines(const SourceFile& file, Diagnostics& diagnostics) {
    std::vector<std::pair<std::string, std::uint32_t>> unfolded;
    const auto text = file.text();
    for (std::size_t at = 0; at < text.size();) {
        auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if ((line.starts_with(' ') || line.starts_with('\t')) && !unfolded.empty())
            unfolded.back().first += line.substr(1);
        else if (!line.empty())
            unfolded.emplace_back(line, static_cast<std::uint32_t>(at));
        at = end + 1;
    }
    std::vector<Line> lines;
    for (const auto& [line, offset] : unfolded) {
        const auto colon = value_at(line);
        if (colon == std::string_view::npos) {
            diagnostics.error({&file, offset}, "syntax",
                              "a line of a calendar should be NAME:VALUE, not '{}'", truncate(line, 60));
            continue;
        }
        lines.push_back({capitals(line.substr(0, line.find_first_of(";:"))), line.substr(colon + 1), offset});
    }
    return lines;
}

/// The text of a value on one line, its escapes taken back.
std::string plain(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            text += value[i];
        } else {
            ++i;
            text += value[i] == 'n' || value[i] == 'N' ? ' ' : value[i];
        }
    }
    return text;
}

/// A day, or a moment of a day.
struct Moment {
    Date date;
    std::optional<int> minutes; ///< after midnight
};

/// Whether summer time holds at that minute of the day in UTC: from 01:00 UTC on the last Sunday of March to
/// 01:00 UTC on the last Sunday of October.
bool is_summer_time(Date date, int minutes) {
    const auto year = chrono::year_month_day(date).year();
    const Date begin = year / 3 / chrono::Sunday[chrono::last],
               end = year / 10 / chrono::Sunday[chrono::last];
    const auto moment = date + chrono::minutes(minutes);
    return moment >= begin + chrono::hours(1) && moment < end + chrono::hours(1);
}

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec != std::errc() || result.ptr != digits.data() + digits.size()) return std::nullopt;
    return value;
}

/// `20261225`, `20261225T090000` or `20261225T090000Z`, the last taken into local time.
std::optional<Moment> moment_of(std::string_view value) {
    if (value.size() < 8) return std::nullopt;
    const auto date = parse_date(std::string(value.substr(0, 4)) + "-" + std::string(value.substr(4, 2)) +
                                 "-" + std::string(value.substr(6, 2)));
    if (!date) return std::nullopt;
    if (value.size() == 8) return Moment{*date, std::nullopt};
    const auto is_utc = value.ends_with('Z');
    if (value[8] != 'T' || value.size() != (is_utc ? 16u : 15u)) return std::nullopt;
    const auto hours = number(value.substr(9, 2)), minutes = number(value.substr(11, 2));
    if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
    auto of_day = *hours * 60 + *minutes;
    if (is_utc && is_summer_time(*date, of_day)) of_day += 60;
    return Moment{*date + days(of_day / (24 * 60)), of_day % (24 * 60)};
}

/// The whole days of a duration such as P3D, P1W or PT6H; parts of a day count as none.
std::optional<int> days_of(std::string_view value) {
    if (!value.starts_with('P') || value.size() < 3) return std::nullopt;
    const auto clock = value.find('T');
    if (clock == 1) return 0;
    const auto part = value.substr(1, clock == std::string_view::npos ? clock : clock - 1);
    const auto count = number(part.substr(0, part.size() - 1));
    if (!count || *count < 0 || *count > 1000) return std::nullopt;
    if (part.ends_with('W')) return *count * 7;
    return part.ends_with('D') ? count : std::nullopt;
}

/// One event while it is read.
struct Event {
    std::uint32_t offset = 0;
    std::optional<Moment> start, end;
    std::optional<int> duration;
    std::string summary;
    bool cancelled = false, repeats = false;
};

/// Reads the events and nothing of what stands inside them, such as alarms.
class Events {
public:
    Events(const SourceFile& file, CalendarFile& result, Diagnostics& diagnostics)
        : file_(file), result_(result), diagnostics_(diagnostics) {}

    void read() {
        for (const auto& line : content_lines(file_, diagnostics_)) {
            const auto is_event = capitals(line.value) == "VEVENT";
            if (line.name == "BEGIN") {
                if (is_event && depth_ == 0) event_ = Event{.offset = line.offset};
                if (event_) ++depth_;
            } else if (line.name == "END" && event_) {
                if (--depth_ == 0) finish();
            } else if (event_ && depth_ == 1) {
                take(line);
            }
        }
        if (event_) diagnostics_.error({&file_, event_->offset}, "syntax", "this event never ends");
    }

private:
    void take(const Line& line) {
        if (line.name == "DTSTART") event_->start = moment(line);
        if (line.name == "DTEND") event_->end = moment(line);
        if (line.name == "DURATION") event_->duration = days_of(line.value);
        if (line.name == "SUMMARY") event_->summary = plain(line.value);
        if (line.name == "STATUS") event_->cancelled = capitals(line.value) == "CANCELLED";
        if (line.name == "RRULE" || line.name == "RDATE") event_->repeats = true;
    }

    std::optional<Moment> moment(const Line& line) {
        const auto moment = moment_of(line.value);
        if (!moment)
            diagnostics_.error({&file_, line.offset}, "bad-date",
                               "{} should be a day such as 20261225, not '{}'", line.name,
                               truncate(line.value, 40));
        return moment;
    }

    /// The last day: an end is exclusive, and midnight belongs to the day before.
    static Date last_day(const Event& event) {
        const auto start = event.start->date;
        if (event.end)
            return event.end->minutes.value_or(0) > 0 ? event.end->date
                                                      : std::max(start, event.end->date - days(1));
        return start + days(std::max(event.duration.value_or(1), 1) - 1);
    }

    void finish() {
        const auto event = *event_;
        event_.reset();
        const Place place{&file_, event.offset};
        if (event.cancelled || !event.start) {
            if (!event.cancelled) diagnostics_.error(place, "missing-key", "this event has no day");
            return;
        }
        if (event.repeats) {
            diagnostics_.error(place, "bad-value", "this event repeats by a rule, which is not read").hint =
                "give each of its days an event";
            return;
        }
        if (event.end && event.end->date < event.start->date) {
            diagnostics_.error(place, "bad-range", "this event ends before it begins");
            return;
        }
        result_.closed.push_back({event.start->date, last_day(event), event.summary});
    }

    const SourceFile& file_;
    CalendarFile& result_;
    Diagnostics& diagnostics_;
    std::optional<Event> event_;
    int depth_ = 0; ///< of components inside the event, itself counted
};

} // namespace

CalendarFile read_calendar_file(const SourceFile& file, Nation nation, Diagnostics& diagnostics) {
    CalendarFile result;
    const auto first = file.text().find_first_not_of(" \t\r\n");
    const auto rest = first == std::string_view::npos ? std::string_view() : file.text().substr(first);
    if (rest.starts_with('{'))
        read_json(file, nation, result, diagnostics);
    else if (capitals(rest.substr(0, 15)) == "BEGIN:VCALENDAR")
        Events(file, result, diagnostics).read();
    else
        diagnostics.error({&file, 0}, "syntax", "this is neither bank-holidays.json nor an iCalendar file");
    std::ranges::stable_sort(result.bank_holidays, {}, &BankHoliday::date);
    std::ranges::stable_sort(result.closed, {},
                             [](const Closed& range) { return std::tuple(range.from, range.to); });
    return result;
}

} // namespace peerreview
