#include "feedback/members.hpp"

#include "findings.hpp"
#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The findings of a text of Ash's feedback, which begins at 1:13. Elm and Oak share a trust with each other,
/// and Ash and Elm an outward postcode.
std::string found_in(const std::string& text) {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["schools/ash.yaml"] = "name: Ash School\nphase: primary\nurn: \"116700\"\npostcode: WR10 1AA\n";
    files["schools/elm.yaml"] = "name: Elm Tree Primary School\nphase: primary\nurn: \"116721\"\n"
                                "postcode: WR10 2BB\ntrust: The Wear Trust\n";
    files["schools/oak.yaml"] = "name: Oak School\nphase: primary\npostcode: DH1 3CC\ntrust: The Wear Trust\n"
                                "aliases: [Old Oak]\n";
    files["people/oak.yaml"] = "leaders: [{id: oak-a, name: Jane Moor, email: j@oak.example}]\n";
    files["reviews/ash/feedback.yaml"] = "agreed-on: \"" + text + "\"\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    check_members(project, findings);
    return brief(findings);
}

} // namespace

TEST_CASE("a host's text tells of no other member, however it is called") {
    CHECK(found_in("We heard reading in each class of the Wear  Trust.") == "1:47 V18\n");
    CHECK(found_in("As in 116 721, pupils read.") == "1:19 V18\n");
    CHECK(found_in("As in DH1, pupils read.") == "1:19 V18\n");
    CHECK(found_in("As at Elm Tree, pupils read.") == "1:19 V18\n");
    CHECK(found_in("As at Elm\\x20Tree, pupils read.") == "1:19 V18\n");
    CHECK(found_in("As at Elm\\n  Tree, pupils read.") == "1:19 V18\n");
    CHECK(found_in("Jane Moor and Old Oak.") == "1:13 V18\n1:27 V18\n");
}

TEST_CASE("an id is no text, and what stands beside it is") {
    auto files = cohort_files({"ash", "elm-tree"});
    files["schools/elm-tree.yaml"] = "name: Elm Tree Primary School\nphase: primary\n";
    const auto found = [&](const std::string& learning) {
        files["reviews/ash/report.yaml"] = "professional-learning:\n" + learning;
        const ProjectFolder folder(files);
        const auto project = folder.load();
        Diagnostics findings;
        check_members(project, findings);
        return brief(findings);
    };
    CHECK(found("  - school: elm-tree\n    text: We read aloud.\n").empty());
    CHECK(found("  - school: elm-tree\n    text: We saw Elm Tree.\n") == "3:18 V18\n");
    CHECK(found("  - {text: We read., school: elm-tree}\n").empty());
    CHECK(found("  - {\n    school: elm-tree, text: In Elm Tree}\n") == "3:32 V18\n");
    CHECK(found("  - {\n    text: We read as, school: elm-tree}\n").empty());
}

TEST_CASE("a host's own names, shared postcodes and words of every day are no other member") {
    CHECK(found_in("Ash School in WR10, URN 116700, reads under an oak, on dh1 paper.").empty());
    CHECK(found_in("The trust of staff in each other grew.").empty());
}
