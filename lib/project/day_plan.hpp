#pragma once

#include "project/day_timetable.hpp"
#include "project/project.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// A line of enquiry as the day looks into it.
struct DayLine {
    std::string id, question, priority;
    std::vector<Activity> planned; ///< the activities that the host's record asks for
};

/// A part of the day with what it looks into.
struct DaySlot {
    int start = 0, end = 0; ///< minutes after midnight
    std::string who;        ///< of "ABC": the reviewers A and B, and C, the consultant
    DayPart part = DayPart::pause;
    std::optional<Activity> activity;
    std::string text;
    std::vector<std::size_t> lines; ///< indices of the plan's lines
    bool accompanied = false;       ///< a host leader goes along, or another adult stays in sight
};

/// The plan of one review day.
struct DayPlan {
    SchoolId host;
    std::optional<Date> date;
    DayVariant variant = DayVariant::primary;
    std::vector<Visitor> reviewers; ///< A and B, in this order
    std::vector<Visitor> reserves;
    ConsultantId consultant;
    std::vector<DayLine> lines;
    std::vector<DaySlot> slots; ///< by start, then A, B, C
    int pupils_leave = 0;       ///< minutes after midnight
};

/// Who stands behind a letter of `who`, so that one person in two roles is one: the id of a leader or of the
/// consultant, or the letter itself where nobody is named.
std::string person_of(const DayPlan& plan, char letter);

/// The activity types through which a line is looked at, and the people who look.
struct DayCoverage {
    std::vector<Activity> activities;
    std::vector<std::string> observers;
};
DayCoverage coverage_of(const DayPlan& plan, std::size_t line);

/// The plan of a host's day from the timetable of the variant. The lines of enquiry go round the activities
/// so that each is looked at by two people in two ways, and by the activities that the host asked for where
/// the day has them; where there are more lines than activities, some activities look at two. What the
/// records lack is empty in the plan.
DayPlan day_plan(const Project& project, const SchoolId& host, DayVariant variant);

} // namespace peerreview
