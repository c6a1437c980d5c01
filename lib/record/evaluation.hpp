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

/// What an evaluation is about.
enum class EvaluationSubject { review, event, programme };
std::string_view name_of(EvaluationSubject value);

/// Who answered, by role.
enum class Respondent { host_head, host_staff, reviewer, consultant };
std::string_view name_of(Respondent value);

/// Answers on scales from 1 (low) to 5 (high) about the programme.
struct Scales {
    std::optional<int> organisation;         ///< 1 to 5 for organisation.
    std::optional<int> briefing;             ///< 1 to 5 for briefing.
    std::optional<int> focus;                ///< 1 to 5 for focus.
    std::optional<int> challenge;            ///< 1 to 5 for challenge.
    std::optional<int> support;              ///< 1 to 5 for support.
    std::optional<int> usefulness;           ///< 1 to 5 for usefulness.
    std::optional<int> fairness;             ///< 1 to 5 for fairness.
    std::optional<int> learning_as_reviewer; ///< 1 to 5 for learning as reviewer.
    std::optional<int> workload;             ///< 1 to 5 for workload.
};

/// What a participant thought of the programme.
struct Evaluation {
    std::optional<EvaluationSubject> about; ///< What it is about.
    SchoolId host;                          ///< Of a review: its host.
    std::string event;                      ///< Of an event: its id.
    std::optional<Respondent> role;         ///< Who answered.
    std::optional<Date> date;               ///< When.
    Scales scales;                          ///< Answers on scales.
    std::string free_text;                  ///< In the respondent's words.
    bool would_recommend = false;           ///< Whether the respondent would recommend it.
    std::string change_made_since;          ///< What has changed since.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Evaluation read_evaluation(const Node& node);

} // namespace peerreview
