#include "record/date.hpp"

#include "yaml/values.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <ctime>

namespace peerreview {

namespace {

namespace chrono = std::chrono;

constexpr std::array weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                 "Thursday", "Friday", "Saturday"};
constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

} // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (!is_date(text)) return std::nullopt;
    return Date(chrono::year(number(text.substr(0, 4))) / number(text.substr(5, 2)) /
                number(text.substr(8, 2)));
}

std::string iso(Date date) {
    const chrono::year_month_day day(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string in_words(Date date) {
    const chrono::year_month_day day(date);
    return fmt::format("{} {} {} {}", weekdays[chrono::weekday(date).c_encoding()],
                       static_cast<unsigned>(day.day()), months[static_cast<unsigned>(day.month()) - 1],
                       static_cast<int>(day.year()));
}

Date today() {
    const auto now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return Date(chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday);
}

} // namespace peerreview
