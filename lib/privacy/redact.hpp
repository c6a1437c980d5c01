#pragma once

#include "project/project.hpp"
#include "yaml/schema.hpp"

namespace peerreview {

/// For whom something is rendered: the readers of `most`, and where that is the host's own or the triad's
/// class, whose.
struct Audience {
    SharingClass most = SharingClass::programme;
    SchoolId host; ///< of the classes triad and host
};

/// The project as the audience may see it, which is what every renderer gets: of the host's records what goes
/// to the host, of its triad's what goes to the triad, of everybody's what goes to the programme; for readers
/// of class `open` that alone. Values of a further class are absent from the records, whose trees are empty.
///
/// Files are the given project's, which must live as long.
Project visible_to(const Project& project, const Audience& audience);

} // namespace peerreview
