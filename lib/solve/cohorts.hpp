#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <optional>
#include <vector>

namespace peerreview {

/// What a proposed cohort lacks: so many schools of a phase, near a school that waits or near its centre, so
/// that nobody waits; schools of any phase, so that it is large enough; or consultants for its triads.
struct CohortLack {
    enum class Kind { schools_of_phase, schools, consultants };
    Kind kind = Kind::schools;
    std::size_t count = 0;
    std::optional<Phase> phase;
    SchoolId near; ///< empty of consultants
};

/// Schools that could make a cohort.
struct ProposedCohort {
    std::size_t placed() const { return schools.size() - waiting.size(); }

    SchoolId centre; ///< the school with the least way to all others
    std::vector<SchoolId> schools;
    std::size_t triads = 0; ///< with rings
    std::size_t rings = 0;
    std::vector<SchoolId> waiting;
    std::int64_t seconds = 0;      ///< travel of all triads and rings
    std::int64_t farthest = 0;     ///< seconds from the centre to the school that is farthest from it
    std::vector<CohortLack> lacks; ///< in the order of Kind
    bool is_large_enough = false;  ///< whether `anonymity.cohort` schools or more would be in triads
};

struct ProposedCohorts {
    std::vector<ProposedCohort> cohorts; ///< by first school
    std::vector<SchoolId> without_place; ///< schools without coordinates, which are in none
};

/// Parts all schools that have not left into cohorts of about `size` schools within reach of each other, and
/// forms the triads of each under the policy's rules, and its rings where these are wished for. What stands
/// in triads/ is not looked at.
ProposedCohorts propose_cohorts(const Project& project, const Travel& travel, std::uint32_t size);

} // namespace peerreview
