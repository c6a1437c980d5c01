#pragma once

#include "project/project.hpp"

#include <string>

/// A cohort of one triad, made without files: ash, elm and oak with a head and a deputy each, reviews on
/// three Thursdays and a follow-up meeting, and a calendar in which the autumn of 2026 and the spring of 2027
/// are open.
inline peerreview::Project small_project() {
    using namespace peerreview;
    const auto day = [](const char* text) { return *parse_date(text); };
    Project project;
    project.cohort.value.name = "North 2026";
    project.cohort.value.year = "2026/27";
    project.cohort.value.launch = day("2026-09-24");
    Loaded<Calendar> calendar;
    calendar.value.nation = Nation::england;
    calendar.value.year = "2026/27";
    calendar.value.terms = {{day("2026-09-01"), day("2026-10-23")},
                            {day("2026-11-02"), day("2026-12-18")},
                            {day("2027-01-04"), day("2027-03-25")}};
    project.calendar = calendar;
    const auto school = [&](const std::string& id, const std::string& name, int easting) {
        School record;
        record.name = name;
        record.phase = Phase::primary;
        record.roll = 210;
        record.easting = easting;
        record.northing = 540000;
        Leader head{.id = {id + "-head"}}, deputy{.id = {id + "-deputy"}};
        head.role = Role::headteacher;
        deputy.role = Role::deputy;
        head.trained = deputy.trained = day("2026-09-24");
        record.leaders = {head, deputy};
        project.schools[{id}].value = record;
    };
    school("ash", "Ash Primary School", 427000);
    school("elm", "Elm Primary School", 430000);
    school("oak", "Oak Primary School", 433000);
    Consultant consultant;
    consultant.easting = 424000;
    consultant.northing = 540000;
    project.consultants[{"c-north"}].value = consultant;
    Triad triad;
    triad.schools = {{"ash"}, {"elm"}, {"oak"}};
    triad.consultant = {"c-north"};
    project.triads[{"t001"}].value = triad;
    const auto review = [&](const char* host, const char* date, const char* first, const char* second) {
        PlannedReview planned;
        planned.host = {host};
        planned.date = day(date);
        planned.consultant = {"c-north"};
        planned.reviewers = {{{first}, {std::string(first) + "-deputy"}},
                             {{second}, {std::string(second) + "-deputy"}}};
        planned.reserves = {{{first}, {std::string(first) + "-head"}}};
        return planned;
    };
    auto& schedule = project.schedules[{"t001"}].value;
    schedule.reviews = {review("ash", "2026-11-12", "elm", "oak"), review("elm", "2026-11-26", "ash", "oak"),
                        review("oak", "2026-12-03", "ash", "elm")};
    schedule.follow_up = day("2027-03-04");
    return project;
}

/// Adds a decision record.
inline void decide(peerreview::Project& project, peerreview::DecisionKind kind, const std::string& subject,
                   const char* date) {
    peerreview::Decision decision;
    decision.date = *peerreview::parse_date(date);
    decision.kind = kind;
    decision.subject = subject;
    project.decisions["d" + std::to_string(project.decisions.size())].value = decision;
}
