#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "record/schedule.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// What a decision is.
enum class DecisionKind { waiver, swap, postponement, leaver, sharing, correction, sign_off, override };
std::string_view name_of(DecisionKind value);

/// Dates of a triad that were given out and that a decision took away, or gave to other people: calendars of
/// whoever has them no more must learn so.
struct CancelledDates {
    TriadId triad;                      ///< The triad whose dates they were.
    std::vector<SchoolId> schools;      ///< Its schools, who would have met.
    ConsultantId consultant;            ///< Who would have led the follow-up meeting.
    std::vector<PlannedReview> reviews; ///< The reviews, as they were.
    std::optional<Date> follow_up;      ///< Day of the follow-up meeting.
};

/// Who decided what, when and why.
struct Decision {
    std::optional<Date> date;                   ///< When.
    std::optional<DecisionKind> kind;           ///< What kind.
    std::string subject;                        ///< What it is about: an id.
    std::string rule;                           ///< The rule or gate.
    std::string by_role;                        ///< Role of who decided.
    std::string why;                            ///< Why.
    std::string effect;                         ///< What changed.
    std::vector<CancelledDates> cancelled = {}; ///< Dates that stand no more, or with other people.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Decision read_decision(const Node& node);

} // namespace peerreview
