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

namespace {

enum class Type { string, integer, number, boolean, array, object, null };

struct TypeName {
    std::string_view name;
    std::string_view in_words;
};
/// In the order of Type.
constexpr TypeName type_names[] = {
    {"string", "text"},  {"integer", "a whole number"}, {"number", "a number"}, {"boolean", "true or false"},
    {"array", "a list"}, {"object", "a map"},           {"null", "empty"}};

Type type_of(std::string_view name) {
    const auto found = std::ranges::find(type_names, name, &TypeName::name);
    if (found == std::end(type_names)) throw std::runtime_error("schema type: " + std::string(name));
    return static_cast<Type>(found - std::begin(type_names));
}

} // namespace

/// One (sub)schema. A missing keyword is empty and allows everything.
struct Schema::Rule {
    bool never = false; ///< the schema `false`
    std::vector<Type> types;
    bool takes_text = false;   ///< whether a plain number counts as text
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
    std::shared_ptr<const RE2> pattern;
    std::string format;
    std::string description;
    std::string example;                 ///< the first of `examples`, as a person would write it
    std::optional<SharingClass> sharing; ///< empty: that of what it stands in
};

namespace {

/// The matcher of a pattern, one for all schemas: making one takes longer than checking a record. Throws
/// std::runtime_error where the text is no pattern.
std::shared_ptr<const RE2> matcher_of(const std::string& pattern) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const RE2>> made;
    const std::lock_guard lock(mutex);
    auto& matcher = made[pattern];
    if (!matcher) matcher = std::make_shared<const RE2>(pattern, RE2::Quiet);
    if (!matcher->ok()) throw std::runtime_error("schema pattern: " + matcher->error());
    return matcher;
}

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
            rule.takes_text = std::ranges::find(rule.types, Type::string) != rule.types.end() ||
                              rule.most_length || rule.least_length || rule.pattern || !rule.format.empty();
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
            const auto names =
                type.is_array() ? type.get<std::vector<std::string>>() : std::vector{type.get<std::string>()};
            std::ranges::transform(names, std::back_inserter(rule.types), type_of);
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
        if (schema.contains("pattern")) rule.pattern = matcher_of(schema["pattern"].get<std::string>());
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

bool has_type(const Node& node, Type type) {
    switch (type) {
    case Type::string:
        return node.is_scalar();
    case Type::integer:
        return is_whole_number(node);
    case Type::number:
        return number_of(node).has_value();
    case Type::boolean:
        return boolean_of(node).has_value();
    case Type::array:
        return node.is_list();
    case Type::object:
        return node.is_map();
    case Type::null:
        break;
    }
    return node.is_null();
}

bool has_type(const Node& node, const Rule& rule) {
    return rule.types.empty() ||
           std::ranges::any_of(rule.types, [&](Type type) { return has_type(node, type); });
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

std::string type_in_words(const std::vector<Type>& types) {
    std::string list;
    for (const auto type : types)
        list.append(list.empty() ? "" : " or ").append(type_names[static_cast<std::size_t>(type)].in_words);
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
        const auto wants_plain = node.is_scalar() && node.quoted && rule.types.front() != Type::array &&
                                 rule.types.front() != Type::object;
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
        std::vector<Type> types;
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
    Checker(diagnostics).check(node, *root_, {.words = "the record"});
}

const Schema& schema_of(std::string_view name) {
    struct Made {
        std::string_view json;
        std::once_flag once;
        std::optional<Schema> schema;
    };
    static auto all = [] {
        std::map<std::string_view, Made> schemas;
        for (const auto& schema : embedded_schemas()) schemas[schema.name].json = schema.json;
        return schemas;
    }();
    const auto found = all.find(name);
    if (found == all.end()) throw std::logic_error("no schema " + std::string(name));
    auto& made = found->second; // a thread waits only for the schema that it needs
    std::call_once(made.once, [&] { made.schema.emplace(made.json); });
    return *made.schema;
}

} // namespace peerreview
