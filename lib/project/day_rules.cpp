#include "project/day_rules.hpp"

#include "source/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace peerreview {

namespace {

using Problems = std::vector<DayProblem>;

constexpr int noon = 12 * 60;
constexpr std::string_view everybody = "ABC";

bool is_with(const DaySlot& slot, char letter) { return slot.who.find(letter) != std::string::npos; }
bool is_shared(const DaySlot& slot) { return slot.who == everybody; }
int length(const DaySlot& slot) { return slot.end - slot.start; }

const DaySlot* first_of(const DayPlan& plan, DayPart part) {
    const auto found = std::ranges::find(plan.slots, part, &DaySlot::part);
    return found == plan.slots.end() ? nullptr : &*found;
}

/// No person is in two places.
void check_nobody_is_in_two_places(const DayPlan& plan, Problems& problems) {
    for (std::size_t i = 0; i < plan.slots.size(); ++i)
        for (std::size_t j = i; j < plan.slots.size(); ++j)
            for (const auto a : plan.slots[i].who)
                for (const auto b : plan.slots[j].who) {
                    const auto is_one_slot = i == j;
                    if ((is_one_slot && a >= b) || person_of(plan, a) != person_of(plan, b)) continue;
                    const auto& first = plan.slots[i];
                    const auto& second = plan.slots[j];
                    if (first.start < second.end && second.start < first.end)
                        problems.push_back(
                            {"two-places", fmt::format("{} is in two places at {}", person_of(plan, a),
                                                       clock(std::max(first.start, second.start)))});
                }
}

/// Each line of enquiry is looked at in two ways.
void check_lines_have_two_activity_types(const DayPlan& plan, Problems& problems) {
    for (std::size_t line = 0; line < plan.lines.size(); ++line)
        if (const auto count = coverage_of(plan, line).activities.size(); count < 2)
            problems.push_back(
                {"activity-types", fmt::format("line '{}' has {} of activity, and two are the least",
                                               plan.lines[line].id, counted(count, "type"))});
}

/// Each line of enquiry is looked at by two people.
void check_lines_have_two_observers(const DayPlan& plan, Problems& problems) {
    for (std::size_t line = 0; line < plan.lines.size(); ++line)
        if (const auto count = coverage_of(plan, line).observers.size(); count < 2)
            problems.push_back({"observers", fmt::format("line '{}' has {}, and two are the least",
                                                         plan.lines[line].id, counted(count, "observer"))});
}

/// The team is together in a pause in the morning and in one after noon.
void check_pauses_are_shared(const DayPlan& plan, Problems& problems) {
    const auto has_pause = [&](bool after_noon) {
        return std::ranges::any_of(plan.slots, [&](const DaySlot& slot) {
            return (slot.part == DayPart::pause || slot.part == DayPart::lunch) && is_shared(slot) &&
                   (slot.start >= noon) == after_noon;
        });
    };
    if (!has_pause(false)) problems.push_back({"shared-pauses", "the team shares no pause in the morning"});
    if (!has_pause(true)) problems.push_back({"shared-pauses", "the team shares no pause after noon"});
}

/// The head hears what is emerging before the team settles it.
void check_head_is_told_before_synthesis(const DayPlan& plan, Problems& problems) {
    const auto* told = first_of(plan, DayPart::keep_in_touch);
    const auto* synthesis = first_of(plan, DayPart::synthesis);
    if (!told || (synthesis && told->end > synthesis->start))
        problems.push_back({"keep-in-touch", "nobody keeps in touch with the head before the synthesis"});
}

/// The synthesis is the whole team's and takes an hour at least.
void check_synthesis_is_long_enough(const DayPlan& plan, Problems& problems) {
    constexpr int least = 60;
    const auto* synthesis = first_of(plan, DayPart::synthesis);
    if (!synthesis || !is_shared(*synthesis) || length(*synthesis) < least)
        problems.push_back({"synthesis", fmt::format("the synthesis should be the whole team's and take {} "
                                                     "minutes, not {}",
                                                     least, synthesis ? length(*synthesis) : 0)});
}

/// Verbal feedback comes after the synthesis and takes 30 to 60 minutes.
void check_feedback_is_in_bounds(const DayPlan& plan, Problems& problems) {
    constexpr int least = 30, most = 60;
    const auto* feedback = first_of(plan, DayPart::feedback);
    const auto* synthesis = first_of(plan, DayPart::synthesis);
    const auto minutes = feedback ? length(*feedback) : 0;
    if (minutes < least || minutes > most)
        problems.push_back({"feedback", fmt::format("verbal feedback should take {} to {} minutes, not {}",
                                                    least, most, minutes)});
    else if (synthesis && feedback->start < synthesis->end)
        problems.push_back({"feedback", "verbal feedback begins before the synthesis ends"});
}

/// Everybody has lunch, and a pause in the morning.
void check_breaks_are_kept(const DayPlan& plan, Problems& problems) {
    constexpr int lunch = 40, pause = 10;
    for (const auto letter : everybody) {
        const auto has = [&](DayPart part, int least) {
            return std::ranges::any_of(plan.slots, [&](const DaySlot& slot) {
                return slot.part == part && is_with(slot, letter) && length(slot) >= least &&
                       (part == DayPart::lunch || slot.start < noon);
            });
        };
        if (!has(DayPart::lunch, lunch))
            problems.push_back({"breaks", fmt::format("{} has no {} minutes for lunch", letter, lunch)});
        if (!has(DayPart::pause, pause))
            problems.push_back(
                {"breaks", fmt::format("{} has no pause of {} minutes in the morning", letter, pause)});
    }
}

bool asks_for_pupils(const DaySlot& slot) {
    constexpr Activity with_pupils[] = {Activity::lesson_visit, Activity::learning_walk,
                                        Activity::pupil_voice};
    return slot.activity && std::ranges::find(with_pupils, *slot.activity) != std::end(with_pupils);
}

/// Nothing asks for pupils after the end of their day.
void check_pupils_are_let_go(const DayPlan& plan, Problems& problems) {
    for (const auto& slot : plan.slots)
        if (asks_for_pupils(slot) && slot.end > plan.pupils_leave)
            problems.push_back({"pupils", fmt::format("what begins at {} keeps pupils after {}",
                                                      clock(slot.start), clock(plan.pupils_leave))});
}

/// No reviewer is alone with pupils out of sight of other adults.
void check_pupils_are_in_sight(const DayPlan& plan, Problems& problems) {
    for (const auto& slot : plan.slots)
        if (slot.activity == Activity::pupil_voice && !slot.accompanied)
            problems.push_back({"in-sight", fmt::format("no other adult is in sight of the pupils at {}",
                                                        clock(slot.start))});
}

/// The visitors are on site for nine hours at most.
void check_day_is_short_enough(const DayPlan& plan, Problems& problems) {
    constexpr int most = 9 * 60;
    if (plan.slots.empty()) return;
    const auto first = std::ranges::min(plan.slots, {}, &DaySlot::start).start;
    const auto last = std::ranges::max(plan.slots, {}, &DaySlot::end).end;
    if (last - first > most)
        problems.push_back({"length", fmt::format("the day lasts from {} to {}, and nine hours are the most",
                                                  clock(first), clock(last))});
}

using DayRule = void (*)(const DayPlan&, Problems&);
constexpr auto day_rules = std::to_array<DayRule>(
    {check_nobody_is_in_two_places, check_lines_have_two_activity_types, check_lines_have_two_observers,
     check_pauses_are_shared, check_head_is_told_before_synthesis, check_synthesis_is_long_enough,
     check_feedback_is_in_bounds, check_breaks_are_kept, check_pupils_are_let_go, check_pupils_are_in_sight,
     check_day_is_short_enough});

} // namespace

std::vector<DayProblem> check_day(const DayPlan& plan) {
    Problems problems;
    for (const auto rule : day_rules) rule(plan, problems);
    return problems;
}

std::string clock(int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

} // namespace peerreview
