#include "yaml/compare.hpp"

#include "yaml/parse.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// Each difference in a line: "+" added, "-" removed, "~" changed, "=" order, the path, and scalars.
std::string differences(const std::string& before, const std::string& now) {
    const SourceFile old_file("a.yaml", before), new_file("a.yaml", now);
    Diagnostics findings;
    const auto old_root = parse_yaml(old_file, findings), new_root = parse_yaml(new_file, findings);
    REQUIRE(old_root);
    REQUIRE(new_root);
    std::string text;
    for (const auto& change : compare_records(*old_root, *new_root)) {
        text += "+-~="[static_cast<std::size_t>(change.kind)];
        for (const auto& key : change.path) text += " " + key;
        if (change.before && change.before->is_scalar()) text += " was " + change.before->text;
        if (change.now && change.now->is_scalar()) text += " is " + change.now->text;
        text += "\n";
    }
    return text;
}

} // namespace

TEST_CASE("what differs is told key by key, and what is gone comes last") {
    CHECK(differences("name: Ash\nroll: 200\ntown: Durham\n", "name: Ash\nroll: 210\nphase: primary\n") ==
          "~ roll was 200 is 210\n+ phase is primary\n- town was Durham\n");
}

TEST_CASE("quotes, comments, brackets and the order of keys are no difference") {
    CHECK(differences("urn: 1 # one\nages: {low: 2, high: 8}\n",
                      "ages:\n  high: 8\n  low: 2\nurn: \"1\"\n") == "");
}

TEST_CASE("an empty value is not an empty text") {
    CHECK(differences("note:\n", "note: ''\n") == "~ note is \n");
}

TEST_CASE("items of a list are known by their id, whatever else changed") {
    CHECK(differences("leaders: [{id: a, role: head}, {id: b}]\n",
                      "leaders: [{id: c}, {id: a, role: deputy}]\n") ==
          "+ leaders c\n~ leaders a role was head is deputy\n- leaders b\n");
}

TEST_CASE("items without an id are known by the first key that tells them apart") {
    CHECK(differences("reviews: [{host: a, date: 1}, {host: b, date: 1}]\n",
                      "reviews: [{host: a, date: 1}, {host: b, date: 2}]\n") ==
          "~ reviews b date was 1 is 2\n");
    CHECK(differences("there: [{school: a, leader: x}, {school: a, leader: y}]\n",
                      "there: [{school: a, leader: y, minutes: 9}]\n") ==
          "+ there y minutes is 9\n- there x\n");
}

TEST_CASE("items that nothing tells apart are added and removed as a whole") {
    CHECK(differences("apart: [a, b, b]\n", "apart: [b, c]\n") ==
          "+ apart is c\n- apart was b\n- apart was a\n");
}

TEST_CASE("a list in another order is told once") {
    CHECK(differences("schools: [a, b, c]\n", "schools: [a, c, b]\n") == "= schools\n");
    CHECK(differences("leaders: [{id: a}, {id: b}]\n", "leaders: [{id: b}, {id: a}]\n") == "= leaders\n");
    CHECK(differences("leaders: [{id: a}, {id: b}]\n", "leaders: [{id: b, x: 1}, {id: a}]\n") ==
          "+ leaders b x is 1\n");
}

TEST_CASE("a value of another form is changed as a whole") {
    CHECK(differences("allow: none\n", "allow: [a]\n") == "~ allow was none\n");
}
