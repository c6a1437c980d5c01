#include "cli/interrupt.hpp"

#include <csignal>

namespace peerreview {

namespace {

/// A handler of a signal reaches nothing but what is static.
std::atomic<bool>& note() {
    static std::atomic<bool> asked = false;
    static_assert(std::atomic<bool>::is_always_lock_free);
    return asked;
}

extern "C" void note_interrupt(int) {
    note() = true;
    std::signal(SIGINT, SIG_DFL);
}

} // namespace

Interrupt::Interrupt() {
    note() = false; // made before any signal comes
    std::signal(SIGINT, note_interrupt);
}
Interrupt::~Interrupt() { std::signal(SIGINT, SIG_DFL); }
const std::atomic<bool>& Interrupt::was_asked() const { return note(); }

} // namespace peerreview
