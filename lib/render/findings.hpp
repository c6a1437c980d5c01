#pragma once

#include "source/diagnostics.hpp"

#include <string>

namespace peerreview {

struct FindingsOptions {
    bool color = false;
    bool all = false; ///< text only: print also a rule's 21st finding and later
};

/// The findings in gcc's shape: place, severity, message and code, then the line, a caret and a hint. Texts
/// of records are made visible, never passed through. Of one code at most 20 findings are printed.
std::string findings_text(const Diagnostics& findings, const FindingsOptions& options);

/// The document of `cohort check --format json`: version, errors, warnings, diagnostics.
std::string findings_json(const Diagnostics& findings);

/// GitHub workflow commands, one a finding, and a line that counts them.
std::string findings_github(const Diagnostics& findings);

/// SARIF 2.1.0, as GitHub's code scanning and editors read it: one run, a rule for each code that occurs.
std::string findings_sarif(const Diagnostics& findings);

/// GitLab's code quality report: fingerprints stay the same while lines move.
std::string findings_gitlab(const Diagnostics& findings);

/// JUnit XML: a failed case for each finding that is an error, a passed one where nothing is wrong.
std::string findings_junit(const Diagnostics& findings);

/// `2 errors, 1 warning`, or `no errors, no warnings`.
std::string findings_count(const Diagnostics& findings);

} // namespace peerreview
