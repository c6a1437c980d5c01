#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <map>
#include <vector>

namespace peerreview {

/// Travel between some schools, each pair once, in seconds; a pair without a known time counts nothing.
std::int64_t seconds_of(const Travel& travel, const std::vector<SchoolId>& schools);

/// Penalties of all pairs of some schools.
std::int64_t penalty_of(const Project& project, const std::vector<SchoolId>& schools);

/// Travel and penalties of some triads.
std::int64_t cost_of(const Project& project, const Travel& travel, const std::map<TriadId, Triad>& triads);

/// Whether some schools may share a triad: each rule that two of them would break is waived.
bool is_within_rules(const Project& project, const Travel& travel, const std::vector<SchoolId>& schools,
                     const std::vector<Waiver>& waivers);

/// Whether a triad stays where triads are formed anew: it is pinned, or stands by its waivers alone.
bool stays(const Project& project, const Travel& travel, const Triad& triad);

/// Whether a triad has these schools and no other, in whatever order.
bool has_schools(const Triad& triad, std::vector<SchoolId> schools);

/// Gives ids to groups of schools beside `triads`, which have theirs: a group that keeps two schools of a
/// triad that stands keeps its id, the others are t001, t002 … by least school id. A group that is a triad
/// as it stands keeps its whole record; of the others the schools and the kind alone are
/// known.
std::map<TriadId, Triad> with_ids(const Project& project, std::vector<std::vector<SchoolId>> groups,
                                  std::map<TriadId, Triad> triads);

} // namespace peerreview
