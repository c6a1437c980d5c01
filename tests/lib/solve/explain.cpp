#include "solve/explain.hpp"

#include "project_folder.hpp"
#include "record/write_records.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The typical calendar, with a closed day of all schools, and a triad with its dates; elm is blocked for a
/// week and the third review is oak's.
std::map<std::string, std::string> planned_triad() {
    auto files = cohort_files({"ash", "elm", "oak"});
    auto& calendar = files["calendar.yaml"];
    const std::string none = "closed: []";
    REQUIRE(calendar.find(none) != std::string::npos);
    calendar.replace(calendar.find(none), none.size(),
                     "closed:\n  - {from: 2027-01-20, to: 2027-01-20, why: polling day}");
    files["schools/elm.yaml"] += "blocked: [{from: 2027-02-01, to: 2027-02-05, why: theatre week}]\n";
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nconsultant: cc\n";
    files["schedule/t001.yaml"] = write_schedule(
        {{{{"ash"}, parse_date("2026-11-12"), {"cc"}, {{{"elm"}, {"elm-a"}}, {{"oak"}, {"oak-a"}}}, {}},
          {{"elm"}, parse_date("2026-11-19"), {"cc"}, {{{"ash"}, {"ash-a"}}, {{"oak"}, {"oak-b"}}}, {}},
          {{"oak"}, parse_date("2027-01-14"), {"cc"}, {{{"ash"}, {"ash-a"}}, {{"elm"}, {"elm-b"}}}, {}}},
         parse_date("2027-04-22")});
    return files;
}

/// What forbids the review of oak on a date: a fact a line, with its file and line.
std::string reasons(const std::map<std::string, std::string>& files, const char* date) {
    const ProjectFolder folder(files);
    const auto project = folder.load();
    std::string text;
    for (const auto& [fact, place, key] : reasons_against(project, {"t001"}, {"oak"}, *parse_date(date)))
        text +=
            fmt::format("{} ({}:{})\n", fact, place.file->path(), place.file->line_column(place.offset).line);
    return text;
}

std::string reasons(const char* date) { return reasons(planned_triad(), date); }

} // namespace

TEST_CASE("a day that is no school day is named as what it is and where that is written") {
    CHECK(reasons("2026-11-14") == "2026-11-14 is no school day: a weekend (calendar.yaml:9)\n");
    CHECK(reasons("2026-10-28") == "2026-10-28 is no school day: the half-term holiday (calendar.yaml:9)\n");
    CHECK(reasons("2026-12-22") ==
          "2026-12-22 is no school day: the holiday between two terms (calendar.yaml:11)\n");
    CHECK(reasons("2026-12-25") ==
          "2026-12-25 is no school day: a bank holiday (Christmas Day) (calendar.yaml:30)\n"
          "2026-12-25 is no school day: the holiday between two terms (calendar.yaml:11)\n");
    CHECK(reasons("2026-08-27") ==
          "2026-08-27 is no school day: before the first term of the calendar (calendar.yaml:9)\n");
    CHECK(reasons("2027-09-01") ==
          "2027-09-01 is no school day: after the last term of the calendar (calendar.yaml:19)\n");
    CHECK(reasons("2027-01-20") == "2027-01-20 is no school day: closed (polling day) (calendar.yaml:47)\n");
}

TEST_CASE("a closed day in term is named before what else stands against it") {
    const auto holiday = reasons("2027-05-03");
    CHECK(holiday.starts_with(
        "2027-05-03 is no school day: a bank holiday (Early May bank holiday) (calendar.yaml:40)\n"));
    CHECK(holiday.find("at most 60 school days") != std::string::npos);
    const auto training = reasons("2027-01-04");
    CHECK(training.starts_with("2027-01-04 is no school day: a training day (calendar.yaml:25)\n"));
    CHECK(training.find("first or last 5 school days of a term") != std::string::npos);
}

TEST_CASE("a day of term that a school or a test takes is named by its file and line") {
    CHECK(reasons("2027-02-02") ==
          "'elm' is not free from 2027-02-01 to 2027-02-05 (theatre week) (schools/elm.yaml:8)\n");
    CHECK(reasons("2027-05-12").find("(key stage 2 tests) (calendar.yaml:49)") != std::string::npos);
    CHECK(reasons("2027-01-21").empty());
}

TEST_CASE("a school without leaders is named, and not the terms") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["schools/elm.yaml"] = "name: Elm Primary School\nphase: primary\n";
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nconsultant: cc\n";
    const ProjectFolder folder(files);
    const auto plan = plan_schedule(folder.load(), {});
    REQUIRE(plan.unplanned.size() == 1);
    REQUIRE(plan.unplanned[0].conflict.size() == 1);
    CHECK(plan.unplanned[0].conflict[0].text == "'elm' names no leader who could visit");
    REQUIRE(plan.unplanned[0].ways_out.size() == 1);
    CHECK(plan.unplanned[0].ways_out[0] == "train or free another leader of 'elm'");
}
