#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A leader of a visiting school.
struct Visitor {
    SchoolId school; ///< The visiting school.
    LeaderId leader; ///< The leader who visits.
};

/// One review with its date and people.
struct PlannedReview {
    SchoolId host;                  ///< The school that is reviewed.
    std::optional<Date> date;       ///< Day of the review.
    ConsultantId consultant;        ///< Who facilitates.
    std::vector<Visitor> reviewers; ///< One leader of each of the two visiting schools.
    std::vector<Visitor> reserves;  ///< Who stands in.
};

/// The reviews of one triad and its follow-up meeting, as `schedule plan` writes them.
struct Schedule {
    std::vector<PlannedReview> reviews; ///< The reviews, by date.
    std::optional<Date> follow_up;      ///< Day of the follow-up meeting.
};

/// Reads one review; also of a decision.
void read_value(const Node& node, PlannedReview& planned_review);

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Schedule read_schedule(const Node& node);

} // namespace peerreview
