#include "privacy/identifiers.hpp"

#include "project_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview;

TEST_CASE("every kind of identifier that a school and its people declare is known with its place") {
    auto files = cohort_files({"ash"});
    files["schools/ash.yaml"] = "name: Ash Hill Primary School\naliases: [The Hill]\nurn: '123456'\nphase: "
                                "primary\ntown: Malvern\npostcode: WR14 1AA\ntrust: Severn Trust\nauthority: "
                                "Worcestershire\nleaders: [{id: ash-a}]\n";
    files["people/ash.yaml"] = "leaders:\n  - {id: ash-a, name: Ada Quill, email: a.quill@example.org}\n";
    files["peerreview.yaml"] += "privacy: {canaries: [blue heron]}\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    const auto identifiers = declared_identifiers(project);
    for (const auto* text :
         {"Ash Hill Primary School", "The Hill", "123456", "Malvern", "WR14 1AA", "Severn Trust",
          "Worcestershire", "Ada Quill", "a.quill@example.org", "Cosima Quillfeather", "blue heron"}) {
        const auto found = std::ranges::find(identifiers, text, &Identifier::text);
        CHECK_MESSAGE(found != identifiers.end(), text);
        if (found != identifiers.end()) CHECK(found->source.file != nullptr);
    }
}
