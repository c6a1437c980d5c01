#pragma once

#include <atomic>

namespace peerreview {

/// While it lives, the first interrupt from the keyboard (SIGINT) does not end the program but is noted; a
/// second one ends it.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    const std::atomic<bool>& was_asked() const;
};

} // namespace peerreview
