#pragma once

#include "cli/session.hpp"
#include "solve/form.hpp"

#include <memory>

namespace peerreview {

/// The project and its travel times.
struct Ready {
    Project project;
    std::unique_ptr<Travel> travel;
};
/// Nothing after the findings were printed.
std::unique_ptr<Ready> ready(const Session& session);

} // namespace peerreview
