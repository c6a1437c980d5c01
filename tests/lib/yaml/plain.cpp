#include "yaml/plain.hpp"

#include "random_record.hpp"
#include "shown_node.hpp"
#include "source/text.hpp"
#include "yaml/parse.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// What the plain reader makes of a text, or nothing.
std::string plain(const std::string& text) {
    const SourceFile file("a.yaml", text);
    const auto node = read_plain(file, 0);
    return node ? shown(*node) : "";
}

/// What yaml-cpp makes of it, or nothing.
std::string full(const std::string& text) {
    const SourceFile file("a.yaml", text);
    Diagnostics findings;
    const auto node = parse_any_yaml(file, findings);
    return node ? shown(*node) : "";
}

/// Records as the program writes them and as people do, with all that the plain reader reads.
constexpr auto records = std::to_array<std::string_view>({
    "# a school\n# of two leaders\nname: Oak & Ash (North), \u00c9cole\nurn: \"116721\"\nages: {low: 2, "
    "high: 8}\nmember: false # for now\n\nleaders:\n  - id: c-one\n    role: deputy\n    on: 2025-09-25\n\n  "
    "# the other\n  - id: 'b'\n    mail: \"a@b.example\"\n",
    "text: >-\n  One and two\n  and three.\n\n  A second part.\nother: |\n  kept\n\n\n  as it is\n# "
    "end\nlast: "
    ">\n    clipped: yes\n    # no comment\n",
    "items:\n- id: i1\n  themes: [LN3, CT1]\n  none: []\n  nothing: {}\n- id: i2\n  text: >-\n    deep\n    "
    "words\n  next:\n  far: -2.5\n- word\n- {a: [b, {c: 'd'}], e: \"f\"}\n- [x y, z]\n",
    "- a: 1\n  b:\n    c:\n      - d\n      - e: f\n        g: h\n- >-\n  text\n- 12:30\n",
});

} // namespace

TEST_CASE("a plain record is read as yaml-cpp reads it") {
    for (const auto record : records) {
        const auto text = std::string(record);
        CHECK(plain(text) != "");
        CHECK(plain(text) == full(text));
    }
}

TEST_CASE("what the plain reader does not read, it leaves") {
    for (const auto text : {"a: &x 1\n",
                            "a: *x\n",
                            "a: !!str 1\n",
                            "a: b: c\n",
                            "a: 1\na: 2\n",
                            "a: \"\\t\"\n",
                            "a: 'it''s'\n",
                            "a: 1\n b: 2\n",
                            "a: one\n  two\n",
                            "a: >+\n  x\n",
                            "a: |2\n   x\n",
                            "a: 1\n---\nb: 2\n",
                            "a: [1,\n 2]\n",
                            "a: null\n",
                            "a: ~\n",
                            "null: 1\n",
                            "a: [b: c]\n",
                            "a: {b}\n",
                            "a: [b,]\n",
                            "a: 1\r\n",
                            "? a\n: b\n",
                            "A: 1\n",
                            "a:b\n",
                            "word\n",
                            "",
                            "- - a\n",
                            "a: >-\n  x",
                            "a: >-\n\n  x\n",
                            "a: >-\n  x\n   y\n",
                            "a: 'x\n  y'\n"})
        CHECK_MESSAGE(plain(text) == "", text);
}

TEST_CASE("a plain record with anything put wrong is left, or read as yaml-cpp reads it") {
    constexpr auto pieces = std::to_array<std::string_view>(
        {" ",    "  ",    "\n",    "\n\n",   ":",     ": ",         " #", "#",   "- ", "-",
         "[",    "]",     "{",     "}",      ",",     ", ",         "'",  "\"",  "\\", ">-\n",
         "|\n",  "?",     "? ",    "!",      "&a ",   "*a",         "%",  "@",   "`",  "~",
         "null", "---\n", "...\n", "\u00a0", "key: ", "\nkey: x\n", "\r", "<<: "});
    std::size_t read = 0;
    for (std::uint64_t seed = 0; seed < 20000; ++seed) {
        Random random(seed);
        auto text = std::string(records[random.below(records.size())]);
        for (auto changes = 1 + random.below(2); changes > 0; --changes) {
            const auto at = random.below(text.size());
            if (random.one_in(2))
                text.insert(at, random.of(pieces));
            else
                text.erase(at, 1 + random.below(3));
        }
        if (find_invalid_utf8(text)) continue;
        const auto found = plain(text);
        if (found.empty()) continue;
        ++read;
        REQUIRE_MESSAGE(found == full(text), text);
    }
    CHECK(read > 5000);
}

TEST_CASE("a record in any layout is left, or read as yaml-cpp reads it") {
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const auto text = RandomRecord(seed).text();
        const auto found = plain(text);
        if (!found.empty()) REQUIRE_MESSAGE(found == full(text), text);
    }
}
