#include "privacy/redact.hpp"

#include "project_folder.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace peerreview;

namespace {

std::map<std::string, std::string> reviewed() {
    auto files = cohort_files({"ash", "elm", "oak", "fir"});
    files["schools/ash.yaml"] += "apart: [fir]\n";
    files["schools/elm.yaml"] += "apart: [fir]\n";
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\n";
    files["people/ash.yaml"] = "leaders: [{id: ash-a, name: Ada Quill, email: a@example.org}]\n";
    files["people/fir.yaml"] = "leaders: [{id: fir-a, name: Flo Quill}]\n";
    for (const auto* host : {"ash", "elm"}) {
        const auto folder = fmt::format("reviews/{}/", host);
        files[folder + "evidence/oak-a.yaml"] =
            "evidence: [{id: e1, line: l1, activity: lesson-visit, note: Pupils read.}]\n";
        files[folder + "feedback.yaml"] = "items:\n  - {id: i1, line: l1, kind: strength, text: Pupils read, "
                                          "themes: [LN2], evidence: [e1]}\n";
        files[folder + "actions.yaml"] =
            "actions: [{id: a1, from: [i1], action: Read more, owner-role: head, status: agreed}]\n";
    }
    return files;
}

/// What an audience sees of one review: the first item's theme and text, the first note of
/// evidence, the action, and how many schools it asks to be apart from.
std::string seen(const Project& project, const Audience& audience, const SchoolId& host) {
    const auto view = visible_to(project, audience);
    const auto& review = view.reviews.at(host);
    const auto& item = review.feedback->value.items.at(0);
    const auto& evidence = review.evidence.begin()->second.value.evidence;
    const auto& action = review.actions->value.actions;
    return fmt::format("{} '{}' '{}' '{}' {}", item.themes.at(0), item.text,
                       evidence.empty() ? "-" : evidence[0].note,
                       action.empty() ? "-" : action[0].action, view.schools.at(host).value.apart.size());
}

} // namespace

TEST_CASE("the host sees its own records, what its triad may of its partners', and codes of others'") {
    const ProjectFolder folder(reviewed());
    const auto project = folder.load();
    const Audience ash{SharingClass::host, {"ash"}};
    CHECK(seen(project, ash, {"ash"}) == "LN2 'Pupils read' 'Pupils read.' 'Read more' 1");
    CHECK(seen(project, ash, {"elm"}) == "LN2 'Pupils read' '' '' 0");
    CHECK(seen(project, {SharingClass::host, {"fir"}}, {"ash"}) == "LN2 '' '-' '-' 0");
}

TEST_CASE("the programme sees codes without text and no names") {
    const ProjectFolder folder(reviewed());
    const auto project = folder.load();
    CHECK(seen(project, {SharingClass::programme, {}}, {"ash"}) == "LN2 '' '-' '-' 0");
    const auto view = visible_to(project, {SharingClass::programme, {}});
    CHECK(view.people.at({"ash"}).value.leaders.empty());
    CHECK(view.schools.at({"ash"}).value.name == "ash Primary School");
    CHECK(view.schools.at({"ash"}).value.leaders.empty());
    CHECK(visible_to(project, {SharingClass::open, {}}).schools.at({"ash"}).value.name.empty());
}

TEST_CASE("names of people go to the triad and their addresses to the host alone") {
    const ProjectFolder folder(reviewed());
    const auto project = folder.load();
    const auto partner = visible_to(project, {SharingClass::triad, {"elm"}}).people.at({"ash"}).value.leaders;
    REQUIRE(partner.size() == 1);
    CHECK(partner[0].name == "Ada Quill");
    CHECK(partner[0].email.empty());
    const auto view = visible_to(project, {SharingClass::host, {"ash"}});
    CHECK(view.people.at({"ash"}).value.leaders.at(0).email == "a@example.org");
    CHECK(view.people.at({"fir"}).value.leaders.empty());
}

TEST_CASE("each schema says how far its record goes and knows no class of what must not be stored") {
    for (const auto& [name, text] : embedded_schemas()) {
        CAPTURE(std::string(name));
        CHECK(nlohmann::json::parse(text).contains("x-class"));
        CHECK(text.find("\"x-class\": \"X\"") == std::string_view::npos);
        CHECK_NOTHROW(Schema{text});
    }
    CHECK_THROWS(Schema{R"({"x-class": "Q"})"});
}
