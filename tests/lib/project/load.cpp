#include "findings.hpp"
#include "project_folder.hpp"
#include "source/failure.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

TEST_CASE("a file that cannot be read hides no other") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["schools/bad.yaml"] = "name: [\n";
    files["schools/elm.yaml"] = "name: Elm\nphase: nursery\n";
    files["notes.yaml"] = "a: 1\n";
    const ProjectFolder folder(files);
    Diagnostics findings;
    const auto project = folder.load(findings);
    CHECK(project.schools.contains({"ash"}));
    CHECK(project.schools.at({"elm"}).value.name == "Elm");
    CHECK_FALSE(project.schools.contains({"bad"}));
    std::string codes;
    findings.sort();
    for (const auto& finding : findings.all())
        codes += finding.place.file->path() + " " + finding.code + "\n";
    CHECK(codes == "notes.yaml unknown-file\nschools/bad.yaml syntax\nschools/elm.yaml bad-value\n");
}

TEST_CASE("records of a review stand under their host") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["reviews/ash/evidence/elm-a.yaml"] = "evidence: []\n";
    files["reviews/ash/feedback.yaml"] = "items: []\n";
    const auto project = ProjectFolder(files).load();
    const auto& review = project.reviews.at({"ash"});
    CHECK(review.evidence.contains({"elm-a"}));
    CHECK(review.feedback.has_value());
    CHECK_FALSE(review.report.has_value());
}

TEST_CASE("a newer format is refused") {
    std::map<std::string, std::string> files;
    files["peerreview.yaml"] = "format: 2\nname: T\nregion: N\nyear: 2026/27\n";
    const ProjectFolder folder(files);
    CHECK_THROWS_AS(folder.load(), Failure);
}
