#include "yaml/schema.hpp"

#include "findings.hpp"
#include "yaml/parse.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>

using namespace peerreview;

namespace {

std::string checked(const std::string& schema, const std::string& text) {
    const SourceFile file("a.yaml", text);
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE(node);
    schema_of(schema).check(*node, findings);
    return brief(findings);
}

using Json = nlohmann::ordered_json;

/// A JSON value as a record would hold it: strings quoted, the rest plain.
Node node_of(const Json& value) {
    static const SourceFile file("suite", "");
    Node node{.place = {&file, 0}};
    if (value.is_array()) {
        node.kind = Node::Kind::list;
        for (const auto& item : value) node.items.push_back(node_of(item));
    } else if (value.is_object()) {
        node.kind = Node::Kind::map;
        for (const auto& [key, item] : value.items())
            node.entries.push_back({key, {&file, 0}, node_of(item)});
    } else if (!value.is_null()) {
        node.kind = Node::Kind::scalar;
        node.quoted = value.is_string();
        node.text = value.is_string() ? value.get<std::string>() : value.dump();
    }
    return node;
}

/// Keywords of the suite's schema that the checker does not know make a group none of its business.
bool uses_only_known(const Json& schema) {
    static const std::set<std::string> known = {"$schema",
                                                "$ref",
                                                "definitions",
                                                "title",
                                                "description",
                                                "type",
                                                "enum",
                                                "const",
                                                "properties",
                                                "required",
                                                "additionalProperties",
                                                "propertyNames",
                                                "items",
                                                "minItems",
                                                "maxItems",
                                                "uniqueItems",
                                                "minLength",
                                                "maxLength",
                                                "pattern",
                                                "minimum",
                                                "maximum",
                                                "exclusiveMinimum",
                                                "exclusiveMaximum",
                                                "anyOf"};
    if (!schema.is_object()) return true;
    for (const auto& [key, value] : schema.items()) {
        if (!known.contains(key) || (key == "items" && value.is_array())) return false;
        if (key == "$ref" && !(value.is_string() && value.get<std::string>().starts_with('#'))) return false;
        if (key == "properties" || key == "definitions") {
            for (const auto& [name, part] : value.items())
                if (!uses_only_known(part)) return false;
        } else if (key != "enum" && key != "const" && !uses_only_known(value)) {
            return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("each difference from the schema is reported at its place") {
    CHECK(checked("school", "name: Ash\nphase: Primry\n") == "2:8 bad-value\n");
    CHECK(checked("school", "nme: Ash\nphase: primary\n") == "1:1 missing-key\n1:1 unknown-key\n");
    CHECK(checked("school", "name: Ash\nphase: primary\nroll: ten\n") == "3:7 wrong-type\n");
    CHECK(checked("school", "name: Ash\nphase: primary\nroll: '10'\n") == "3:7 wrong-type\n");
    CHECK(checked("school", "name: Ash\nphase: primary\nmember: yes\n") == "3:9 wrong-type\n");
    CHECK(checked("school", "name: Ash\nphase: primary\nagreement-signed: 2026-02-30\n") ==
          "3:19 bad-date\n");
    CHECK(checked("school", "name: no\nphase: primary\nurn: 123456\nleaders: [ash-head, {id: ash-deputy}]\n")
              .empty());
}

TEST_CASE("the checker agrees with the official test suite for the keywords it has") {
    // Our records have no types of their own: plain text is a string whatever it looks like, 1.0 is no whole
    // number, and what JSON calls a number in a form of its own (1e3) nobody writes in a record.
    const std::set<std::string> by_design = {
        "anyOf with base schema: mismatch base schema",
        "anyOf complex types: neither anyOf valid (complex)",
        "maxLength validation: ignores non-strings",
        "minLength validation: ignores non-strings",
        "pattern validation: ignores non-strings",
        "property named $ref that is not a reference: property named $ref invalid",
        "integer type matches integers: a float with zero fractional part is an integer",
        "string type matches strings: 1 is not a string",
        "string type matches strings: a float is not a string",
        "string type matches strings: a boolean is not a string",
        "multiple types can be specified in an array: a float is invalid",
        "multiple types can be specified in an array: a boolean is invalid"};
    int cases = 0;
    for (const auto* name : {"additionalProperties",
                             "anyOf",
                             "const",
                             "definitions",
                             "enum",
                             "exclusiveMaximum",
                             "exclusiveMinimum",
                             "items",
                             "maxItems",
                             "maxLength",
                             "maximum",
                             "minItems",
                             "minLength",
                             "minimum",
                             "pattern",
                             "properties",
                             "propertyNames",
                             "ref",
                             "required",
                             "type",
                             "uniqueItems"}) {
        std::ifstream stream(std::filesystem::path("/usr/share/json-schema-test-suite/tests/draft7") /
                             (std::string(name) + ".json"));
        REQUIRE(stream);
        for (const auto& group : Json::parse(stream)) {
            if (!uses_only_known(group["schema"])) continue;
            const Schema schema(group["schema"].dump());
            for (const auto& test : group["tests"]) {
                const auto title =
                    group["description"].get<std::string>() + ": " + test["description"].get<std::string>();
                if (by_design.contains(title)) continue;
                Diagnostics findings;
                schema.check(node_of(test["data"]), findings);
                INFO(title);
                CHECK(findings.has_errors() != test["valid"].get<bool>());
                ++cases;
            }
        }
    }
    CHECK(cases >= 190);
}
