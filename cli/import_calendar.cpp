#include "cli/import_calendar.hpp"

#include "cli/terminal.hpp"
#include "record/calendar_files.hpp"
#include "record/write_records.hpp"
#include "source/text.hpp"
#include "yaml/edit.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"
#include "yaml/write.hpp"

#include <algorithm>

namespace peerreview {

namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;

/// calendar.yaml while days are added to it.
class CalendarEdit {
public:
    explicit CalendarEdit(const Loaded<Calendar>& calendar)
        : path_(calendar.file->path()), editor_(path_, std::string(calendar.file->text())) {}

    void add(const std::string& list, const Keys& keys) { editor_.append({list}, list_item(keys)); }

    const std::string& text() const { return editor_.text(); }

    /// Whether the record is still what its schema allows; what is not is reported.
    bool is_sound(Diagnostics& findings) const {
        const auto& file = *sources_.emplace_back(std::make_unique<SourceFile>(path_, text()));
        if (const auto node = parse_yaml(file, findings)) schema_of("calendar").check(*node, findings);
        return !findings.has_errors();
    }

private:
    std::string path_;
    Editor editor_;
    mutable std::vector<std::unique_ptr<SourceFile>> sources_; ///< what findings point into
};

/// The days of a school year, 1 August to 31 August.
struct Year {
    Date first, last;
    bool holds(const std::optional<Date>& date) const { return date && *date >= first && *date <= last; }
};

Year year_of(const Calendar& calendar) {
    namespace chrono = std::chrono;
    const auto start = first_year(calendar.year).value_or(0);
    return {chrono::year(start) / 8 / 1, chrono::year(start + 1) / 8 / 31};
}

struct Added {
    int holidays = 0, closed = 0, outside = 0;
};

Keys keys_of(const BankHoliday& holiday) {
    return {{"date", iso(*holiday.date)}, {"name", yaml_scalar(holiday.name)}};
}

Keys keys_of(const Closed& range) {
    Keys keys = {{"from", iso(*range.from)}, {"to", iso(*range.to)}};
    if (!range.why.empty()) keys.emplace_back("why", yaml_scalar(range.why));
    return keys;
}

void add_holidays(const Calendar& calendar, const CalendarFile& file, CalendarEdit& edit, Added& added) {
    const auto year = year_of(calendar);
    for (const auto& holiday : file.bank_holidays) {
        if (!year.holds(holiday.date)) {
            ++added.outside;
        } else if (std::ranges::find(calendar.bank_holidays, holiday.date, &BankHoliday::date) ==
                   calendar.bank_holidays.end()) {
            edit.add("bank-holidays", keys_of(holiday));
            ++added.holidays;
        }
    }
}

void add_closed(const Calendar& calendar, const CalendarFile& file, CalendarEdit& edit, Added& added) {
    const auto year = year_of(calendar);
    auto known = calendar.closed;
    for (const auto& range : file.closed) {
        const auto holds = [&](const Closed& other) {
            return other.from && other.to && *other.from <= *range.from && *range.to <= *other.to;
        };
        if (!year.holds(range.from) && !year.holds(range.to)) {
            ++added.outside;
        } else if (std::ranges::none_of(known, holds)) {
            edit.add("closed", keys_of(range));
            known.push_back(range);
            ++added.closed;
        }
    }
}

/// Names the bank holidays of calendar.yaml that the government's list does not have, where it has the year.
void tell_of_others(const Session& session, const Calendar& calendar, const CalendarFile& file) {
    if (file.bank_holidays.empty()) return;
    const auto first = file.bank_holidays.front().date, last = file.bank_holidays.back().date;
    for (const auto& holiday : calendar.bank_holidays)
        if (holiday.date >= first && holiday.date <= last &&
            std::ranges::find(file.bank_holidays, holiday.date, &BankHoliday::date) ==
                file.bank_holidays.end())
            tell(session, fmt::format("{} ({}) stands in calendar.yaml and is no bank holiday of the file",
                                      iso(*holiday.date), holiday.name));
}

std::string counts(const Added& added, const std::string& year) {
    auto text = fmt::format("{} and {} of closed days added", counted(added.holidays, "bank holiday"),
                            counted(added.closed, "range"));
    if (added.outside > 0) text += fmt::format(", {} outside {} left out", added.outside, year);
    return text;
}

} // namespace

void import_calendar(const Session& session, const Project& project, const SourceFile& source,
                     Changes& changes, Diagnostics& findings) {
    if (!project.calendar)
        throw Failure("there is no calendar.yaml",
                      "'peerreview cohort init' writes one; put the terms into it");
    const auto& calendar = project.calendar->value;
    const auto file = read_calendar_file(source, calendar.nation.value_or(Nation::england), findings);
    CalendarEdit edit(*project.calendar);
    Added added;
    add_holidays(calendar, file, edit, added);
    add_closed(calendar, file, edit, added);
    Diagnostics unsound;
    if (!edit.is_sound(unsound)) {
        print_findings(session, unsound);
        throw Failure("calendar.yaml would not be sound with these days", "take fewer days", Status::errors);
    }
    changes.write("calendar.yaml", edit.text());
    tell_of_others(session, calendar, file);
    tell(session, counts(added, calendar.year));
}

} // namespace peerreview
