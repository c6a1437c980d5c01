#include "yaml/new_value.hpp"

#include "source/failure.hpp"
#include "source/text.hpp"
#include "yaml/extent.hpp"
#include "yaml/parse.hpp"
#include "yaml/write.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace peerreview {

namespace {

void forget_places(Node& node) {
    node.place = {};
    for (auto& item : node.items) forget_places(item);
    for (auto& entry : node.entries) {
        entry.key_place = {};
        forget_places(entry.value);
    }
}

std::optional<Node> read_after(std::string_view lead, std::string_view yaml, std::string_view end) {
    const SourceFile file("", fmt::format("{}{}{}", lead, yaml, end));
    Diagnostics diagnostics;
    auto root = parse_yaml(file, diagnostics);
    if (!root || !root->is_map() || root->entries.size() != 1) return std::nullopt;
    const auto whole = extent_of(file, *root);
    const auto& extent = whole.parts.front();
    auto& value = root->entries.front().value;
    const auto is_block = (value.is_list() || value.is_map()) && !value.flow;
    if (is_block || extent.end != (yaml.empty() ? extent.lead : lead.size() + yaml.size()) ||
        (!yaml.empty() && extent.begin != lead.size()))
        return std::nullopt;
    forget_places(value);
    return std::move(value);
}

std::optional<Node> read_block(std::string_view yaml) {
    const SourceFile file("", std::string(yaml) + "\n");
    Diagnostics diagnostics;
    auto root = parse_yaml(file, diagnostics);
    if (!root || root->is_scalar() || root->flow) return std::nullopt;
    forget_places(*root);
    return root;
}

std::optional<Node> read_in_brackets(std::string_view yaml) { return read_after("{v: ", yaml, "}\n"); }

std::string quoted(std::string_view text) {
    const auto scalar = yaml_scalar(text);
    return scalar.starts_with('"') ? scalar : '"' + scalar + '"';
}

std::string one_line(const Node& node) {
    if (node.is_null()) return "~";
    if (node.is_scalar()) {
        const auto plain = node.quoted ? std::nullopt : read_in_brackets(node.text);
        return plain && is_same(*plain, node) ? node.text : quoted(node.text);
    }
    std::string text;
    for (const auto& item : node.items) text += (text.empty() ? "" : ", ") + one_line(item);
    for (const auto& entry : node.entries)
        text += (text.empty() ? "" : ", ") + yaml_scalar(entry.key) + ": " + one_line(entry.value);
    return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

} // namespace

bool is_same(const Node& one, const Node& other) {
    return one.kind == other.kind && one.quoted == other.quoted && one.text == other.text &&
           std::ranges::equal(one.items, other.items, is_same) &&
           std::ranges::equal(one.entries, other.entries, [](const Entry& left, const Entry& right) {
               return left.key == right.key && is_same(left.value, right.value);
           });
}

NewValue read_value(std::string_view yaml) {
    if (yaml.ends_with('\n')) yaml.remove_suffix(1);
    if (auto value = read_after("v: ", yaml, "\n")) return {std::move(*value), std::string(yaml), false};
    if (auto value = read_block(yaml)) return {std::move(*value), std::string(yaml), true};
    throw Failure(fmt::format("'{}' is not the YAML of one value", truncate(yaml, 60)),
                  "put quotes round text, and no comment behind it");
}

NewValue in_brackets(const NewValue& value) {
    const auto is_one_line = value.source.find('\n') == std::string::npos;
    if (is_one_line && !value.is_block)
        if (const auto read = read_in_brackets(value.source); read && is_same(*read, value.node))
            return value;
    NewValue result;
    result.source = one_line(value.node);
    auto read = read_in_brackets(result.source);
    if (!read) throw Failure(fmt::format("'{}' cannot stand in brackets", truncate(value.source, 60)));
    result.node = std::move(*read);
    return result;
}

} // namespace peerreview
