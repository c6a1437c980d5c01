#pragma once

#include "record/actions.hpp"
#include "record/calendar.hpp"
#include "record/cohort.hpp"
#include "record/consultant.hpp"
#include "record/decision.hpp"
#include "record/edition.hpp"
#include "record/evaluation.hpp"
#include "record/evidence.hpp"
#include "record/feedback.hpp"
#include "record/id.hpp"
#include "record/messages.hpp"
#include "record/people.hpp"
#include "record/priorities.hpp"
#include "record/reply.hpp"
#include "record/report.hpp"
#include "record/schedule.hpp"
#include "record/school.hpp"
#include "record/themes.hpp"
#include "record/training.hpp"
#include "record/triad.hpp"
#include "source/diagnostics.hpp"
#include "yaml/tree.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace peerreview {

/// A record as it was read, with its tree for the places of its values.
template <class T>
struct Loaded {
    const SourceFile* file = nullptr;
    Tree node;
    T value;
};

/// The records of one review, in reviews/<host>/.
struct ReviewRecords {
    std::optional<Loaded<Priorities>> priorities;
    std::map<LeaderId, Loaded<Evidence>> evidence;
    std::optional<Loaded<Feedback>> feedback;
    std::optional<Loaded<Report>> report;
    std::optional<Loaded<Actions>> actions;
    std::optional<Loaded<Reply>> reply;
};

/// All records of a project folder.
struct Project {
    std::filesystem::path root;
    std::vector<std::unique_ptr<SourceFile>> sources; ///< what trees and places point into

    Loaded<Cohort> cohort;
    std::optional<Loaded<Calendar>> calendar;
    std::optional<Loaded<Themes>> themes; ///< the team's own codebook
    std::optional<Loaded<Training>> training;
    std::optional<Loaded<Messages>> messages;
    std::map<SchoolId, Loaded<School>> schools;
    std::map<SchoolId, Loaded<People>> people;
    std::map<ConsultantId, Loaded<Consultant>> consultants;
    std::map<TriadId, Loaded<Triad>> triads;
    std::map<TriadId, Loaded<Schedule>> schedules;
    std::map<SchoolId, ReviewRecords> reviews;
    std::map<std::string, Loaded<Evaluation>> evaluations;
    std::map<std::string, Loaded<Decision>> decisions;
    std::map<std::string, Loaded<Edition>> editions;
    const SourceFile* travel = nullptr; ///< travel.csv
    const SourceFile* cohort_file = nullptr;

    const Policy& policy() const { return cohort.value.policy; }
};

/// Whether a record stands, or would stand, at this path below a project's root.
bool is_place_of_record(std::string_view path);

/// Reads every record of the project at `root` in parallel and checks each against its schema. Findings are
/// the same for any number of threads. What is wrong is reported and what is valid is kept, so that rules can
/// look at the rest. Throws Failure where peerreview.yaml cannot be read at all or has a newer format.
Project load_project(const std::filesystem::path& root, Diagnostics& diagnostics,
                     unsigned threads = std::thread::hardware_concurrency());

} // namespace peerreview
