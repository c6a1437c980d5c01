#include "record/edition.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<CellKind> cell_kind_names[] = {{CellKind::strength, "strength"},
                                                  {CellKind::development, "development"}};
std::string_view name_of(CellKind value) { return name_in(cell_kind_names, value); }
static bool read_value(const Node& node, CellKind& value) { return value_in(cell_kind_names, node, value); }

static void read_value(const Node& node, EditionCell& edition_cell) {
    read(node, "theme", edition_cell.theme);
    read(node, "kind", edition_cell.kind);
    read(node, "band", edition_cell.band);
}

Edition read_edition(const Node& node) {
    Edition edition;
    read(node, "edition", edition.edition);
    read(node, "date", edition.date);
    read(node, "schools", edition.schools);
    read(node, "triads", edition.triads);
    read(node, "cells", edition.cells);
    return edition;
}

} // namespace peerreview
