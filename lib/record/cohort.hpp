#pragma once

#include "record/date.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peerreview {

enum class TrustRule { different, prefer_different, any };
enum class PhaseRule { same, prefer_same, any };

/// What two schools of one triad count that are against a soft rule (DOMAIN 3.4), in seconds of travel.
struct SoftWeights {
    int rivals = 0, priorities = 0, size = 0, strengths = 0;
    friend bool operator==(const SoftWeights&, const SoftWeights&) = default;
};

/// The settings of a programme. The defaults are those of a cohort that says nothing.
struct Policy {
    std::map<Phase, double> travel_limit = {{Phase::primary, 75},
                                            {Phase::secondary, 75},
                                            {Phase::special, 120},
                                            {Phase::all_through, 75}}; ///< minutes
    double travel_speed = 45;                                          ///< kilometres an hour
    double travel_detour = 1.3; ///< road metres for a metre of straight line
    TrustRule trust = TrustRule::different;
    PhaseRule phase = PhaseRule::same;
    int repeat_after = 2; ///< cycles
    SoftWeights triads;   ///< soft rules: solve/soft_rules.hpp
    bool ring = false;    ///< what is left over makes a ring, instead of waiting
    int leaders_least = 2, leaders_most = 3;
    int reviewers = 1;
    // school days
    int gap = 5, season = 60, lead = 15;
    int summary = 5, draft = 10, accuracy = 15, final = 20, actions = 30, priorities = 20, pack = 10;
    int follow_up_from = 50, follow_up_to = 80;
    int consultant_reviews_per_week = 1, leader_days_per_week = 1, leader_days_per_half_term = 2;
    std::vector<unsigned> weekdays = {4, 5, 1, 3, 2}; ///< Monday is 1; liked best first
    int anonymity_schools = 3, anonymity_triads = 2, anonymity_cohort = 6, anonymity_wider = 9;
    int anonymity_counts = 10;
    double anonymity_certainty = 0.75;
    std::int64_t fee_member = 275000, fee_non_member = 330000; ///< pence
    double vat = 20;                                           ///< per cent
};

/// A finding that somebody answers for until a day.
struct Allowance {
    std::string code;
    std::string file; ///< empty: everywhere
    std::string owner;
    std::string reason;
    std::optional<Date> until;
};

/// peerreview.yaml.
struct Cohort {
    std::string name;
    std::string region;
    std::string year; ///< 2026/27
    std::optional<Date> launch;
    std::string provider;
    std::string lead;
    std::string lawful_basis;
    std::string accessibility_contact;
    Policy policy;
    std::vector<Allowance> allow;
    std::vector<std::string> canaries; ///< texts that must never reach the cohort report
    std::vector<std::string> terms;    ///< capitalised words that name nobody
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Cohort read_cohort(const Node& node);

/// The calendar year in which a school year such as 2026/27 begins; nothing for other text.
std::optional<int> first_year(std::string_view school_year);

} // namespace peerreview
