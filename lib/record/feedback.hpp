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

/// What a feedback item is.
enum class ItemKind { strength, development, question, practice };
std::string_view name_of(ItemKind value);

/// How far a finding reached.
enum class Spread { isolated, some, widespread };
std::string_view name_of(Spread value);

/// How a finding compares with the school's own view.
enum class SchoolView { agrees, partly, differs };
std::string_view name_of(SchoolView value);

/// Reads the view that an item or a finding names; gives whether it names one.
bool read_value(const Node& node, SchoolView& value);

/// One agreed point of the feedback.
struct Item {
    std::string id;                        ///< Id, unique in the review.
    std::string line;                      ///< The line of enquiry.
    std::optional<ItemKind> kind;          ///< What it is; practice is worth sharing.
    std::string text;                      ///< One idea in 7 to 45 words.
    std::vector<std::string> themes;       ///< One to three theme codes, main first.
    std::vector<std::string> evidence;     ///< Ids of the evidence it rests on.
    std::string next_step;                 ///< A possible step, for a development.
    std::string question;                  ///< A question for leaders, for a development.
    std::optional<Spread> spread;          ///< How far it reached.
    std::optional<SchoolView> school_view; ///< How it compares with the school's own view.
    bool said_on_day = true;               ///< Whether it was said in the verbal feedback.
    std::string host_response;             ///< What the host said to it.
    bool agreed_wording = false;           ///< Whether the host agreed the wording.
    bool include_in_cohort = true;         ///< Whether its codes count in the cohort report.
    bool sensitive = false;                ///< Whether it is kept from any wider rendering.
    bool consent = false;                  ///< Of practice: whether the host lets it be shared.
};

/// The agreed verbal feedback of a review.
struct Feedback {
    std::optional<Date> said_on;        ///< Day of the verbal feedback.
    std::optional<Date> summary_issued; ///< Day on which the written summary went out.
    std::optional<Date> host_agreed;    ///< Day on which the host agreed the wording.
    std::vector<LeaderId> authors;      ///< Who drafted it.
    std::string thanks;                 ///< A word of thanks.
    bool concerns_protocol_used =
        false;               ///< Whether the concerns protocol was used; nothing else about it is stored.
    std::vector<Item> items; ///< The agreed points, strengths first.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Feedback read_feedback(const Node& node);

} // namespace peerreview
