#include "render/findings.hpp"

#include "render/catalogue.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace peerreview;

namespace {
const SourceFile file("schools/a b.yaml", "name: x\nphase: \x1b[31m\n");

Diagnostics some(int count) {
    Diagnostics findings;
    for (int i = 0; i < count; ++i)
        findings.error({&file, 15}, "bad-value", "number {} is no phase\n::error::x", i).hint = "<b>&\"";
    return findings;
}
} // namespace

TEST_CASE("a code's 21st finding is counted and not printed") {
    const auto text = findings_text(some(22), {});
    CHECK(text.find("number 19") != std::string::npos);
    CHECK(text.find("number 20") == std::string::npos);
    CHECK(text.ends_with("and 2 more of [bad-value], shown with --all\n"));
    CHECK(findings_text(some(22), {.all = true}).find("number 21") != std::string::npos);
}

TEST_CASE("nothing of a record reaches a log unescaped") {
    for (const auto& text : {findings_text(some(1), {}), findings_github(some(1)), findings_sarif(some(1)),
                             findings_gitlab(some(1)), findings_junit(some(1)), findings_json(some(1))}) {
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find("\n::error::x") == std::string::npos);
    }
    CHECK(findings_junit(some(1)).find("&lt;b&gt;&amp;") != std::string::npos);
}

TEST_CASE("SARIF names the rule and the place of each result") {
    const auto run = nlohmann::json::parse(findings_sarif(some(2)))["runs"][0];
    CHECK(run["tool"]["driver"]["rules"].size() == 1);
    CHECK(run["results"].size() == 2);
    const auto where = run["results"][0]["locations"][0]["physicalLocation"];
    CHECK(where["artifactLocation"]["uri"] == "schools/a%20b.yaml");
    CHECK(where["region"]["startLine"] == 2);
    CHECK(where["region"]["startColumn"] == 8);
}

TEST_CASE("GitLab's fingerprints differ between findings and stay when lines move") {
    auto findings = some(1);
    findings.error({&file, 0}, "bad-value", "number {} is no phase\n::error::x", 0);
    const auto list = nlohmann::json::parse(findings_gitlab(findings));
    CHECK(list[0]["fingerprint"] != list[1]["fingerprint"]);
    const SourceFile moved("schools/a b.yaml", "\n\nname: x\nphase: y\n");
    Diagnostics later;
    later.error({&moved, 17}, "bad-value", "number {} is no phase\n::error::x", 0);
    CHECK(nlohmann::json::parse(findings_gitlab(later))[0]["fingerprint"] == list[0]["fingerprint"]);
}

TEST_CASE("the catalogue has the words of the manual page") {
    CHECK(explanation_of("unknown-id") == "An id of no record.");
    CHECK_FALSE(explanation_of("V26").has_value());
    for (const auto& code : known_codes()) {
        const auto text = explanation_of(code).value_or("");
        CHECK_MESSAGE(text.size() > 10, code);
        CHECK_MESSAGE(text.find("\\") == std::string::npos, code);
    }
}
