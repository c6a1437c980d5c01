// Every pair of 24,000 schools is 288 million pairs, so texts are compared once a school, not once a pair:
// trusts become numbers, and a grid of squares gives the schools within the travel limit. The squares hold
// what the rules look at, in a row, since fetching it from all over the memory would take longer than
// comparing it. Pairs that a record names (apart, history, a row of travel.csv) are few; they are left out of
// that and asked by the rules themselves. The pairs of each school depend on no others, so threads share the
// schools.

#include "solve/pairs.hpp"

#include "project/school_lookup.hpp"
#include "solve/apart.hpp"
#include "solve/pair_rules.hpp"
#include "solve/soft_rules.hpp"
#include "solve/triad_work.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace peerreview {

namespace {

/// What the rules look at, in numbers.
struct Facts {
    std::uint32_t school = 0;
    int easting = 0, northing = 0;
    int trust = -1; ///< -1: none
    Phase phase = Phase::primary;
    bool is_known = false;
    bool is_blocked = false; ///< on some days of a calendar that there is, or keeps terms of its own
    double limit = 0;        ///< seconds
    double metres = 0;       ///< none further off is within the limit
};

using PairList = std::vector<solve::Pair>;

/// The partners of one school at a time, found in any order and given in theirs: a bit for each, since to
/// sort hundreds takes longer than to find them.
class Partners {
public:
    explicit Partners(std::size_t schools) : cost_(schools), bits_(schools / 64 + 1) {}

    void note(std::uint32_t school, std::int64_t cost) {
        cost_[school] = static_cast<std::int32_t>(cost);
        bits_[school / 64] |= std::uint64_t{1} << school % 64;
    }
    /// Adds the pairs of a school with those noted, who come after it, and forgets them.
    void move_to(PairList& pairs, std::uint32_t school) {
        for (auto word = school / 64; word < bits_.size(); ++word)
            for (auto bits = std::exchange(bits_[word], 0); bits != 0; bits &= bits - 1) {
                const auto other = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                pairs.push_back({school, other, cost_[other]});
            }
    }

private:
    std::vector<std::int32_t> cost_;  ///< of each that is noted
    std::vector<std::uint64_t> bits_; ///< who is
};

class Pairs {
public:
    Pairs(const Project& project, const Travel& travel, const std::vector<SchoolId>& schools)
        : project_(project), travel_(travel), schools_(schools), policy_(project.policy()),
          has_soft_rules_(!soft_rules_of(policy_).empty()), named_(schools.size()) {
        note_facts();
        note_named();
        note_squares();
    }

    solve::TriadProblem problem(unsigned threads) const {
        constexpr std::size_t block = 256; // schools: their pairs are found without moving many about
        std::vector<PairList> found((schools_.size() + block - 1) / block);
        solve::share_out(found.size(), std::min(threads, static_cast<unsigned>(found.size())),
                         [&](std::size_t i) {
                             const auto end = std::min((i + 1) * block, schools_.size());
                             Partners partners(schools_.size());
                             for (auto a = static_cast<std::uint32_t>(i * block); a < end; ++a) {
                                 note_partners(a, partners);
                                 partners.move_to(found[i], a);
                             }
                         });
        solve::TriadProblem problem{.schools = static_cast<std::uint32_t>(schools_.size()), .pairs = {}};
        std::size_t count = 0;
        for (const auto& pairs : found) count += pairs.size();
        problem.pairs.reserve(count);
        for (auto& pairs : found) {
            problem.pairs.insert(problem.pairs.end(), pairs.begin(), pairs.end());
            pairs = PairList(); // so that no pair is in the memory twice for long
        }
        return problem;
    }

private:
    void note_facts() {
        std::unordered_map<std::string, int> trusts;
        std::optional<SchoolDays> days;
        const auto calendar = project_.calendar ? project_.calendar->value : Calendar();
        const TermDays by_terms(calendar);
        if (project_.calendar) days = days_of_any(project_, calendar, schools_);
        for (const auto& id : schools_) {
            const auto& school = project_.schools.at(id).value;
            Facts facts{.school = static_cast<std::uint32_t>(facts_.size())};
            if (!school.trust.empty())
                facts.trust =
                    trusts.emplace(fold(school.trust), static_cast<int>(trusts.size())).first->second;
            facts.is_known = school.phase && school.easting && school.northing;
            if (facts.is_known) {
                facts.phase = *school.phase;
                facts.limit = policy_.travel_limit.at(facts.phase) * 60;
                facts.metres = (facts.limit + 1) * policy_.travel_speed / (policy_.travel_detour * 3.6) + 1;
                facts.easting = *school.easting;
                facts.northing = *school.northing;
            }
            days_.push_back(days ? days_of(*days, by_terms, school) : solve::DaySet());
            facts.is_blocked = days && (!school.blocked.empty() || !school.terms.empty());
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
        double metres = 0;
        for (const auto& facts : facts_) metres = std::max(metres, facts.metres);
        side_ = std::clamp(metres / 3, 1000.0, 1e9);
        reach_ = static_cast<int>(std::min(1e6, std::ceil(metres / side_)));
        for (const auto& facts : facts_)
            if (facts.is_known) squares_[square_of(facts)].push_back(facts);
    }
    std::pair<int, int> square_of(const Facts& facts) const {
        return {static_cast<int>(std::floor(facts.easting / side_)),
                static_cast<int>(std::floor(facts.northing / side_))};
    }

    /// Those after a school.
    void note_partners(std::uint32_t a, Partners& partners) const {
        for (auto b = named_[a].upper_bound(a); b != named_[a].end(); ++b) note_named(a, *b, partners);
        if (facts_[a].is_known) note_near(facts_[a], partners);
    }

    void note_named(std::uint32_t a, std::uint32_t b, Partners& partners) const {
        if (!why_apart(project_, travel_, schools_[a], schools_[b]).empty()) return;
        const auto seconds = travel_.between(schools_[a], schools_[b])->seconds;
        const auto penalty = penalty_of(project_, schools_[a], schools_[b]);
        partners.note(b, seconds + penalty);
    }

    void note_near(const Facts& first, Partners& partners) const {
        const auto [east, north] = square_of(first);
        const auto& named = named_[first.school];
        for (auto x = east - reach_; x <= east + reach_; ++x) {
            auto square = squares_.lower_bound({x, north - reach_});
            for (; square != squares_.end() && square->first <= std::pair(x, north + reach_); ++square) {
                const auto& in_square = square->second;
                auto second = std::ranges::upper_bound(in_square, first.school, {}, &Facts::school);
                for (; second != in_square.end(); ++second)
                    if (named.empty() || !named.contains(second->school))
                        note_if_allowed(first, *second, partners);
            }
        }
    }

    void note_if_allowed(const Facts& first, const Facts& second, Partners& partners) const {
        const double east = first.easting - second.easting, north = first.northing - second.northing;
        if (east * east + north * north > first.metres * first.metres) return;
        const auto fits = same_phase(first.phase, second.phase);
        if (!fits && policy_.phase == PhaseRule::same) return;
        const auto is_one_trust = first.trust >= 0 && first.trust == second.trust;
        if (is_one_trust && policy_.trust == TrustRule::different) return;
        auto seconds =
            straight_seconds(policy_, first.easting, first.northing, second.easting, second.northing);
        if (static_cast<double>(seconds) > std::min(first.limit, second.limit)) return;
        if ((first.is_blocked || second.is_blocked) &&
            (days_[first.school] & days_[second.school]).count() < least_common_days)
            return;
        if (!fits && policy_.phase == PhaseRule::prefer_same) seconds += preference_seconds;
        if (is_one_trust && policy_.trust == TrustRule::prefer_different) seconds += preference_seconds;
        if (has_soft_rules_)
            for (const auto& against :
                 against_soft_rules(project_, schools_[first.school], schools_[second.school]))
                seconds += against.seconds;
        partners.note(second.school, seconds);
    }

    const Project& project_;
    const Travel& travel_;
    const std::vector<SchoolId>& schools_;
    const Policy& policy_;
    const bool has_soft_rules_;
    std::vector<Facts> facts_;
    std::vector<solve::DaySet> days_; ///< of each school, on which it can take part
    std::vector<std::set<std::uint32_t>> named_;
    double side_ = 1; ///< of a square, in metres
    int reach_ = 0;   ///< squares to either side that can be within the limit
    std::map<std::pair<int, int>, std::vector<Facts>> squares_;
};

} // namespace

solve::TriadProblem problem_of(const Project& project, const Travel& travel,
                               const std::vector<SchoolId>& schools, unsigned threads) {
    return Pairs(project, travel, schools).problem(threads);
}

} // namespace peerreview
