#pragma once

#include "cli/session.hpp"

namespace peerreview {

/// The verbs of `cohort` that look and change nothing: status, fees, retention, explain.
void declare_cohort_views(CLI::App& noun, Session& session);

/// The verbs of `cohort` that take a programme a step on: launch, train, withdraw.
void declare_cohort_steps(CLI::App& noun, Session& session);

/// The verb `regions`, which looks at all schools before there is a cohort.
void declare_cohort_regions(CLI::App& noun, Session& session);

/// The verbs of `cohort` that work on files as such: merge, upgrade.
void declare_cohort_files(CLI::App& noun, Session& session);

} // namespace peerreview
