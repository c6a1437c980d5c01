#include "solve/soft_rules.hpp"

#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The rules that Ash and Elm are against, with what they count.
std::string against(const std::string& ash, const std::string& elm, const std::string& policy,
                    const std::map<std::string, std::string>& more = {}) {
    std::map<std::string, std::string> files = more;
    files["peerreview.yaml"] =
        "format: 1\nname: A\nregion: B\nyear: 2026/27\npolicy: {triads: {" + policy + "}}\n";
    files["schools/ash.yaml"] = "name: Ash\n" + ash;
    files["schools/elm.yaml"] = "name: Elm\n" + elm;
    const ProjectFolder folder(files);
    Diagnostics findings;
    const auto project = folder.load(findings);
    REQUIRE(!findings.has_errors());
    std::string text;
    for (const auto& rule : against_soft_rules(project, {"ash"}, {"elm"}))
        text += fmt::format("{} {}; ", rule.rule, rule.seconds);
    CHECK(against_soft_rules(project, {"elm"}, {"ash"}).size() ==
          against_soft_rules(project, {"ash"}, {"elm"}).size());
    return text;
}

std::string school(const std::string& phase, int easting, const std::string& more = "") {
    return fmt::format("phase: {}\neasting: {}\nnorthing: 500000\n{}", phase, easting, more);
}

std::string leader(const std::string& id, const std::string& strengths) {
    return "leaders: [{id: " + id + ", role: deputy, strengths: [" + strengths + "]}]\n";
}

} // namespace

TEST_CASE("near schools of one phase may be rivals, by the distance of their phase") {
    CHECK(against(school("primary", 400000), school("primary", 402999), "rivals: 60") == "rivals 60; ");
    CHECK(against(school("primary", 400000), school("primary", 403000), "rivals: 60").empty());
    CHECK(against(school("secondary", 400000), school("secondary", 405999), "rivals: 60") == "rivals 60; ");
    CHECK(against(school("secondary", 400000), school("all-through", 405999), "rivals: 60") == "rivals 60; ");
    CHECK(against(school("secondary", 400000), school("primary", 400001), "rivals: 60").empty());
    CHECK(against(school("special", 400000), school("special", 400001), "rivals: 60").empty());
    CHECK(against(school("primary", 400000), "phase: primary\n", "rivals: 60").empty());
    CHECK(against(school("primary", 400000), school("primary", 400001), "size: 60").empty());
}

TEST_CASE("sizes differ by more than a factor of three") {
    CHECK(against(school("primary", 0, "roll: 100\n"), school("primary", 0, "roll: 301\n"), "size: 7") ==
          "size 7; ");
    CHECK(
        against(school("primary", 0, "roll: 100\n"), school("primary", 0, "roll: 300\n"), "size: 7").empty());
    CHECK(against(school("primary", 0, "roll: 100\n"), school("primary", 0), "size: 7").empty());
}

TEST_CASE("strengths are spread where the leaders of the two differ in a group") {
    const auto reading = school("primary", 0, leader("ash-a", "LN1, LN2"));
    CHECK(against(reading, school("primary", 0, leader("elm-a", "LN3")), "strengths: 9") == "strengths 9; ");
    CHECK(against(reading, school("primary", 0, leader("elm-a", "LN3, CT1")), "strengths: 9").empty());
    CHECK(against(reading, school("primary", 0), "strengths: 9").empty());
}

TEST_CASE("priorities fit those or the strengths of the other") {
    const auto about = [](const std::string& theme) {
        return "priorities: [{id: p1, title: T, theme: " + theme +
               ", lines: [{id: l1, question: \"How?\"}]}]\n";
    };
    const auto plain = school("primary", 0);
    const auto pair = [&](const std::string& ash, const std::string& elm, const std::string& strengths) {
        return against(
            school("primary", 0, leader("ash-a", strengths)), plain, "priorities: 5",
            {{"reviews/ash/priorities.yaml", about(ash)}, {"reviews/elm/priorities.yaml", about(elm)}});
    };
    CHECK(pair("LN1", "CT1", "AB1") == "priorities 5; ");
    CHECK(pair("LN1", "LN2", "AB1").empty());
    CHECK(pair("LN1", "CT1", "CT2").empty());
    CHECK(against(plain, plain, "priorities: 5", {{"reviews/ash/priorities.yaml", about("LN1")}}).empty());
}

TEST_CASE("rules count together, and none by default") {
    const auto small = school("primary", 0, "roll: 50\n"), large = school("primary", 10, "roll: 500\n");
    CHECK(against(small, large, "rivals: 60, size: 7") == "rivals 60; size 7; ");
    CHECK(against(small, large, "").empty());
}
