#pragma once

#include "project/project.hpp"

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// Proposes second readers of their reports to the triads that have a consultant and none of these, and to
/// those whose second reader has come to facilitate them. One of whom a consultant's `second-reader-for` says
/// so has him. Of the other consultants without a declared conflict, as many triads as can be have one, of
/// the schools' phases where there is one, and each consultant reads for about as many triads. Reading takes
/// no review day.
void propose_second_readers(const Project& project, std::map<TriadId, Triad>& triads);

/// Whether a consultant facilitates a triad, by its record or by the dates that are planned for its schools.
bool facilitates(const Project& project, const TriadId& id, const Triad& triad,
                 const ConsultantId& consultant);

/// What one consultant would be to a triad as second reader.
struct ReaderOption {
    ConsultantId consultant;
    int triads = 0;           ///< for which the consultant reads now
    bool knows_phases = true; ///< of all schools
    std::string against;      ///< why not, in words; empty where nothing is
    Place place;              ///< where `against`, or else the phases, stand
};

/// Of all consultants, who would do as second reader of a triad that stands: first who may, then who
/// knows the phases, then who reads for the fewest.
std::vector<ReaderOption> reader_options(const Project& project, const TriadId& id);

/// Holds the second readers that stand in triads/ against what is asked of them, each finding at its place.
void check_second_readers(const Project& project, Diagnostics& diagnostics);

} // namespace peerreview
