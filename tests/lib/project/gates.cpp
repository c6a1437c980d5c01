#include "project/gates.hpp"

#include "project/small_project.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

Project ready() {
    auto project = small_project();
    Loaded<Priorities> priorities;
    priorities.value.priorities = {
        {.id = "p1",
         .lines = {{.id = "l1", .activities = {Activity::lesson_visit, Activity::pupil_voice}},
                   {.id = "l2"}}}};
    project.reviews[{"ash"}].priorities = priorities;
    return project;
}

/// What keeps the day of ash from being agreed, a line each.
std::string lacks(const Project& project) {
    std::string text;
    for (const auto& lack : lacking_for_day(project, {"ash"}, DayVariant::primary))
        text += lack.rule + ": " + lack.text + "\n";
    return text;
}

PlannedReview& review(Project& project) { return project.schedules[{"t001"}].value.reviews[0]; }
Priority& priority(Project& project) { return project.reviews[{"ash"}].priorities->value.priorities[0]; }
Date day(const char* text) { return *parse_date(text); }

} // namespace

TEST_CASE("a day whose records are complete may be agreed") { CHECK(lacks(ready()) == ""); }

TEST_CASE("a day needs two trained reviewers of two partner schools") {
    auto project = ready();
    project.schools[{"elm"}].value.leaders[1].trained = day("2026-11-13");
    CHECK(lacks(project) == "reviewers: reviewer 'elm-deputy' is not trained before the review\n");
    project = ready();
    review(project).reviewers[1] = {{"elm"}, {"elm-head"}};
    CHECK(lacks(project) == "reviewers: the reviewers come from 1 of 2 partner schools\n");
    project = ready();
    review(project).reviewers[1] = {{"ash"}, {"ash-head"}};
    CHECK(lacks(project) == "reviewers: the reviewers come from 1 of 2 partner schools\n");
    project = ready();
    project.schools[{"elm"}].value.leaders[1].blocked = {{day("2026-11-12"), day("2026-11-12"), "course"}};
    CHECK(lacks(project) == "reviewers: reviewer 'elm-deputy' is not free on 2026-11-12 (course)\n");
    project = ready();
    project.schools[{"elm"}].value.leaders[1].left = day("2026-11-01");
    CHECK(lacks(project) == "reviewers: reviewer 'elm-deputy' has left the school\n");
    project = ready();
    decide(project, DecisionKind::leaver, "elm", "2026-11-01");
    CHECK(lacks(project) == "reviewers: 'elm' has left the programme\n");
}

TEST_CASE("a day needs a reserve") {
    auto project = ready();
    review(project).reserves.clear();
    CHECK(lacks(project) == "reserve: no reserve is named\n");
}

TEST_CASE("a day needs a consultant who is free and has no conflict") {
    auto project = ready();
    review(project).consultant = {};
    CHECK(lacks(project) == "consultant: no consultant is named\n");
    project = ready();
    auto& consultant = project.consultants[{"c-north"}].value;
    consultant.blocked = {{day("2026-11-10"), day("2026-11-12"), ""}};
    consultant.conflicts = {{"ash"}};
    CHECK(lacks(project) == "consultant: 'c-north' is not free on 2026-11-12\n"
                            "consultant: 'c-north' has declared a conflict with the host\n");
    project = ready();
    project.schedules[{"t001"}].value.reviews[1].date = day("2026-11-12");
    CHECK(lacks(project) == "consultant: 'c-north' is at 'elm' on 2026-11-12\n");
}

TEST_CASE("a day is open to all three schools") {
    auto project = ready();
    review(project).date = day("2026-11-14");
    CHECK(lacks(project) == "date: 2026-11-14 is no day for the review: a weekend\n");
    project = ready();
    project.calendar->value.tests = {{"tests", day("2026-11-09"), day("2026-11-13"), {Phase::primary}, true}};
    project.schools[{"oak"}].value.blocked = {{day("2026-11-12"), day("2026-11-12"), "open day"}};
    CHECK(lacks(project) == "date: 2026-11-12 is no day for the review: tests\n"
                            "date: 2026-11-12 is no day for the review: 'oak' is not free\n");
    project = ready();
    review(project).date = day("2026-12-17");
    CHECK(lacks(project) ==
          "date: 2026-12-17 is no day for the review: it is too near the beginning or the end of a term\n");
    project = ready();
    project.schedules.clear();
    CHECK(lacks(project) == "date: no review of 'ash' is planned in schedule/\n");
}

TEST_CASE("a day needs one to three priorities and each line covered twice") {
    auto project = ready();
    project.reviews.clear();
    CHECK(lacks(project) == "priorities: 0 priorities, and 1 to 3 are needed\n");
    project = ready();
    priority(project).lines[0].activities = {Activity::lesson_visit, Activity::lesson_visit};
    CHECK(lacks(project) == "coverage: line 'l1' asks for one type of activity, and two are the least\n");
    project = ready();
    priority(project).lines.clear();
    CHECK(lacks(project) == "priorities: priority 'p1' has no line of enquiry\n");
}

TEST_CASE("one person cannot be both reviewers of a day") {
    auto project = ready();
    review(project).reviewers[1].leader = review(project).reviewers[0].leader;
    const auto text = lacks(project);
    CHECK(text.find("plan: elm-deputy is in two places at 08:45\n") != std::string::npos);
    CHECK(text.find("coverage: line 'l1' has ") == std::string::npos); // the consultant looks too
}

TEST_CASE("a waiver of a gate's rule counts for its host") {
    auto project = ready();
    review(project).reserves.clear();
    decide(project, DecisionKind::waiver, "ash", "2026-11-01");
    CHECK(lacks(project) == "reserve: no reserve is named\n");
    project.decisions.begin()->second.value.rule = "reserve";
    CHECK(lacks(project) == "");
    project.decisions.begin()->second.value.subject = "elm";
    CHECK(lacks(project) == "reserve: no reserve is named\n");
}
