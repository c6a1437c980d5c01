#pragma once

#include "source/diagnostics.hpp"
#include "source/source_file.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace peerreview {

/// A stranger's file as JSON; what is none, or holds a number that is too large to be one, is reported as
/// `syntax` and gives nothing.
std::optional<nlohmann::json> read_json_file(const SourceFile& file, Diagnostics& diagnostics);

} // namespace peerreview
