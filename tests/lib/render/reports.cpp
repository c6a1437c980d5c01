#include "render/cohort_report.hpp"
#include "render/school_report.hpp"

#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& word : list) text += word + "\n";
    return text;
}
} // namespace

TEST_CASE("a school's report says which records it lacks") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["reviews/ash/feedback.yaml"] = "items: []\n";
    const ProjectFolder folder(files);
    const auto lacks = joined(missing_for_school_report(folder.load(), {"ash"}));
    CHECK(lacks.find("reviews/ash/priorities.yaml\n") != std::string::npos);
    CHECK(lacks.find("reviews/ash/report.yaml\n") != std::string::npos);
    CHECK(lacks.find("feedback.yaml") == std::string::npos);
}

TEST_CASE("a cohort of fewer schools than the policy asks for has no report") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\n";
    for (const auto* id : {"ash", "elm", "oak"}) {
        files[fmt::format("people/{}.yaml", id)] = "leaders: []\n";
        files[fmt::format("reviews/{}/feedback.yaml", id)] =
            "items:\n  - {id: i1, line: l1, kind: strength, text: Pupils read, themes: [LN2], evidence: "
            "[e1]}\n";
    }
    const ProjectFolder folder(files);
    const auto report = cohort_report(folder.load(), false);
    CHECK_FALSE(report.refusal.empty());
    CHECK(report.markdown.empty());
}

TEST_CASE("the reports of a ring tell of as many schools as it has") {
    auto files = cohort_files({"ash", "elm", "fir", "oak", "pine", "yew", "bay"});
    files["triads/t001.yaml"] = "kind: ring-of-four\nschools: [ash, elm, fir, oak]\n";
    files["triads/t002.yaml"] = "schools: [bay, pine, yew]\n";
    files["schedule/t001.yaml"] =
        "reviews:\n  - host: ash\n    reviewers: [{school: elm, leader: elm-a}, {school: fir, leader: "
        "fir-a}]\n";
    files["reviews/ash/priorities.yaml"] = "priorities: []\n";
    files["reviews/ash/report.yaml"] = "status: draft\n";
    files["reviews/ash/actions.yaml"] = "actions: []\n";
    for (const auto* id : {"ash", "elm", "fir", "oak", "pine", "yew", "bay"})
        files[fmt::format("reviews/{}/feedback.yaml", id)] = "items: []\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    const auto has = [](const std::string& text, std::string_view words) {
        CAPTURE(text);
        CHECK(text.find(words) != std::string::npos);
    };
    const auto school = school_report(project, {"ash"});
    has(school,
        "Leaders of four schools review each other in a ring: each is reviewed by leaders of two of ");
    has(school, "The four schools will agree a date");
    const auto cohort = cohort_report(project, false).markdown;
    has(cohort, "Schools in groups of three or four reviewed each other");
    has(cohort, "Three or four schools that pool");
    has(cohort, "of a group of three or four know");
}
