#pragma once

#include "source/diagnostics.hpp"

#include <string>

/// The findings as text, `4:33 unknown-key` a line, in the order of places.
inline std::string brief(peerreview::Diagnostics& findings) {
    findings.sort();
    std::string text;
    for (const auto& finding : findings.all()) {
        const auto at = finding.place.file->line_column(finding.place.offset);
        text += fmt::format("{}:{} {}\n", at.line, at.column, finding.code);
    }
    return text;
}
