#include "yaml/schema_rule.hpp"

#include "yaml/values.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;
using Type = SchemaType;

/// In the order of SchemaType.
constexpr std::string_view type_names[] = {"string", "integer", "number", "boolean",
                                           "array",  "object",  "null"};

Type type_of(std::string_view name) {
    const auto found = std::ranges::find(type_names, name);
    if (found == std::end(type_names)) throw std::runtime_error("schema type: " + std::string(name));
    return static_cast<Type>(found - std::begin(type_names));
}

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

} // namespace

const Schema::Rule& follow(const Schema::Rule& rule) {
    const auto* target = &rule;
    while (target->reference) target = target->reference;
    return *target;
}

bool has_type(const Node& node, SchemaType type) {
    switch (type) {
    case SchemaType::string:
        return node.is_scalar();
    case SchemaType::integer:
        return is_whole_number(node);
    case SchemaType::number:
        return number_of(node).has_value();
    case SchemaType::boolean:
        return boolean_of(node).has_value();
    case SchemaType::array:
        return node.is_list();
    case SchemaType::object:
        return node.is_map();
    case SchemaType::null:
        break;
    }
    return node.is_null();
}

bool has_type(const Node& node, const Schema::Rule& rule) {
    return rule.types.empty() ||
           std::ranges::any_of(rule.types, [&](SchemaType type) { return has_type(node, type); });
}

Schema::Schema(std::string_view json) {
    const auto document = Json::parse(json);
    root_ = Compiler(document, rules_).compile(document);
}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

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
