#pragma once

#include "cli/changes.hpp"
#include "cli/session.hpp"
#include "solve/comparison.hpp"
#include "solve/form.hpp"
#include "solve/unplaced.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// An arrangement as JSON: its triads, the schools that wait and why, its travel and the bound of that.
nlohmann::ordered_json arrangement_json(const Arrangement& arrangement, std::uint64_t seed);
std::string arrangement_table(const Arrangement& arrangement, const FormatOption& format);

/// A comparison as JSON.
nlohmann::ordered_json comparison_json(const Comparison& comparison);

/// Why schools wait because of rules, and the ways out, folded to the terminal's width; empty of none.
std::string in_words(const std::vector<Unplaced>& unplaced);

/// An arrangement in the format that was asked for, with why schools wait because of rules; as JSON with what
/// changes, where there is a comparison.
std::string shown_arrangement(const Arrangement& arrangement, const FormatOption& format, std::uint64_t seed,
                              const Comparison* comparison = nullptr,
                              const std::vector<Unplaced>& unplaced = {});

/// Refused where rules, and not the remainder of three, leave schools waiting.
Status status_of(const Arrangement& arrangement);

/// Writes the triads that are new or differ, and takes those away that go. The dates of a triad whose schools
/// change go with them. What is as it stands keeps its bytes.
void write_triads(const Project& project, const std::map<TriadId, Triad>& triads,
                  const Comparison& comparison, Changes& changes);

/// The dates that such a change takes away, for a decision record.
std::vector<CancelledDates> dates_lost(const Project& project, const Comparison& comparison);

/// Throws Failure, refused, where a triad with held reviews would change; `comparison` was shown before.
void refuse_held(const Project& project, const Comparison& comparison, Date today, const std::string& hint);

} // namespace peerreview
