#pragma once

#include "yaml/schema.hpp"

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <optional>
#include <string>
#include <utility>

namespace peerreview {

/// The types of JSON Schema.
enum class SchemaType { string, integer, number, boolean, array, object, null };

/// One (sub)schema. A missing keyword is empty and allows everything.
struct Schema::Rule {
    bool never = false; ///< the schema `false`
    std::vector<SchemaType> types;
    bool takes_text = false;                     ///< whether a plain number counts as text
    std::vector<nlohmann::ordered_json> allowed; ///< enum, or const as its only value
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

/// The rule itself, or that which it refers to.
const Schema::Rule& follow(const Schema::Rule& rule);

/// Whether a value may have the type, and whether it has one of the rule's types, if that asks for any.
bool has_type(const Node& node, SchemaType type);
bool has_type(const Node& node, const Schema::Rule& rule);

} // namespace peerreview
