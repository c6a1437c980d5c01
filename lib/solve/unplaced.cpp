// Every pair of schools that may not share a triad is forbidden by some facts: a school is far from most
// others, several belong to one trust, two asked to be apart. A pair is forbidden while one of its facts
// counts. Of a school that is in no allowed triple, a smallest conflict is asked for that leaves it none. Of
// schools that could be placed, but not all of them, it is one that leaves as many waiting.
//
// The ways out are arrangements that break as few rules as can be, and let three fewer wait: what they break
// is what has to be set aside. A school that may share no triad must be placed; a way that but lets another
// one wait is none. That is a problem of triads too: each school that may go on waiting has a slot, two
// indices that are a triad with any school, and then nobody may wait. The nearest triads are looked at whole,
// so that all others stay as they are. With rings a school joins a triad instead.

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
constexpr std::size_t most_whole = 36;  ///< schools; of 60 some ways out take ten seconds to find
constexpr std::size_t few_schools = 30; ///< of which most_waiting are looked at together, else three
constexpr std::size_t most_waiting = 8; ///< slots take long

/// What a group of schools would break.
struct Trespass {
    std::set<std::string> rules;
    std::size_t pairs = 0;    ///< that break something
    std::int64_t longest = 0; ///< seconds between two of its schools
    std::vector<SchoolId> schools;
    friend bool operator<(const Trespass& a, const Trespass& b) {
        return std::tuple(a.rules.size(), a.pairs, a.longest, a.schools) <
               std::tuple(b.rules.size(), b.pairs, b.longest, b.schools);
    }
};

class Explainer {
public:
    Explainer(const Project& project, const Travel& travel, const Arrangement& arrangement)
        : project_(project), travel_(travel) {
        for (const auto& [id, record] : arrangement.triads) {
            if (stays(project, travel, record))
                staying_.insert(record.schools.begin(), record.schools.end());
            else if (record.schools.size() == 3)
                groups_.push_back(record.schools);
        }
        for (const auto& wait : arrangement.waiting) {
            groups_.push_back({wait.school});
            if (!wait.is_remainder) waiting_.push_back(wait.school);
        }
        all_waiting_ = arrangement.waiting.size();
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
        if (others.empty()) return answers;
        if (!joins_rings()) {
            if (auto answer = why_many(others); !answer.conflict.empty())
                answers.push_back(std::move(answer));
            return answers;
        }
        for (const auto& school : others)
            if (answers.size() < most_answers) answers.push_back(why_no_ring(school));
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
        const auto& school = answer.schools.front();
        answer.ways_out = joins_rings() ? ways_into_ring(rings_with({project_, travel_, whole_near(school)}))
                                        : ways_out(school, true);
        return result;
    }

    // ---- ways out

    /// A school, those that wait nearest to it, and the triads nearest to these, whole.
    std::vector<SchoolId> whole_near(const SchoolId& school) const {
        std::vector<SchoolId> result = {school};
        const auto add_nearest = [&](std::size_t size, std::size_t most) {
            std::vector<std::pair<std::int64_t, std::vector<SchoolId>>> list;
            for (const auto& group : groups_)
                if (group.size() == size && group.front() != school &&
                    (size > 1 || !is_nowhere(group.front())))
                    list.emplace_back(nearest(result, group), group);
            std::ranges::sort(list);
            for (const auto& [seconds, group] : list)
                if (result.size() + size <= most) result.insert(result.end(), group.begin(), group.end());
        };
        add_nearest(1, project_.schools.size() <= few_schools ? most_waiting : 3);
        add_nearest(3, most_whole);
        return result;
    }

    /// The seconds between the nearest two of two groups; the greatest number where none are known.
    std::int64_t nearest(const std::vector<SchoolId>& some, const std::vector<SchoolId>& others) const {
        auto least = std::numeric_limits<std::int64_t>::max();
        for (const auto& a : some)
            for (const auto& b : others)
                if (const auto time = travel_.between(a, b))
                    least = std::min<std::int64_t>(least, time->seconds);
        return least;
    }

    std::size_t waiting_among(const std::vector<SchoolId>& schools) const {
        return static_cast<std::size_t>(std::ranges::count_if(groups_, [&](const auto& group) {
            return group.size() == 1 && std::ranges::find(schools, group.front()) != schools.end();
        }));
    }

    /// The cheapest ways to let three fewer wait, or as many where the number alone makes them wait, each
    /// without a rule that those before it set aside. `is_placed` where this school must not wait then.
    std::vector<std::string> ways_out(const SchoolId& school, bool is_placed) const {
        const Forbidden forbidden(project_, travel_, whole_near(school));
        const auto waiting = waiting_among(forbidden.schools());
        std::vector<std::string> ways;
        std::set<std::string> without;
        while (ways.size() < most_ways && (waiting >= 3 || is_placed)) {
            const auto slots = waiting >= 3 ? waiting - 3 : waiting;
            const auto groups = least_broken(forbidden, slots, is_placed, without);
            if (groups.empty()) break;
            ways.push_back(set_aside(groups) + ": then " + triads_then(groups) +
                           (waiting < 3 ? ", and as many schools wait as now" : fewer_wait(3)));
            for (const auto& group : groups) without.insert(group.rules.begin(), group.rules.end());
        }
        return ways;
    }

    /// ", and 6 schools wait, not 9".
    std::string fewer_wait(std::size_t fewer) const {
        const auto then = all_waiting_ - fewer;
        return fmt::format(", and {} school{} wait{}, not {}", then, then == 1 ? "" : "s",
                           then == 1 ? "s" : "", all_waiting_);
    }

    /// The triads that break the least together, then are over the limit of travel by little, and third
    /// travel the least, where all schools but one for each slot are in triads, the first for certain if it
    /// is to be placed; of these triads those that break something. Empty where there are none.
    std::vector<Trespass> least_broken(const Forbidden& forbidden, std::size_t slots, bool is_placed,
                                       const std::set<std::string>& without) const {
        constexpr std::int64_t price_of_a_breach = 10'000'000;
        constexpr std::int32_t half_a_slot = 400'000'000; // dear, so that no slot takes two
        const auto size = static_cast<std::uint32_t>(forbidden.size());
        solve::TriadProblem problem{size + 2 * static_cast<std::uint32_t>(slots), {}};
        for (std::uint32_t a = 0; a < size; ++a) {
            for (auto b = a + 1; b < size; ++b) {
                const auto& broken = forbidden.broken(a, b);
                if (std::ranges::any_of(broken,
                                        [&](const auto& rule) { return without.contains(rule.rule); }))
                    continue;
                const auto time = travel_.between(forbidden.schools()[a], forbidden.schools()[b]);
                auto price = std::ssize(broken) * price_of_a_breach;
                if (time) price += std::min<std::int64_t>(time->seconds, 1'000'000);
                if (time && std::ranges::find(broken, "travel", &BrokenRule::rule) != broken.end())
                    price += std::min<std::int64_t>(100 * std::int64_t{time->longest}, 8'000'000);
                problem.pairs.push_back({a, b, static_cast<std::int32_t>(price)});
            }
            for (auto slot = size; slot < problem.schools && (a > 0 || !is_placed); ++slot)
                problem.pairs.push_back({a, slot, half_a_slot});
        }
        for (auto slot = size; slot < problem.schools; slot += 2)
            problem.pairs.push_back({slot, slot + 1, 0});
        const auto solution = solve::form_triads(problem, {});
        std::vector<Trespass> broken;
        if (!solution.waiting.empty()) return broken;
        for (const auto& triple : solution.triads) {
            if (triple[1] < size && triple[2] >= size) return {};
            if (triple[2] >= size) continue;
            auto triad = trespass(forbidden, triple);
            if (!triad.rules.empty()) broken.push_back(std::move(triad));
        }
        return broken;
    }

    Trespass trespass(const Forbidden& forbidden, std::span<const std::uint32_t> group) const {
        Trespass result;
        for (std::size_t i = 0; i < group.size(); ++i) {
            result.schools.push_back(forbidden.schools()[group[i]]);
            for (auto j = i + 1; j < group.size(); ++j) {
                const auto& broken = forbidden.broken(group[i], group[j]);
                result.pairs += !broken.empty();
                for (const auto& rule : broken) result.rules.insert(rule.rule);
                if (const auto time =
                        travel_.between(forbidden.schools()[group[i]], forbidden.schools()[group[j]]))
                    result.longest = std::max(result.longest, time->longest);
            }
        }
        return result;
    }

    /// "'ash' may share a triad with 'elm' and 'oak', 'bay' with 'fir' and 'yew'".
    static std::string triads_then(const std::vector<Trespass>& groups) {
        std::string text;
        for (const auto& group : groups)
            text += fmt::format("{}'{}' {}with {}", text.empty() ? "" : ", ", group.schools.front().text,
                                text.empty() ? "may share a triad " : "",
                                quoted({group.schools.begin() + 1, group.schools.end()}));
        return text;
    }

    /// What is set aside for some groups, in words.
    std::string set_aside(const std::vector<Trespass>& groups) const {
        std::string text, travel;
        std::vector<std::vector<SchoolId>> far;
        for (const auto& group : groups)
            for (const auto& rule : group.rules) {
                const auto schools = quoted(pairs_that_break(rule, group.schools));
                if (rule == "travel") {
                    far.push_back(group.schools);
                    travel +=
                        fmt::format("{} {}", travel.empty() ? "waive 'travel' for" : ", and for", schools);
                } else {
                    text += fmt::format("{}waive '{}' for {}", text.empty() ? "" : "; ", rule, schools);
                }
            }
        if (far.empty()) return text;
        const auto raise = raised_limits(far);
        return fmt::format("{}{}{}, or {}", text, text.empty() ? "" : "; ",
                           raise.empty() ? "add easting and northing to the records that have none" : raise,
                           travel);
    }

    /// What to raise the travel limits to so that groups of schools keep them; empty where travel is not
    /// known. The lower limit of two phases holds, so that both may have to be raised.
    std::string raised_limits(const std::vector<std::vector<SchoolId>>& groups) const {
        std::int64_t longest = 0;
        std::set<Phase> phases;
        for (const auto& schools : groups)
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

    /// The schools of a group that break a rule with another of it.
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

    // ---- rings

    /// Whether a school that waits may join a triad.
    bool joins_rings() const {
        return project_.policy().ring &&
               std::ranges::any_of(groups_, [](const auto& group) { return group.size() == 3; });
    }

    /// What the first school and each triad near it would break as a ring, the least first.
    std::vector<Trespass> rings_with(const Forbidden& forbidden) const {
        std::vector<Trespass> rings;
        for (const auto& group : groups_) {
            std::vector<std::uint32_t> ring = {0};
            for (const auto& school : group)
                if (const auto found = std::ranges::find(forbidden.schools(), school);
                    found != forbidden.schools().end())
                    ring.push_back(static_cast<std::uint32_t>(found - forbidden.schools().begin()));
            if (ring.size() == 4) rings.push_back(trespass(forbidden, ring));
        }
        std::sort(rings.begin(), rings.end());
        return rings;
    }

    /// The cheapest ways to let a school join a triad as a ring, each without a rule of those before it.
    std::vector<std::string> ways_into_ring(const std::vector<Trespass>& rings) const {
        std::vector<std::string> ways;
        std::set<std::string> without;
        for (const auto& ring : rings) {
            const auto is_without = [&](const auto& rule) { return without.contains(rule); };
            if (ways.size() == most_ways || std::ranges::any_of(ring.rules, is_without)) continue;
            ways.push_back(fmt::format(
                "{}: then '{}' may join {} in a ring{}", set_aside({ring}), ring.schools.front().text,
                quoted({ring.schools.begin() + 1, ring.schools.end()}), fewer_wait(1)));
            without.insert(ring.rules.begin(), ring.rules.end());
        }
        return ways;
    }

    /// Why a school joins no triad: what keeps it from the one that it would break the least with.
    Unplaced why_no_ring(const SchoolId& school) const {
        const Forbidden forbidden(project_, travel_, whole_near(school));
        const auto rings = rings_with(forbidden);
        const auto& partners = rings.front().schools;
        Unplaced answer{{school}, {}, ways_into_ring(rings)};
        for (std::size_t fact = 0; fact < forbidden.count(); ++fact) {
            std::vector<bool> counts(forbidden.count());
            counts[fact] = true;
            for (std::size_t i = 1; i < forbidden.size(); ++i) {
                if (forbidden.is_allowed(0, i, counts)) continue;
                if (std::ranges::find(partners, forbidden.schools()[i]) == partners.end()) continue;
                answer.conflict.push_back(forbidden.fact(fact));
                break;
            }
        }
        return answer;
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
        answer.ways_out = ways_out(schools.front(), false);
        return answer;
    }

    const Project& project_;
    const Travel& travel_;
    std::set<SchoolId> staying_;                ///< in triads that stay
    std::vector<std::vector<SchoolId>> groups_; ///< triads that may change, and each school that waits alone
    std::vector<SchoolId> waiting_;             ///< not for the number's sake
    std::size_t all_waiting_ = 0;
};

} // namespace

std::vector<Unplaced> why_unplaced(const Project& project, const Travel& travel,
                                   const Arrangement& arrangement) {
    return Explainer(project, travel, arrangement).run();
}

} // namespace peerreview
