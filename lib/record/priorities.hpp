#pragma once

#include "record/date.hpp"
#include "record/evidence.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// How sure the school is of its own view.
enum class Confidence { low, medium, high };
std::string_view name_of(Confidence value);

/// A question that reviewers look into.
struct LineOfEnquiry {
    std::string id;                   ///< Id of the line, unique in the review.
    std::string question;             ///< An open question of at most 25 words.
    std::vector<std::string> themes;  ///< Theme codes, main first.
    std::string scope;                ///< Key stages or subjects looked at.
    std::vector<Activity> activities; ///< Activities planned.
};

/// A priority of the host.
struct Priority {
    std::string id;                          ///< Id of the priority.
    std::string title;                       ///< At most 12 words.
    std::string why_now;                     ///< Why it matters now.
    std::string theme;                       ///< Main theme code.
    std::vector<std::string> other_themes;   ///< Further theme codes.
    std::string school_view;                 ///< The school's own view, in an agreed phrase.
    std::string what_we_think;               ///< What the school thinks.
    std::vector<std::string> how_we_know;    ///< How the school knows: source and date.
    std::string what_has_worked;             ///< What has worked.
    std::string what_we_are_unsure_of;       ///< What the school is unsure of.
    std::string what_we_want_from_reviewers; ///< What the school wants from reviewers.
    std::optional<Confidence> confidence;    ///< How sure the school is of its view.
    std::string last_external_view;          ///< School year of the last view from outside.
    std::vector<LineOfEnquiry> lines;        ///< One to three lines of enquiry.
};

/// What a school wants reviewed, and its own view of it.
struct Priorities {
    std::optional<Date> agreed;       ///< Day on which they were agreed with the consultant.
    std::optional<Date> pack_issued;  ///< Day on which the preparation pack went out.
    std::optional<Date> plan_agreed;  ///< Day on which the plan of the day was agreed.
    std::vector<Priority> priorities; ///< One to three priorities.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Priorities read_priorities(const Node& node);

} // namespace peerreview
