#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"
#include "yaml/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Readers take what is valid of a node and leave the rest at its default: the schema has reported every
// mistake before. `read(map, key, member)` reads the value of a key; `read_value` is what a type brings
// along.

namespace peerreview {

template <class Enum>
struct EnumName {
    Enum value;
    std::string_view name;
};

template <class Enum, std::size_t N>
std::string_view name_in(const EnumName<Enum> (&names)[N], Enum value) {
    for (const auto& entry : names)
        if (entry.value == value) return entry.name;
    return {};
}

/// Sets `value` where the node has one of the names; gives whether it has.
template <class Enum, std::size_t N>
bool value_in(const EnumName<Enum> (&names)[N], const Node& node, Enum& value) {
    for (const auto& entry : names)
        if (node.is_scalar() && entry.name == node.text) return value = entry.value, true;
    return false;
}

inline void read_value(const Node& node, std::string& text) {
    if (node.is_scalar()) text = node.text;
}
inline void read_value(const Node& node, bool& value) { value = boolean_of(node).value_or(value); }
inline void read_value(const Node& node, std::optional<Date>& date) {
    if (node.is_scalar()) date = parse_date(node.text);
}
inline void read_value(const Node& node, Date& date) {
    if (node.is_scalar()) date = parse_date(node.text).value_or(date);
}
inline void read_value(const Node& node, std::optional<int>& number) {
    if (is_whole_number(node) && number_of(node).value() < 2e9 && number_of(node).value() > -2e9)
        number = static_cast<int>(number_of(node).value());
}
inline void read_value(const Node& node, int& number) {
    std::optional<int> read;
    read_value(node, read);
    number = read.value_or(number);
}
inline void read_value(const Node& node, double& number) { number = number_of(node).value_or(number); }
inline void read_value(const Node& node, std::optional<Phase>& phase) {
    if (node.is_scalar()) phase = parse_phase(node.text);
}
inline void read_value(const Node& node, Phase& phase) {
    if (node.is_scalar()) phase = parse_phase(node.text).value_or(phase);
}
template <class Noun>
void read_value(const Node& node, Id<Noun>& id) {
    if (node.is_scalar()) id.text = node.text;
}
template <class T>
void read_value(const Node& node, std::optional<T>& value) {
    if (!node.is_scalar()) return;
    T read{};
    if (read_value(node, read)) value = read;
}
template <class T>
void read_value(const Node& node, std::vector<T>& list) {
    for (const auto& item : node.items) read_value(item, list.emplace_back());
}

/// Reads the value under `key` of a map into `member`, where there is one.
template <class T>
void read(const Node& map, std::string_view key, T& member) {
    if (const auto* value = map.find(key); value && !value->is_null()) read_value(*value, member);
}

} // namespace peerreview
