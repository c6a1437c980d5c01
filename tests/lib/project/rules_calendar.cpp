#include "project/rules.hpp"

#include "findings.hpp"
#include "yaml/parse.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// A project with this calendar.yaml alone.
Project with_calendar(const std::string& text) {
    Project project;
    const auto& file = *project.sources.emplace_back(std::make_unique<SourceFile>("calendar.yaml", text));
    Diagnostics findings;
    auto node = parse_yaml(file, findings);
    REQUIRE(node);
    auto value = read_calendar(*node);
    project.calendar = Loaded<Calendar>{&file, Tree(file), std::move(value)};
    return project;
}

constexpr const char* head = "nation: england\nyear: 2026/27\nchecked: 2026-11-01\n"; // three lines

std::string rules_of(const std::string& text) {
    const auto project = with_calendar(head + text);
    Diagnostics findings;
    check_calendar_rules(project, findings);
    return brief(findings);
}

/// Puts a record into a project.
template <class Read>
auto loaded(Project& project, const std::string& path, const std::string& text, Read read) {
    const auto& file = *project.sources.emplace_back(std::make_unique<SourceFile>(path, text));
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE(node);
    return Loaded<decltype(read(*node))>{&file, Tree(file), read(*node)};
}

/// What is told of a school's own terms beside a calendar of 2026/27.
std::string told_of_terms(const std::string& terms) {
    auto project = with_calendar(head + std::string("terms: [{start: 2026-09-01, end: 2027-07-21}]\n"));
    project.schools[{"ash"}] = loaded(project, "schools/ash.yaml", "terms:\n" + terms, read_school);
    Diagnostics findings;
    check_calendar_rules(project, findings);
    return brief(findings);
}

/// What is told of these `blocked` ranges, of a school, its leader and a consultant, where the terms end on
/// `last`, or where the calendar has none.
std::string distant_in(const std::string& ranges, const std::string& last = "2027-07-21") {
    const auto term = "{start: 2026-09-01, end: " + last + "}";
    auto project = with_calendar(head + ("terms: [" + (last.empty() ? "" : term) + "]\n"));
    const auto blocked = "blocked: [" + ranges + "]\n";
    project.schools[{"ash"}] =
        loaded(project, "schools/ash.yaml", blocked + "leaders:\n- id: ash-head\n  " + blocked, read_school);
    project.consultants[{"kim"}] =
        loaded(project, "consultants/kim.yaml", "days: 9\n" + blocked, read_consultant);
    Diagnostics findings;
    check_calendar_rules(project, findings);
    return brief(findings);
}

std::string stale_on(const char* today, const std::string& text = head) {
    auto project = with_calendar(text + "terms: []\n");
    project.cohort.value.year = "2026/27";
    Diagnostics findings;
    check_calendar_is_fresh(project, *parse_date(today), findings);
    return brief(findings);
}

} // namespace

TEST_CASE("blocks of the year follow each other and have school days") {
    CHECK(rules_of(
              "terms:\n- {start: 2026-09-01, end: 2026-10-23}\n- {start: 2026-11-02, end: 2026-12-18}\n") ==
          "");
    CHECK(rules_of("terms:\n- {start: 2026-09-01, end: 2026-08-23}\n") == "5:28 bad-range\n");
    CHECK(rules_of("terms:\n- {start: 2026-09-01, end: 2026-09-01}\n") == "5:28 bad-range\n");
    CHECK(rules_of("terms:\n- {start: 2026-09-05, end: 2026-09-06}\n") == "5:28 bad-range\n"); // a weekend
    CHECK(rules_of(
              "terms:\n- {start: 2026-09-01, end: 2026-10-23}\n- {start: 2026-10-23, end: 2026-12-18}\n") ==
          "6:11 bad-range\n");
    CHECK(rules_of("terms:\n- {start: 2026-09-01, end: 2026-12-18}\n- {start: 2026-10-01, end: 2026-10-23}\n"
                   "- {start: 2026-11-02, end: 2026-11-20}\n") == "6:11 bad-range\n7:11 bad-range\n");
}

TEST_CASE("a school's own terms are six blocks that follow each other in the calendar's year") {
    const std::string autumn =
        "- {start: 2026-08-24, end: 2026-10-16}\n- {start: 2026-10-26, end: 2026-12-18}\n";
    const std::string summer =
        "- {start: 2027-04-12, end: 2027-05-21}\n- {start: 2027-05-31, end: 2027-07-16}\n";
    const std::string spring =
        "- {start: 2027-01-04, end: 2027-02-12}\n- {start: 2027-02-22, end: 2027-03-25}\n";
    CHECK(told_of_terms(autumn + spring + summer) == "");
    CHECK(told_of_terms(autumn + spring) == "2:1 half-terms\n");
    CHECK(told_of_terms(autumn + summer + spring) == "6:11 bad-range\n7:11 bad-range\n");
    const auto short_of_six = std::string("2:1 half-terms\n");
    CHECK(told_of_terms("- {start: 2026-08-24, end: 2026-10-16}\n- {start: 2026-10-16, end: 2027-07-16}\n") ==
          short_of_six + "3:11 bad-range\n");
    CHECK(told_of_terms("- {start: 2026-09-05, end: 2026-09-06}\n") ==
          short_of_six + "2:28 bad-range\n"); // a weekend
    CHECK(told_of_terms("- {start: 2025-08-24, end: 2026-07-16}\n") == "2:1 calendar-stale\n" + short_of_six);
    CHECK(told_of_terms("- {start: 2027-08-24, end: 2028-07-16}\n") == "2:1 calendar-stale\n" + short_of_six);
}

TEST_CASE("no range of days runs backwards") {
    const std::string terms = "terms:\n- {start: 2026-09-01, end: 2026-10-23}\n";
    CHECK(rules_of(terms + "closed:\n- {from: 2026-09-03, to: 2026-09-02}\n") == "7:26 bad-range\n");
    CHECK(rules_of(terms + "closed:\n- {from: 2026-09-03, to: 2026-09-03}\n") == "");
    CHECK(rules_of(terms + "tests:\n- {name: t, start: 2026-09-03, end: 2026-09-02, phases: [primary]}\n") ==
          "7:37 bad-range\n");
    CHECK(rules_of(terms + "exams:\n- {name: t, start: 2026-09-03, end: 2026-09-02, phases: [primary]}\n") ==
          "7:37 bad-range\n");
}

TEST_CASE("no blocked range begins more than a year after the terms end") {
    const auto told = std::string("2:18 distant-range\n1:18 distant-range\n4:20 distant-range\n");
    CHECK(distant_in("{from: 2029-01-10, to: 2029-01-20}") == told);
    CHECK(distant_in("{from: 2028-07-22, to: 2028-07-22}") == told);
    CHECK(distant_in("{from: 2028-07-21, to: 2028-07-30}").empty()); // known already
    CHECK(distant_in("{from: 2016-01-10, to: 2016-01-20}").empty()); // history
    CHECK(distant_in("{from: 2027-01-10, to: 2029-01-20}").empty());
    CHECK(distant_in("{from: 2029-02-28, to: 2029-02-28}", "2028-02-29").empty());
    CHECK(distant_in("{from: 2029-03-01, to: 2029-03-01}", "2028-02-29") == told);
    CHECK(distant_in("{from: 2029-01-10, to: 2029-01-20}", "").empty()); // no term to hold it against
    CHECK(distant_in("{from: 2029-01-10, to: 2027-01-20}").find("distant-range") == std::string::npos);
}

TEST_CASE("a list of bank holidays has all of its nation that fall into a term") {
    const std::string terms = "terms:\n- {start: 2026-11-02, end: 2026-12-18}\n"
                              "- {start: 2027-04-12, end: 2027-05-28}\n";
    CHECK(rules_of(terms) == ""); // no list
    const std::string list = terms + "bank-holidays:\n- {date: 2026-12-25, name: Christmas Day}\n";
    CHECK(rules_of(list) == "8:1 bank-holiday-missing\n"); // 3 May
    CHECK(rules_of(list + "- {date: 2027-05-03, name: Early May}\n") == "");
    CHECK(rules_of(list + "closed:\n- {from: 2027-05-03, to: 2027-05-03}\n") == "");
    const auto project = with_calendar("nation: scotland\nyear: 2026/27\nchecked: 2026-11-01\n" + list +
                                       "- {date: 2027-05-03, name: Early May}\n");
    Diagnostics findings;
    check_calendar_rules(project, findings);
    CHECK(brief(findings) == "8:1 bank-holiday-missing\n"); // St Andrew's Day
}

TEST_CASE("a calendar is stale twelve months after it was checked") {
    CHECK(stale_on("2027-11-01") == "");
    CHECK(stale_on("2027-11-02") == "3:10 calendar-stale\n");
    CHECK(stale_on("2026-01-01") == "");
    CHECK(stale_on("2029-02-28", "nation: england\nyear: 2026/27\nchecked: 2028-02-29\n") == "");
    CHECK(stale_on("2029-03-01", "nation: england\nyear: 2026/27\nchecked: 2028-02-29\n") ==
          "3:10 calendar-stale\n");
}

TEST_CASE("a calendar of another year than the cohort's is stale") {
    CHECK(stale_on("2026-11-25", "nation: england\nyear: 2025/26\nchecked: 2026-11-01\n") ==
          "2:7 calendar-stale\n");
}

TEST_CASE("a calendar without examinations is told where a school sits them") {
    const auto told = [](Phase phase, const std::string& exams) {
        auto project = with_calendar(head + exams);
        project.schools[{"ash"}].value.phase = phase;
        Diagnostics findings;
        check_calendar_rules(project, findings);
        return brief(findings);
    };
    constexpr const char* listed = "exams:\n  - {name: GCSE, start: 2027-05-06, end: 2027-06-23}\n";
    CHECK(told(Phase::secondary, "exams: []\n") == "4:8 calendar-unchecked\n");
    CHECK(told(Phase::all_through, "") == "1:1 calendar-unchecked\n");
    CHECK(told(Phase::primary, "exams: []\n").empty());
    CHECK(told(Phase::secondary, listed).empty());
}
