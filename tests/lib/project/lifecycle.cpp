#include "project/lifecycle.hpp"

#include "project/gates.hpp"
#include "project/retention.hpp"
#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

/// A planned triad in which Ash hosts on Thursday 5 November 2026, after the half-term holiday.
std::map<std::string, std::string> planned() {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nconsultant: cc\n";
    files["schedule/t001.yaml"] =
        "reviews:\n  - host: ash\n    date: 2026-11-05\n    consultant: cc\n    reviewers:\n"
        "      - {school: elm, leader: elm-a}\n      - {school: oak, leader: oak-a}\nfollow-up: 2027-02-25\n";
    return files;
}

std::string shown(const std::map<std::string, std::string>& files, std::string_view today,
                  DeliverableKind kind) {
    const ProjectFolder folder(files);
    const auto project = folder.load();
    for (const auto& school : cohort_status(project, day(today)).schools) {
        if (school.id.text != "ash") continue;
        const auto& item = school.deliverables[static_cast<std::size_t>(kind)];
        return fmt::format("{} {} {} {}", name_of(item.state), item.date ? iso(*item.date) : "-", item.late,
                           item.why);
    }
    return "none";
}

} // namespace

TEST_CASE("deadlines count school days of the host's own calendar") {
    auto files = planned();
    using enum DeliverableKind;
    CHECK(shown(files, "2026-09-30", priorities) == "due 2026-09-30 0 no priorities.yaml");
    files["schools/ash.yaml"] += "blocked: [{from: 2026-11-09, to: 2026-11-09, why: INSET}]\n";
    files["reviews/ash/feedback.yaml"] = "said-on: 2026-11-05\nitems: []\n";
    CHECK(shown(files, "2026-11-12", summary) == "due 2026-11-13 0 no summary-issued in feedback.yaml");
    CHECK(shown(files, "2026-11-16", summary) == "overdue 2026-11-13 1 no summary-issued in feedback.yaml");
}

TEST_CASE("what waits for an overdue deliverable is blocked by it") {
    auto files = planned();
    files["reviews/ash/feedback.yaml"] = "said-on: 2026-11-05\nitems: []\n";
    CHECK(shown(files, "2026-12-01", DeliverableKind::final).ends_with(" summary"));
    CHECK(shown(files, "2026-12-01", DeliverableKind::final).starts_with("blocked 2026-12-03 0"));
}

TEST_CASE("what a record says of a later day has not happened") {
    auto files = planned();
    files["reviews/ash/feedback.yaml"] = "said-on: 2026-11-05\nsummary-issued: 2026-11-11\nitems: []\n";
    CHECK(shown(files, "2026-11-10", DeliverableKind::summary).starts_with("due 2026-11-12"));
    CHECK(shown(files, "2026-11-11", DeliverableKind::summary) == "done 2026-11-11 0 ");
}

TEST_CASE("a decision waives a deliverable for its subject alone") {
    auto files = planned();
    files["decisions/2026-12-01-x.yaml"] =
        "date: 2026-12-01\nkind: waiver\nsubject: ash\nrule: evaluation\nby-role: programme lead\nwhy: ill\n";
    CHECK(shown(files, "2026-12-02", DeliverableKind::evaluation) == "waived 2026-12-01 0 ill");
    CHECK_FALSE(shown(files, "2026-12-02", DeliverableKind::summary).starts_with("waived"));
}

TEST_CASE("gate G1 lists what is missing and lets pass what is waived") {
    auto files = planned();
    for (const auto* id : {"ash", "elm"})
        files[fmt::format("schools/{}.yaml", id)] += "agreement-signed: 2026-06-01\n";
    const auto lacks = lacking_in_place(ProjectFolder(files).load());
    REQUIRE(lacks.size() == 1);
    CHECK(lacks[0].rule == "agreements");
    CHECK(lacks[0].subject == "oak");
    files["decisions/2026-12-01-x.yaml"] = "date: 2026-12-01\nkind: waiver\nsubject: oak\nrule: "
                                           "agreements\nby-role: programme lead\nwhy: soon\n";
    CHECK(lacking_in_place(ProjectFolder(files).load()).empty());
}

TEST_CASE("evidence is past its time 20 school days after the final report") {
    auto files = planned();
    files["reviews/ash/evidence/elm-a.yaml"] = "evidence: []\n";
    files["reviews/ash/report.yaml"] =
        "version: 1\nstatus: final\ndates: {final: 2026-11-20}\nfindings: []\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    CHECK(past_retention(project, day("2026-12-18")).empty());
    const auto past = past_retention(project, day("2026-12-19"));
    REQUIRE(past.size() == 1);
    CHECK(past[0].file->path() == "reviews/ash/evidence/elm-a.yaml");
}
