#include "yaml/edit.hpp"

#include "source/failure.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

constexpr std::size_t first = 0, second = 1, third = 2;

std::string set(const std::string& text, const KeyPath& path, std::string_view scalar) {
    Editor editor("a.yaml", text);
    const auto edit = editor.set(path, scalar);
    auto result = editor.text();
    editor.undo(edit);
    CHECK(editor.text() == text);
    return result;
}

/// As set, and the old source set back gives the old text.
std::string swap(const std::string& text, const KeyPath& path, std::string_view scalar) {
    Editor editor("a.yaml", text);
    const auto old = editor.source(path);
    editor.set(path, scalar);
    auto result = editor.text();
    editor.set(path, old);
    CHECK(editor.text() == text);
    return result;
}

/// As Editor::insert; what was inserted, removed, gives the old text.
std::string insert(const std::string& text, const KeyPath& path, std::string_view value,
                   const Position& position = {}) {
    Editor editor("a.yaml", text);
    const auto edit = editor.insert(path, value, position);
    auto result = editor.text();
    Editor again("a.yaml", result);
    again.remove(path);
    CHECK(again.text() == text);
    editor.undo(edit);
    CHECK(editor.text() == text);
    return result;
}

std::string remove(const std::string& text, const KeyPath& path) {
    Editor editor("a.yaml", text);
    const auto edit = editor.remove(path);
    auto result = editor.text();
    editor.undo(edit);
    CHECK(editor.text() == text);
    return result;
}

/// The message of the refusal, which leaves the text.
template <class Do>
std::string refusal(const std::string& text, const Do& edit) {
    Editor editor("a.yaml", text);
    try {
        edit(editor);
    } catch (const Failure& failure) {
        CHECK(editor.text() == text);
        CHECK(!failure.hint().empty());
        return failure.what();
    }
    return "done: " + editor.text();
}

Position before(std::string key) { return {Position::Side::before, std::move(key)}; }
Position after(std::string key) { return {Position::Side::after, std::move(key)}; }

} // namespace

TEST_CASE("only the bytes of the value change") {
    CHECK(swap("a: 1 # why\n\nb:   'x'\n", {"b"}, "y") == "a: 1 # why\n\nb:   y\n");
    CHECK(swap("a: one two # why\r\nb: 2\r\n", {"a"}, "z") == "a: z # why\r\nb: 2\r\n");
    CHECK(swap("a: first\n  second # why\nb: 2\n", {"a"}, "z") == "a: z # why\nb: 2\n");
    CHECK(swap("a: \"first # no\n\n  \\\"second\" # why\n", {"a"}, "z") == "a: z # why\n");
    CHECK(swap("a: 'it''s\n  # no'\n", {"a"}, "z") == "a: z\n");
    CHECK(swap("l:\n  - id: x\n    n: 1\n", {"l", first, "n"}, "2") == "l:\n  - id: x\n    n: 2\n");
    CHECK(swap("m: {a: 1, b: 2}\n", {"m", "b"}, "3") == "m: {a: 1, b: 3}\n");
    CHECK(swap("a:\n  value\nb: 2\n", {"a"}, "z") == "a:\n  z\nb: 2\n");
    CHECK(swap("\xEF\xBB\xBF"
               "a: x#y\n",
               {"a"}, "z") == "\xEF\xBB\xBF"
                              "a: z\n");
    CHECK(swap("\"a: #\": \xC3\xA9t\xC3\xA9 # \xC3\xA9\n", {"a: #"}, "z") == "\"a: #\": z # \xC3\xA9\n");
    CHECK(swap("? a\n: 1 # why\n", {"a"}, "z") == "? a\n: z # why\n");
}

TEST_CASE("a block scalar ends where its text ends") {
    CHECK(swap("a: >-\n  first\n  second\n\nb: 2\n", {"a"}, "z") == "a: z\n\nb: 2\n");
    CHECK(swap("a: | # why\n  first\n\n    # text\n# note\nb: 2\n", {"a"}, "z") ==
          "a: z # why\n# note\nb: 2\n");
    CHECK(swap("a: |+\n  kept\n\n\nb: 2\n", {"a"}, "z") == "a: z\nb: 2\n");
    CHECK(swap("a: |2-\n    two deep\n\nb: 2\n", {"a"}, "z") == "a: z\n\nb: 2\n");
    CHECK(swap("a: |\n  text", {"a"}, "z") == "a: z");
    CHECK(swap("a: |\r\n  text\r\nb: 1\r\n", {"a"}, "z") == "a: z\r\nb: 1\r\n");
    CHECK(swap("- |\n one\n- b\n", {first}, "z") == "- z\n- b\n");
    CHECK(swap("m:\n    k: >\n      text\n     # note\n    l: 1\n", {"m", "k"}, "z") ==
          "m:\n    k: z\n     # note\n    l: 1\n");
    CHECK(swap("a: >\nb: 1\n", {"a"}, "z") == "a: z\nb: 1\n");
}

TEST_CASE("a value takes several lines where it is written so") {
    CHECK(swap("m:\n  a: 1 # why\n  b: 2\n", {"m", "a"}, ">-\n  one\n\n  two") ==
          "m:\n  a: >- # why\n    one\n\n    two\n  b: 2\n");
    CHECK(swap("m:\r\n  - a # why\r\n", {"m", first}, "|\n  one\n  two\n") ==
          "m:\r\n  - | # why\r\n    one\r\n    two\r\n");
    CHECK(swap("a: 1", {"a"}, "two\n  lines") == "a: two\n  lines");
    CHECK(swap("m: {a: 1, b: 2}\n", {"m", "a"}, "|\n  one\n  two") == "m: {a: \"one\\ntwo\\n\", b: 2}\n");
    CHECK(swap("l: [a, b]\n", {"l", first}, "x, y]") == "l: [\"x, y]\", b]\n");
    CHECK(swap("l: [a, b]\n", {"l", first}, "") == "l: [~, b]\n");
    CHECK(set("a: # why\n", {"a"}, "{low: 4, high: 11}") == "a: {low: 4, high: 11} # why\n");
}

TEST_CASE("an empty value is filled and a null word replaced") {
    CHECK(swap("a:\nb: 2\n", {"a"}, "1") == "a: 1\nb: 2\n");
    CHECK(swap("a: # why\nb: 2\n", {"a"}, "|\n  x") == "a: | # why\n  x\nb: 2\n");
    CHECK(swap("a: \nb: 2\n", {"a"}, "1") == "a: 1 \nb: 2\n");
    CHECK(swap("a: ~ # why\n", {"a"}, "1") == "a: 1 # why\n");
    CHECK(swap("a:\n  null\nb: 1\n", {"a"}, "1") == "a:\n  1\nb: 1\n");
    CHECK(swap("a:\nnull b: 1\n", {"a"}, "1") == "a: 1\nnull b: 1\n");
    CHECK(swap("-\n- ~\n-", {first}, "1") == "- 1\n- ~\n-");
    CHECK(swap("-\n- ~\n-", {third}, "1") == "-\n- ~\n- 1");
    CHECK(swap("m: {a: , \"b\":}\n", {"m", "b"}, "1") == "m: {a: , \"b\": 1}\n");
    CHECK(swap("l: [a, ,b]\n", {"l", second}, "1") == "l: [a, 1,b]\n");
    CHECK(swap("a: 1 # why\nb: 2\n", {"a"}, "") == "a: # why\nb: 2\n");
    CHECK(swap("a: |\n  x\nb: 2\n", {"a"}, "") == "a:\nb: 2\n");
}

TEST_CASE("a key that is not there comes last") {
    CHECK(set("a: 1", {"b"}, "2") == "a: 1\nb: 2");
    CHECK(set("m: {a: 1}\n", {"m", "b"}, "2") == "m: {a: 1, b: 2}\n");
    CHECK(set("l:\n  - id: x # who\n# end\n", {"l", first, "k"}, "2") ==
          "l:\n  - id: x # who\n    k: 2\n# end\n");
}

TEST_CASE("the same value changes nothing") {
    const std::string text = "a: \"x\"   # kept\r\nc: >-\r\n  x\r\nb: 2";
    CHECK(set(text, {"b"}, "2") == text);
    CHECK(set(text, {"a"}, "\"x\"") == text);
    CHECK(set(text, {"c"}, "'x'") == text);
}

TEST_CASE("a key is inserted beside the others") {
    CHECK(insert("a: 1\n\n# two\nc: 3\n", {"b"}, "2", before("c")) == "a: 1\nb: 2\n\n# two\nc: 3\n");
    CHECK(insert("# head\na: 1\nc: 3\n", {"b"}, "2", before("a")) == "# head\nb: 2\na: 1\nc: 3\n");
    CHECK(insert("a:\n  x: 1\n  # y: 2\n# c\nc: 3\n", {"b"}, "2", after("a")) ==
          "a:\n  x: 1\n  # y: 2\nb: 2\n# c\nc: 3\n");
    CHECK(insert("- a: 1 # why\n  c: 2\n", {first, "b"}, "x", before("a")) ==
          "- b: x\n  a: 1 # why\n  c: 2\n");
    CHECK(insert("\xEF\xBB\xBF"
                 "a: 1\r\n",
                 {"b"}, "x", before("a")) == "\xEF\xBB\xBF"
                                             "b: x\r\na: 1\r\n");
    CHECK(insert("a: 1\r\nb: 2", {"c d:"}, "3") == "a: 1\r\nb: 2\r\n\"c d:\": 3");
    CHECK(insert("a: |+\n  x\n\n", {"b"}, "2") == "a: |+\n  x\n\nb: 2\n");
    CHECK(insert("a: 1\n...\n", {"b"}, "2") == "a: 1\nb: 2\n...\n");
    CHECK(insert("m: {\n  a: 1, # one\n  b: 2  # two\n}\n", {"m", "c"}, "3") ==
          "m: {\n  a: 1, # one\n  b: 2,  # two\n  c: 3\n}\n");
    CHECK(insert("m: {\n  a: 1,\n  b: 2, # two\n}\n", {"m", "c"}, "3") ==
          "m: {\n  a: 1,\n  b: 2, # two\n  c: 3,\n}\n");
    CHECK(insert("m: {a: 1, b: 2}\n", {"m", "c"}, "k: |\n  x\n", before("b")) ==
          "m: {a: 1, c: {k: \"x\\n\"}, b: 2}\n");
    CHECK(insert("m: { }\n", {"m", "a"}, "1") == "m: { a: 1 }\n");
}

TEST_CASE("a value of several lines takes the file's indentation") {
    CHECK(insert("l:\n- a\nm:\n    k: 1\n", {"t"}, "- a\n- b: 1\n  c: 2\n") ==
          "l:\n- a\nm:\n    k: 1\nt:\n- a\n- b: 1\n  c: 2\n");
    CHECK(insert("l:\n- a\nm:\n    k: 1\n", {"t"}, "a: 1\n\nb: 2") ==
          "l:\n- a\nm:\n    k: 1\nt:\n    a: 1\n\n    b: 2\n");
    CHECK(insert("m:\n  k: 1\n", {"m", "t"}, "|-\n  one\n  two") ==
          "m:\n  k: 1\n  t: |-\n    one\n    two\n");
}

TEST_CASE("an item is inserted at any index") {
    CHECK(insert("l:\n  - a # one\n  - b\n", {"l", first}, "x") == "l:\n  - x\n  - a # one\n  - b\n");
    CHECK(insert("l:\n- a # one\n- b\nz: 1\n", {"l", second}, "x") == "l:\n- a # one\n- x\n- b\nz: 1\n");
    CHECK(insert("l:\n  - a\n  - b", {"l", third}, "x") == "l:\n  - a\n  - b\n  - x");
    CHECK(insert("- - a\n  - b\n", {first, first}, "x") == "- - x\n  - a\n  - b\n");
    CHECK(insert("-   a: 1\n    b: 2\n", {second}, "a: 3\nb: 4\n") ==
          "-   a: 1\n    b: 2\n-   a: 3\n    b: 4\n");
    CHECK(insert("l: [a, b]\n", {"l", second}, "x") == "l: [a, x, b]\n");
    CHECK(insert("l: [a,\n    b]\n", {"l", third}, "x") == "l: [a,\n    b,\n    x]\n");
    CHECK(insert("l: [a, b, ]\n", {"l", third}, "x") == "l: [a, b, x, ]\n");
    CHECK(insert("l: [a]\n", {"l", second}, "a: 1\nb: 'x, y'\n") == "l: [a, {a: 1, b: \"x, y\"}]\n");
}

TEST_CASE("an empty list gets its first item") {
    CHECK(insert("l: [] # none\n", {"l", first}, "x") == "l: [x] # none\n");
    CHECK(insert("l: [] # none\n", {"l", first}, "a: 1\nb: 2\n") == "l: # none\n  - a: 1\n    b: 2\n");
    CHECK(insert("l: [ ] # none\n", {"l", first}, "a: 1\nb: 2\n") == "l: [ {a: 1, b: 2} ] # none\n");
    CHECK(insert("- [] # none", {first, first}, "a: 1\n") == "- # none\n  - a: 1");
    CHECK(insert("[]", {first}, "a: 1\n") == "[{a: 1}]");
    const auto begun = [](const std::string& text, const KeyPath& path) {
        Editor editor("a.yaml", text);
        editor.insert(path, "x");
        return editor.text();
    };
    CHECK(begun("l: # none\nm: 1\n", {"l", first}) == "l: # none\n  - x\nm: 1\n");
    CHECK(begun("l: ~\nm: 1\n", {"l", first}) == "l:\n  - x\nm: 1\n");
    CHECK(begun("l: ~\nm: 1\n", {"l", "k"}) == "l:\n  k: x\nm: 1\n");
    CHECK(begun("{l: }\n", {"l", first}) == "{l: [x] }\n");
    CHECK(begun("m:\n- a\n", {"l", first}) == "m:\n- a\nl:\n- x\n");
    CHECK(begun("m: {}\n", {"m", "l", first}) == "m:\n  l:\n    - x\n");
}

TEST_CASE("an item is added at the list's own indentation") {
    Editor editor("a.yaml", "l:\n- a: 1\n- a: 2 # last\nz: 1\n");
    editor.append({"l"}, "- a: 3\n");
    CHECK(editor.text() == "l:\n- a: 1\n- a: 2 # last\n- a: 3\nz: 1\n");
    editor.append({"new"}, "- b: 1\n\n  c: 2\n");
    CHECK(editor.text() == "l:\n- a: 1\n- a: 2 # last\n- a: 3\nz: 1\nnew:\n- b: 1\n\n  c: 2\n");
    CHECK_THROWS_AS(editor.append({"l"}, "a: 3\n"), Failure);
}

TEST_CASE("a key is removed with its lines and what is written on them") {
    CHECK(remove("a: 1\nb: 2 # two\nc: 3\n", {"b"}) == "a: 1\nc: 3\n");
    CHECK(remove("# head\na: |\n  x\n\nb: 2\n", {"a"}) == "# head\n\nb: 2\n");
    CHECK(remove("a: 1\nb:\n  c: 2 # two\n  # d: 3\n\n# e\ne: 4\n", {"b"}) == "a: 1\n\n# e\ne: 4\n");
    CHECK(remove("a: 1\r\nb: 2", {"b"}) == "a: 1");
    CHECK(remove("- a: 1 # one\n  b: 2\n", {first, "a"}) == "- b: 2\n");
    CHECK(remove("- a: 1 # one\n  # two\n  b: 2\n", {first, "a"}) == "- # two\n  b: 2\n");
    CHECK(remove("m: {a: 1, b: 2}\n", {"m", "a"}) == "m: {b: 2}\n");
    CHECK(remove("m: {a: 1, b: 2}\n", {"m", "b"}) == "m: {a: 1}\n");
    CHECK(remove("m: {a: 1, b: 2, }\n", {"m", "b"}) == "m: {a: 1, }\n");
    CHECK(remove("m: {\n  a: 1, # one\n  # of b\n  b: 2 # two\n}\n", {"m", "b"}) ==
          "m: {\n  a: 1 # one\n  # of b\n}\n");
    CHECK(remove("m: {\n  a: 1, # one\n  b: 2 # two\n}\n", {"m", "a"}) == "m: {\n  b: 2 # two\n}\n");
}

TEST_CASE("comment lines above what is removed stay") {
    CHECK(remove("a: 1\n# of b\nb: 2\nc: 3\n", {"b"}) == "a: 1\n# of b\nc: 3\n");
    CHECK(remove("l:\n  # of a\n  - a\n  # of b\n  - b\n", {"l", second}) ==
          "l:\n  # of a\n  - a\n  # of b\n");
}

TEST_CASE("an item is removed from any list") {
    CHECK(remove("l:\n- a\n- b # two\n- c\n", {"l", second}) == "l:\n- a\n- c\n");
    CHECK(remove("- - a\n  - b\n- c\n", {first, first}) == "- - b\n- c\n");
    CHECK(remove("l: [a, b, c]\n", {"l", second}) == "l: [a, c]\n");
    CHECK(remove("l: [a,\n    b]\n", {"l", second}) == "l: [a]\n");
    CHECK(remove("l: [a, b, # two\n    c, d]\n", {"l", second}) == "l: [a, # two\n    c, d]\n");
    CHECK(remove("l: [k: 1, b]\n", {"l", first}) == "l: [b]\n");
}

TEST_CASE("brackets are left of the last part") {
    CHECK(remove("l: # list\n  - a # one\nm: 1\n", {"l", first}) == "l: [] # list\nm: 1\n");
    CHECK(remove("l:\n  # of a\n  - a", {"l", first}) == "l: []\n  # of a");
    CHECK(remove("m:\r\n  k: 1", {"m", "k"}) == "m: {}");
    CHECK(remove("- a: 1 # one\n- b\n", {first, "a"}) == "- {}\n- b\n");
    CHECK(remove("- - a\n- b\n", {first, first}) == "- []\n- b\n");
    CHECK(remove("# head\na: 1 # one\n", {"a"}) == "# head\n{}\n");
    CHECK(remove("l: [a,]\n", {"l", first}) == "l: []\n");
    CHECK(remove("l: [ a ]\n", {"l", first}) == "l: [ ]\n");
    CHECK(remove("l: [k: 1, b]\n", {"l", first, "k"}) == "l: [{}, b]\n");
}

TEST_CASE("what cannot be changed in place is refused and the text left") {
    const auto of_set = [](const KeyPath& path, std::string_view scalar) {
        return [=](Editor& editor) { editor.set(path, scalar); };
    };
    CHECK(refusal("l: [1]\n", of_set({"l"}, "2")) == "cannot change 'l' in a.yaml in place: it is a list");
    CHECK(refusal("l: [1]\n", of_set({"l", second}, "2")) ==
          "cannot change 'l.2' in a.yaml in place: it is not there");
    CHECK(refusal("a: 1\n", of_set({"m", "k"}, "2")) ==
          "cannot change 'm.k' in a.yaml in place: there is no 'm'");
    CHECK(refusal("a: 1\n", of_set({"a", "k"}, "2")) ==
          "cannot change 'a.k' in a.yaml in place: it would be part of a text");
    CHECK(refusal("a: 1\n", of_set({"a"}, "2 # why")) == "'2 # why' is not the YAML of one value");
    CHECK(refusal("a: 1\n", of_set({"a"}, "x: y: z")) == "'x: y: z' is not the YAML of one value");
    CHECK(refusal("a: 1\n    # deep\n", of_set({"a"}, "|\n  x")) ==
          "cannot change 'a' in a.yaml in place: the lines around it would be read in another way");
    const auto insert_a = [](Editor& editor) { editor.insert({"a"}, "2"); };
    CHECK(refusal("a: 1\n", insert_a) == "cannot change 'a' in a.yaml in place: it is there already");
    const auto insert_beside = [](Editor& editor) { editor.insert({"b"}, "2", before("c")); };
    CHECK(refusal("a: 1\n", insert_beside) ==
          "cannot change 'b' in a.yaml in place: there is no 'c' beside it");
    const auto insert_far = [](Editor& editor) { editor.insert({"l", third}, "2"); };
    CHECK(refusal("l: [a]\n", insert_far) == "cannot change 'l.3' in a.yaml in place: the list has 1 item");
    const auto insert_bare = [](Editor& editor) { editor.insert({"l", first, "b"}, "2"); };
    CHECK(refusal("l: [a: 1]\n", insert_bare) ==
          "cannot change 'l.1.b' in a.yaml in place: its map has no braces");
    const auto remove_kept = [](Editor& editor) { editor.remove({"b"}); };
    CHECK(refusal("a: |+\n  x\nb: 1\n\nc: 2\n", remove_kept) ==
          "cannot change 'b' in a.yaml in place: the lines around it would be read in another way");
    const auto set_source = [](Editor& editor) { editor.set({"a"}, Source{"1\nb: 2"}); };
    CHECK(refusal("a: 1\n", set_source) ==
          "cannot change 'a' in a.yaml in place: these bytes are no scalar there");
    const auto undo_twice = [](Editor& editor) { editor.undo({0, "", "b: 1\n"}); };
    CHECK(refusal("a: 1\n", undo_twice) == "cannot take a change of a.yaml back: other changes followed it");
}

TEST_CASE("edits follow each other and are taken back in turn") {
    const std::string text = "a: 1 # one\nl: [x]\n";
    Editor editor("a.yaml", text);
    std::vector<Edit> edits;
    edits.push_back(editor.set({"a"}, "|\n  two"));
    edits.push_back(editor.insert({"l", first}, "y"));
    edits.push_back(editor.remove({"l", second}));
    edits.push_back(editor.insert({"b"}, "k: 1\n", before("l")));
    CHECK(editor.text() == "a: | # one\n  two\nb:\n  k: 1\nl: [y]\n");
    for (; !edits.empty(); edits.pop_back()) editor.undo(edits.back());
    CHECK(editor.text() == text);
}
