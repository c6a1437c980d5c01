#include "project/upgrade.hpp"

#include "source/diagnostics.hpp"
#include "yaml/parse.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::string now(std::string_view schema, const std::string& text) {
    const SourceFile file("a.yaml", text);
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE(node.has_value());
    return upgraded(schema, *node);
}
} // namespace

TEST_CASE("format 0 becomes format 1 where a word has another name, and nowhere else") {
    CHECK(now("school", "# display_name\r\n'display_name':  A_B # phase: sen\r\nphase: \"sen\"\r\n") ==
          "# display_name\r\n'name':  A_B # phase: sen\r\nphase: \"special\"\r\n");
    CHECK(now("consultant", "phases: [primary,sen]\ndays_available: 6") ==
          "phases: [primary,special]\ndays: 6");
    CHECK(now("school", "leaders:\n- {id: a_b, role: head, catch_up: 2026-10-01}\n") ==
          "leaders:\n- {id: a_b, role: headteacher, catch-up: 2026-10-01}\n");
    CHECK(now("feedback", "items: [{kind: practice_to_share, codes: [C2], text: kind sen}]") ==
          "items: [{kind: practice, themes: [C2], text: kind sen}]");
}

TEST_CASE("a word that another record means otherwise stays in that record") {
    CHECK(now("themes", "codes: [{id: A1}]\n") == "codes: [{id: A1}]\n");
    CHECK(now("school", "type: Community school\n") == "type: Community school\n");
}

TEST_CASE("a record of format 1 is upgraded to itself") {
    const std::string text = "name: Ash\nphase: special\nleaders: [{id: a, role: headteacher}]\n";
    CHECK(now("school", text) == text);
}
