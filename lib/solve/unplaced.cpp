// Every pair of schools that may not share a triad is forbidden by some facts: a school is far from most
// others, several belong to one trust, two asked to be apart. A pair is forbidden while one of its facts
// counts. Of a school that is in no allowed triple, a smallest conflict is asked for that leaves it none. Of
// schools that could be placed, but not all of them, it is one that leaves as many waiting.
//
// The ways out are triads that break as few rules as can be: what they break is what has to be set aside.

#include "solve/unplaced.hpp"

#include "project/lifecycle.hpp"
#include "solve/smallest_conflict.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace peerreview {

namespace {

constexpr std::size_t most_schools = 60, most_answers = 10, most_ways = 3;

std::string quoted(const std::vector<SchoolId>& schools) {
    std::string text;
    for (std::size_t i = 0; i < schools.size(); ++i)
        text += (i == 0 ? "" : i + 1 == schools.size() ? " and " : ", ") + ("'" + schools[i].text + "'");
    return text;
}

/// Some schools, the facts that forbid pairs of them, and which pairs.
class Forbidden {
public:
    Forbidden(const Project& project, const Travel& travel, std::vector<SchoolId> schools)
        : project_(project), travel_(travel), schools_(std::move(schools)),
          of_(schools_.size() * schools_.size()), broken_(of_.size()) {
        for (std::size_t a = 0; a < schools_.size(); ++a)
            for (auto b = a + 1; b < schools_.size(); ++b) {
                broken_[at(a, b)] = broken_rules(project, travel, schools_[a], schools_[b]);
                for (const auto& broken : broken_[at(a, b)]) note(broken, a, b);
            }
        put_weighty_first();
    }

    const std::vector<SchoolId>& schools() const { return schools_; }
    std::size_t size() const { return schools_.size(); }
    std::size_t count() const { return facts_.size(); }
    const Fact& fact(std::size_t i) const { return facts_[i]; }
    bool is_of_distance(std::size_t i) const { return of_distance_.contains(facts_[i].text); }
    const std::vector<BrokenRule>& broken(std::size_t a, std::size_t b) const {
        return broken_[at(std::min(a, b), std::max(a, b))];
    }
    bool is_allowed(std::size_t a, std::size_t b, const std::vector<bool>& counts) const {
        return std::ranges::none_of(of_[at(std::min(a, b), std::max(a, b))],
                                    [&](std::size_t fact) { return counts[fact]; });
    }

private:
    std::size_t at(std::size_t a, std::size_t b) const { return a * schools_.size() + b; }

    void note(const BrokenRule& broken, std::size_t a, std::size_t b) {
        const auto &first = schools_[a], &second = schools_[b];
        auto& facts = of_[at(a, b)];
        if (broken.rule == "travel") {
            facts.push_back(far_off(a));
            facts.push_back(far_off(b));
        } else if (broken.rule == "trust") {
            const auto& trust = project_.schools.at(first).value.trust;
            facts.push_back(fact_called("trust " + fold(trust), [&] { return of_trust(trust); }));
        } else if (broken.rule == "phase") {
            const auto phase = [&](const SchoolId& school) {
                return name_of(project_.schools.at(school).value.phase.value_or(Phase::primary));
            };
            const auto one = phase(first), other = phase(second); // std::minmax keeps no temporaries
            const auto name = fmt::format("phase {} {}", std::min(one, other), std::max(one, other));
            facts.push_back(fact_called(name, [&] {
                return Fact{
                    broken.why, places_of_rule(project_, travel_, "phase", first, second).front(), {}};
            }));
        } else {
            const auto [one, other] = std::minmax(first, second);
            facts.push_back(fact_called(broken.rule + " " + one.text + " " + other.text, [&] {
                return Fact{quoted({one, other}) + ": " + broken.why,
                            places_of_rule(project_, travel_, broken.rule, one, other).front(),
                            {}};
            }));
        }
    }

    /// Of several conflicts one whose facts come early is found: let it be what keeps the first school far
    /// off by itself, then those that forbid most.
    void put_weighty_first() {
        std::vector<std::size_t> weight(facts_.size()), order(facts_.size()), rank(facts_.size());
        for (const auto& facts : of_)
            for (const auto fact : facts) ++weight[fact];
        if (const auto own = index_.find("travel " + schools_[0].text); own != index_.end())
            weight[own->second] = of_.size();
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, std::greater(), [&](std::size_t fact) { return weight[fact]; });
        std::vector<Fact> sorted;
        for (const auto fact : order) {
            rank[fact] = sorted.size();
            sorted.push_back(std::move(facts_[fact]));
        }
        facts_ = std::move(sorted);
        for (auto& facts : of_)
            for (auto& fact : facts) fact = rank[fact];
    }

    template <class Make>
    std::size_t fact_called(const std::string& name, Make make) {
        const auto [found, is_new] = index_.emplace(name, facts_.size());
        if (is_new) facts_.push_back(make());
        return found->second;
    }

    std::size_t far_off(std::size_t school) {
        const auto& id = schools_[school];
        return fact_called("travel " + id.text, [&] {
            return Fact{*of_distance_.insert(distance_of(id)).first, place_of(id), {}};
        });
    }

    Place place_of(const SchoolId& school) const {
        return project_.schools.at(school).node.place_of("easting");
    }

    /// The travel limit of two schools in minutes.
    double limit_of(const SchoolId& a, const SchoolId& b) const {
        const auto of = [&](const SchoolId& school) {
            return project_.policy().travel_limit.at(
                project_.schools.at(school).value.phase.value_or(Phase::primary));
        };
        return std::min(of(a), of(b));
    }

    std::string distance_of(const SchoolId& school) const {
        std::int64_t nearest = -1;
        std::vector<SchoolId> near;
        std::set<double> limits;
        SchoolId which;
        for (const auto& other : schools_) {
            if (other == school) continue;
            limits.insert(limit_of(school, other));
            const auto broken = broken_rules(project_, travel_, school, other);
            if (std::ranges::find(broken, "travel", &BrokenRule::rule) == broken.end()) near.push_back(other);
            const auto time = travel_.between(school, other);
            if (!time || (nearest >= 0 && time->longest >= nearest)) continue;
            nearest = time->longest;
            which = other;
        }
        if (nearest < 0) return fmt::format("'{}' has no place: travel to it is not known", school.text);
        const auto limit =
            limits.size() == 1 ? fmt::format("{} minutes", *limits.begin()) : "the limit of travel";
        std::ranges::sort(near);
        if (near.empty())
            return fmt::format(
                "no school is within {} of '{}': the nearest, '{}', is {} minutes away{}", limit, school.text,
                which.text, (nearest + 59) / 60,
                limits.size() == 1 ? "" : fmt::format(", over the limit of {}", limit_of(school, which)));
        if (near.size() <= 4)
            return fmt::format("only {} {} within {} of '{}'", quoted(near), near.size() == 1 ? "is" : "are",
                               limit, school.text);
        return fmt::format("only {} of {} schools are within {} of '{}'", near.size(), schools_.size() - 1,
                           limit, school.text);
    }

    Fact of_trust(const std::string& trust) const {
        std::vector<SchoolId> members;
        for (const auto& school : schools_)
            if (fold(project_.schools.at(school).value.trust) == fold(trust)) members.push_back(school);
        std::ranges::sort(members);
        const auto count = members.size();
        if (members.size() > 3) members.resize(3);
        return {fmt::format("{} schools belong to {}: {}{}", count, trust, quoted(members),
                            count > 3 ? " and others" : ""),
                project_.schools.at(members.front()).node.place_of("trust"),
                {}};
    }

    const Project& project_;
    const Travel& travel_;
    std::vector<SchoolId> schools_;
    std::vector<std::vector<std::size_t>> of_; ///< facts of a pair, the lesser index first
    std::vector<std::vector<BrokenRule>> broken_;
    std::vector<Fact> facts_;
    std::map<std::string, std::size_t> index_;
    std::set<std::string> of_distance_; ///< texts of facts about how far off a school is
};

/// A triad that would break some rules, and what it breaks.
struct Trespass {
    std::set<std::string> rules;
    std::size_t pairs = 0;    ///< that break something
    std::int64_t longest = 0; ///< seconds between two of its schools
    std::array<std::size_t, 3> schools{};
    friend bool operator<(const Trespass& a, const Trespass& b) {
        return std::tuple(a.rules.size(), a.pairs, a.longest, a.schools) <
               std::tuple(b.rules.size(), b.pairs, b.longest, b.schools);
    }
};

class Explainer {
public:
    Explainer(const Project& project, const Travel& travel, const Arrangement& arrangement)
        : project_(project), travel_(travel) {
        for (const auto& [id, record] : arrangement.triads)
            if (record.pinned) pinned_.insert(record.schools.begin(), record.schools.end());
        for (const auto& wait : arrangement.waiting)
            if (!wait.is_remainder) waiting_.push_back(wait.school);
    }

    std::vector<Unplaced> run() {
        std::vector<Answer> alone;
        std::vector<SchoolId> others;
        for (const auto& school : waiting_) {
            const Forbidden forbidden(project_, travel_, near({school}));
            const std::vector<bool> all(forbidden.count(), true);
            if (has_triple(forbidden, all))
                others.push_back(school);
            else if (alone.size() < most_answers)
                add(why_alone(forbidden), alone);
        }
        std::vector<Unplaced> answers;
        for (auto& answer : alone) answers.push_back(std::move(answer.unplaced));
        if (!others.empty()) answers.push_back(why_many(others));
        return answers;
    }

private:
    /// An answer, and which of its facts are not of where a school is.
    struct Answer {
        Unplaced unplaced;
        std::set<std::string> shared;
    };

    /// Schools that wait for the same facts share an answer, wherever each of them is.
    static void add(Answer answer, std::vector<Answer>& answers) {
        const auto same = std::ranges::find(answers, answer.shared, &Answer::shared);
        if (same == answers.end() || answer.shared.empty())
            answers.push_back(std::move(answer));
        else
            same->unplaced.schools.push_back(answer.unplaced.schools.front());
    }

    /// These schools first, then the nearest to them that are in no pinned triad and take part.
    std::vector<SchoolId> near(const std::vector<SchoolId>& schools) const {
        std::vector<std::pair<std::int64_t, SchoolId>> list;
        for (const auto& [id, record] : project_.schools) {
            if (pinned_.contains(id) || has_left(project_, id)) continue;
            if (std::ranges::find(schools, id) != schools.end()) continue;
            std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
            for (const auto& school : schools)
                if (const auto time = travel_.between(school, id)) nearest = std::min(nearest, time->seconds);
            list.emplace_back(nearest, id);
        }
        std::ranges::sort(list);
        auto result = schools;
        for (const auto& [seconds, id] : list)
            if (result.size() < most_schools) result.push_back(id);
        return result;
    }

    /// Whether the first school has a triad while some facts count.
    static bool has_triple(const Forbidden& forbidden, const std::vector<bool>& counts) {
        for (std::size_t a = 1; a < forbidden.size(); ++a) {
            if (!forbidden.is_allowed(0, a, counts)) continue;
            for (auto b = a + 1; b < forbidden.size(); ++b)
                if (forbidden.is_allowed(0, b, counts) && forbidden.is_allowed(a, b, counts)) return true;
        }
        return false;
    }

    Answer why_alone(const Forbidden& forbidden) const {
        Answer result{{{forbidden.schools().front()}, {}, {}}, {}};
        auto& answer = result.unplaced;
        const auto found = solve::smallest_conflict(forbidden.count(), [&](const std::vector<bool>& counts) {
            return has_triple(forbidden, counts);
        });
        for (const auto i : found) {
            answer.conflict.push_back(forbidden.fact(i));
            if (!forbidden.is_of_distance(i)) result.shared.insert(forbidden.fact(i).text);
        }
        std::vector<Trespass> triads;
        for (std::size_t a = 1; a < forbidden.size(); ++a)
            for (auto b = a + 1; b < forbidden.size(); ++b) triads.push_back(trespass(forbidden, {0, a, b}));
        std::sort(triads.begin(), triads.end());
        std::vector<std::set<std::string>> shown;
        for (const auto& triad : triads) {
            const auto is_more = std::ranges::any_of(
                shown, [&](const auto& rules) { return std::ranges::includes(triad.rules, rules); });
            if (is_more || shown.size() == most_ways) continue;
            shown.push_back(triad.rules);
            answer.ways_out.push_back(way_out(forbidden, triad));
        }
        return result;
    }

    Trespass trespass(const Forbidden& forbidden, const std::array<std::size_t, 3>& schools) const {
        Trespass result;
        result.schools = schools;
        for (const auto& [i, j] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
            const auto a = schools[static_cast<std::size_t>(i)], b = schools[static_cast<std::size_t>(j)];
            const auto& broken = forbidden.broken(a, b);
            result.pairs += !broken.empty();
            for (const auto& rule : broken) result.rules.insert(rule.rule);
            if (const auto time = travel_.between(forbidden.schools()[a], forbidden.schools()[b]))
                result.longest = std::max(result.longest, time->longest);
        }
        return result;
    }

    std::string way_out(const Forbidden& forbidden, const Trespass& triad) const {
        std::vector<SchoolId> schools;
        for (const auto school : triad.schools) schools.push_back(forbidden.schools()[school]);
        std::string text;
        for (const auto& rule : triad.rules) text += (text.empty() ? "" : "; ") + set_aside(rule, schools);
        const std::vector<SchoolId> partners = {schools[1], schools[2]};
        return text + fmt::format(": then '{}' may share a triad with {}", schools[0].text, quoted(partners));
    }

    std::string set_aside(const std::string& rule, const std::vector<SchoolId>& schools) const {
        const auto waiver = fmt::format("waive '{}' for {}", rule, quoted(pairs_that_break(rule, schools)));
        if (rule != "travel") return waiver;
        const auto raise = raised_limits(schools);
        return (raise.empty() ? "add easting and northing to the records that have none" : raise) + ", or " +
               waiver;
    }

    /// What to raise the travel limits to so that three schools keep them; empty where travel is not known.
    /// The lower limit of two phases holds, so that both may have to be raised.
    std::string raised_limits(const std::vector<SchoolId>& schools) const {
        std::int64_t longest = 0;
        std::set<Phase> phases;
        for (std::size_t i = 0; i < schools.size(); ++i)
            for (auto j = i + 1; j < schools.size(); ++j) {
                const auto time = travel_.between(schools[i], schools[j]);
                if (!time) return {};
                const auto broken = broken_rules(project_, travel_, schools[i], schools[j]);
                if (std::ranges::find(broken, "travel", &BrokenRule::rule) == broken.end()) continue;
                longest = std::max(longest, (time->longest + 59) / 60);
                for (const auto& school : {schools[i], schools[j]})
                    phases.insert(project_.schools.at(school).value.phase.value_or(Phase::primary));
            }
        std::string text;
        for (const auto phase : phases)
            if (const auto limit = project_.policy().travel_limit.at(phase);
                limit < static_cast<double>(longest))
                text += fmt::format("{}{} from {}", text.empty() ? "" : " and ", name_of(phase), limit);
        return fmt::format("raise policy 'travel.limit' for {} to {} minutes", text, longest);
    }

    /// The schools of a triad that break a rule with another of it.
    std::vector<SchoolId> pairs_that_break(const std::string& rule,
                                           const std::vector<SchoolId>& schools) const {
        std::vector<SchoolId> result;
        for (const auto& school : schools) {
            const auto breaks = std::ranges::any_of(schools, [&](const SchoolId& other) {
                if (other == school) return false;
                const auto broken = broken_rules(project_, travel_, school, other);
                return std::ranges::find(broken, rule, &BrokenRule::rule) != broken.end();
            });
            if (breaks) result.push_back(school);
        }
        return result;
    }

    // ---- schools that could be placed, but not all of them

    solve::TriadSolution formed(const Forbidden& forbidden, const std::vector<bool>& counts,
                                std::int64_t price_of_a_breach) const {
        solve::TriadProblem problem{static_cast<std::uint32_t>(forbidden.size()), {}};
        for (std::uint32_t a = 0; a < forbidden.size(); ++a)
            for (auto b = a + 1; b < forbidden.size(); ++b) {
                if (!forbidden.is_allowed(a, b, counts)) continue;
                const auto time = travel_.between(forbidden.schools()[a], forbidden.schools()[b]);
                const auto breaches = static_cast<std::int64_t>(forbidden.broken(a, b).size());
                const auto seconds = std::min<std::int64_t>(time ? time->seconds : 0, 1'000'000);
                problem.pairs.push_back(
                    {a, b, static_cast<std::int32_t>(seconds + breaches * price_of_a_breach)});
            }
        return solve::form_triads(problem, {});
    }

    Unplaced why_many(const std::vector<SchoolId>& schools) const {
        const Forbidden forbidden(project_, travel_, near(schools));
        Unplaced answer{schools, {}, {}};
        const auto waits = formed(forbidden, std::vector<bool>(forbidden.count(), true), 0).waiting.size();
        const auto found = solve::smallest_conflict(forbidden.count(), [&](const std::vector<bool>& counts) {
            return formed(forbidden, counts, 0).waiting.size() < waits;
        });
        for (const auto i : found) answer.conflict.push_back(forbidden.fact(i));
        constexpr std::int64_t price = 10'000'000;
        const auto free = formed(forbidden, std::vector<bool>(forbidden.count()), price);
        if (free.waiting.size() >= waits) return answer;
        std::string text;
        for (const auto& triple : free.triads) {
            const auto triad = trespass(forbidden, {triple[0], triple[1], triple[2]});
            std::vector<SchoolId> members;
            for (const auto school : triple) members.push_back(forbidden.schools()[school]);
            for (const auto& rule : triad.rules)
                text += (text.empty() ? "" : "; ") + set_aside(rule, members);
        }
        answer.ways_out.push_back(text + fmt::format(": then {} of these {} schools wait, and not {}",
                                                     free.waiting.size(), forbidden.size(), waits));
        return answer;
    }

    const Project& project_;
    const Travel& travel_;
    std::set<SchoolId> pinned_;
    std::vector<SchoolId> waiting_;
};

} // namespace

std::vector<Unplaced> why_unplaced(const Project& project, const Travel& travel,
                                   const Arrangement& arrangement) {
    return Explainer(project, travel, arrangement).run();
}

} // namespace peerreview
