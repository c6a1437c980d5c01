#pragma once

#include "source/diagnostics.hpp"
#include "yaml/node.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace peerreview {

/// How far a value may go (DOMAIN 4.1): to everybody, to the provider and all members, to the triad, or to
/// the host alone. In a schema these are the letters O, P, T and H of the keyword `x-class`, which holds for
/// all that stands below it until another is given. What is of class X, never to be stored, has no key.
enum class SharingClass { open, programme, triad, host };

/// A JSON Schema (draft-07) made ready for checking. It knows the keywords type, enum, const, properties,
/// required, additionalProperties, propertyNames, items, minItems, maxItems, uniqueItems, minLength,
/// maxLength, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum, format (date and time), anyOf
/// and $ref within the schema; others say nothing about a value.
///
/// A scalar has the type that the schema asks for: plain text is a string too, and a number, true or false
/// only where it is not quoted.
class Schema {
public:
    /// Throws std::runtime_error where `json` is no such schema: the schemas are part of the program.
    explicit Schema(std::string_view json);
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;
    ~Schema();

    /// Reports each way in which `node` differs from the schema, at its place.
    void check(const Node& node, Diagnostics& diagnostics) const;

    /// What of a record may go as far as `most`: its maps and lists without the values of a further class,
    /// and without keys that the schema does not know. Places stay those of the record.
    Node visible(const Node& node, SharingClass most) const;

    struct Rule;

private:
    std::vector<std::unique_ptr<Rule>> rules_;
    const Rule* root_ = nullptr;
};

/// A schema that is built into the program.
struct EmbeddedSchema {
    std::string_view name; ///< the file's stem, such as "school"
    std::string_view json;
};

/// All schemas of schemas/, by name.
const std::vector<EmbeddedSchema>& embedded_schemas();

/// The built-in schema of that name, made ready at its first use; safe to call from several threads.
const Schema& schema_of(std::string_view name);

} // namespace peerreview
