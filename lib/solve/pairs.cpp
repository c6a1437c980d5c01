// Every pair of 24,000 schools is 288 million pairs, so texts are compared once a school, not once a pair:
// trusts become numbers, and a grid of squares gives the schools within the travel limit. Pairs that a record
// names (apart, history, a row of travel.csv) are few; they are left out of that and asked by the rules
// themselves.

#include "solve/pairs.hpp"

#include "solve/apart.hpp"
#include "solve/pair_rules.hpp"
#include "solve/soft_rules.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace peerreview {

namespace {

/// What the rules look at, in numbers.
struct Facts {
    Phase phase = Phase::primary;
    int trust = -1; ///< -1: none
    int easting = 0, northing = 0;
    double limit = 0; ///< seconds
    bool is_known = false;
    bool is_blocked = false; ///< on some days of a calendar that there is
    solve::DaySet days;      ///< on which it can take part
};

class Pairs {
public:
    Pairs(const Project& project, const Travel& travel, const std::vector<SchoolId>& schools)
        : project_(project), travel_(travel), schools_(schools), named_(schools.size()) {
        note_facts();
        note_named();
        note_squares();
    }

    solve::TriadProblem problem() {
        solve::TriadProblem problem{.schools = static_cast<std::uint32_t>(schools_.size()), .pairs = {}};
        for (std::uint32_t a = 0; a < schools_.size(); ++a) {
            const auto begin = static_cast<std::ptrdiff_t>(problem.pairs.size());
            for (const auto b : named_[a])
                if (a < b) add_named(a, b, problem.pairs);
            if (facts_[a].is_known) add_near(a, problem.pairs);
            std::sort(problem.pairs.begin() + begin, problem.pairs.end(),
                      [](const auto& x, const auto& y) { return x.b < y.b; });
        }
        return problem;
    }

private:
    void note_facts() {
        std::unordered_map<std::string, int> trusts;
        std::optional<SchoolDays> days;
        if (project_.calendar) days.emplace(project_.calendar->value);
        for (const auto& id : schools_) {
            const auto& school = project_.schools.at(id).value;
            Facts facts;
            if (!school.trust.empty())
                facts.trust =
                    trusts.emplace(fold(school.trust), static_cast<int>(trusts.size())).first->second;
            facts.is_known = school.phase && school.easting && school.northing;
            if (facts.is_known) {
                facts.phase = *school.phase;
                facts.limit = project_.policy().travel_limit.at(facts.phase) * 60;
                facts.easting = *school.easting;
                facts.northing = *school.northing;
            }
            if (days) facts.days = days_of(*days, school);
            facts.is_blocked = days && !school.blocked.empty();
            facts_.push_back(facts);
        }
    }

    /// The pairs that a record names.
    void note_named() {
        std::unordered_map<SchoolId, std::uint32_t> index;
        for (std::uint32_t i = 0; i < schools_.size(); ++i) index.emplace(schools_[i], i);
        const auto note = [&](const SchoolId& a, const SchoolId& b) {
            const auto first = index.find(a), second = index.find(b);
            if (first == index.end() || second == index.end() || first == second) return;
            named_[first->second].insert(second->second);
            named_[second->second].insert(first->second);
        };
        for (const auto& id : schools_) {
            const auto& school = project_.schools.at(id).value;
            for (const auto& other : school.apart) note(id, other);
            for (const auto& leader : school.leaders)
                for (const auto& other : leader.conflicts) note(id, other);
            for (const auto& entry : school.history)
                for (const auto& other : entry.with) note(id, other);
        }
        for (const auto& [from, to] : travel_.given()) note(from, to);
    }

    void note_squares() {
        double longest = 0;
        for (const auto& facts : facts_) longest = std::max(longest, facts.limit);
        const auto& policy = project_.policy();
        const auto metres = (longest + 1) * policy.travel_speed / (policy.travel_detour * 3.6) + 1;
        side_ = std::clamp(metres / 3, 1000.0, 1e9);
        reach_ = static_cast<int>(std::min(1e6, std::ceil(metres / side_)));
        for (std::uint32_t i = 0; i < facts_.size(); ++i)
            if (facts_[i].is_known) squares_[square_of(i)].push_back(i);
    }
    std::pair<int, int> square_of(std::uint32_t i) const {
        return {static_cast<int>(std::floor(facts_[i].easting / side_)),
                static_cast<int>(std::floor(facts_[i].northing / side_))};
    }

    void add_named(std::uint32_t a, std::uint32_t b, std::vector<solve::Pair>& pairs) const {
        if (!why_apart(project_, travel_, schools_[a], schools_[b]).empty()) return;
        const auto seconds = travel_.between(schools_[a], schools_[b])->seconds;
        const auto penalty = penalty_of(project_, schools_[a], schools_[b]);
        pairs.push_back({a, b, static_cast<std::int32_t>(seconds + penalty)});
    }

    void add_near(std::uint32_t a, std::vector<solve::Pair>& pairs) const {
        const auto [east, north] = square_of(a);
        for (auto x = east - reach_; x <= east + reach_; ++x) {
            auto square = squares_.lower_bound({x, north - reach_});
            for (; square != squares_.end() && square->first <= std::pair(x, north + reach_); ++square)
                for (const auto b : square->second)
                    if (a < b && !named_[a].contains(b)) add_if_allowed(a, b, pairs);
        }
    }

    void add_if_allowed(std::uint32_t a, std::uint32_t b, std::vector<solve::Pair>& pairs) const {
        const auto& policy = project_.policy();
        const auto &first = facts_[a], &second = facts_[b];
        const auto fits = same_phase(first.phase, second.phase);
        if (!fits && policy.phase == PhaseRule::same) return;
        const auto is_one_trust = first.trust >= 0 && first.trust == second.trust;
        if (is_one_trust && policy.trust == TrustRule::different) return;
        auto seconds =
            straight_seconds(policy, first.easting, first.northing, second.easting, second.northing);
        if (static_cast<double>(seconds) > std::min(first.limit, second.limit)) return;
        if ((first.is_blocked || second.is_blocked) && (first.days & second.days).count() < least_common_days)
            return;
        if (!fits && policy.phase == PhaseRule::prefer_same) seconds += preference_seconds;
        if (is_one_trust && policy.trust == TrustRule::prefer_different) seconds += preference_seconds;
        for (const auto& against : against_soft_rules(project_, schools_[a], schools_[b]))
            seconds += against.seconds;
        pairs.push_back({a, b, static_cast<std::int32_t>(seconds)});
    }

    const Project& project_;
    const Travel& travel_;
    const std::vector<SchoolId>& schools_;
    std::vector<Facts> facts_;
    std::vector<std::set<std::uint32_t>> named_;
    double side_ = 1; ///< of a square, in metres
    int reach_ = 0;   ///< squares to either side that can be within the limit
    std::map<std::pair<int, int>, std::vector<std::uint32_t>> squares_;
};

} // namespace

solve::TriadProblem problem_of(const Project& project, const Travel& travel,
                               const std::vector<SchoolId>& schools) {
    return Pairs(project, travel, schools).problem();
}

} // namespace peerreview
