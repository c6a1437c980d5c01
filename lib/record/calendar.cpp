#include "record/calendar.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<Nation> nation_names[] = {{Nation::england, "england"},
                                             {Nation::wales, "wales"},
                                             {Nation::scotland, "scotland"},
                                             {Nation::northern_ireland, "northern-ireland"}};
std::string_view name_of(Nation value) { return name_in(nation_names, value); }
static bool read_value(const Node& node, Nation& value) { return value_in(nation_names, node, value); }

static void read_value(const Node& node, Window& window) {
    read(node, "name", window.name);
    read(node, "start", window.start);
    read(node, "end", window.end);
    read(node, "phases", window.phases);
    read(node, "hard", window.hard);
}

static void read_value(const Node& node, BankHoliday& bank_holiday) {
    read(node, "date", bank_holiday.date);
    read(node, "name", bank_holiday.name);
}

Calendar read_calendar(const Node& node) {
    Calendar calendar;
    read(node, "nation", calendar.nation);
    read(node, "year", calendar.year);
    read(node, "checked", calendar.checked);
    read(node, "terms", calendar.terms);
    read(node, "inset", calendar.inset);
    read(node, "bank-holidays", calendar.bank_holidays);
    read(node, "closed", calendar.closed);
    read(node, "tests", calendar.tests);
    read(node, "exams", calendar.exams);
    return calendar;
}

} // namespace peerreview
