#pragma once

#include "cli/session.hpp"

namespace peerreview {

/// The verb `schedule day`: the plan of a host's review day.
void declare_schedule_day(CLI::App& noun, Session& session);

/// The verb `schedule export`: dates as calendar file, CSV and page.
void declare_schedule_export(CLI::App& noun, Session& session);

} // namespace peerreview
