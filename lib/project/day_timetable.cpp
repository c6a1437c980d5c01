// How a review day runs, for each kind of school. The times are proposals that a host may move.
//
// Built from the parts that published programmes share (Essex County Council's pages for peer reviews of
// primary, secondary and special schools): a presentation by the head, a team pause after it, structured
// catch-ups at break and lunch, a session for drafting, and spoken feedback at the end. The rules for special
// schools, for small schools and for two sites are this programme's own.

#include "project/day_timetable.hpp"

#include <algorithm>
#include <array>

namespace peerreview {

namespace {

using enum DayPart;
using enum Activity;

constexpr int at(int hour, int minute) { return hour * 60 + minute; }
constexpr std::nullopt_t none = std::nullopt;

constexpr auto primary_rows = std::to_array<TimetableRow>({
    {at(8, 15), at(8, 30), "ABC", arrival, none, "arrive, sign in, visitor briefing"},
    {at(8, 30), at(8, 45), "ABC", briefing, none, "team briefing"},
    {at(8, 45), at(9, 0), "A", looking, environment, "arrival of pupils"},
    {at(8, 45), at(9, 0), "B", looking, environment, "arrival of pupils"},
    {at(8, 45), at(9, 0), "C", with_head, none, "meets the head"},
    {at(9, 0), at(9, 35), "ABC", presentation, none, "the head presents the school's own view"},
    {at(9, 35), at(9, 45), "ABC", pause, none, "team pause: confirm the questions"},
    {at(9, 45), at(10, 30), "A", looking, lesson_visit, "two to four lessons"},
    {at(9, 45), at(10, 30), "B", looking, lesson_visit, "two to four lessons"},
    {at(9, 45), at(10, 30), "C", joins, none, "joins reviewer A"},
    {at(10, 30), at(10, 45), "ABC", pause, none, "team catch-up at break"},
    {at(10, 45), at(11, 25), "A", looking, work_scrutiny, "with a phase or subject leader"},
    {at(10, 45), at(11, 25), "B", looking, leader_meeting, "one to four leaders"},
    {at(10, 45), at(11, 25), "C", joins, none, "joins reviewer B"},
    {at(11, 25), at(12, 0), "A", looking, learning_walk, "four to eight rooms"},
    {at(11, 25), at(12, 0), "B", looking, lesson_visit, "two lessons"},
    {at(11, 25), at(12, 0), "C", looking, data_review, "totals alone"},
    {at(12, 0), at(12, 45), "ABC", lunch, none, "lunch with pupils, then team catch-up"},
    {at(12, 45), at(13, 15), "A", looking, pupil_voice, "six to eight pupils"},
    {at(12, 45), at(13, 15), "B", looking, pupil_voice, "six to eight pupils"},
    {at(12, 45), at(13, 15), "C", looking, governor_meeting, "one to three governors"},
    {at(13, 15), at(13, 50), "A", looking, staff_voice, "three to six staff, the head not present"},
    {at(13, 15), at(13, 50), "B", looking, work_scrutiny, "with a phase or subject leader"},
    {at(13, 15), at(13, 50), "C", joins, none, "joins reviewer A"},
    {at(13, 50), at(14, 15), "A", open, none, "what is still missing"},
    {at(13, 50), at(14, 15), "B", open, none, "what is still missing"},
    {at(13, 50), at(14, 5), "C", keep_in_touch, none, "keeps in touch with the head"},
    {at(14, 15), at(15, 30), "ABC", synthesis, none, "synthesis and drafting"},
    {at(15, 30), at(16, 15), "ABC", feedback, none, "verbal feedback"},
    {at(16, 15), at(16, 30), "ABC", close, none, "next steps and dates; notes handed in"},
});

constexpr auto secondary_rows = std::to_array<TimetableRow>({
    {at(8, 10), at(8, 35), "ABC", arrival, none, "arrive, sign in, visitor and team briefing"},
    {at(8, 35), at(9, 0), "A", looking, environment, "tutor time"},
    {at(8, 35), at(9, 0), "B", looking, environment, "tutor time"},
    {at(8, 35), at(9, 0), "C", with_head, none, "meets the head"},
    {at(9, 0), at(9, 35), "ABC", presentation, none, "the head presents the school's own view"},
    {at(9, 35), at(9, 45), "ABC", pause, none, "team pause: confirm the questions"},
    {at(9, 45), at(10, 0), "ABC", looking, environment, "walk of the site"},
    {at(10, 0), at(11, 0), "A", looking, lesson_visit, "three lessons of key stage 3"},
    {at(10, 0), at(11, 0), "B", looking, lesson_visit, "three lessons of key stage 4"},
    {at(10, 0), at(11, 0), "C", joins, none, "joins reviewer A"},
    {at(11, 0), at(11, 20), "ABC", pause, none, "break and team catch-up"},
    {at(11, 20), at(12, 20), "A", looking, leader_meeting, "subject leaders"},
    {at(11, 20), at(12, 20), "B", looking, work_scrutiny, "with a subject leader"},
    {at(11, 20), at(12, 20), "C", joins, none, "joins reviewer B"},
    {at(12, 20), at(13, 20), "A", looking, learning_walk, "four to eight rooms"},
    {at(12, 20), at(13, 20), "B", looking, pupil_voice, "six to eight pupils of key stage 3"},
    {at(12, 20), at(13, 20), "C", looking, data_review, "totals alone, with the data lead"},
    {at(13, 20), at(14, 0), "ABC", lunch, none, "lunch, then team catch-up"},
    {at(14, 0), at(14, 30), "A", looking, pupil_voice, "six to eight pupils of key stage 4 or sixth form"},
    {at(14, 0), at(14, 40), "B", looking, lesson_visit, "two lessons"},
    {at(14, 0), at(14, 30), "C", looking, governor_meeting, "one to three governors"},
    {at(14, 30), at(15, 0), "A", looking, staff_voice, "three to six staff, the head not present"},
    {at(14, 40), at(15, 0), "B", open, none, "what is still missing"},
    {at(14, 30), at(15, 0), "C", keep_in_touch, none, "keeps in touch with the head"},
    {at(15, 0), at(16, 15), "ABC", synthesis, none, "synthesis and drafting"},
    {at(16, 15), at(17, 0), "ABC", feedback, none, "verbal feedback"},
    {at(17, 0), at(17, 10), "ABC", close, none, "next steps and dates; notes handed in"},
});

constexpr auto special_rows = std::to_array<TimetableRow>({
    {at(8, 30), at(8, 55), "ABC", arrival, none,
     "arrive, sign in, visitor briefing with medical, regulation and communication notes"},
    {at(8, 55), at(9, 20), "A", looking, environment, "arrival of transport, from a distance"},
    {at(8, 55), at(9, 20), "B", briefing, none, "reads the briefing notes"},
    {at(8, 55), at(9, 20), "C", with_head, none, "meets the head"},
    {at(9, 20), at(10, 0), "ABC", presentation, none,
     "the head presents the school's own view and explains the pathways"},
    {at(10, 0), at(10, 10), "ABC", pause, none, "team pause: confirm the questions"},
    {at(10, 10), at(11, 0), "A", looking, lesson_visit, "short visits on pathway 1, one visitor a room"},
    {at(10, 10), at(11, 0), "B", looking, lesson_visit, "short visits on pathway 2, one visitor a room"},
    {at(10, 10), at(11, 0), "C", looking, document_review, "a sample of plans without names"},
    {at(11, 0), at(11, 20), "ABC", pause, none, "team catch-up"},
    {at(11, 20), at(12, 0), "A", looking, leader_meeting, "the lead for communication"},
    {at(11, 20), at(12, 0), "B", looking, leader_meeting, "therapies and partner agencies"},
    {at(11, 20), at(12, 0), "C", joins, none, "joins reviewer B"},
    {at(12, 0), at(12, 45), "ABC", lunch, none, "lunch, observed only where invited, then team catch-up"},
    {at(12, 45), at(13, 15), "A", looking, pupil_voice,
     "a small group with a familiar adult and supported communication"},
    {at(12, 45), at(13, 15), "B", looking, work_scrutiny, "work and progress, with a class lead"},
    {at(12, 45), at(13, 15), "C", looking, parent_voice, "by telephone"},
    {at(13, 15), at(13, 50), "A", looking, lesson_visit, "short visits on pathway 2, one visitor a room"},
    {at(13, 15), at(13, 50), "B", looking, lesson_visit, "short visits on pathway 1, one visitor a room"},
    {at(13, 15), at(13, 30), "C", keep_in_touch, none, "keeps in touch with the head"},
    {at(13, 50), at(14, 20), "A", looking, staff_voice, "teaching assistants"},
    {at(13, 50), at(14, 20), "B", looking, staff_voice, "teachers"},
    {at(13, 50), at(14, 20), "C", open, none, "what is still missing"},
    {at(14, 20), at(15, 30), "ABC", synthesis, none, "synthesis and drafting"},
    {at(15, 30), at(16, 15), "ABC", feedback, none, "verbal feedback"},
    {at(16, 15), at(16, 30), "ABC", close, none, "next steps and dates; notes handed in"},
});

constexpr auto small_rows = std::to_array<TimetableRow>({
    {at(8, 30), at(8, 45), "ABC", arrival, none, "arrive, sign in, visitor briefing"},
    {at(8, 45), at(9, 0), "ABC", briefing, none, "team briefing"},
    {at(9, 0), at(9, 15), "AB", looking, environment, "arrival of pupils"},
    {at(9, 0), at(9, 15), "C", with_head, none, "meets the head"},
    {at(9, 15), at(9, 45), "ABC", presentation, none, "the head presents the school's own view"},
    {at(9, 45), at(9, 55), "ABC", pause, none, "team pause: confirm the questions"},
    {at(9, 55), at(10, 35), "AB", looking, lesson_visit, "every class, both reviewers together"},
    {at(9, 55), at(10, 35), "C", joins, none, "joins the reviewers"},
    {at(10, 35), at(10, 50), "ABC", pause, none, "team catch-up at break"},
    {at(10, 50), at(11, 25), "AB", looking, work_scrutiny, "work across year groups"},
    {at(10, 50), at(11, 25), "C", looking, data_review, "totals alone"},
    {at(11, 25), at(12, 0), "AB", looking, learning_walk, "with one question in mind"},
    {at(11, 25), at(12, 0), "C", looking, governor_meeting, "one to three governors"},
    {at(12, 0), at(12, 40), "ABC", lunch, none, "lunch with pupils, then team catch-up"},
    {at(12, 40), at(13, 5), "AB", looking, pupil_voice, "a first group of mixed age"},
    {at(12, 40), at(13, 5), "C", joins, none, "joins the reviewers"},
    {at(13, 5), at(13, 30), "AB", looking, pupil_voice, "a second group of mixed age"},
    {at(13, 5), at(13, 20), "C", keep_in_touch, none, "keeps in touch with the head"},
    {at(13, 30), at(14, 0), "AB", looking, staff_voice, "all who can come, the head not present"},
    {at(13, 30), at(14, 0), "C", joins, none, "joins the reviewers"},
    {at(14, 0), at(15, 15), "ABC", synthesis, none, "synthesis and drafting"},
    {at(15, 15), at(15, 45), "ABC", feedback, none, "verbal feedback to the head and one governor"},
    {at(15, 45), at(16, 0), "ABC", close, none, "next steps and dates; notes handed in"},
});

constexpr auto split_site_rows = std::to_array<TimetableRow>({
    {at(8, 15), at(8, 30), "ABC", arrival, none, "arrive at the main site, sign in, visitor briefing"},
    {at(8, 30), at(8, 45), "ABC", briefing, none, "team briefing"},
    {at(8, 45), at(9, 0), "A", looking, environment, "arrival of pupils"},
    {at(8, 45), at(9, 0), "B", looking, environment, "arrival of pupils"},
    {at(8, 45), at(9, 0), "C", with_head, none, "meets the head"},
    {at(9, 0), at(9, 35), "ABC", presentation, none, "the head presents the school's own view"},
    {at(9, 35), at(9, 45), "ABC", pause, none, "team pause: confirm the questions"},
    {at(9, 45), at(10, 30), "A", looking, lesson_visit, "two to four lessons, main site"},
    {at(9, 45), at(10, 15), "B", travel, none, "to the other site"},
    {at(9, 45), at(10, 30), "C", joins, none, "joins reviewer A"},
    {at(10, 15), at(10, 55), "B", looking, lesson_visit, "two to four lessons, other site"},
    {at(10, 30), at(10, 45), "A", pause, none, "break"},
    {at(10, 30), at(10, 45), "C", pause, none, "break"},
    {at(10, 45), at(11, 25), "A", looking, work_scrutiny, "with a phase or subject leader, main site"},
    {at(10, 45), at(11, 25), "C", looking, data_review, "totals alone"},
    {at(10, 55), at(11, 10), "B", pause, none, "break"},
    {at(11, 10), at(11, 50), "B", looking, leader_meeting, "leaders of the other site"},
    {at(11, 25), at(12, 0), "A", looking, learning_walk, "four to eight rooms, main site"},
    {at(11, 25), at(12, 0), "C", joins, none, "joins reviewer A"},
    {at(11, 50), at(12, 35), "B", lunch, none, "lunch at the other site"},
    {at(12, 0), at(12, 45), "A", lunch, none, "lunch at the main site"},
    {at(12, 0), at(12, 45), "C", lunch, none, "lunch at the main site"},
    {at(12, 35), at(13, 5), "B", looking, pupil_voice, "six to eight pupils, other site"},
    {at(12, 45), at(13, 15), "A", looking, pupil_voice, "six to eight pupils, main site"},
    {at(12, 45), at(13, 15), "C", looking, governor_meeting, "one to three governors"},
    {at(13, 5), at(13, 35), "B", looking, staff_voice, "three to six staff, other site"},
    {at(13, 15), at(13, 50), "A", looking, staff_voice, "three to six staff, main site"},
    {at(13, 15), at(13, 50), "C", joins, none, "joins reviewer A"},
    {at(13, 35), at(14, 5), "B", travel, none, "back to the main site"},
    {at(13, 50), at(14, 5), "A", open, none, "what is still missing"},
    {at(13, 50), at(14, 5), "C", keep_in_touch, none, "keeps in touch with the head"},
    {at(14, 5), at(14, 20), "ABC", pause, none, "team catch-up: what was the same on both sites"},
    {at(14, 20), at(15, 35), "ABC", synthesis, none, "synthesis and drafting"},
    {at(15, 35), at(16, 20), "ABC", feedback, none, "verbal feedback"},
    {at(16, 20), at(16, 35), "ABC", close, none, "next steps and dates; notes handed in"},
});

constexpr auto usual_notes = std::to_array<std::string_view>({
    "Staff know of the day beforehand and carry on as normal; nobody is graded.",
    "A host leader goes with each reviewer; with a group of pupils another adult stays in sight.",
});

constexpr auto special_notes = std::to_array<std::string_view>({
    "Pupils are told in advance, with pictures of the visitors.",
    "Nobody visits rooms for personal care, therapy or regulation while they are in use.",
    "A host adult may end any visit with a signal that is agreed beforehand.",
    "Groups of fewer than six pupils are usual; notes say 'a small group', and never the name of a class.",
    "A host leader goes with each reviewer; with a group of pupils a familiar adult stays in sight.",
});

constexpr auto small_notes = std::to_array<std::string_view>({
    "The head is released by supply for the whole day.",
    "One word for a role points at one person here: notes speak of 'staff' and 'leaders'.",
    "A host leader goes with the reviewers; with a group of pupils another adult stays in sight.",
});

constexpr auto split_site_notes = std::to_array<std::string_view>({
    "The way between the sites has 30 minutes in the plan, once in the morning and once after noon.",
    "Reviewer A stays on the main site and reviewer B works on the other, so each line is seen on both.",
    "A host leader goes with each reviewer; with a group of pupils another adult stays in sight.",
});

constexpr std::array<Timetable, 5> timetables = {{
    {primary_rows, at(15, 15), usual_notes},
    {secondary_rows, at(15, 0), usual_notes},
    {special_rows, at(14, 20), special_notes},
    {small_rows, at(15, 15), small_notes},
    {split_site_rows, at(15, 15), split_site_notes},
}};

constexpr std::array<std::string_view, 5> variant_names = {"primary", "secondary", "special", "small",
                                                           "split-site"};

} // namespace

std::string_view name_of(DayVariant variant) { return variant_names[static_cast<std::size_t>(variant)]; }

std::optional<DayVariant> parse_variant(std::string_view name) {
    const auto found = std::ranges::find(variant_names, name);
    if (found == variant_names.end()) return std::nullopt;
    return static_cast<DayVariant>(found - variant_names.begin());
}

DayVariant variant_for(const School& school) {
    constexpr int small_roll = 100;
    switch (school.phase.value_or(Phase::primary)) {
    case Phase::secondary:
        return DayVariant::secondary;
    case Phase::special:
        return DayVariant::special;
    case Phase::all_through:
        return DayVariant::split_site;
    case Phase::primary:
        break;
    }
    return school.roll && *school.roll < small_roll ? DayVariant::small : DayVariant::primary;
}

std::string_view name_of(DayPart part) {
    constexpr std::string_view names[] = {"arrival",       "briefing",  "with-head", "presentation", "pause",
                                          "lunch",         "looking",   "open",      "joins",        "travel",
                                          "keep-in-touch", "synthesis", "feedback",  "close"};
    return names[static_cast<std::size_t>(part)];
}

const Timetable& timetable_of(DayVariant variant) { return timetables[static_cast<std::size_t>(variant)]; }

} // namespace peerreview
