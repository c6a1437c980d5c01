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

/// What a training day is.
enum class TrainingKind { launch, catch_up, refresher };
std::string_view name_of(TrainingKind value);

/// Who attended.
struct Attendance {
    SchoolId school;            ///< The school.
    LeaderId leader;            ///< The leader who attended.
    std::optional<int> minutes; ///< Minutes attended, where not the whole.
    std::string reason_code;    ///< Why not the whole.
};

/// A part of the day.
struct TrainingSession {
    std::string title;          ///< What it is about.
    std::optional<int> minutes; ///< Length in minutes.
};

/// One training day.
struct TrainingEvent {
    std::string id;                        ///< Id of the event.
    std::optional<TrainingKind> kind;      ///< What kind of training.
    std::optional<Date> date;              ///< When.
    std::string place;                     ///< Where.
    std::string lead;                      ///< Role of who leads.
    std::vector<ConsultantId> consultants; ///< Consultants there.
    std::vector<TrainingSession> sessions; ///< The parts of the day.
    std::vector<Attendance> attendance;    ///< Who attended.
};

/// Launch day and catch-ups: the source of each leader's `trained`.
struct Training {
    std::vector<TrainingEvent> events; ///< Launch day and catch-ups.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Training read_training(const Node& node);

} // namespace peerreview
