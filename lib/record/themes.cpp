#include "record/themes.hpp"

#include "record/reader.hpp"

namespace peerreview {

static void read_value(const Node& node, Theme& theme) {
    read(node, "id", theme.id);
    read(node, "label", theme.label);
    read(node, "definition", theme.definition);
    read(node, "phases", theme.phases);
    read(node, "keywords", theme.keywords);
}

static void read_value(const Node& node, ThemeGroup& theme_group) {
    read(node, "id", theme_group.id);
    read(node, "label", theme_group.label);
    read(node, "area", theme_group.area);
}

Themes read_themes(const Node& node) {
    Themes themes;
    read(node, "id", themes.id);
    read(node, "version", themes.version);
    read(node, "language", themes.language);
    read(node, "groups", themes.groups);
    read(node, "codes", themes.codes);
    read(node, "reserved", themes.reserved);
    return themes;
}

} // namespace peerreview
