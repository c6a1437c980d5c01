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

/// The kind of a shown cell.
enum class CellKind { strength, development };
std::string_view name_of(CellKind value);

/// One theme that an edition showed.
struct EditionCell {
    std::string theme;            ///< The theme.
    std::optional<CellKind> kind; ///< The kind.
    std::string band;             ///< What was shown.
};

/// What an edition of the cohort report showed, and nothing else.
struct Edition {
    std::string edition;            ///< Name of the edition.
    std::optional<Date> date;       ///< When.
    std::vector<SchoolId> schools;  ///< The schools whose items it was built from.
    std::optional<int> triads;      ///< Number of triads.
    std::vector<EditionCell> cells; ///< What it showed.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Edition read_edition(const Node& node);

} // namespace peerreview
