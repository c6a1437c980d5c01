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
