#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"
#include "solve/apart.hpp"
#include "solve/triads.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// Two schools, and how each rule comes out for them.
struct PairExplanation {
    SchoolId a, b;
    std::optional<Travel::Time> time;
    std::vector<RuleOutcome> rules;
};

/// What an arrangement of the whole cohort costs.
struct ArrangementCost {
    std::int64_t waiting = 0; ///< schools that are in no triad
    std::int64_t seconds = 0; ///< of travel between the schools of each triad
    std::int64_t penalty = 0;
    std::int64_t total() const { return seconds + penalty; }
};

/// A triad of another arrangement that the present one has not.
struct NewTriad {
    TriadId id; ///< of the present triad that it keeps two schools of; empty where there is none
    std::vector<SchoolId> schools;
    bool is_in_best = false; ///< the best arrangement has it too
};

/// A school that is in another triad than at present; an empty id is none, or a new triad.
struct SchoolMove {
    SchoolId school;
    TriadId from, to;
    bool waits = false; ///< then
};

/// An arrangement beside the present one.
struct OtherArrangement {
    ArrangementCost cost;
    std::int64_t bound = 0; ///< seconds and penalty: none as wished with as many waiting costs less
    bool is_proven = false; ///< none as wished is better
    std::vector<NewTriad> changed;
    std::vector<SchoolMove> moved;
};

enum class TriadQuestion {
    otherwise, ///< a school in another triad than its own
    together,  ///< two schools in one triad
    apart,     ///< two schools in different triads
    with       ///< three schools as a triad
};
std::string_view name_of(TriadQuestion question);

/// Why schools are where they are, and what it would cost to have it as the question says.
struct TriadExplanation {
    TriadQuestion question = TriadQuestion::otherwise;
    std::vector<SchoolId> schools;      ///< that were asked about
    std::vector<TriadId> triads;        ///< of each, where it is now; empty: in none
    std::vector<PairExplanation> pairs; ///< of the triad, or of what was asked; of a school without a triad,
                                        ///< with the two nearest
    std::size_t partners = 0; ///< of the first school asked about: how many may share a triad with it
    std::optional<std::string> no_figures; ///< why no other arrangements are looked at

    ArrangementCost present;
    OtherArrangement best;
    std::optional<OtherArrangement> wished; ///< nothing where no arrangement has it
    std::size_t looked_at = 0, of = 0;      ///< schools that could be placed anew, and all that take part
    bool is_whole = true;                   ///< else only triads near the schools asked about could change
    std::vector<TriadId> unpinned;          ///< pinned ones that could change, having a school asked about
    std::vector<TriadId> waived;            ///< present triads that break a rule, by waiver or not
};

/// Where a school is, why, and what the best arrangement with it in another triad costs. To 300 schools the
/// whole cohort is looked at, beyond that those nearest. Pinned triads and rings stay. Throws Failure where a
/// school is not known.
TriadExplanation explain_school(const Project& project, const Travel& travel, const SchoolId& school,
                                const solve::TriadOptions& options);

/// Whether two schools are together, why, and what the best arrangement costs in which it is the other way.
TriadExplanation explain_pair(const Project& project, const Travel& travel, const SchoolId& a,
                              const SchoolId& b, const solve::TriadOptions& options);

/// Which rules a triad of three schools would break, and what the best arrangement with it costs.
TriadExplanation explain_why_not(const Project& project, const Travel& travel,
                                 const std::vector<SchoolId>& schools, const solve::TriadOptions& options);

/// How each rule comes out for each two of some schools.
std::vector<PairExplanation> explain_pairs(const Project& project, const Travel& travel,
                                           const std::vector<SchoolId>& schools,
                                           const std::vector<Waiver>& waivers);

/// The triad that a school is in; an empty id where it is in none.
TriadId triad_of(const Project& project, const SchoolId& school);

} // namespace peerreview
