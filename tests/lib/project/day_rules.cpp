#include "project/day_rules.hpp"

#include "project/small_project.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peerreview;

namespace {

/// The plan of a primary day with two lines, which breaks no rule.
DayPlan sound_plan() {
    auto project = small_project();
    Loaded<Priorities> priorities;
    priorities.value.priorities = {{.id = "p1", .lines = {{.id = "l1"}, {.id = "l2"}}}};
    project.reviews[{"ash"}].priorities = priorities;
    return day_plan(project, {"ash"}, DayVariant::primary);
}

DaySlot& slot(DayPlan& plan, DayPart part) { return *std::ranges::find(plan.slots, part, &DaySlot::part); }

DaySlot& slot(DayPlan& plan, Activity activity) {
    return *std::ranges::find(plan.slots, std::optional(activity), &DaySlot::activity);
}

/// The rules that the plan breaks, in order.
std::string broken(const DayPlan& plan) {
    std::string text;
    for (const auto& problem : check_day(plan)) text += (text.empty() ? "" : " ") + problem.rule;
    return text;
}

} // namespace

TEST_CASE("a sound plan of a day breaks no rule") { CHECK(broken(sound_plan()) == ""); }

TEST_CASE("nobody is in two places on the day") {
    auto plan = sound_plan();
    slot(plan, Activity::pupil_voice).start -= 15; // into lunch
    CHECK(broken(plan) == "two-places");
    plan = sound_plan();
    plan.reviewers[1].leader = plan.reviewers[0].leader;
    CHECK(broken(plan).find("two-places") == 0);
    plan = sound_plan();
    plan.reviewers.pop_back(); // who is not named is still one person
    CHECK(broken(plan) == "");
}

TEST_CASE("a line is looked at in two ways") {
    auto plan = sound_plan();
    for (auto& part : plan.slots) std::erase(part.lines, 1u);
    for (auto& part : plan.slots)
        if (part.activity == Activity::lesson_visit) part.lines.push_back(1);
    CHECK(broken(plan) == "activity-types");
}

TEST_CASE("a line is looked at by two people") {
    auto plan = sound_plan();
    for (auto& part : plan.slots)
        if (part.who != "A") std::erase(part.lines, 0u);
    CHECK(broken(plan) == "observers");
}

TEST_CASE("the team shares a pause in the morning and one after noon") {
    auto plan = sound_plan();
    for (auto& part : plan.slots)
        if (part.part == DayPart::pause) part.part = DayPart::briefing;
    CHECK(broken(plan) == "shared-pauses breaks breaks breaks");
    plan = sound_plan();
    for (auto& part : plan.slots)
        if (part.part == DayPart::lunch) part.who = "AB";
    CHECK(broken(plan) == "shared-pauses breaks");
}

TEST_CASE("the head hears before the synthesis what is emerging") {
    auto plan = sound_plan();
    slot(plan, DayPart::keep_in_touch).part = DayPart::with_head;
    CHECK(broken(plan) == "keep-in-touch");
    plan = sound_plan();
    auto& told = slot(plan, DayPart::keep_in_touch);
    told.start = 16 * 60 + 30;
    told.end = told.start + 15;
    CHECK(broken(plan) == "keep-in-touch");
}

TEST_CASE("the synthesis takes an hour") {
    auto plan = sound_plan();
    auto& synthesis = slot(plan, DayPart::synthesis);
    synthesis.end = synthesis.start + 60;
    CHECK(broken(plan) == "");
    synthesis.end -= 1;
    CHECK(broken(plan) == "synthesis");
    synthesis.end += 1;
    synthesis.who = "AB";
    CHECK(broken(plan) == "synthesis");
}

TEST_CASE("feedback takes half an hour to an hour and follows the synthesis") {
    auto plan = sound_plan();
    auto& feedback = slot(plan, DayPart::feedback);
    feedback.end = feedback.start + 30;
    CHECK(broken(plan) == "");
    feedback.end -= 1;
    CHECK(broken(plan) == "feedback");
    plan = sound_plan();
    slot(plan, DayPart::close).start += 16;
    slot(plan, DayPart::close).end += 16;
    slot(plan, DayPart::feedback).end += 16; // 61 minutes
    CHECK(broken(plan) == "feedback");
    plan = sound_plan();
    std::swap(slot(plan, DayPart::feedback).part, slot(plan, DayPart::synthesis).part);
    CHECK(broken(plan).find("feedback") != std::string::npos);
}

TEST_CASE("breaks are kept") {
    auto plan = sound_plan();
    auto& lunch = slot(plan, DayPart::lunch);
    lunch.end = lunch.start + 40;
    CHECK(broken(plan) == "");
    lunch.end -= 1;
    CHECK(broken(plan) == "breaks breaks breaks");
}

TEST_CASE("nothing asks for pupils after the end of their day") {
    auto plan = sound_plan();
    plan.pupils_leave = 13 * 60 + 15;
    CHECK(broken(plan) == "");
    plan.pupils_leave -= 1;
    CHECK(broken(plan) == "pupils pupils");
}

TEST_CASE("no reviewer is alone with pupils out of sight") {
    auto plan = sound_plan();
    slot(plan, Activity::pupil_voice).accompanied = false;
    CHECK(broken(plan) == "in-sight");
}

TEST_CASE("a day lasts nine hours at most") {
    auto plan = sound_plan();
    auto& close = slot(plan, DayPart::close);
    close.end = plan.slots.front().start + 9 * 60;
    CHECK(broken(plan) == "");
    close.end += 1;
    CHECK(broken(plan) == "length");
}
