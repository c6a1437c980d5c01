#pragma once

#include "project/project.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// The deliverables of a school, in the order of the programme.
enum class DeliverableKind {
    training,
    priorities,
    self_evaluation,
    pack,
    day_plan,
    review,
    verbal_feedback,
    summary,
    draft,
    accuracy,
    final,
    actions,
    follow_up,
    evaluation
};
inline constexpr std::size_t deliverable_count = 14;
std::string_view name_of(DeliverableKind kind);

/// Where a deliverable stands on a day.
enum class DeliverableState { done, due, overdue, blocked, waived };
std::string_view name_of(DeliverableState state);

struct Deliverable {
    DeliverableKind kind = DeliverableKind::training;
    DeliverableState state = DeliverableState::blocked;
    std::optional<Date> date; ///< the day it was done, where the records tell; else the day it is due
    int late = 0;             ///< school days past its day, where it is not done
    std::string why;          ///< what blocks it, what is still missing, or why it was waived
};

/// One school on a day: nothing of this is stored, all of it follows from the records.
struct SchoolStatus {
    SchoolId id;
    std::string state; ///< of its review: planned, priorities-agreed … closed, cancelled; empty before
    std::array<Deliverable, deliverable_count> deliverables;
};

struct CohortStatus {
    std::string state; ///< recruiting, in-place, launched, reviewing, reporting, follow-up or closed
    std::vector<SchoolStatus> schools;
};

/// Where each school stands on `today`. Deadlines count school days of the host's own calendar: calendar.yaml
/// without the days on which the school is closed. What a record says of a later day has not happened yet.
CohortStatus cohort_status(const Project& project, Date today);

} // namespace peerreview
