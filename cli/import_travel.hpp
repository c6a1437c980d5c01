#pragma once

#include "cli/changes.hpp"
#include "cli/session.hpp"

namespace peerreview {

/// Puts the times of a table service's JSON into travel.csv: a row that is there gets the new minutes in
/// place, others are added. A point of the table is the school nearest to it, within a kilometre; a table
/// without points has the schools with coordinates in the order of `cohort list`. Where some point is no
/// school, that is reported and nothing is written.
void import_travel(const Session& session, const Project& project, const SourceFile& source, Changes& changes,
                   Diagnostics& findings);

} // namespace peerreview
