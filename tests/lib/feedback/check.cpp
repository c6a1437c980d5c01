#include "feedback/check.hpp"

#include "feedback/codebook.hpp"
#include "findings.hpp"
#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::string codes(const std::string& items) {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["reviews/ash/feedback.yaml"] = "items:\n" + items;
    const ProjectFolder folder(files);
    Diagnostics findings;
    const auto project = folder.load(findings);
    check_feedback(project, findings);
    return brief(findings);
}
} // namespace

TEST_CASE("a sound item has no findings and a grade has one at its word") {
    CHECK(codes("  - {id: i1, line: l1, kind: strength, themes: [LN2], evidence: [],\n"
                "     text: In all three lessons pupils read aloud to each other with care.}\n")
              .empty());
    CHECK(codes("  - {id: i1, line: l1, kind: strength, themes: [LN2], evidence: [],\n"
                "     text: In all three lessons pupils gave outstanding answers to each other.}\n") ==
          "3:45 FB01\n");
}

TEST_CASE("theme codes are of the project's codebook where it has one") {
    const auto project = ProjectFolder(cohort_files({"ash"})).load();
    CHECK(find_theme(codebook_of(project), "LN2") != nullptr);
    CHECK(find_theme(codebook_of(project), "ZZ9") == nullptr);
    CHECK(codes("  - {id: i1, line: l1, kind: strength, themes: [LN99], evidence: [],\n"
                "     text: In all three lessons pupils read aloud to each other with care.}\n") ==
          "2:49 unknown-theme\n");
}
