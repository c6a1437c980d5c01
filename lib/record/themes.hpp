#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A theme.
struct Theme {
    std::string id;                    ///< The code: the letters of its group and a number.
    std::string label;                 ///< Name of the theme.
    std::string definition;            ///< What belongs to it.
    std::vector<Phase> phases;         ///< Phases where it applies.
    std::vector<std::string> keywords; ///< Words that suggest it.
};

/// A group of themes.
struct ThemeGroup {
    std::string id;    ///< Two letters.
    std::string label; ///< Name of the group.
    std::string area;  ///< Evaluation area for readers.
};

/// The codes that feedback items carry.
struct Themes {
    std::string id;                 ///< Name of the codebook.
    std::optional<int> version;     ///< Number of the version.
    std::string language;           ///< Language of its words.
    std::vector<ThemeGroup> groups; ///< The groups.
    std::vector<Theme> codes;       ///< The themes.
    std::vector<Theme> reserved;    ///< Codes that are never themes.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Themes read_themes(const Node& node);

} // namespace peerreview
