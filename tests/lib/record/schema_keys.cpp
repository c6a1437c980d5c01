#include "yaml/schema.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

using Keys = std::set<std::string>;
using nlohmann::json;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    REQUIRE_MESSAGE(stream.is_open(), path.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

void add_properties(const json& schema, Keys& keys) {
    if (schema.is_object() && schema.contains("properties"))
        for (const auto& [key, value] : schema["properties"].items()) keys.insert(key);
    if (schema.is_structured())
        for (const auto& part : schema) add_properties(part, keys);
}

/// Adds the keys that one line of a reader's source asks for: `, "key"` before a bracket or a comma.
void add_keys_of_line(const std::string& line, Keys& keys) {
    if (line.find("read") == std::string::npos && line.find("part(") == std::string::npos) return;
    for (auto at = line.find(", \""); at != std::string::npos; at = line.find(", \"", at + 1)) {
        const auto end = line.find('"', at + 3);
        if (end == std::string::npos || end + 1 == line.size()) return;
        if (line[end + 1] == ')' || line[end + 1] == ',') keys.insert(line.substr(at + 3, end - at - 3));
    }
}

/// The keys that a reader's source asks a map for.
Keys keys_read(const std::string& source) {
    std::istringstream lines(source);
    Keys keys;
    for (std::string line; std::getline(lines, line);) add_keys_of_line(line, keys);
    return keys;
}

std::string difference(const Keys& all, const Keys& known) {
    std::string text;
    for (const auto& key : all)
        if (!known.contains(key)) text += key + "\n";
    return text;
}

/// Keys that no line of the record's own reader names: what is read where, or why nothing is.
Keys read_elsewhere(const std::string& schema) {
    const Keys closed = {"from", "to", "why"}; // read with a school's own
    if (schema == "calendar" || schema == "consultant") return closed;
    // read with a schedule's own
    if (schema == "decision") return {"host", "reviewers", "reserves", "school", "leader"};
    // The phases of travel.limit are read by their names; the form is held by the schema; why a term names
    // nobody is told to people alone.
    if (schema == "cohort") return {"primary", "secondary", "special", "all-through", "format", "why"};
    return {};
}

} // namespace

TEST_CASE("each key of a schema is read and each key read is in its schema") {
    for (const auto& [name, text] : peerreview::embedded_schemas()) {
        const std::string schema(name);
        CAPTURE(schema);
        Keys properties;
        add_properties(json::parse(text), properties);
        auto read = keys_read(text_of(std::filesystem::path(LIB_DIR) / "record" / (schema + ".cpp")));
        CHECK_FALSE(read.empty());
        CHECK(difference(read, properties) == "");
        read.merge(read_elsewhere(schema));
        CHECK(difference(properties, read) == "");
    }
}

TEST_CASE("the schemas that are built in are those of the folder") {
    Keys built_in;
    Keys in_folder;
    for (const auto& schema : peerreview::embedded_schemas()) built_in.insert(std::string(schema.name));
    for (const auto& entry : std::filesystem::directory_iterator(SCHEMAS_DIR))
        if (entry.path().extension() == ".json") in_folder.insert(entry.path().stem().string());
    CHECK(built_in == in_folder);
}
