#pragma once

#include "cli/session.hpp"
#include "render/school_map.hpp"

#include <string>

namespace peerreview {

/// The maps of a verb that lists groups of schools.
struct MapOptions {
    bool is_wanted = false; ///< in characters
    std::string svg;        ///< a file, `-` for standard output, or empty
    bool is_given() const { return is_wanted || !svg.empty(); }
};
/// `groups` is what the map shows: "triads".
void add_map_options(Command& verb, const std::string& groups, MapOptions& options);
/// Throws Failure where a map is asked for and another form than text.
void refuse_map_with_format(const MapOptions& options, const FormatOption& format);
void show_map(const Project& project, const MapSubject& subject, const MapOptions& options);

} // namespace peerreview
