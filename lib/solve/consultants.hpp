#pragma once

#include "project/project.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

/// Proposes consultants to the triads that have none: as many triads as can be have one, with the least
/// travel in all, under each consultant's days, by phases and declared conflicts. Who reads a triad's reports
/// a second time facilitates it only where nobody else can.
void propose_consultants(const Project& project, std::map<TriadId, Triad>& triads);

/// What one consultant would be to a triad.
struct ConsultantOption {
    ConsultantId consultant;
    std::vector<std::optional<std::int64_t>> seconds; ///< from home to each school; nothing where not known
    std::vector<std::string> against;                 ///< why not, in words
    std::vector<Place> places;                        ///< of each, where it stands
    int triads = 0, most = 0; ///< that the consultant has, and may have by `days` if all are of this size
    /// If this one had the triad, the others as is best: the triads that have a consultant and then could
    /// not, and what all would travel more than now; nothing where there are such triads, of the one who has
    /// it, and of many triads.
    std::vector<TriadId> without;
    std::optional<std::int64_t> more;
};

/// Of all consultants, who would do for a triad of the arrangement; the nearest first.
std::vector<ConsultantOption> consultant_options(const Project& project,
                                                 const std::map<TriadId, Triad>& triads, const TriadId& id);

/// Who facilitates a triad: by its dates, else as is proposed.
ConsultantId facilitator_of(const Project& project, const TriadId& id);

/// V08: a consultant's triads without dates have no more reviews than the `days` that are left. A warning, as
/// planning the dates looks for another consultant; of planned reviews check_schedule() tells.
void check_consultants(const Project& project, Diagnostics& diagnostics);

/// The index in `conflicts` of the first school of the triad with which a consultant declares a conflict.
std::optional<std::size_t> conflict_with(const Consultant& consultant, const Triad& triad);
/// Whether phases and declared conflicts let a consultant facilitate a triad.
bool may_facilitate(const Project& project, const ConsultantId& consultant, const Triad& triad);

} // namespace peerreview
