#pragma once

#include "project/day_plan.hpp"
#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// One thing that keeps a gate of DOMAIN 2.3 shut. The rule's name is what `--waive` takes.
struct Lack {
    std::string rule;
    std::string subject; ///< what a waiver is about: a school, a triad, or `cohort`
    std::string text;    ///< what is missing
};

/// Gate G1, in place: what keeps the cohort from a launch day. Rules `size`, `triads`, `consultants`,
/// `agreements`, `conflicts`. What a decision waives is left out.
std::vector<Lack> lacking_in_place(const Project& project);

/// Gate G2, the plan of the day: what keeps a host's review day from being agreed, with the timetable of
/// `variant`. Rules `reviewers` (two, trained, of two partner schools, free), `reserve`, `consultant` (named,
/// free, without a conflict), `date` (open to all three schools), `priorities` (one to three, each with a
/// line), `coverage` (each line by two people in two ways) and `plan` (the rules of a review day).
std::vector<Lack> lacking_for_day(const Project& project, const SchoolId& host, DayVariant variant);

/// Gate G3, summary issued: what keeps a summary whose record says that it is issued from going out. Rules
/// `evidence`, `host-agreed`. Wording is looked at by whoever knows its rules.
std::vector<Lack> lacking_for_summary(const Project& project, const SchoolId& host);

/// Gate G4, final: what keeps a report whose status is no draft from being issued. Rules `second-reader`,
/// `accuracy`, `summary`.
std::vector<Lack> lacking_for_final(const Project& project, const SchoolId& host, Date today);

/// Gate G5, publishing: what keeps an edition of the cohort report from being published. Rules
/// `reports-final`, `sign-off`.
std::vector<Lack> lacking_for_publishing(const Project& project);

} // namespace peerreview
