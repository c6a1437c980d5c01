#pragma once

#include "record/consultant.hpp"
#include "record/decision.hpp"
#include "record/edition.hpp"
#include "record/people.hpp"
#include "record/schedule.hpp"
#include "record/school.hpp"
#include "record/triad.hpp"

#include <string>
#include <utility>
#include <vector>

namespace peerreview {

/// The keys of a school that the register tells, each with its YAML scalar; keys without a value are left
/// out.
std::vector<std::pair<std::string, std::string>> register_keys(const School& school);

/// The keys of a leader in a school's record, in the same form; without `id`.
std::vector<std::pair<std::string, std::string>> leader_keys(const Leader& leader);

/// The keys of a consultant that a CSV tells, in the same form.
std::vector<std::pair<std::string, std::string>> consultant_keys(const Consultant& consultant);

/// A map as an item of a block list, `- key: value` and the other keys below it.
std::string list_item(const std::vector<std::pair<std::string, std::string>>& keys);

/// Whole new records, in one canonical form.
std::string write_school(const School& school);
std::string write_consultant(const Consultant& consultant);
std::string write_people(const People& people);
std::string write_triad(const Triad& triad);
std::string write_schedule(const Schedule& schedule);
std::string write_decision(const Decision& decision);
std::string write_edition(const Edition& edition);

} // namespace peerreview
