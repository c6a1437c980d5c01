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

/// `--effort`, and what its word means.
void add_effort(Command& verb, std::string& effort);
solve::Effort effort_called(const std::string& name);

/// The verb that forms them.
void declare_triad_form(Command& noun, Session& session);

/// The verbs that change single triads: repair, swap, pin.
void declare_triad_changes(Command& noun, Session& session);

} // namespace peerreview
