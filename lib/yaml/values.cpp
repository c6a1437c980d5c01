#include "yaml/values.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace peerreview {

namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool are_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// Digits, and no leading zero but of zero itself, which other readers take for octal.
bool is_decimal(std::string_view text) {
    return are_digits(text) && (text.size() == 1 || text.front() != '0');
}

std::string_view without_sign(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    return text;
}

int digits_value(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

} // namespace

std::optional<double> number_of(const Node& node) {
    if (!node.is_scalar() || node.quoted) return std::nullopt;
    const auto text = without_sign(node.text);
    const auto point = text.find('.');
    if (!is_decimal(text.substr(0, point))) return std::nullopt;
    if (point != std::string_view::npos && !are_digits(text.substr(point + 1))) return std::nullopt;
    double value = 0;
    const auto* end = node.text.data() + node.text.size();
    const auto result = std::from_chars(node.text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return value;
}

bool is_whole_number(const Node& node) {
    return node.is_scalar() && !node.quoted && is_decimal(without_sign(node.text)) && node.text.size() <= 18;
}

std::optional<bool> boolean_of(const Node& node) {
    if (!node.is_scalar() || node.quoted) return std::nullopt;
    if (node.text == "true") return true;
    if (node.text == "false") return false;
    return std::nullopt;
}

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    if (!are_digits(year) || !are_digits(month) || !are_digits(day)) return false;
    return std::chrono::year_month_day(std::chrono::year(digits_value(year)),
                                       std::chrono::month(static_cast<unsigned>(digits_value(month))),
                                       std::chrono::day(static_cast<unsigned>(digits_value(day))))
        .ok();
}

bool is_time_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return false;
    const auto hours = text.substr(0, 2), minutes = text.substr(3, 2);
    return are_digits(hours) && are_digits(minutes) && digits_value(hours) < 24 && digits_value(minutes) < 60;
}

} // namespace peerreview
