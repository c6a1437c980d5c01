#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A file that has served its time.
struct PastRetention {
    const SourceFile* file = nullptr;
    std::string what;   ///< the kind of record, in words
    std::string action; ///< delete, anonymise, or reduce to codes
    Date until;         ///< the last day on which it should have been kept
};

/// The files whose time is past on `today`, by path (DOMAIN 7.5): evidence 20 school days after the final
/// report; the rest so many years after the programme closed, which is the last day of the school year's
/// calendar. What has no such day yet is kept.
std::vector<PastRetention> past_retention(const Project& project, Date today);

} // namespace peerreview
