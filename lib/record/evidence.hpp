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

/// What a reviewer did to gather evidence.
enum class Activity {
    lesson_visit,
    learning_walk,
    work_scrutiny,
    pupil_voice,
    staff_voice,
    leader_meeting,
    governor_meeting,
    parent_voice,
    data_review,
    document_review,
    environment
};
std::string_view name_of(Activity value);

/// Reads the activity that a node names; gives whether it names one.
bool read_value(const Node& node, Activity& value);

/// How evidence came to the reviewer.
enum class Strand { seen, read, heard };
std::string_view name_of(Strand value);

/// How much was looked at.
struct Sample {
    std::optional<int> lessons;   ///< Lessons visited.
    std::optional<int> books;     ///< Pieces of work seen.
    std::optional<int> pupils;    ///< Pupils spoken to.
    std::optional<int> staff;     ///< Staff spoken to.
    std::optional<int> governors; ///< Governors spoken to.
    std::optional<int> parents;   ///< Parents spoken to.
    std::optional<int> documents; ///< Documents read.
};

/// One activity and what was seen, heard or read.
struct EvidenceRecord {
    std::string id;                   ///< Id, unique in the review.
    std::string line;                 ///< The line of enquiry.
    std::optional<Activity> activity; ///< What was done.
    std::string slot;                 ///< When in the plan of the day.
    std::vector<LeaderId> by;         ///< Who was there.
    Sample sample;                    ///< How much was looked at.
    std::optional<Strand> strand;     ///< Seen, read or heard.
    std::string note;                 ///< 20 to 120 words that describe and do not judge.
    bool repeated = false;            ///< Whether it was seen more than once.
    bool host_pair = false;           ///< Whether a host leader was there.
    std::vector<std::string> themes;  ///< Theme codes.
};

/// What one reviewer saw, heard and read.
struct Evidence {
    std::vector<EvidenceRecord> evidence; ///< The records, in the order of the day.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Evidence read_evidence(const Node& node);

} // namespace peerreview
