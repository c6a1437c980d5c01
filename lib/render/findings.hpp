#pragma once

#include "source/diagnostics.hpp"

#include <string>

namespace peerreview {

/// How a check verb prints what it found.
enum class FindingsFormat { text, json, github };

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

/// `2 errors, 1 warning`, or `no findings`.
std::string findings_count(const Diagnostics& findings);

} // namespace peerreview
