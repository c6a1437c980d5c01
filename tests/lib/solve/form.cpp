#include "solve/form.hpp"

#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
Arrangement formed(const std::map<std::string, std::string>& files) {
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    const Travel travel(project, findings);
    return form_arrangement(project, travel, {});
}
std::string schools_of(const Arrangement& arrangement) {
    std::string text;
    for (const auto& [id, triad] : arrangement.triads) {
        text += id.text;
        for (const auto& school : triad.schools) text += " " + school.text;
        text += "\n";
    }
    return text;
}
} // namespace

TEST_CASE("neighbours make triads and one school is left over with a reason") {
    const auto arrangement = formed(cohort_files({"ac", "bc", "cc", "dc", "ec", "fc", "gc"}));
    CHECK(arrangement.triads.size() == 2);
    REQUIRE(arrangement.waiting.size() == 1);
    CHECK(arrangement.waiting[0].is_remainder);
    CHECK(arrangement.seconds == arrangement.bound); // four kilometres each: 1 + 1 + 2
    CHECK(arrangement.seconds == 2 * 416);
}

TEST_CASE("schools of one trust are kept apart and a school that has left is in no triad") {
    auto files = cohort_files({"ac", "bc", "cc", "dc"});
    files["schools/ac.yaml"] += "trust: Hill Trust\n";
    files["schools/bc.yaml"] += "trust: hill  trust\n";
    const auto arrangement = formed(files);
    REQUIRE(arrangement.triads.size() == 1);
    CHECK_FALSE(schools_of(arrangement).find("ac bc") != std::string::npos);
    files["decisions/2026-10-01-x.yaml"] =
        "date: 2026-10-01\nkind: leaver\nsubject: dc\nby-role: programme lead\nwhy: merger\n";
    CHECK(formed(files).triads.empty());
}

TEST_CASE("a pinned triad stays as it is") {
    auto files = cohort_files({"ac", "bc", "cc", "dc", "ec", "fc"});
    files["triads/t009.yaml"] = "schools: [ac, cc, fc]\npinned: true\n";
    CHECK(schools_of(formed(files)).find("ac cc fc\n") != std::string::npos);
}
