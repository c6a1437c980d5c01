#pragma once

#include "record/date.hpp"
#include "record/feedback.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// Where a report stands.
enum class ReportStatus { draft, final, corrected };
std::string_view name_of(ReportStatus value);

/// A numbered correction.
struct Change {
    std::optional<Date> date; ///< When.
    std::string what;         ///< What changed.
    std::string why;          ///< Why.
};

/// Who may see the report.
struct Sharing {
    std::string decided_by;            ///< Role of who decided.
    std::optional<Date> date;          ///< When.
    std::vector<std::string> audience; ///< Who may see it.
};

/// What a reviewer learned.
struct Learning {
    SchoolId school;  ///< The visiting school.
    std::string text; ///< What its reviewer takes home.
};

/// What was found on a line of enquiry.
struct Finding {
    std::string line;                      ///< The line of enquiry.
    std::string text;                      ///< What was found.
    std::vector<std::string> items;        ///< The feedback items it rests on.
    std::optional<SchoolView> school_view; ///< How it compares with the school's own view.
};

/// When the report passed each step.
struct ReportDates {
    std::optional<Date> drafted;            ///< Draft sent to the host.
    std::optional<Date> accuracy_requested; ///< Host asked to check facts.
    std::optional<Date> accuracy_reply;     ///< Host replied.
    std::optional<Date> final;              ///< Report final.
};

/// The consultant's findings, where the report stands and who may see it.
struct Report {
    std::optional<int> version;                  ///< Number of the version.
    std::optional<ReportStatus> status;          ///< Where it stands.
    ConsultantId author;                         ///< The consultant who writes it.
    ConsultantId second_reader;                  ///< Who read it a second time.
    ReportDates dates;                           ///< When it passed each step.
    std::string context;                         ///< The school in three sentences.
    std::vector<Finding> findings;               ///< Findings, by line of enquiry.
    std::vector<Learning> professional_learning; ///< What reviewers learned.
    Sharing sharing;                             ///< Who may see it.
    std::vector<Change> changes;                 ///< Corrections after it was final.
    bool reply = false;                          ///< Whether the right of reply is printed as an annex.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Report read_report(const Node& node);

} // namespace peerreview
