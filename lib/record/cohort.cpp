#include "record/cohort.hpp"

#include "record/reader.hpp"

#include <array>
#include <cmath>

namespace peerreview {

namespace {

constexpr EnumName<TrustRule> trust_names[] = {{TrustRule::different, "different"},
                                               {TrustRule::prefer_different, "prefer-different"},
                                               {TrustRule::any, "any"}};
constexpr EnumName<PhaseRule> phase_names[] = {
    {PhaseRule::same, "same"}, {PhaseRule::prefer_same, "prefer-same"}, {PhaseRule::any, "any"}};
constexpr std::array<std::string_view, 5> weekday_names = {"mon", "tue", "wed", "thu", "fri"};

const Node& part(const Node& map, std::string_view key) {
    static const Node nothing;
    const auto* found = map.find(key);
    return found ? *found : nothing;
}

void read_travel_limit(const Node& limit, Policy& policy) {
    if (const auto minutes = number_of(limit))
        for (auto& [phase, value] : policy.travel_limit) value = *minutes;
    if (const auto minutes = number_of(part(limit, "default")))
        for (auto& [phase, value] : policy.travel_limit)
            if (phase != Phase::special) value = *minutes;
    for (auto& [phase, value] : policy.travel_limit) read(limit, name_of(phase), value);
}

void read_weekdays(const Node& list, Policy& policy) {
    if (!list.is_list() || list.items.empty()) return;
    policy.weekdays.clear();
    for (const auto& item : list.items)
        for (unsigned i = 0; i < weekday_names.size(); ++i)
            if (item.text == weekday_names[i]) policy.weekdays.push_back(i + 1);
}

void read_pence(const Node& fees, std::string_view key, std::int64_t& pence) {
    if (const auto pounds = number_of(part(fees, key))) pence = std::llround(*pounds * 100);
}

void read_rules(const Node& node, Policy& policy) {
    value_in(trust_names, part(node, "trust"), policy.trust);
    value_in(phase_names, part(node, "phase"), policy.phase);
    read(node, "repeat-after", policy.repeat_after);
    policy.ring = part(node, "leftover").text == "ring";
    read(part(node, "leaders"), "least", policy.leaders_least);
    read(part(node, "leaders"), "most", policy.leaders_most);
    read(node, "reviewers", policy.reviewers);
}

void read_soft_weights(const Node& node, SoftWeights& weights) {
    read(node, "rivals", weights.rivals);
    read(node, "priorities", weights.priorities);
    read(node, "size", weights.size);
    read(node, "strengths", weights.strengths);
}

void read_days(const Node& node, Policy& policy) {
    read(node, "gap", policy.gap);
    read(node, "season", policy.season);
    read(node, "lead", policy.lead);
    read(node, "summary", policy.summary);
    read(node, "draft", policy.draft);
    read(node, "accuracy", policy.accuracy);
    read(node, "final", policy.final);
    read(node, "actions", policy.actions);
    read(node, "priorities", policy.priorities);
    read(node, "pack", policy.pack);
    read(part(node, "follow-up"), "from", policy.follow_up_from);
    read(part(node, "follow-up"), "to", policy.follow_up_to);
    read(part(node, "consultant"), "reviews-per-week", policy.consultant_reviews_per_week);
    read(part(node, "leader"), "days-per-week", policy.leader_days_per_week);
    read(part(node, "leader"), "days-per-half-term", policy.leader_days_per_half_term);
}

void read_anonymity(const Node& node, Policy& policy) {
    read(node, "schools", policy.anonymity_schools);
    read(node, "triads", policy.anonymity_triads);
    read(node, "cohort", policy.anonymity_cohort);
    read(node, "wider", policy.anonymity_wider);
    read(node, "counts", policy.anonymity_counts);
    read(node, "certainty", policy.anonymity_certainty);
}

Policy read_policy(const Node& node) {
    Policy policy;
    const auto& travel = part(node, "travel");
    read_travel_limit(part(travel, "limit"), policy);
    read(travel, "speed", policy.travel_speed);
    read(travel, "detour", policy.travel_detour);
    read_rules(node, policy);
    read_soft_weights(part(node, "triads"), policy.triads);
    read_days(node, policy);
    read_weekdays(part(node, "weekdays"), policy);
    read_anonymity(part(node, "anonymity"), policy);
    const auto& fees = part(node, "fees");
    read_pence(fees, "member", policy.fee_member);
    read_pence(fees, "non-member", policy.fee_non_member);
    read(fees, "vat", policy.vat);
    return policy;
}

Allowance read_allowance(const Node& node) {
    Allowance allowance;
    read(node, "code", allowance.code);
    read(node, "file", allowance.file);
    read(node, "owner", allowance.owner);
    read(node, "reason", allowance.reason);
    read(node, "until", allowance.until);
    return allowance;
}

} // namespace

Cohort read_cohort(const Node& node) {
    Cohort cohort;
    read(node, "name", cohort.name);
    read(node, "region", cohort.region);
    read(node, "year", cohort.year);
    read(node, "launch", cohort.launch);
    read(node, "provider", cohort.provider);
    read(node, "lead", cohort.lead);
    read(node, "lawful-basis", cohort.lawful_basis);
    read(node, "accessibility-contact", cohort.accessibility_contact);
    cohort.policy = read_policy(part(node, "policy"));
    for (const auto& item : part(node, "allow").items) cohort.allow.push_back(read_allowance(item));
    read(part(node, "privacy"), "canaries", cohort.canaries);
    for (const auto& item : part(part(node, "privacy"), "terms").items)
        read(item, "term", cohort.terms.emplace_back());
    return cohort;
}

std::optional<int> first_year(std::string_view school_year) {
    if (school_year.size() != 7 || school_year[4] != '/') return std::nullopt;
    const auto first = parse_date(std::string(school_year.substr(0, 4)) + "-01-01");
    if (!first) return std::nullopt;
    return static_cast<int>(std::chrono::year_month_day(*first).year());
}

} // namespace peerreview
