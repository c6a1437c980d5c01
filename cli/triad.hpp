#pragma once

#include "cli/changes.hpp"
#include "cli/session.hpp"
#include "solve/comparison.hpp"
#include "solve/form.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace peerreview {

/// The project and its travel times.
struct Ready {
    Project project;
    std::unique_ptr<Travel> travel;
};
/// Nothing after the findings were printed.
std::unique_ptr<Ready> ready(const Session& session);

/// `--effort`, and what its word means.
void add_effort(Command& verb, std::string& effort);
solve::Effort effort_called(const std::string& name);

/// An arrangement as a document with the keys of DESIGN 11.
nlohmann::ordered_json arrangement_json(const Arrangement& arrangement, std::uint64_t seed);
std::string arrangement_table(const Arrangement& arrangement, const FormatOption& format);
/// Refused where rules, and not the remainder of three, leave schools waiting.
Status status_of(const Arrangement& arrangement);

/// A comparison as JSON.
nlohmann::ordered_json comparison_json(const Comparison& comparison);

/// Writes the triads that are new or differ, and takes those away that go. The dates of a triad whose schools
/// change go with them. What is as it stands keeps its bytes.
void write_triads(const Project& project, const std::map<TriadId, Triad>& triads,
                  const Comparison& comparison, Changes& changes);

/// The dates that such a change takes away, for a decision record.
std::vector<CancelledDates> dates_lost(const Project& project, const Comparison& comparison);

/// Throws Failure, refused, where a triad with held reviews would change; `comparison` was shown before.
void refuse_held(const Project& project, const Comparison& comparison, Date today, const std::string& hint);

/// The verbs that change single triads: repair, swap, pin.
void declare_triad_changes(Command& noun, Session& session);

} // namespace peerreview
