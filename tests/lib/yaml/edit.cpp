#include "yaml/edit.hpp"

#include "source/failure.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::string set(const std::string& text, const KeyPath& path, std::string_view scalar) {
    Editor editor("a.yaml", text);
    editor.set(path, scalar);
    return editor.text();
}
} // namespace

TEST_CASE("only the bytes of the value change") {
    CHECK(set("a: 1 # why\n\nb:   'x'\n", {"b"}, "y") == "a: 1 # why\n\nb:   y\n");
    CHECK(set("a: one two # why\r\nb: 2\r\n", {"a"}, "z") == "a: z # why\r\nb: 2\r\n");
    CHECK(set("a: first\n  second\nb: 2\n", {"a"}, "z") == "a: z\nb: 2\n");
    CHECK(set("a: >-\n  first\n  second\n\nb: 2\n", {"a"}, "z") == "a: z\nb: 2\n");
    CHECK(set("l:\n  - id: x\n    n: 1\n", {"l", std::size_t{0}, "n"}, "2") == "l:\n  - id: x\n    n: 2\n");
    CHECK(set("m: {a: 1, b: 2}\n", {"m", "b"}, "3") == "m: {a: 1, b: 3}\n");
}

TEST_CASE("an empty value is filled and a new key comes last") {
    CHECK(set("a:\nb: 2\n", {"a"}, "1") == "a: 1\nb: 2\n");
    CHECK(set("a: 1", {"b"}, "2") == "a: 1\nb: 2\n");
    CHECK(set("m: {a: 1}\n", {"m", "b"}, "2") == "m: {a: 1, b: 2}\n");
    CHECK(set("l:\n  - id: x # who\n# end\n", {"l", std::size_t{0}, "n"}, "2") ==
          "l:\n  - id: x # who\n    n: 2\n# end\n");
}

TEST_CASE("the same value changes nothing") {
    const std::string text = "a: \"x\"   # kept\r\nb: 2";
    CHECK(set(text, {"b"}, "2") == text);
    CHECK(set(text, {"a"}, "\"x\"") == text);
}

TEST_CASE("an item is added at the list's own indentation") {
    Editor editor("a.yaml", "l:\n- a: 1\n- a: 2 # last\nz: 1\n");
    editor.append({"l"}, "- a: 3\n");
    CHECK(editor.text() == "l:\n- a: 1\n- a: 2 # last\n- a: 3\nz: 1\n");
    editor.append({"new"}, "- b: 1\n  c: 2\n");
    CHECK(editor.text() == "l:\n- a: 1\n- a: 2 # last\n- a: 3\nz: 1\nnew:\n  - b: 1\n    c: 2\n");
}

TEST_CASE("a list is not replaced by a scalar") {
    Editor editor("a.yaml", "l: [1]\n");
    CHECK_THROWS_AS(editor.set({"l"}, "2"), Failure);
    CHECK(editor.text() == "l: [1]\n");
}
