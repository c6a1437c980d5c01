#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// What hangs on a triad that stands: it is lost, or no longer fits, where the triad changes.
struct Hanging {
    std::vector<SchoolId> held;         ///< hosts whose review was held
    std::vector<PlannedReview> planned; ///< reviews whose dates are set and still to come
    std::vector<SchoolId> records;      ///< hosts of planned reviews that have records in reviews/
    std::vector<std::string> decisions; ///< ids of decisions about the triad
    std::vector<std::string> waivers;   ///< rules that its own record waives
    bool has_dates = false;             ///< it has a file in schedule/
    bool is_pinned = false;
};
Hanging hanging_on(const Project& project, const TriadId& triad, Date today);

/// In words, one line each, without its end.
std::vector<std::string> in_words(const Project& project, const TriadId& triad, const Hanging& hanging);

/// The hosts of a triad whose review was held: its day has come, or its feedback was given.
std::vector<SchoolId> held_reviews(const Project& project, const TriadId& triad, Date today);

/// A triad that would have other schools than it has.
struct ChangedTriad {
    TriadId id;
    std::vector<SchoolId> now, then; ///< `now` is empty where it is new, `then` where it would go
};

/// A school that would be in another triad; an empty id where it waits.
struct MovedSchool {
    SchoolId school;
    TriadId from, to;
};

/// The triads that stand beside those that would.
struct Comparison {
    std::vector<ChangedTriad> changed; ///< triads that stand
    std::vector<ChangedTriad> added;
    std::vector<MovedSchool> moved; ///< a school whose triad changes its other schools alone is not moved
    std::int64_t now = 0, then = 0; ///< travel of all triads, in seconds
    std::size_t unknown_now = 0;    ///< pairs of schools that share a triad and whose travel is not known
    std::size_t placed_now = 0, placed_then = 0; ///< schools that are in a triad and have not left
};
Comparison compare_triads(const Project& project, const Travel& travel, const std::map<TriadId, Triad>& then);

/// What `triad form` and `triad repair` say of it: triads, schools, travel, and what hangs on the triads that
/// change.
std::string in_words(const Project& project, const Comparison& comparison, Date today);

} // namespace peerreview
