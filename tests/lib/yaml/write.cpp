#include "yaml/write.hpp"

#include "findings.hpp"
#include "yaml/parse.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peerreview;

namespace {

/// The text after it was written under a key and read again.
std::string again(const std::string& text) {
    const SourceFile file("record.yaml", "key: " + yaml_scalar(text) + "\n");
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE_MESSAGE(node.has_value(), brief(findings));
    REQUIRE(node->find("key"));
    return node->find("key")->text;
}

} // namespace

TEST_CASE("plain text stays plain") {
    CHECK(yaml_scalar("Ash Primary School") == "Ash Primary School");
    CHECK(yaml_scalar("st-marys") == "st-marys");
    CHECK(yaml_scalar("St Mary's (Infants)") == "St Mary's (Infants)");
}

TEST_CASE("text that a reader could take for something else is quoted") {
    for (const auto* text :
         {"",    "y",   "No",   "TRUE",       "off",   "null", "NaN", "inf",  "~",    "123456",
          "012", "1e3", "0x1F", "2027-01-14", "09:30", "-",    "- a", "a: b", "a #b", "a ",
          " a",  "a:",  "#a",   "[a",         "{a",    "&a",   "*a",  "!a",   "|",    ">",
          "%a",  "@a",  "`a",   "\"a",        "'a",    "<<",   "=",   "---"}) {
        const auto written = yaml_scalar(text);
        CAPTURE(written);
        CHECK(written.front() == '"');
        CHECK(written.back() == '"');
    }
}

TEST_CASE("what no reader prints is escaped") {
    CHECK(yaml_scalar("a\nb\tc\x7F") == R"("a\nb\x09c\x7f")");
    CHECK(yaml_scalar("a\xC2\x85\xE2\x80\xA8z") == R"("a\u0085\u2028z")");
    CHECK(yaml_scalar("\xEF\xBB\xBFz\xEF\xBF\xBE") == R"("\ufeffz\ufffe")");
    CHECK(yaml_scalar("say \"a\\b\"") == R"("say \"a\\b\"")");
}

TEST_CASE("written text reads back as it was") {
    for (const auto* text :
         {"Ash", "no", "123456", "2027-01-14", "a: b # c", "two\nlines\n", "\ttab ", "\x01\x1B[0m",
          "Ysgol Ll\xC5\xB7n", "\xC2\xA0\xC2\x85\xE2\x80\xA9", "\xEF\xBF\xBE\xEF\xBF\xBF", "\xF0\x9F\x8F\xAB",
          "back\\slash \"quoted\" 'single'"})
        CHECK(again(text) == text);
}

TEST_CASE("lines are indented, the last one whether it ends or not") {
    CHECK(indented("").empty());
    CHECK(indented("a:\n- b\n") == "  a:\n  - b\n");
    CHECK(indented("a\nb") == "  a\n  b");
}

TEST_CASE("the first line of a record names its schema") {
    CHECK(schema_line("triad") ==
          "# yaml-language-server: $schema=https://peerreview.example/schemas/v1/triad.json\n");
}
