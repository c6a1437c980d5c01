#include "yaml/parse.hpp"

#include "findings.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The findings of a text, or "fine".
std::string parsed(const std::string& text) {
    const SourceFile file("a.yaml", text);
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    const auto result = brief(findings);
    return node ? "fine" : result;
}

} // namespace

TEST_CASE("what a person would write is read") {
    CHECK(parsed("a: 1\nb: [x, 'y z', \"w\"]\nc: {d: e}\nf:\n  - g: h\n    i: j\n") == "fine");
    CHECK(parsed("\xEF\xBB\xBF"
                 "a: 1\r\nb: >-\r\n  two\r\n  lines\r\n") == "fine");
    CHECK(parsed("a: |\n  text\n") == "fine");
    CHECK(parsed("a: 1") == "fine");
}

TEST_CASE("what is not in the subset is refused where it stands") {
    CHECK(parsed("a: &x 1\n") == "1:4 not-allowed\n");
    CHECK(parsed("a: !!str 1\n") == "1:4 not-allowed\n");
    CHECK(parsed("b: 2\n<<: {a: 1}\n") == "2:1 not-allowed\n");
    CHECK(parsed("%TAG ! x\n---\na: 1\n") == "1:1 not-allowed\n");
    CHECK(parsed("a: 1\n---\nb: 2\n") == "2:1 not-allowed\n");
    CHECK(parsed("a: *x\n") == "1:4 syntax\n");
}

TEST_CASE("comments before a record change no place in it") {
    CHECK(parsed("# one\n#two \xC3\xA9\r\n\na: *x\n") == "4:4 syntax\n");
    CHECK(parsed("\xEF\xBB\xBF# one\nb: 1\nb: 2\n") == "3:1 repeated-key\n");
    CHECK(parsed("# one\n%TAG ! x\n---\na: 1\n") == "2:1 not-allowed\n");
    CHECK(parsed("# one\x01\na: 1\n") == "1:6 syntax\n");
    CHECK(parsed("# one\n# two") == "1:1 syntax\n");
}

TEST_CASE("a repeated key is reported where it is repeated") {
    CHECK(parsed("a: 1\nb: 2\na: 3\n") == "3:1 repeated-key\n");
    CHECK(parsed("a: 1\n\"\\x61\": 3\n") == "2:1 repeated-key\n");
}

TEST_CASE("what the parser would pass over in silence is an error") {
    CHECK(parsed("a: \"x\nb: 1\n") != "fine");       // an unclosed quote
    CHECK(parsed("a: 1\nword\n") == "2:1 syntax\n"); // a key without a colon
    CHECK(parsed("") == "1:1 syntax\n");
    CHECK(parsed("# nothing\n") == "1:1 syntax\n");
    CHECK(parsed("a: \"\\N\"\n") == "1:4 not-allowed\n");
}

TEST_CASE("bytes that no record may hold are found") {
    CHECK(parsed("a: caf\xE9\n") == "1:7 not-utf8\n");
    CHECK(parsed("a: x\ty\n\tb: 1\n") == "2:1 tab\n");
    CHECK(parsed("a: x\x01\n") == "1:5 syntax\n");
    CHECK(parsed(std::string("a: x\0\n", 6)) == "1:5 syntax\n");
    CHECK(parsed("a: \u2028\n") == "1:4 syntax\n");
}

TEST_CASE("nesting ends before the stack does") {
    CHECK(parsed(std::string(100000, '[')) != "fine");
    CHECK(parsed("a: " + std::string(70, '[') + std::string(70, ']') + "\n") == "1:67 syntax\n");
}

TEST_CASE("an empty value has the place of its key") {
    const SourceFile file("a.yaml", "a: 1\nb:\nc: 2\n");
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE(node);
    CHECK(node->place_of("b").offset == 5);
}
