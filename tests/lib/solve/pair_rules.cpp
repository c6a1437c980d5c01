#include "solve/pair_rules.hpp"

#include "project/travel.hpp"
#include "project_folder.hpp"
#include "solve/apart.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The rules that Ash and Elm break, of schools with so many leaders and blocked ranges.
std::string broken(const std::string& ash, const std::string& elm) {
    const std::string place = "phase: primary\neasting: 400000\nnorthing: 400000\n";
    auto files = cohort_files({"ash", "elm"});
    files["schools/ash.yaml"] = "name: Ash\n" + place + ash;
    files["schools/elm.yaml"] = "name: Elm\n" + place + elm;
    const ProjectFolder folder(files);
    Diagnostics findings;
    const auto project = folder.load(findings);
    REQUIRE(!findings.has_errors());
    const Travel travel(project, findings);
    std::string text;
    for (const auto& rule : broken_rules(project, travel, {"ash"}, {"elm"})) text += rule.rule + " ";
    return text;
}

std::string leaders(const std::string& list) { return "leaders: [" + list + "]\n"; }
std::string blocked(const std::string& from, const std::string& to) {
    return "blocked: [{from: " + from + ", to: " + to + "}]\n";
}

} // namespace

TEST_CASE("two schools break a rule where nobody of one may review the other") {
    const std::string conflict = "{id: ash-a, conflicts: [elm]}";
    CHECK(broken(leaders(conflict), "") == "conflict ");
    CHECK(broken("", leaders("{id: elm-a, conflicts: [ash]}, {id: elm-b, left: 2026-09-01}")) == "conflict ");
    CHECK(broken(leaders(conflict + ", {id: ash-b}"), "").empty());
    CHECK(broken(leaders("{id: ash-a, conflicts: [oak]}"), "").empty());
    CHECK(broken("", "").empty());
}

TEST_CASE("two schools need six days of the year in common") {
    // The last school days of the typical year of 2026/27 are those up to 20 July 2027.
    CHECK(broken(blocked("2026-09-01", "2027-07-13"), "").empty());
    CHECK(broken(blocked("2026-09-01", "2027-07-12"), blocked("2027-07-19", "2027-07-20")) == "dates ");
    CHECK(broken(blocked("2026-09-01", "2027-03-31"), blocked("2027-04-01", "2027-07-31")) == "dates ");
    CHECK(broken(blocked("2026-09-01", "2027-03-31"), "").empty());
}
