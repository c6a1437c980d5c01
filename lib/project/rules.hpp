#pragma once

#include "project/project.hpp"

namespace peerreview {

/// Holds all records against each other: each rule is one small function that reports and never repairs.
void check_project(const Project& project, Diagnostics& diagnostics);

/// The part of check_project that looks into one review at a time, and at what was recorded when.
void check_review_rules(const Project& project, Diagnostics& diagnostics);

/// The part of check_project that looks at calendar.yaml, and at ranges of days wherever they stand.
void check_calendar_rules(const Project& project, Diagnostics& diagnostics);

/// The part of check_due that looks at calendar.yaml: whether it is of the cohort's year, and whether
/// somebody has compared it with the published dates in the last twelve months.
void check_calendar_is_fresh(const Project& project, Date today, Diagnostics& diagnostics);

/// What is wrong on a day though no record changed: V19, deliverables that are overdue, V22, files past
/// their retention, and a calendar that is stale. Warnings, for check verbs: time alone stops no other verb.
void check_due(const Project& project, Date today, Diagnostics& diagnostics);

/// check_project, and then the findings that peerreview.yaml allows until `today` are taken out.
void check_and_allow(const Project& project, Date today, Diagnostics& diagnostics);

} // namespace peerreview
