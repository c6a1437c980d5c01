#include "project/day_plan.hpp"

#include "project/day_rules.hpp"
#include "project/small_project.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace peerreview;

namespace {

constexpr DayVariant variants[] = {DayVariant::primary, DayVariant::secondary, DayVariant::special,
                                   DayVariant::small, DayVariant::split_site};

Project with_lines(const std::vector<std::vector<Activity>>& asked) {
    auto project = small_project();
    Loaded<Priorities> priorities;
    priorities.value.priorities.emplace_back();
    for (std::size_t i = 0; i < asked.size(); ++i)
        priorities.value.priorities[0].lines.push_back(
            {.id = "l" + std::to_string(i + 1), .activities = asked[i]});
    project.reviews[{"ash"}].priorities = priorities;
    return project;
}

std::set<Activity> activities_of(const DayPlan& plan, std::size_t line) {
    const auto coverage = coverage_of(plan, line);
    return {coverage.activities.begin(), coverage.activities.end()};
}

} // namespace

TEST_CASE("each variant keeps every rule with one to nine lines of enquiry") {
    for (const auto variant : variants)
        for (std::size_t count = 1; count <= 9; ++count) {
            CAPTURE(name_of(variant));
            CAPTURE(count);
            const auto plan =
                day_plan(with_lines(std::vector<std::vector<Activity>>(count)), {"ash"}, variant);
            const auto problems = check_day(plan);
            CHECK_MESSAGE(problems.empty(), (problems.empty() ? "" : problems.front().text));
        }
}

TEST_CASE("each activity on the school's work serves a line") {
    for (const auto variant : variants) {
        const auto plan = day_plan(with_lines({{}, {}}), {"ash"}, variant);
        for (const auto& slot : plan.slots)
            if (slot.part == DayPart::looking)
                CHECK(slot.lines.size() == (slot.activity == Activity::environment ? 0u : 1u));
    }
}

TEST_CASE("activities share lines only where there are more lines than they can take alone") {
    const auto plan =
        day_plan(with_lines(std::vector<std::vector<Activity>>(9)), {"ash"}, DayVariant::special);
    const auto shared =
        std::ranges::count_if(plan.slots, [](const auto& slot) { return slot.lines.size() > 1; });
    CHECK(shared > 0);
    CHECK(std::ranges::all_of(plan.slots, [](const auto& slot) { return slot.lines.size() <= 2; }));
}

TEST_CASE("a line is looked at in the ways that the host asked for") {
    using enum Activity;
    const auto plan = day_plan(
        with_lines(
            {{work_scrutiny, governor_meeting}, {lesson_visit, pupil_voice}, {staff_voice, leader_meeting}}),
        {"ash"}, DayVariant::primary);
    CHECK(activities_of(plan, 0).contains(work_scrutiny));
    CHECK(activities_of(plan, 0).contains(governor_meeting));
    CHECK(activities_of(plan, 1).contains(lesson_visit));
    CHECK(activities_of(plan, 1).contains(pupil_voice));
    CHECK(activities_of(plan, 2).contains(staff_voice));
    CHECK(activities_of(plan, 2).contains(leader_meeting));
}

TEST_CASE("each person has one thing to do at a time and the parts are in order") {
    for (const auto variant : variants) {
        const auto plan = day_plan(with_lines({{}}), {"ash"}, variant);
        CHECK(std::ranges::is_sorted(plan.slots, {}, &DaySlot::start));
        for (const auto letter : {'A', 'B', 'C'}) {
            int end = plan.slots.front().start;
            for (const auto& slot : plan.slots) {
                if (slot.who.find(letter) == std::string::npos) continue;
                CHECK(slot.start >= end);
                CHECK(slot.end > slot.start);
                CHECK(slot.start - end <= 35); // the consultant alone has time between
                end = slot.end;
            }
        }
    }
}

TEST_CASE("the variant follows phase and roll") {
    School school;
    school.phase = Phase::primary;
    CHECK(variant_for(school) == DayVariant::primary);
    school.roll = 100;
    CHECK(variant_for(school) == DayVariant::primary);
    school.roll = 99;
    CHECK(variant_for(school) == DayVariant::small);
    school.phase = Phase::secondary;
    CHECK(variant_for(school) == DayVariant::secondary);
    school.phase = Phase::special;
    CHECK(variant_for(school) == DayVariant::special);
    school.phase = Phase::all_through;
    CHECK(variant_for(school) == DayVariant::split_site);
    for (const auto variant : variants) CHECK(parse_variant(name_of(variant)) == variant);
    CHECK_FALSE(parse_variant("sen"));
}

TEST_CASE("a plan without records is empty where they would speak") {
    auto project = small_project();
    project.schedules.clear();
    const auto plan = day_plan(project, {"ash"}, DayVariant::primary);
    CHECK_FALSE(plan.date);
    CHECK(plan.lines.empty());
    CHECK(person_of(plan, 'A') == "A");
    CHECK(person_of(plan, 'C') == "C");
}
