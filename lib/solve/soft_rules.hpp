#pragma once

#include "project/project.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A soft rule of `policy.triads` that two schools of one triad would be against.
struct Against {
    std::string_view rule;    ///< its key in the policy
    std::string why;          ///< in words
    std::int64_t seconds = 0; ///< what the policy lets it count, beside travel
};

/// The soft rules that two schools are against (DOMAIN 3.4: M4, M9, M10, M11), of those to which the policy
/// gives a weight; none has one by default:
///
///   rivals      schools of one phase nearer to each other than 3 km, secondary ones 6 km, special ones never
///   priorities  no priority of one is in a group of themes of the other's priorities or strengths
///   size        one has more than three times as many pupils as the other
///   strengths   leaders of both have strengths in the same groups of themes and in no other
///
/// A rule that the records say nothing for is kept.
std::vector<Against> against_soft_rules(const Project& project, const SchoolId& a, const SchoolId& b);

/// The keys of the soft rules to which the policy gives a weight, in the order above.
std::vector<std::string_view> soft_rules_of(const Policy& policy);

} // namespace peerreview
