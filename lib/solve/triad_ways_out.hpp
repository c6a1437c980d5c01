#pragma once

#include "project/travel.hpp"
#include "solve/forbidden.hpp"
#include "solve/form.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace peerreview {

/// The cheapest ways to let fewer schools of an arrangement wait, in words: what to set aside, the triads or
/// the ring that are possible then, and how many wait. Three at most, each without a rule that those before
/// it set aside.
class TriadWaysOut {
public:
    TriadWaysOut(const Project& project, const Travel& travel, const Arrangement& arrangement);

    /// Whether a school that waits may join a triad as a ring.
    bool joins_rings() const;

    /// The schools among which ways out are looked for: the school itself first, those that wait nearest to
    /// it, and the triads nearest to these, whole.
    Forbidden around(const SchoolId& school) const;

    /// Ways that let three fewer wait, or as many where their number alone makes them wait. `is_placed` where
    /// the first school must not wait then.
    std::vector<std::string> into_triads(const Forbidden& around, bool is_placed) const;

    /// Ways that let the first school join a triad as a ring, so that one fewer waits.
    std::vector<std::string> into_ring(const Forbidden& around) const;

    /// The triad that the first school would break the least with as a ring, where joins_rings().
    std::vector<SchoolId> nearest_triad(const Forbidden& around) const;

private:
    std::size_t waiting_among(const std::vector<SchoolId>& schools) const;
    std::string fewer_wait(std::size_t fewer) const;

    const Project& project_;
    const Travel& travel_;
    std::vector<std::vector<SchoolId>> groups_; ///< triads that may change, and each school that waits alone
    std::size_t all_waiting_ = 0;
};

} // namespace peerreview
