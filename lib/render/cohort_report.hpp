#pragma once

#include "privacy/audit.hpp"
#include "privacy/disclosure.hpp"
#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A cohort report, or why there is none.
struct CohortReport {
    std::string markdown;
    std::string explanation; ///< what was withheld and by which rule, without whose it was
    std::string refusal;     ///< empty where the report may be built
    std::string hint;
    Edition edition; ///< what the report shows, as a record; without name and date
};

/// The anonymised report of key themes: coded items alone, counted under the thresholds of the policy and
/// shown in bands that let no triad infer another school's themes. Built from the schools with feedback. It
/// is a draft where `edition` is empty. Where an earlier edition showed something else the report is refused:
/// what the two tell together is not worked out.
CohortReport cohort_report(const Project& project, bool wider_audience, std::string_view edition = {});

} // namespace peerreview
