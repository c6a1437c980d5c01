#pragma once

#include "cli/session.hpp"

namespace peerreview {

/// The verbs of `cohort` that look and change nothing: status, fees, retention, explain.
void declare_cohort_views(Command& noun, Session& session);

/// The verbs of `cohort` that take a programme a step on.
void declare_cohort_launch(Command& noun, Session& session);
void declare_cohort_train(Command& noun, Session& session);
void declare_cohort_withdraw(Command& noun, Session& session);

/// The verb `regions`, which looks at all schools before there is a cohort.
void declare_cohort_regions(Command& noun, Session& session);

/// The verb `diff`, which says what changed in the records since a commit.
void declare_cohort_diff(Command& noun, Session& session);

/// The verbs of `cohort` that work on files as such: merge, upgrade.
void declare_cohort_files(Command& noun, Session& session);

} // namespace peerreview
