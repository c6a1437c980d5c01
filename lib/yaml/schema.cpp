#include "yaml/schema.hpp"

#include "source/text.hpp"
#include "yaml/values.hpp"

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace peerreview {

using Json = nlohmann::ordered_json;

/// One (sub)schema. A missing keyword is empty and allows everything.
struct Schema::Rule {
    bool never = false; ///< the schema `false`
    std::vector<std::string> types;
    std::vector<Json> allowed; ///< enum, or const as its only value
    bool has_allowed = false;
    std::vector<std::pair<std::string, const Rule*>> properties;
    std::vector<std::string> required;
    const Rule* additional = nullptr;
    const Rule* property_names = nullptr;
    const Rule* items = nullptr;
    std::vector<const Rule*> any_of;
    const Rule* reference = nullptr; ///< of $ref; then nothing else counts
    std::optional<std::size_t> least_items, most_items, least_length, most_length;
    bool unique_items = false;
    std::optional<double> minimum, maximum, above, below;
    std::unique_ptr<RE2> pattern;
    std::string format;
    std::string description;
    std::string example;                 ///< the first of `examples`, as a person would write it
    std::optional<SharingClass> sharing; ///< empty: that of what it stands in
};

namespace {

using Rule = Schema::Rule;
using Rules = std::vector<std::unique_ptr<Rule>>;

/// Turns a schema document into rules; each place in the document becomes one rule, however often it is
/// referred to.
class Compiler {
public:
    Compiler(const Json& document, Rules& rules) : document_(document), rules_(rules) {}

    const Rule* compile(const Json& schema) {
        if (const auto known = made_.find(&schema); known != made_.end()) return known->second;
        auto& rule = *rules_.emplace_back(std::make_unique<Rule>());
        made_[&schema] = &rule;
        if (schema.is_boolean()) {
            rule.never = !schema.get<bool>();
        } else if (schema.contains("$ref")) {
            rule.reference = compile(resolve(schema.at("$ref").get<std::string>()));
        } else {
            read_values(schema, rule);
            read_sizes(schema, rule);
            read_parts(schema, rule);
            read_texts(schema, rule);
            if (schema.contains("x-class")) rule.sharing = sharing_class(schema["x-class"]);
        }
        return &rule;
    }

private:
    const Json& resolve(const std::string& reference) const {
        if (!reference.starts_with('#'))
            throw std::runtime_error("schema refers outside itself: " + reference);
        return document_.at(Json::json_pointer(reference.substr(1)));
    }
    static void read_values(const Json& schema, Rule& rule) {
        if (schema.contains("type")) {
            const auto& type = schema["type"];
            rule.types =
                type.is_array() ? type.get<std::vector<std::string>>() : std::vector{type.get<std::string>()};
        }
        if (schema.contains("enum")) rule.allowed = schema["enum"].get<std::vector<Json>>();
        if (schema.contains("const")) rule.allowed = {schema["const"]};
        rule.has_allowed = schema.contains("enum") || schema.contains("const");
    }
    static SharingClass sharing_class(const std::string& letter) {
        constexpr std::string_view letters = "OPTH";
        const auto at = letters.find(letter);
        if (letter.size() != 1 || at == std::string_view::npos)
            throw std::runtime_error("schema class: " + letter);
        return static_cast<SharingClass>(at);
    }
    template <class T>
    static void read(const Json& schema, const char* keyword, std::optional<T>& member) {
        if (schema.contains(keyword)) member = schema[keyword].get<T>();
    }
    static void read_sizes(const Json& schema, Rule& rule) {
        read(schema, "minItems", rule.least_items);
        read(schema, "maxItems", rule.most_items);
        read(schema, "minLength", rule.least_length);
        read(schema, "maxLength", rule.most_length);
        read(schema, "minimum", rule.minimum);
        read(schema, "maximum", rule.maximum);
        read(schema, "exclusiveMinimum", rule.above);
        read(schema, "exclusiveMaximum", rule.below);
        rule.unique_items = schema.value("uniqueItems", false);
    }
    void read_parts(const Json& schema, Rule& rule) {
        if (schema.contains("properties"))
            for (const auto& [key, value] : schema["properties"].items())
                rule.properties.emplace_back(key, compile(value));
        if (schema.contains("required")) rule.required = schema["required"].get<std::vector<std::string>>();
        if (schema.contains("additionalProperties"))
            rule.additional = compile(schema["additionalProperties"]);
        if (schema.contains("propertyNames")) rule.property_names = compile(schema["propertyNames"]);
        if (schema.contains("items")) rule.items = compile(schema["items"]);
        if (schema.contains("anyOf"))
            for (const auto& branch : schema["anyOf"]) rule.any_of.push_back(compile(branch));
    }
    static void read_texts(const Json& schema, Rule& rule) {
        if (schema.contains("pattern")) {
            rule.pattern = std::make_unique<RE2>(schema["pattern"].get<std::string>(), RE2::Quiet);
            if (!rule.pattern->ok()) throw std::runtime_error("schema pattern: " + rule.pattern->error());
        }
        rule.format = schema.value("format", "");
        rule.description = schema.value("description", "");
        if (!schema.contains("examples") || schema["examples"].empty()) return;
        const auto& example = schema["examples"].front();
        rule.example = example.is_string() ? example.get<std::string>() : example.dump();
    }

    const Json& document_;
    Rules& rules_;
    std::map<const Json*, const Rule*> made_;
};

const Rule& follow(const Rule& rule) {
    const auto* target = &rule;
    while (target->reference) target = target->reference;
    return *target;
}

bool has_type(const Node& node, std::string_view type) {
    if (type == "string") return node.is_scalar();
    if (type == "integer") return is_whole_number(node);
    if (type == "number") return number_of(node).has_value();
    if (type == "boolean") return boolean_of(node).has_value();
    if (type == "array") return node.is_list();
    if (type == "object") return node.is_map();
    return type == "null" && node.is_null();
}

bool has_type(const Node& node, const Rule& rule) {
    return rule.types.empty() ||
           std::ranges::any_of(rule.types, [&](const auto& type) { return has_type(node, type); });
}

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

std::string type_in_words(const std::vector<std::string>& types) {
    static const std::map<std::string, std::string> words = {
        {"string", "text"},     {"integer", "a whole number"},
        {"number", "a number"}, {"boolean", "true or false"},
        {"array", "a list"},    {"object", "a map"},
        {"null", "empty"}};
    std::string list;
    for (const auto& type : types) list += (list.empty() ? "" : " or ") + words.at(type);
    return list;
}

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

    void check(const Node& node, const Rule& unresolved, const std::string& name) {
        const auto& rule = follow(unresolved);
        if (rule.never) {
            diagnostics_.error(node.place, "bad-value", "{} is not allowed here", name);
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
    void report_type(const Node& node, const Rule& rule, const std::string& name) {
        auto& finding = diagnostics_.error(node.place, "wrong-type", "{} should be {}, not {}", name,
                                           type_in_words(rule.types), shown(node));
        const auto wants_plain = node.is_scalar() && node.quoted && rule.types.front() != "array" &&
                                 rule.types.front() != "object";
        finding.hint = wants_plain ? "take the quotes away" : with_example(rule);
    }

    bool passes(const Node& node, const Rule& rule) {
        Diagnostics trial;
        Checker(trial).check(node, rule, "");
        return !trial.has_errors();
    }

    void check_any_of(const Node& node, const Rule& rule, const std::string& name) {
        std::vector<const Rule*> fitting;
        std::vector<std::string> types;
        for (const auto* branch : rule.any_of) {
            const auto& target = follow(*branch);
            types.insert(types.end(), target.types.begin(), target.types.end());
            if (!target.never && has_type(node, target)) fitting.push_back(&target);
        }
        if (std::ranges::any_of(fitting, [&](const Rule* branch) { return passes(node, *branch); })) return;
        if (!fitting.empty()) {
            check(node, *fitting.front(), name);
            return;
        }
        diagnostics_
            .error(node.place, "wrong-type", "{} should be {}, not {}", name, type_in_words(types),
                   shown(node))
            .hint = with_example(rule);
    }

    void check_allowed(const Node& node, const Rule& rule, const std::string& name) {
        if (std::ranges::any_of(rule.allowed, [&](const Json& value) { return equals(node, value); })) return;
        std::vector<std::string> words;
        std::ranges::transform(rule.allowed, std::back_inserter(words),
                               [](const Json& value) { return shown(value); });
        auto& finding = diagnostics_.error(node.place, "bad-value", "{} should be {}{}, not {}", name,
                                           words.size() == 1 ? "" : "one of ", list_of(words), shown(node));
        const std::vector<std::string_view> known(words.begin(), words.end());
        if (const auto near = nearest(node.text, known); !near.empty())
            finding.hint = "did you mean '" + near + "'?";
    }

    void check_scalar(const Node& node, const Rule& rule, const std::string& name) {
        const auto is_number = number_of(node).has_value() && !takes_text(rule);
        if (is_number) {
            check_range(node, rule, name);
            return;
        }
        const auto length = code_points(node.text);
        if (rule.least_length && length < *rule.least_length)
            diagnostics_
                .error(node.place, "bad-value", "{} should not be shorter than {} characters", name,
                       *rule.least_length)
                .hint = with_example(rule);
        if (rule.most_length && length > *rule.most_length)
            diagnostics_.error(node.place, "too-large", "{} has {} characters; at most {} are allowed", name,
                               length, *rule.most_length);
        check_form(node, rule, name);
    }

    static bool takes_text(const Rule& rule) {
        return std::ranges::find(rule.types, "string") != rule.types.end() || rule.most_length ||
               rule.least_length || rule.pattern || !rule.format.empty();
    }

    void check_form(const Node& node, const Rule& rule, const std::string& name) {
        if (rule.format == "date" && !is_date(node.text)) {
            diagnostics_
                .error(node.place, "bad-date", "{} should be a date that exists, not '{}'", name,
                       shown_text(node))
                .hint = "write it as year-month-day, such as 2027-01-14";
        } else if (rule.format == "time" && !is_time_of_day(node.text)) {
            diagnostics_
                .error(node.place, "bad-value", "{} should be a time, not '{}'", name, shown_text(node))
                .hint = "write it with 24 hours, such as 09:30";
        } else if (rule.pattern && !RE2::PartialMatch(node.text, *rule.pattern)) {
            diagnostics_.error(node.place, "bad-value", "{} should not be '{}'", name, shown_text(node))
                .hint = with_example(rule);
        }
    }
    static std::string shown_text(const Node& node) { return truncate(node.text, 60); }

    void check_range(const Node& node, const Rule& rule, const std::string& name) {
        const auto value = *number_of(node);
        const auto low = (rule.minimum && value < *rule.minimum) || (rule.above && value <= *rule.above);
        const auto high = (rule.maximum && value > *rule.maximum) || (rule.below && value >= *rule.below);
        if (!low && !high) return;
        std::string range;
        if (rule.minimum) range += fmt::format("{} or more", *rule.minimum);
        if (rule.above) range += fmt::format("more than {}", *rule.above);
        if (rule.maximum) range += fmt::format("{}{} or less", range.empty() ? "" : " and ", *rule.maximum);
        if (rule.below) range += fmt::format("{}less than {}", range.empty() ? "" : " and ", *rule.below);
        diagnostics_.error(node.place, "bad-value", "{} should be {}, not {}", name, range, node.text).hint =
            with_example(rule);
    }

    void check_list(const Node& node, const Rule& rule, const std::string& name) {
        const auto size = node.items.size();
        if (rule.least_items && size < *rule.least_items)
            diagnostics_.error(node.place, "bad-value", "{} should have at least {} items, not {}", name,
                               *rule.least_items, size);
        if (rule.most_items && size > *rule.most_items)
            diagnostics_.error(node.place, "bad-value", "{} should have at most {} items, not {}", name,
                               *rule.most_items, size);
        if (rule.unique_items) check_unique(node, name);
        if (!rule.items) return;
        for (std::size_t i = 0; i < size; ++i)
            check(node.items[i], *rule.items, fmt::format("item {} of {}", i + 1, name));
    }

    void check_unique(const Node& list, const std::string& name) {
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            const auto before = list.items.begin() + static_cast<std::ptrdiff_t>(i);
            const auto is_repeated = std::any_of(list.items.begin(), before,
                                                 [&](const Node& item) { return same(item, list.items[i]); });
            if (is_repeated)
                diagnostics_.error(list.items[i].place, "bad-value", "{} names {} twice", name,
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
            const auto name = "'" + truncate(entry.key, 60) + "'";
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
        check(key, rule, "the key");
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

/// Copies what may be seen.
class View {
public:
    explicit View(SharingClass most) : most_(most) {}

    /// Nothing where neither the value nor anything in it may be seen.
    std::optional<Node> of(const Node& node, const Rule& unresolved, SharingClass inherited) const {
        const auto& rule = branch_for(node, follow(unresolved));
        const auto own = rule.sharing.value_or(inherited);
        if (!node.is_map() && !node.is_list()) return own <= most_ ? std::optional(node) : std::nullopt;
        Node seen{.kind = node.kind, .flow = node.flow, .place = node.place};
        if (rule.items)
            for (const auto& item : node.items)
                if (auto part = of(item, *rule.items, own)) seen.items.push_back(std::move(*part));
        for (const auto& entry : node.entries) {
            const auto* property = property_of(rule, entry.key);
            if (!property) continue;
            if (auto part = of(entry.value, *property, own))
                seen.entries.push_back({entry.key, entry.key_place, std::move(*part)});
        }
        const auto is_empty = seen.items.empty() && seen.entries.empty();
        return own <= most_ || !is_empty ? std::optional(std::move(seen)) : std::nullopt;
    }

private:
    /// Of alternatives the first that has the value's type.
    static const Rule& branch_for(const Node& node, const Rule& rule) {
        for (const auto* branch : rule.any_of)
            if (has_type(node, follow(*branch))) return follow(*branch);
        return rule;
    }
    static const Rule* property_of(const Rule& rule, const std::string& key) {
        const auto known =
            std::ranges::find(rule.properties, key, &std::pair<std::string, const Rule*>::first);
        return known == rule.properties.end() ? nullptr : known->second;
    }

    SharingClass most_;
};

} // namespace

Node Schema::visible(const Node& node, SharingClass most) const {
    const auto seen = View(most).of(node, *root_, SharingClass::host);
    return seen ? *seen : Node{.kind = Node::Kind::map, .place = node.place};
}

Schema::Schema(std::string_view json) {
    const auto document = Json::parse(json);
    root_ = Compiler(document, rules_).compile(document);
}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

void Schema::check(const Node& node, Diagnostics& diagnostics) const {
    Checker(diagnostics).check(node, *root_, "the record");
}

const Schema& schema_of(std::string_view name) {
    static std::mutex mutex;
    static std::map<std::string, Schema, std::less<>> made;
    const std::lock_guard lock(mutex);
    if (const auto known = made.find(name); known != made.end()) return known->second;
    const auto embedded = std::ranges::find(embedded_schemas(), name, &EmbeddedSchema::name);
    if (embedded == embedded_schemas().end()) throw std::logic_error("no schema " + std::string(name));
    return made.emplace(std::string(name), Schema(embedded->json)).first->second;
}

} // namespace peerreview
