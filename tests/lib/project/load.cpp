#include "findings.hpp"
#include "project/rules.hpp"
#include "project_folder.hpp"
#include "source/failure.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// A cohort in which every third school has a mistake of syntax, of schema or between records.
std::map<std::string, std::string> flawed_cohort(int schools) {
    std::map<std::string, std::string> files;
    files["peerreview.yaml"] = "format: 1\nname: A\nregion: B\nyear: 2026/27\nlaunch: soon\n";
    files["notes.yaml"] = "a: 1\n";
    for (int i = 0; i < schools; ++i) {
        const auto id = fmt::format("school-{:03}", i);
        const auto phase = i % 9 == 0 ? "nonsense" : "primary";
        const auto flaw = i % 9 == 3 ? "name: again\n" : i % 9 == 6 ? "apart: [nobody]\n" : "";
        files["schools/" + id + ".yaml"] =
            fmt::format("name: School {}\nphase: {}\nurn: \"100{:03}\"\n{}", i, phase, i / 2, flaw);
    }
    files["schools/NO ID.yaml"] = "name: C\nphase: primary\n";
    return files;
}

/// All findings of a project, in the order in which they were made, and the ids of its schools.
std::string findings_with(const std::filesystem::path& root, unsigned threads) {
    Diagnostics findings;
    const auto project = load_project(root, findings, threads);
    check_project(project, findings);
    std::string text;
    for (const auto& finding : findings.all())
        text += fmt::format("{}:{} {} {} ({})\n", finding.place.file->path(), finding.place.offset,
                            finding.code, finding.message, finding.hint);
    for (const auto& [id, school] : project.schools) text += id.text + " " + school.value.name + "\n";
    for (const auto& source : project.sources) text += source->path() + "\n";
    return text;
}

} // namespace

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

TEST_CASE("loading finds the same in the same order with any number of threads") {
    const ProjectFolder folder(flawed_cohort(120));
    const auto alone = findings_with(folder.root(), 1);
    CHECK(alone.find("schools/school-000.yaml:22 bad-value") != std::string::npos);
    CHECK(alone.find("schools/school-003.yaml:44 repeated-key") != std::string::npos);
    CHECK(alone.find("schools/school-006.yaml:52 unknown-id") != std::string::npos);
    CHECK(alone.find("repeated-urn") != std::string::npos);
    CHECK(alone.find("notes.yaml:0 unknown-file") != std::string::npos);
    CHECK(alone.find("schools/NO ID.yaml:0 bad-value") != std::string::npos);
    for (const auto threads : {0u, 2u, 3u, 8u}) CHECK(findings_with(folder.root(), threads) == alone);
}
