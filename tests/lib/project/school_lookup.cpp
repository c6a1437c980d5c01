#include "project/school_lookup.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

/// Three schools that review each other: ash is closed for two days and has left, cedar keeps other terms.
Project project_of_three() {
    Project project;
    project.calendar.emplace().value.terms = {{day("2026-09-01"), day("2026-09-11")}};
    project.schools[{"ash"}].value.blocked = {{day("2026-09-03"), day("2026-09-04"), "a fair"}};
    project.schools[{"birch"}];
    project.schools[{"cedar"}].value.terms = {{day("2026-09-08"), day("2026-09-18")}};
    project.triads[{"t001"}].value.schools = {{"ash"}, {"birch"}, {"cedar"}};
    project.schedules[{"t001"}].value.reviews = {{{"birch"}, day("2026-09-10"), {}, {}, {}}};
    auto& leaver = project.decisions["2026-09-05-ash"].value;
    leaver.kind = DecisionKind::leaver, leaver.subject = "ash";
    auto& waiver = project.decisions["2026-09-06-birch"].value;
    waiver.kind = DecisionKind::waiver, waiver.subject = "birch", waiver.rule = "training";
    auto& answer = project.evaluations["one"].value;
    answer.about = EvaluationSubject::review, answer.host = {"birch"};
    return project;
}

} // namespace

TEST_CASE("a lookup says of each school what the search through all records says") {
    const auto project = project_of_three();
    const SchoolLookup lookup(project);
    for (const auto& [id, school] : project.schools) {
        CHECK(lookup.hosted(id).review == hosted_review(project, id).review);
        CHECK(lookup.hosted(id).triad == &project.triads.at({"t001"}));
        CHECK(lookup.days(id).count() == school_days_of(project, id).count());
        CHECK(lookup.has_left(id) == has_left(project, id));
        CHECK(lookup.waiver(id.text, "training") == waiver_of(project, id.text, "training"));
    }
    CHECK(lookup.hosted({"birch"}).review->date == day("2026-09-10"));
    CHECK(lookup.hosted({"ash"}).review == nullptr);
    CHECK(lookup.days({"ash"}).count() == 7);
    CHECK(lookup.days({"birch"}).count() == 9);
    CHECK(lookup.days({"cedar"}).date(0) == day("2026-09-08"));
    const auto any = days_of_any(project, project.calendar->value, {{"ash"}, {"birch"}, {"cedar"}});
    CHECK(any.count() == 14); // blocked ranges are not looked at
    CHECK(any.number_at(day("2026-09-18")) == 8);
    CHECK(lookup.has_left({"ash"}));
    CHECK_FALSE(lookup.has_left({"birch"}));
    CHECK(lookup.waiver("birch", "training") != nullptr);
    CHECK(lookup.waiver("birch", "size") == nullptr);
    CHECK(lookup.evaluations({"birch"}).size() == 1);
    CHECK(lookup.evaluations({"ash"}).empty());
}
