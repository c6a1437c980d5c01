// D9, D11, D15 and D17 of the planner, and the same found by the check that shares nothing with it.

#include "solve/wishes.hpp"

#include "project_folder.hpp"
#include "record/write_records.hpp"
#include "solve/check_schedule.hpp"
#include "solve/plan.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

using Files = std::map<std::string, std::string>;

Files one_triad() {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nconsultant: cc\n";
    return files;
}

void replace(std::string& text, const std::string& old, const std::string& with) {
    REQUIRE(text.find(old) != std::string::npos);
    text.replace(text.find(old), old.size(), with);
}

std::string priorities(const char* confidence) {
    return fmt::format("priorities:\n  - id: p1\n    title: Reading\n    theme: QE1\n    confidence: {}\n"
                       "    lines:\n      - id: l1\n        question: How well do pupils read?\n",
                       confidence);
}

Schedule planned(const Files& files) {
    const ProjectFolder folder(files);
    const auto plan = plan_schedule(folder.load(), {});
    REQUIRE(plan.schedules.size() == 1);
    return plan.schedules.begin()->second;
}

std::string hosts(const Schedule& schedule) {
    std::string text;
    for (const auto& review : schedule.reviews) text += (text.empty() ? "" : " ") + review.host.text;
    return text;
}

/// What the check says of a schedule, by code and message.
std::string found(Files files, const Schedule& schedule) {
    files["schedule/t001.yaml"] = write_schedule(schedule);
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    check_schedule(project, findings);
    std::string text;
    for (const auto& finding : findings.all()) text += finding.code + ": " + finding.message + "\n";
    return text;
}

/// What is wished for and not kept in a schedule, of all its reviews.
std::string unmet(Files files, const Schedule& schedule) {
    files["schedule/t001.yaml"] = write_schedule(schedule);
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    const Travel travel(project, findings);
    std::string text;
    for (const auto& review : schedule.reviews)
        for (const auto& wish : unmet_wishes(project, travel, {"t001"}, schedule, review))
            text += wish + "\n";
    return text;
}

} // namespace

TEST_CASE("a host has fifteen school days of rest after an inspection") {
    auto files = one_triad();
    const auto before = planned(files);
    CHECK(hosts(before) == "ash elm oak");
    const auto first = *before.reviews[0].date;
    files["schools/ash.yaml"] += "inspected: " + iso(first - std::chrono::days(2)) + "\n";
    CHECK(
        found(files, before) ==
        fmt::format("after-inspection: 'ash' was inspected until {}, and this review comes within 15 school "
                    "days of it\n",
                    iso(first - std::chrono::days(2))));
    CHECK(unmet(files, before) == "it is 2 school days after an inspection of 'ash', and more than 15 are "
                                  "wished for\n");
    const auto after = planned(files);
    CHECK(hosts(after) == "elm ash oak");
    CHECK(found(files, after).empty());
    CHECK(unmet(files, after).empty());
}

TEST_CASE("hosts are left alone in tests that do not close them where the dates allow it") {
    auto files = one_triad();
    const auto before = planned(files);
    const auto date = *before.reviews[0].date;
    const auto window =
        fmt::format("{{name: a reading check, start: {}, end: {}, phases: [primary], hard: false}}",
                    iso(date - std::chrono::days(3)), iso(date));
    replace(files["calendar.yaml"], "tests:\n", "tests:\n  - " + window + "\n");
    CHECK(found(files, before) ==
          fmt::format("soft-window: this review of 'ash' falls into a reading check, from {} to {}\n",
                      iso(date - std::chrono::days(3)), iso(date)));
    CHECK(unmet(files, before) == "it falls into a reading check, which is wished to be free of reviews\n");
    const auto after = planned(files);
    CHECK(found(files, after).empty());
    CHECK(*after.reviews[0].date > date);
    replace(files["calendar.yaml"], "phases: [primary], hard: false", "phases: [secondary], hard: false");
    CHECK(*planned(files).reviews[0].date == date);
}

TEST_CASE("rest is counted from the last day of an inspection and not before it") {
    const auto files = one_triad();
    const ProjectFolder folder(files);
    const auto project = folder.load();
    const SchoolDays days(project.calendar->value);
    School school;
    const auto after = [&](const char* date) {
        return days_after_inspection(days, school, *parse_date(date));
    };
    CHECK_FALSE(after("2026-11-12"));
    school.inspected = parse_date("2026-11-11");
    CHECK(after("2026-11-12") == 1);
    CHECK(after("2026-12-02") == 15);
    CHECK_FALSE(after("2026-12-03"));
    CHECK_FALSE(after("2026-11-11"));
    CHECK_FALSE(after("2026-11-14")); // a Saturday
}

TEST_CASE("who is surest of its own view hosts first and what is published stays") {
    auto files = one_triad();
    files["reviews/ash/priorities.yaml"] = priorities("low");
    files["reviews/oak/priorities.yaml"] = priorities("high");
    const auto schedule = planned(files);
    CHECK(schedule.reviews[0].host.text == "oak");
    CHECK(found(files, schedule).empty());
    files["reviews/elm/priorities.yaml"] = priorities("high");
    CHECK(found(files, schedule).empty());
    files["reviews/oak/priorities.yaml"] = priorities("medium");
    CHECK(found(files, schedule) ==
          "review-order: 'elm' is surer of its own view than 'oak', and would host first\n");
    CHECK(unmet(files, schedule) ==
          "another school is surer of its own view than 'oak', and would host first\n");
    files["schedule/t001.yaml"] = write_schedule(schedule);
    CHECK(hosts(planned(files)) == hosts(schedule));
}

TEST_CASE("a special school hosts second in a triad of several phases and anywhere among its own") {
    auto files = one_triad();
    files["consultants/cc.yaml"] = "name: Cosima Quillfeather\ndays: 12\n";
    const auto make_special = [&](const std::string& school) {
        replace(files["schools/" + school + ".yaml"], "phase: primary", "phase: special");
    };
    const auto before = planned(files);
    CHECK(hosts(before) == "ash elm oak");
    make_special("oak");
    CHECK(hosts(planned(files)) == "ash oak elm");
    CHECK(found(files, before) ==
          "review-order: a special school would host second, when its visitors are practised\n");
    CHECK(unmet(files, before) == "a special school would host second, so that its visitors are practised\n");
    make_special("ash");
    make_special("elm");
    CHECK(hosts(planned(files)) == "ash elm oak");
    CHECK(found(files, before).empty());
}

TEST_CASE("a safeguarding lead is not sent while no other is at school") {
    auto files = one_triad();
    auto& elm = files["schools/elm.yaml"];
    replace(elm, "id: elm-a,", "id: elm-a, dsl: true,");
    const auto schedule = planned(files);
    for (const auto& review : schedule.reviews)
        for (const auto& visitor : review.reviewers) CHECK(visitor.leader.text != "elm-a");
    CHECK(found(files, schedule).empty());
    auto sent = schedule;
    for (auto& visitor : sent.reviews[0].reviewers)
        if (visitor.school.text == "elm") visitor.leader = {"elm-a"};
    CHECK(found(files, sent) ==
          fmt::format("V09: no safeguarding lead of 'elm' is at school on {}\n", iso(*sent.reviews[0].date)));
    elm += "  - {id: elm-c, dsl: true, reviewer: false}\n"; // a deputy lead who stays
    CHECK(found(files, sent).empty());
    elm.pop_back();
    elm.pop_back();
    elm += fmt::format(", blocked: [{{from: {0}, to: {0}, why: a course}}]}}\n", iso(*sent.reviews[0].date));
    CHECK(found(files, sent).starts_with("V09: no safeguarding lead of 'elm'"));
    const auto again = planned(files);
    for (const auto& visitor : again.reviews[0].reviewers) CHECK(visitor.leader.text != "elm-a");
    CHECK(found(files, again).empty());
}

TEST_CASE("a school whose leaders all are its only safeguarding lead is told so") {
    auto files = one_triad();
    replace(files["schools/elm.yaml"], "id: elm-a,", "id: elm-a, dsl: true,");
    replace(files["schools/elm.yaml"], "{id: elm-b, trained: 2026-09-24}", "{id: elm-b, reviewer: false}");
    const ProjectFolder folder(files);
    const auto plan = plan_schedule(folder.load(), {});
    REQUIRE(plan.unplanned.size() == 1);
    std::string facts;
    for (const auto& fact : plan.unplanned[0].conflict) facts += fact.text + "\n";
    CHECK(facts ==
          "leader 'elm-a' of 'elm' is its only safeguarding lead on record, and one stays at school\n"
          "leader 'elm-b' of 'elm' is not sent as a reviewer\n");
}

TEST_CASE("head and deputy are not both away on one day and are on two") {
    auto files = one_triad();
    auto& elm = files["schools/elm.yaml"];
    replace(elm, "id: elm-a,", "id: elm-a, role: headteacher,");
    replace(elm, "id: elm-b,", "id: elm-b, role: deputy,");
    auto schedule = planned(files);
    CHECK(found(files, schedule).empty());
    std::string visits;
    for (auto& review : schedule.reviews)
        for (const auto& visitor : review.reviewers)
            if (visitor.school.text == "elm") visits += visitor.leader.text + " ";
    CHECK(visits == "elm-a elm-b ");
    schedule.reviews[2].date = schedule.reviews[0].date;
    const auto both =
        "V09: head and deputy of 'elm' are both away on " + iso(*schedule.reviews[0].date) + "\n";
    CHECK(found(files, schedule).find(both) != std::string::npos);
    elm += "  - {id: elm-c, role: deputy}\n"; // another deputy stays
    CHECK(found(files, schedule).find(both) == std::string::npos);
}

TEST_CASE("who leaves before a quarter to seven is named with when the day might begin") {
    auto files = one_triad();
    const auto schedule = planned(files);
    files["travel.csv"] = "from,to,minutes\nelm,oak,90\nash,oak,91\n";
    CHECK(found(files, schedule)
              .find("early-start: who visits from 'ash' leaves at 06:44 to be at 'oak' by "
                    "08:15, and nobody should leave before 06:45\n") != std::string::npos);
    CHECK(found(files, schedule).find("'elm' leaves") == std::string::npos);
    CHECK(unmet(files, schedule).find("who visits from 'ash' leaves at 06:44 for it, before 06:45\n") !=
          std::string::npos);
    files["consultants/cc.yaml"] += "easting: 475000\nnorthing: 400000\n"; // 73 km from oak: 127 minutes
    CHECK(unmet(files, schedule).find("consultant 'cc' leaves at 06:08 for it, before 06:45\n") !=
          std::string::npos);
    CHECK(found(files, schedule).find("early-start: consultant 'cc' leaves at 06:08 to be at 'oak'") !=
          std::string::npos);
}
