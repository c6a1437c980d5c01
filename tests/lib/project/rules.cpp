#include "project/rules.hpp"

#include "findings.hpp"
#include "project_folder.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::string codes(const std::map<std::string, std::string>& files, std::string_view today = "2026-12-01") {
    const ProjectFolder folder(files);
    Diagnostics findings;
    const auto project = folder.load(findings);
    check_and_allow(project, parse_date(today).value(), findings);
    findings.sort();
    std::string text;
    for (const auto& finding : findings.all())
        if (finding.severity == Severity::error) text += finding.code + " ";
    return text;
}
} // namespace

TEST_CASE("a sound cohort has no errors") { CHECK(codes(cohort_files({"ash", "elm", "oak"})).empty()); }

TEST_CASE("ids are looked up wherever a record names one") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["triads/t001.yaml"] = "schools: [ash, elm, yew]\nconsultant: dd\n";
    files["people/fir.yaml"] = "leaders: []\n";
    CHECK(codes(files) == "unknown-id unknown-id unknown-id ");
}

TEST_CASE("a triad has three schools, and a ring says of how many it is") {
    auto files = cohort_files({"ash", "elm", "oak", "yew"});
    const auto with = [&](const std::string& text) {
        files["triads/t001.yaml"] = text;
        return codes(files);
    };
    CHECK(with("kind: triad\nschools: [ash, elm, oak]\n").empty());
    CHECK(with("kind: ring-of-four\nschools: [ash, elm, oak, yew]\n").empty());
    CHECK(with("kind: ring-of-four\nschools: [ash, elm, oak]\n") == "bad-value ");
    CHECK(with("kind: ring-of-five\nschools: [ash, elm, oak, yew]\n") == "bad-value ");
    CHECK(with("schools: [ash, elm, oak, yew]\n") == "bad-value ");
    CHECK(with("schools: [ash, elm]\n") == "bad-value "); // of its schema alone
}

TEST_CASE("an allowed finding counts again when its day is past") {
    auto files = cohort_files({"ash", "elm", "oak"});
    files["triads/t001.yaml"] = "schools: [ash, elm, oak]\nwaivers: [{rule: trust}]\n";
    CHECK(codes(files) == "V21 ");
    files["peerreview.yaml"] +=
        "allow: [{code: V21, owner: programme lead, reason: on paper, until: 2026-12-01}]\n";
    CHECK(codes(files, "2026-12-01").empty());
    CHECK(codes(files, "2026-12-02") == "V21 ");
}
