#include "yaml/schema_rule.hpp"

#include "source/text.hpp"
#include "yaml/values.hpp"

#include <algorithm>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;
using Rule = Schema::Rule;

bool equals(const Node& node, const Json& value) {
    if (value.is_string()) return node.is_scalar() && node.text == value.get_ref<const std::string&>();
    if (value.is_boolean()) return boolean_of(node) == value.get<bool>();
    if (value.is_number()) return number_of(node) == value.get<double>();
    if (value.is_null()) return node.is_null();
    if (value.is_array())
        return node.is_list() && std::ranges::equal(node.items, value, [](const Node& a, const Json& b) {
                   return equals(a, b);
               });
    return node.is_map() && node.entries.size() == value.size() &&
           std::ranges::all_of(node.entries, [&](const Entry& entry) {
               return value.contains(entry.key) && equals(entry.value, value.at(entry.key));
           });
}

bool same(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.items.size() != b.items.size() || a.entries.size() != b.entries.size())
        return false;
    if (a.is_scalar()) return a.text == b.text && a.quoted == b.quoted;
    return std::ranges::equal(a.items, b.items, same) &&
           std::ranges::all_of(a.entries, [&](const Entry& entry) {
               const auto* other = b.find(entry.key);
               return other && same(entry.value, *other);
           });
}

std::string shown(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string shown(const Node& node) {
    switch (node.kind) {
    case Node::Kind::null:
        return "nothing";
    case Node::Kind::list:
        return "a list";
    case Node::Kind::map:
        return "a map";
    case Node::Kind::scalar:
        break;
    }
    const auto text = node.text.size() <= 60 ? node.text : truncate(node.text, 60);
    return (node.quoted ? "the text '" : "'") + text + "'";
}

std::string list_of(const std::vector<std::string>& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
    return list;
}

std::string type_in_words(const std::vector<SchemaType>& types) {
    constexpr std::string_view words[] = {"text",   "a whole number", "a number", "true or false",
                                          "a list", "a map",          "empty"}; // in the order of SchemaType
    std::string list;
    for (const auto type : types)
        list.append(list.empty() ? "" : " or ").append(words[static_cast<std::size_t>(type)]);
    return list;
}

/// What a message calls a value. Made into words only where there is a message.
struct Name {
    std::string_view words;     ///< such as "the record"; of the value of a key, the key
    bool is_key = false;        ///< whether the words are a key of the file
    const Name* list = nullptr; ///< of an item: the name of its list
    std::size_t number = 0;     ///< of an item: its number, from 1

    std::string text() const {
        if (list) return fmt::format("item {} of {}", number, list->text());
        return is_key ? "'" + truncate(words, 60) + "'" : std::string(words);
    }
};

/// The description without its full stop, and the first example.
std::string with_example(const Rule& rule) {
    auto text = rule.description;
    if (text.ends_with('.')) text.pop_back();
    if (rule.example.empty()) return text;
    return text + (rule.description.empty() ? "such as " : " (such as ") + rule.example +
           (rule.description.empty() ? "" : ")");
}

/// Walks a node beside its rule.
class Checker {
public:
    explicit Checker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void check(const Node& node, const Rule& unresolved, const Name& name) {
        const auto& rule = follow(unresolved);
        if (rule.never) {
            diagnostics_.error(node.place, "bad-value", "{} is not allowed here", name.text());
            return;
        }
        if (!has_type(node, rule)) {
            report_type(node, rule, name);
            return;
        }
        if (!rule.any_of.empty()) check_any_of(node, rule, name);
        if (rule.has_allowed) check_allowed(node, rule, name);
        if (node.is_scalar()) check_scalar(node, rule, name);
        if (node.is_list()) check_list(node, rule, name);
        if (node.is_map()) check_map(node, rule);
    }

private:
    void report_type(const Node& node, const Rule& rule, const Name& name) {
        auto& finding = diagnostics_.error(node.place, "wrong-type", "{} should be {}, not {}", name.text(),
                                           type_in_words(rule.types), shown(node));
        const auto wants_plain = node.is_scalar() && node.quoted && rule.types.front() != SchemaType::array &&
                                 rule.types.front() != SchemaType::object;
        finding.hint = wants_plain ? "take the quotes away" : with_example(rule);
    }

    bool passes(const Node& node, const Rule& rule) {
        Diagnostics trial;
        Checker(trial).check(node, rule, {});
        return !trial.has_errors();
    }

    void check_any_of(const Node& node, const Rule& rule, const Name& name) {
        const auto fits = [&](const Rule* branch) {
            return !follow(*branch).never && has_type(node, follow(*branch));
        };
        if (std::ranges::any_of(rule.any_of,
                                [&](auto* branch) { return fits(branch) && passes(node, *branch); }))
            return;
        if (const auto first = std::ranges::find_if(rule.any_of, fits); first != rule.any_of.end()) {
            check(node, **first, name);
            return;
        }
        std::vector<SchemaType> types;
        for (const auto* branch : rule.any_of)
            types.insert(types.end(), follow(*branch).types.begin(), follow(*branch).types.end());
        diagnostics_
            .error(node.place, "wrong-type", "{} should be {}, not {}", name.text(), type_in_words(types),
                   shown(node))
            .hint = with_example(rule);
    }

    void check_allowed(const Node& node, const Rule& rule, const Name& name) {
        if (std::ranges::any_of(rule.allowed, [&](const Json& value) { return equals(node, value); })) return;
        std::vector<std::string> words;
        std::ranges::transform(rule.allowed, std::back_inserter(words),
                               [](const Json& value) { return shown(value); });
        auto& finding = diagnostics_.error(node.place, "bad-value", "{} should be {}{}, not {}", name.text(),
                                           words.size() == 1 ? "" : "one of ", list_of(words), shown(node));
        const std::vector<std::string_view> known(words.begin(), words.end());
        if (const auto near = nearest(node.text, known); !near.empty())
            finding.hint = "did you mean '" + near + "'?";
    }

    void check_scalar(const Node& node, const Rule& rule, const Name& name) {
        if (!rule.takes_text) {
            if (number_of(node)) check_range(node, rule, name);
            return;
        }
        if (rule.least_length || rule.most_length) check_length(node, rule, name);
        check_form(node, rule, name);
    }

    void check_length(const Node& node, const Rule& rule, const Name& name) {
        const auto length = code_points(node.text);
        if (rule.least_length && length < *rule.least_length)
            diagnostics_
                .error(node.place, "bad-value", "{} should not be shorter than {} characters", name.text(),
                       *rule.least_length)
                .hint = with_example(rule);
        if (rule.most_length && length > *rule.most_length)
            diagnostics_.error(node.place, "too-large", "{} has {} characters; at most {} are allowed",
                               name.text(), length, *rule.most_length);
    }

    void check_form(const Node& node, const Rule& rule, const Name& name) {
        if (rule.format == "date" && !is_date(node.text)) {
            diagnostics_
                .error(node.place, "bad-date", "{} should be a date that exists, not '{}'", name.text(),
                       shown_text(node))
                .hint = "write it as year-month-day, such as 2027-01-14";
        } else if (rule.format == "time" && !is_time_of_day(node.text)) {
            diagnostics_
                .error(node.place, "bad-value", "{} should be a time, not '{}'", name.text(),
                       shown_text(node))
                .hint = "write it with 24 hours, such as 09:30";
        } else if (rule.pattern && !RE2::PartialMatch(node.text, *rule.pattern)) {
            diagnostics_
                .error(node.place, "bad-value", "{} should not be '{}'", name.text(), shown_text(node))
                .hint = with_example(rule);
        }
    }
    static std::string shown_text(const Node& node) { return truncate(node.text, 60); }

    void check_range(const Node& node, const Rule& rule, const Name& name) {
        const auto value = *number_of(node);
        const auto low = (rule.minimum && value < *rule.minimum) || (rule.above && value <= *rule.above);
        const auto high = (rule.maximum && value > *rule.maximum) || (rule.below && value >= *rule.below);
        if (!low && !high) return;
        std::string range;
        if (rule.minimum) range += fmt::format("{} or more", *rule.minimum);
        if (rule.above) range += fmt::format("more than {}", *rule.above);
        if (rule.maximum) range += fmt::format("{}{} or less", range.empty() ? "" : " and ", *rule.maximum);
        if (rule.below) range += fmt::format("{}less than {}", range.empty() ? "" : " and ", *rule.below);
        diagnostics_.error(node.place, "bad-value", "{} should be {}, not {}", name.text(), range, node.text)
            .hint = with_example(rule);
    }

    void check_list(const Node& node, const Rule& rule, const Name& name) {
        const auto size = node.items.size();
        if (rule.least_items && size < *rule.least_items)
            diagnostics_.error(node.place, "bad-value", "{} should have at least {} items, not {}",
                               name.text(), *rule.least_items, size);
        if (rule.most_items && size > *rule.most_items)
            diagnostics_.error(node.place, "bad-value", "{} should have at most {} items, not {}",
                               name.text(), *rule.most_items, size);
        if (rule.unique_items) check_unique(node, name);
        if (!rule.items) return;
        for (std::size_t i = 0; i < size; ++i)
            check(node.items[i], *rule.items, {.list = &name, .number = i + 1});
    }

    void check_unique(const Node& list, const Name& name) {
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            const auto before = list.items.begin() + static_cast<std::ptrdiff_t>(i);
            const auto is_repeated = std::any_of(list.items.begin(), before,
                                                 [&](const Node& item) { return same(item, list.items[i]); });
            if (is_repeated)
                diagnostics_.error(list.items[i].place, "bad-value", "{} names {} twice", name.text(),
                                   shown(list.items[i]));
        }
    }

    void check_map(const Node& node, const Rule& rule) {
        for (const auto& key : rule.required)
            if (!node.find(key)) report_missing(node, rule, key);
        for (const auto& entry : node.entries) {
            if (rule.property_names) check_key(entry, *rule.property_names);
            const auto known =
                std::ranges::find(rule.properties, entry.key, &std::pair<std::string, const Rule*>::first);
            const auto name = Name{.words = entry.key, .is_key = true};
            if (known != rule.properties.end())
                check(entry.value, *known->second, name);
            else if (rule.additional && follow(*rule.additional).never)
                report_unknown(entry, rule);
            else if (rule.additional)
                check(entry.value, *rule.additional, name);
        }
    }

    void check_key(const Entry& entry, const Rule& rule) {
        const auto key =
            Node{.kind = Node::Kind::scalar, .quoted = true, .place = entry.key_place, .text = entry.key};
        check(key, rule, {.words = "the key"});
    }

    void report_missing(const Node& node, const Rule& rule, const std::string& key) {
        const auto place = node.entries.empty() ? node.place : node.entries.front().key_place;
        auto& finding = diagnostics_.error(place, "missing-key", "'{}' is missing", key);
        const auto known =
            std::ranges::find(rule.properties, key, &std::pair<std::string, const Rule*>::first);
        if (known != rule.properties.end())
            finding.hint = fmt::format("add '{}:'", key) + explanation(follow(*known->second));
    }
    static std::string explanation(const Rule& rule) {
        const auto text = with_example(rule);
        return text.empty() ? "" : ": " + text;
    }

    void report_unknown(const Entry& entry, const Rule& rule) {
        auto& finding =
            diagnostics_.error(entry.key_place, "unknown-key", "unknown key '{}'", truncate(entry.key, 60));
        std::vector<std::string_view> known;
        std::vector<std::string> keys;
        for (const auto& property : rule.properties) {
            known.push_back(property.first);
            keys.push_back(property.first);
        }
        const auto near = nearest(entry.key, known);
        finding.hint = near.empty() ? "the keys here are " + list_of(keys) : "did you mean '" + near + "'?";
    }

    Diagnostics& diagnostics_;
};

} // namespace

void Schema::check(const Node& node, Diagnostics& diagnostics) const {
    Checker(diagnostics).check(node, *root_, {.words = "the record"});
}

} // namespace peerreview
