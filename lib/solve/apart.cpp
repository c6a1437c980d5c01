#include "solve/apart.hpp"

#include "solve/pair_rules.hpp"
#include "solve/soft_rules.hpp"
#include "source/text.hpp"

#include <algorithm>

namespace peerreview {

namespace {

/// Whether a pair met in a cycle that is too recent: with 2, a pair of 2024/25 may meet again in 2027/28.
bool met_recently(const Project& project, const School& school, const SchoolId& other) {
    const auto now = first_year(project.cohort.value.year);
    return std::ranges::any_of(school.history, [&](const HistoryEntry& entry) {
        const auto then = first_year(entry.year);
        return now && then && *now - *then <= project.policy().repeat_after &&
               std::ranges::find(entry.with, other) != entry.with.end();
    });
}

bool asks_apart(const School& school, const SchoolId& other) {
    return std::ranges::find(school.apart, other) != school.apart.end();
}

bool same_trust(const School& a, const School& b) {
    return !a.trust.empty() && fold(a.trust) == fold(b.trust);
}

/// Those of two schools whose records do not say where they are.
std::vector<SchoolId> without_place(const Project& project, const SchoolId& a, const SchoolId& b) {
    std::vector<SchoolId> list;
    for (const auto& id : {a, b})
        if (const auto& school = project.schools.at(id).value; !school.easting || !school.northing)
            list.push_back(id);
    return list;
}

std::string travel_reason(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b,
                          Phase phase_a, Phase phase_b) {
    const auto time = travel.between(a, b);
    if (!time) {
        const auto lacking = without_place(project, a, b);
        return fmt::format("travel is not known: '{}'{} no easting and northing", lacking.front().text,
                           lacking.size() == 1 ? " has" : " and '" + lacking.back().text + "' have");
    }
    const auto& limits = project.policy().travel_limit;
    const auto limit = std::min(limits.at(phase_a), limits.at(phase_b));
    if (static_cast<double>(time->longest) <= limit * 60) return {};
    return fmt::format("{} minutes of travel, over the limit of {}", minutes_up(time->longest), limit);
}

// ---- what speaks for each rule, in words, and where it stands

std::string minutes_text(std::int64_t seconds) { return counted(minutes_of(seconds), "minute"); }

/// A rule that two schools keep: why, in words.
std::string travel_kept(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b) {
    const auto& limits = project.policy().travel_limit;
    const auto limit = [&](const SchoolId& id) {
        const auto phase = project.schools.at(id).value.phase;
        return phase ? limits.at(*phase) : 0;
    };
    const auto time = travel.between(a, b);
    if (!time) return {};
    auto text = fmt::format("{}; the limit is {}", minutes_text(time->seconds), std::min(limit(a), limit(b)));
    if (time->longest != time->seconds)
        text += fmt::format(", and the longer way takes {}", minutes_text(time->longest));
    return text;
}

std::string phase_kept(const Project& project, const School& a, const School& b) {
    if (!a.phase || !b.phase) return {};
    if (*a.phase == *b.phase) return fmt::format("both are {}", name_of(*a.phase));
    if (same_phase(*a.phase, *b.phase))
        return fmt::format("{} goes with {}", name_of(*a.phase), name_of(*b.phase));
    if (project.policy().phase == PhaseRule::any)
        return fmt::format("{} and {}; the policy minds no phase", name_of(*a.phase), name_of(*b.phase));
    return fmt::format("{} and {}, which the policy would rather keep apart", name_of(*a.phase),
                       name_of(*b.phase));
}

std::string trust_kept(const Project& project, const School& a, const School& b) {
    if (a.trust.empty() && b.trust.empty()) return "neither belongs to a trust";
    if (a.trust.empty() || b.trust.empty())
        return "only one belongs to a trust, " + (a.trust.empty() ? b.trust : a.trust);
    if (!same_trust(a, b)) return fmt::format("different trusts, {} and {}", a.trust, b.trust);
    if (project.policy().trust == TrustRule::any)
        return "both belong to " + a.trust + "; the policy minds none";
    return "both belong to " + a.trust + ", which the policy would rather keep apart";
}

/// The latest year in which one of the two notes the other; empty where none does.
std::string last_met(const School& a, const SchoolId& b_id, const School& b, const SchoolId& a_id) {
    std::string year;
    const auto note = [&](const School& school, const SchoolId& other) {
        for (const auto& entry : school.history)
            if (std::ranges::find(entry.with, other) != entry.with.end()) year = std::max(year, entry.year);
    };
    note(a, b_id);
    note(b, a_id);
    return year;
}

void add_values(const Project& project, std::string_view key, const SchoolId& a, const SchoolId& b,
                std::vector<Place>& places) {
    for (const auto& id : {a, b})
        if (const auto spot = project.schools.at(id).node.place_of(key); spot.exists())
            places.push_back(spot);
}

/// Where a school asks to be apart from another.
void add_apart(const Project& project, const SchoolId& school, const SchoolId& other,
               std::vector<Place>& places) {
    const auto& record = project.schools.at(school);
    for (std::size_t i = 0; i < record.value.apart.size(); ++i)
        if (record.value.apart[i] == other) places.push_back(record.node.place_of("apart", i));
}

/// Where a school notes that it met another in a year.
void add_met(const Project& project, const SchoolId& school, const SchoolId& other, std::string_view year,
             std::vector<Place>& places) {
    const auto& record = project.schools.at(school);
    for (std::size_t i = 0; i < record.value.history.size(); ++i) {
        const auto& entry = record.value.history[i];
        const auto with = std::ranges::find(entry.with, other);
        if (entry.year == year && with != entry.with.end())
            places.push_back(record.node.place_of("history", i)
                                 .place_of("with", static_cast<std::size_t>(with - entry.with.begin())));
    }
}

/// Where leaders of a school declare a conflict with another.
void add_conflicts(const Project& project, const SchoolId& school, const SchoolId& other,
                   std::vector<Place>& places) {
    const auto& record = project.schools.at(school);
    for (std::size_t i = 0; i < record.value.leaders.size(); ++i) {
        const auto& conflicts = record.value.leaders[i].conflicts;
        const auto found = std::ranges::find(conflicts, other);
        if (found != conflicts.end())
            places.push_back(record.node.place_of("leaders", i)
                                 .place_of("conflicts", static_cast<std::size_t>(found - conflicts.begin())));
    }
}

std::vector<Place> places_of(const Project& project, const Travel& travel, std::string_view rule,
                             const SchoolId& a, const SchoolId& b) {
    std::vector<Place> places;
    if (rule == "travel") {
        const auto lacking = without_place(project, a, b);
        if (const auto row = travel.place_of(a, b))
            places.push_back(*row);
        else if (!lacking.empty())
            for (const auto& id : lacking) places.push_back(project.schools.at(id).node.place());
        else
            add_values(project, "easting", a, b, places);
    } else if (rule == "apart") {
        add_apart(project, a, b, places);
        add_apart(project, b, a, places);
    } else if (rule == "repeat") {
        const auto year = last_met(project.schools.at(a).value, b, project.schools.at(b).value, a);
        add_met(project, a, b, year, places);
        add_met(project, b, a, year, places);
    } else if (rule == "conflict") {
        add_conflicts(project, a, b, places);
        add_conflicts(project, b, a, places);
    } else if (rule == "dates") {
        add_values(project, "blocked", a, b, places);
        add_values(project, "terms", a, b, places);
    } else {
        add_values(project, rule, a, b, places);
    }
    return places;
}

std::string why_kept(const Project& project, const Travel& travel, std::string_view rule, const SchoolId& a,
                     const SchoolId& b) {
    const auto& first = project.schools.at(a).value;
    const auto& second = project.schools.at(b).value;
    if (rule == "travel") return travel_kept(project, travel, a, b);
    if (rule == "phase") return phase_kept(project, first, second);
    if (rule == "trust") return trust_kept(project, first, second);
    if (rule == "apart") return "neither asks to be apart from the other";
    if (rule == "conflict")
        return first.leaders.empty() || second.leaders.empty() ? "no leader is known who declares a conflict"
                                                               : "each has leaders who may review the other";
    if (rule == "dates") return "they have school days enough in common";
    const auto year = last_met(first, b, second, a);
    return year.empty() ? "no record that they met before" : "they last met in " + year;
}

/// Whether a preference of the policy, and no rule, is against the pair.
bool is_disliked(const Policy& policy, std::string_view rule, const School& a, const School& b) {
    if (rule == "trust") return policy.trust == TrustRule::prefer_different && same_trust(a, b);
    return rule == "phase" && policy.phase == PhaseRule::prefer_same && a.phase && b.phase &&
           !same_phase(*a.phase, *b.phase);
}

} // namespace

bool same_phase(Phase a, Phase b) {
    const auto fits = [](Phase through, Phase other) {
        return through == Phase::all_through && other != Phase::special;
    };
    return a == b || fits(a, b) || fits(b, a);
}

std::vector<BrokenRule> broken_rules(const Project& project, const Travel& travel, const SchoolId& a,
                                     const SchoolId& b) {
    const auto& first = project.schools.at(a).value;
    const auto& second = project.schools.at(b).value;
    const auto& policy = project.policy();
    std::vector<BrokenRule> broken;
    if (!first.phase || !second.phase) return {{"phase", "a phase is not known"}};
    if (policy.phase == PhaseRule::same && !same_phase(*first.phase, *second.phase))
        broken.push_back({"phase", fmt::format("{} and {} are different phases", name_of(*first.phase),
                                               name_of(*second.phase))});
    if (policy.trust == TrustRule::different && same_trust(first, second))
        broken.push_back({"trust", "both belong to " + first.trust});
    if (asks_apart(first, b) || asks_apart(second, a))
        broken.push_back({"apart", "one asks to be apart from the other"});
    if (met_recently(project, first, b) || met_recently(project, second, a))
        broken.push_back({"repeat", "they reviewed each other less than " +
                                        std::to_string(policy.repeat_after + 1) + " years ago"});
    if (auto why = travel_reason(project, travel, a, b, *first.phase, *second.phase); !why.empty())
        broken.push_back({"travel", std::move(why)});
    if (nobody_may_review(first, b) || nobody_may_review(second, a))
        broken.push_back(
            {"conflict", "each leader of one who may be sent declares a conflict with the other"});
    if (auto why = why_few_days(project, first, second); !why.empty())
        broken.push_back({"dates", std::move(why)});
    return broken;
}

std::string_view name_of(PairResult result) {
    constexpr std::string_view names[] = {"pass", "waived", "penalty", "broken"};
    return names[static_cast<std::size_t>(result)];
}

std::vector<RuleOutcome> rule_outcomes(const Project& project, const Travel& travel, const SchoolId& a,
                                       const SchoolId& b, const std::vector<Waiver>& waivers) {
    const auto broken = broken_rules(project, travel, a, b);
    std::vector<RuleOutcome> outcomes;
    for (const std::string rule : {"travel", "phase", "trust", "apart", "repeat", "conflict", "dates"}) {
        RuleOutcome outcome{rule, PairResult::pass, {}, places_of(project, travel, rule, a, b)};
        const auto breach = std::ranges::find(broken, rule, &BrokenRule::rule);
        const auto is_waived = std::ranges::find(waivers, rule, &Waiver::rule) != waivers.end();
        outcome.why = breach != broken.end() ? breach->why : why_kept(project, travel, rule, a, b);
        if (breach != broken.end())
            outcome.result = is_waived ? PairResult::waived : PairResult::broken;
        else if (is_disliked(project.policy(), rule, project.schools.at(a).value,
                             project.schools.at(b).value))
            outcome.result = PairResult::penalty;
        outcomes.push_back(std::move(outcome));
    }
    const auto against = against_soft_rules(project, a, b);
    for (const auto rule : soft_rules_of(project.policy())) {
        const auto breach = std::ranges::find(against, rule, &Against::rule);
        const auto is_kept = breach == against.end();
        outcomes.push_back({std::string(rule),
                            is_kept ? PairResult::pass : PairResult::penalty,
                            is_kept
                                ? "nothing in the records is against it"
                                : fmt::format("{}; it counts {}", breach->why, minutes_text(breach->seconds)),
                            {}});
    }
    return outcomes;
}

std::vector<Place> places_of_rule(const Project& project, const Travel& travel, std::string_view rule,
                                  const SchoolId& a, const SchoolId& b) {
    auto places = places_of(project, travel, rule, a, b);
    if (places.empty()) places.push_back(project.schools.at(a).node.place());
    return places;
}

std::string why_apart(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b) {
    const auto broken = broken_rules(project, travel, a, b);
    return broken.empty() ? std::string() : broken.front().why;
}

std::int64_t penalty_of(const Project& project, const SchoolId& a, const SchoolId& b) {
    std::int64_t penalty = 0;
    for (const auto* rule : {"trust", "phase"})
        if (is_disliked(project.policy(), rule, project.schools.at(a).value, project.schools.at(b).value))
            penalty += preference_seconds;
    for (const auto& against : against_soft_rules(project, a, b)) penalty += against.seconds;
    return penalty;
}

} // namespace peerreview
