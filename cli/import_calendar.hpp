#pragma once

#include "cli/changes.hpp"
#include "cli/session.hpp"

namespace peerreview {

/// Adds the bank holidays of the government's list for the calendar's nation, or the closed days of an
/// iCalendar file, to calendar.yaml in place, where they are of its school year and not there yet. What is
/// wrong with the file goes to `findings`, and the rest of it is taken. Throws Failure where there is no
/// calendar.yaml.
void import_calendar(const Session& session, const Project& project, const SourceFile& source,
                     Changes& changes, Diagnostics& findings);

} // namespace peerreview
