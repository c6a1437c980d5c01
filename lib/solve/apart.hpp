#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A rule that keeps two schools apart, and why, in words. The rules bear the names that a waiver gives them:
/// phase, trust, apart, repeat, travel, conflict, dates.
struct BrokenRule {
    std::string rule;
    std::string why;
};

/// Every rule of the policy that two schools in one triad would break.
std::vector<BrokenRule> broken_rules(const Project& project, const Travel& travel, const SchoolId& a,
                                     const SchoolId& b);

/// How a rule comes out for two schools in one triad.
enum class PairResult { pass, waived, penalty, broken };
std::string_view name_of(PairResult result);

/// One rule of two schools: how it comes out, why, in words, and where the facts stand.
struct RuleOutcome {
    std::string rule;
    PairResult result = PairResult::pass;
    std::string why;
    std::vector<Place> places; ///< of what it was judged by; empty where only the policy or nothing was
};

/// Every rule of two schools: travel, phase, trust, apart, repeat, conflict, dates, and the soft rules to
/// which the policy gives a weight. Those that a waiver names are waived where they would be broken.
std::vector<RuleOutcome> rule_outcomes(const Project& project, const Travel& travel, const SchoolId& a,
                                       const SchoolId& b, const std::vector<Waiver>& waivers);

/// Where the facts stand that a rule judges two schools by; never empty: where nothing says anything, the
/// beginning of the first school's record.
std::vector<Place> places_of_rule(const Project& project, const Travel& travel, std::string_view rule,
                                  const SchoolId& a, const SchoolId& b);

/// Why two schools may not share a triad; empty where they may.
std::string why_apart(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b);

/// What a pair counts, beside its travel, in seconds: for each preference of the policy that it is against
/// (`trust: prefer-different`, `phase: prefer-same`) as much as half an hour on the road, and the weights of
/// the soft rules.
constexpr std::int64_t preference_seconds = 1800;
std::int64_t penalty_of(const Project& project, const SchoolId& a, const SchoolId& b);

/// Whether two phases go together: an all-through school fits primary and secondary.
bool same_phase(Phase a, Phase b);

} // namespace peerreview
