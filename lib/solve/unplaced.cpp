// Every pair of schools that may not share a triad is forbidden by some facts: a school is far from most
// others, several belong to one trust, two asked to be apart. A pair is forbidden while one of its facts
// counts. Of a school that is in no allowed triple, a smallest conflict is asked for that leaves it none. Of
// schools that could be placed, but not all of them, it is one that leaves as many waiting.
//
// The ways out are triads that break as few rules as can be: what they break is what has to be set aside.

#include "solve/unplaced.hpp"

#include "project/school_lookup.hpp"
#include "solve/forbidden.hpp"
#include "solve/groups.hpp"
#include "solve/smallest_conflict.hpp"
#include "solve/triad_small.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

namespace peerreview {

namespace {

constexpr std::size_t most_schools = 60, most_answers = 10, most_ways = 3;

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
            if (stays(project, travel, record)) staying_.insert(record.schools.begin(), record.schools.end());
        for (const auto& wait : arrangement.waiting)
            if (!wait.is_remainder) waiting_.push_back(wait.school);
    }

    std::vector<Unplaced> run() {
        std::vector<Answer> alone;
        std::vector<SchoolId> nowhere, others;
        for (const auto& school : waiting_) {
            if (is_nowhere(school)) {
                nowhere.push_back(school);
                continue;
            }
            const Forbidden forbidden(project_, travel_, near({school}));
            const std::vector<bool> all(forbidden.count(), true);
            if (has_triple(forbidden, all))
                others.push_back(school);
            else if (alone.size() < most_answers)
                add(why_alone(forbidden), alone);
        }
        std::vector<Unplaced> answers;
        if (!nowhere.empty()) answers.push_back(why_nowhere(nowhere));
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

    /// Whether travel to a school is not known at all.
    bool is_nowhere(const SchoolId& school) const {
        const auto& record = project_.schools.at(school).value;
        if (record.easting && record.northing) return false;
        return std::ranges::none_of(project_.schools, [&](const auto& entry) {
            return entry.first != school && travel_.between(school, entry.first);
        });
    }

    Unplaced why_nowhere(const std::vector<SchoolId>& schools) const {
        Unplaced answer{
            schools,
            {},
            {"add easting and northing to what has none, or rows to travel.csv, or waive 'travel'"}};
        for (const auto& school : schools)
            answer.conflict.push_back(
                {fmt::format("'{}' has no easting and northing: travel to it is not known", school.text),
                 project_.schools.at(school).node.place_of("easting"),
                 {}});
        return answer;
    }

    /// Schools that wait for the same facts share an answer, wherever each of them is.
    static void add(Answer answer, std::vector<Answer>& answers) {
        const auto same = std::ranges::find(answers, answer.shared, &Answer::shared);
        if (same == answers.end() || answer.shared.empty())
            answers.push_back(std::move(answer));
        else
            same->unplaced.schools.push_back(answer.unplaced.schools.front());
    }

    /// These schools first, then the nearest to them that are in no triad that stays and take part.
    std::vector<SchoolId> near(const std::vector<SchoolId>& schools) const {
        std::vector<std::pair<std::int64_t, SchoolId>> list;
        for (const auto& [id, record] : project_.schools) {
            if (staying_.contains(id) || has_left(project_, id)) continue;
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

    /// A problem of the pairs that facts allow while they count, at what `cost_of(a, b)` gives.
    template <class Cost>
    static solve::TriadProblem problem_of(const Forbidden& forbidden, const std::vector<bool>& counts,
                                          Cost cost_of) {
        solve::TriadProblem problem{static_cast<std::uint32_t>(forbidden.size()), {}};
        for (std::uint32_t a = 0; a < forbidden.size(); ++a)
            for (auto b = a + 1; b < forbidden.size(); ++b)
                if (forbidden.is_allowed(a, b, counts)) problem.pairs.push_back({a, b, cost_of(a, b)});
        return problem;
    }

    static solve::FewestWaiting fewest_waiting(const Forbidden& forbidden, const std::vector<bool>& counts,
                                               std::uint32_t enough = 0,
                                               std::span<const solve::Triple> begin = {}) {
        return solve::fewest_waiting(problem_of(forbidden, counts, [](auto, auto) { return 0; }), enough,
                                     begin);
    }

    /// The triads that break the least, and second to that travel the least.
    solve::TriadSolution least_broken(const Forbidden& forbidden) const {
        constexpr std::int64_t price_of_a_breach = 10'000'000;
        const auto cost_of = [&](std::size_t a, std::size_t b) {
            const auto time = travel_.between(forbidden.schools()[a], forbidden.schools()[b]);
            const auto breaches = static_cast<std::int64_t>(forbidden.broken(a, b).size());
            const auto seconds = std::min<std::int64_t>(time ? time->seconds : 0, 1'000'000);
            return static_cast<std::int32_t>(seconds + breaches * price_of_a_breach);
        };
        return solve::form_triads(problem_of(forbidden, std::vector<bool>(forbidden.count()), cost_of), {});
    }

    Unplaced why_many(const std::vector<SchoolId>& schools) const {
        const Forbidden forbidden(project_, travel_, near(schools));
        Unplaced answer{schools, {}, {}};
        auto last = fewest_waiting(forbidden, std::vector<bool>(forbidden.count(), true));
        const auto waits = last.waiting;
        const auto found = solve::smallest_conflict(forbidden.count(), [&](const std::vector<bool>& counts) {
            last = fewest_waiting(forbidden, counts, waits, last.triads);
            return last.waiting < waits;
        });
        for (const auto i : found) answer.conflict.push_back(forbidden.fact(i));
        const auto free = least_broken(forbidden);
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
    std::set<SchoolId> staying_; ///< in triads that stay
    std::vector<SchoolId> waiting_;
};

} // namespace

std::vector<Unplaced> why_unplaced(const Project& project, const Travel& travel,
                                   const Arrangement& arrangement) {
    return Explainer(project, travel, arrangement).run();
}

} // namespace peerreview
