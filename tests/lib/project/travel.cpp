#include "project/travel.hpp"

#include "findings.hpp"
#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

TEST_CASE("a straight line becomes whole seconds, rounded half up") {
    const Policy policy; // 45 km/h, detour 1.3: 0.104 s a metre
    CHECK(straight_seconds(policy, 400000, 300000, 410000, 300000) == 1040);
    CHECK(straight_seconds(policy, 0, 0, 3000, 4000) == 520);
    CHECK(straight_seconds(policy, 0, 0, 0, 0) == 0);
}

TEST_CASE("minutes are rounded, below zero as above, or taken as enough") {
    CHECK(minutes_of(89) == 1);
    CHECK(minutes_of(90) == 2);
    CHECK(minutes_of(-90) == -2);
    CHECK(minutes_up(60) == 1);
    CHECK(minutes_up(61) == 2);
}

TEST_CASE("two given directions count half their sum and the limit holds for the longer") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["travel.csv"] = "from,to,minutes\nash,elm,10\nelm,ash,21.05\nelm,oak,7\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    const Travel travel(project, findings);
    CHECK(brief(findings).empty());
    CHECK(travel.between({"ash"}, {"elm"})->seconds == 932); // (600 + 1263 + 1) / 2
    CHECK(travel.between({"elm"}, {"ash"})->longest == 1263);
    CHECK(travel.between({"oak"}, {"elm"})->seconds == 420);
    CHECK(travel.between({"ash"}, {"oak"})->seconds == 208); // no row: 2 km in a straight line
}

TEST_CASE("a way that stands twice with different minutes is reported, and one from a school to itself") {
    auto files = cohort_files({"ash", "elm"});
    files["travel.csv"] = "\xEF\xBB\xBF"
                          "from,to,minutes\r\nash,elm,10\r\nelm,ash,12\r\nash,elm,10.0\r\n"
                          "elm,elm,0\r\nash,ash,5\r\nelm,ash,13\r\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    const Travel travel(project, findings);
    CHECK(brief(findings) == "6:5 bad-value\n7:9 repeated-row\n");
}
