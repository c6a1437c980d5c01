#pragma once

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
