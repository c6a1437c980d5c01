#include "solve/plan.hpp"

#include "findings.hpp"
#include "project/small_project.hpp"
#include "project_folder.hpp"
#include "record/write_records.hpp"
#include "solve/check_schedule.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::map<std::string, std::string> one_triad() {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nconsultant: cc\n";
    return files;
}
} // namespace

TEST_CASE("what is planned passes the check that shares nothing with the planner") {
    auto files = one_triad();
    const auto plan = plan_schedule(ProjectFolder(files).load(), {});
    REQUIRE(plan.schedules.size() == 1);
    CHECK(plan.unplanned.empty());
    const auto& schedule = plan.schedules.begin()->second;
    CHECK(schedule.reviews.size() == 3);
    CHECK(schedule.follow_up.has_value());
    files["schedule/t001.yaml"] = write_schedule(schedule);
    Diagnostics findings;
    const ProjectFolder folder(files);
    const auto project = folder.load(findings);
    check_schedule(project, findings);
    findings.sort();
    CHECK(findings.count(Severity::error) == 0);
}

TEST_CASE("the check sees a review on a bank holiday and two that are too near") {
    auto files = one_triad();
    auto schedule = plan_schedule(ProjectFolder(files).load(), {}).schedules.begin()->second;
    schedule.reviews[0].date = parse_date("2026-12-25");
    schedule.reviews[2].date = *schedule.reviews[1].date + std::chrono::days(1);
    files["schedule/t001.yaml"] = write_schedule(schedule);
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    check_schedule(project, findings);
    const auto text = brief(findings);
    CHECK(text.find("V06") != std::string::npos);
    CHECK(text.find("review-gap") != std::string::npos);
}

TEST_CASE("a host that is never free is named as what stands in the way") {
    auto files = one_triad();
    files["schools/oak.yaml"] += "blocked: [{from: 2026-09-01, to: 2027-07-31, why: building works}]\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    const auto plan = plan_schedule(project, {});
    REQUIRE(plan.unplanned.size() == 1);
    std::string facts;
    for (const auto& fact : plan.unplanned[0].conflict) facts += fact.text + "\n";
    CHECK(facts.find("'oak'") != std::string::npos);
    CHECK(facts.find("'ash'") == std::string::npos);
}

TEST_CASE("who reads the reports of a triad facilitates it only where nobody else can") {
    auto files = one_triad();
    files["triads/t001.yaml"] += "second-reader: dd\n";
    const std::string near = "phases: [primary]\ndays: 12\neasting: 400000\nnorthing: 400000\n";
    const std::string far = "phases: [primary]\ndays: 12\neasting: 500000\nnorthing: 500000\n";
    files["consultants/cc.yaml"] += "blocked: [{from: 2026-09-01, to: 2027-07-31, why: leave}]\n";
    files["consultants/dd.yaml"] = "name: Desmond Quillfeather\n" + near;
    files["consultants/ee.yaml"] = "name: Edith Quillfeather\n" + far;
    const auto handover = [&] {
        const auto plan = plan_schedule(ProjectFolder(files).load(), {});
        REQUIRE(plan.handovers.size() == 1);
        return plan.handovers[0].to.text + (plan.handovers[0].is_reader ? ", the reader" : "");
    };
    CHECK(handover() == "ee");
    files.erase("consultants/ee.yaml");
    CHECK(handover() == "dd, the reader");
}

TEST_CASE("another triad changes its consultant so that a reader need not facilitate") {
    auto files = cohort_files({"ash", "elm", "oak", "sorbus", "tilia", "ulmus"});
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nconsultant: cc\nsecond-reader: dd\n";
    files["triads/t002.yaml"] = "schools: [sorbus, tilia, ulmus]\nconsultant: ee\nsecond-reader: cc\n";
    files["consultants/cc.yaml"] += "blocked: [{from: 2026-09-01, to: 2027-07-31, why: leave}]\n";
    files["consultants/dd.yaml"] = "name: Desmond Quillfeather\nphases: [primary]\ndays: 12\n";
    files["consultants/ee.yaml"] = "name: Edith Quillfeather\nphases: [primary]\ndays: 3\n";
    std::string text;
    for (const auto& handover : plan_schedule(ProjectFolder(files).load(), {}).handovers)
        text += handover.triad.text + " " + handover.to.text + (handover.is_reader ? " reads\n" : "\n");
    CHECK(text == "t001 ee\nt002 dd\n");
}

TEST_CASE("a planned triad reviews each of its schools once, but for one that has left") {
    auto files = one_triad();
    auto schedule = plan_schedule(ProjectFolder(files).load(), {}).schedules.begin()->second;
    const auto findings = [&] {
        files["schedule/t001.yaml"] = write_schedule(schedule);
        const ProjectFolder folder(files);
        const auto project = folder.load();
        Diagnostics list;
        check_schedule(project, list);
        std::string text;
        for (const auto& finding : list.all()) text += finding.code + ": " + finding.message + "\n";
        return text;
    };
    CHECK(findings().empty());
    const auto third = schedule.reviews.back();
    schedule.reviews.pop_back();
    const auto missing =
        fmt::format("V03: '{}' is in triad t001, and no review of it stands here\n", third.host.text);
    CHECK(findings() == missing);
    schedule.reviews.push_back(third);
    schedule.reviews.back().host = schedule.reviews.front().host;
    CHECK(findings().starts_with(
        fmt::format("V03: '{}' is reviewed twice in triad t001\n", schedule.reviews.front().host.text)));
    schedule.reviews.pop_back();
    files["decisions/2026-10-01-leaver.yaml"] = fmt::format(
        "date: 2026-10-01\nkind: leaver\nsubject: {}\nby-role: lead\nwhy: closes\n", third.host.text);
    CHECK(findings().empty());
}

TEST_CASE("what a new schedule changes is told as it is, day by day and person by person") {
    auto project = small_project();
    auto& standing = project.schedules.at({"t001"}).value;
    const auto changes = [&](const Schedule& schedule) {
        std::string text;
        for (const auto& move : moves_of(project, {"t001"}, schedule)) text += in_words(move) + "\n";
        return text;
    };
    CHECK(changes(standing).empty());
    auto schedule = standing;
    schedule.reviews[0].date = *parse_date("2026-11-19");
    schedule.reviews[0].reviewers[0].leader = {"elm-head"};
    schedule.reviews[1].reserves.clear();
    schedule.reviews[2].consultant = {"c-south"};
    schedule.follow_up.reset();
    CHECK(changes(schedule) ==
          "The review of ash moves from 2026-11-12 to 2026-11-19. In it elm-head visits instead of "
          "elm-deputy.\n"
          "The review of elm stays on 2026-11-26. In it nobody of ash stands by instead of ash-head.\n"
          "The review of oak stays on 2026-12-03. In it c-south facilitates instead of c-north.\n"
          "The follow-up meeting on 2027-03-04 is cancelled.\n");
    schedule = standing;
    std::swap(schedule.reviews[0].reviewers[0], schedule.reviews[0].reviewers[1]);
    CHECK(changes(schedule).empty()); // nobody cares who is named first
    standing.reviews.erase(standing.reviews.begin() + 1);
    standing.follow_up.reset();
    schedule.reviews[1].reviewers[0].leader = {"ash-head"};
    CHECK(changes(schedule) == "The review of elm, which had no date, is on 2026-11-26.\n"
                               "The follow-up meeting, which had no date, is on 2027-03-04.\n");
    standing.reviews.clear();
    CHECK(changes(schedule).empty()); // no date was given out
}
