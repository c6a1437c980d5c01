// Every pair of schools that may not share a triad is forbidden by some facts: a school is far from most
// others, several belong to one trust, two asked to be apart. A pair is forbidden while one of its facts
// counts. Of a school that is in no allowed triple, a smallest conflict is asked for that leaves it none. Of
// schools that could be placed, but not all of them, it is one that leaves as many waiting.

#include "solve/unplaced.hpp"

#include "project/school_lookup.hpp"
#include "project/travel.hpp"
#include "solve/forbidden.hpp"
#include "solve/groups.hpp"
#include "solve/smallest_conflict.hpp"
#include "solve/triad_small.hpp"
#include "solve/triad_ways_out.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace peerreview {

namespace {

constexpr std::size_t most_schools = 60, most_answers = 10;

class Explainer {
public:
    Explainer(const Project& project, const Travel& travel, const Arrangement& arrangement)
        : project_(project), travel_(travel), ways_out_(project, travel, arrangement) {
        for (const auto& [id, record] : arrangement.triads)
            if (stays(project, travel, record)) staying_.insert(record.schools.begin(), record.schools.end());
        for (const auto& wait : arrangement.waiting)
            if (!wait.is_remainder) waiting_.push_back(wait.school);
    }

    std::vector<Unplaced> run() {
        std::vector<Answer> alone;
        std::vector<SchoolId> nowhere, others;
        for (const auto& school : waiting_) {
            if (!travel_.knows(school)) {
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
        if (!ways_out_.joins_rings()) {
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
        const auto around = ways_out_.around(school);
        answer.ways_out =
            ways_out_.joins_rings() ? ways_out_.into_ring(around) : ways_out_.into_triads(around, true);
        return result;
    }

    /// Why a school joins no triad: what keeps it from the one that it would break the least with.
    Unplaced why_no_ring(const SchoolId& school) const {
        const auto forbidden = ways_out_.around(school);
        const auto partners = ways_out_.nearest_triad(forbidden);
        Unplaced answer{{school}, {}, ways_out_.into_ring(forbidden)};
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

    /// How few schools wait where those pairs are allowed that facts allow while they count.
    static solve::FewestWaiting fewest_waiting(const Forbidden& forbidden, const std::vector<bool>& counts,
                                               std::uint32_t enough = 0,
                                               std::span<const solve::Triple> begin = {}) {
        solve::TriadProblem problem{static_cast<std::uint32_t>(forbidden.size()), {}};
        for (std::uint32_t a = 0; a < forbidden.size(); ++a)
            for (auto b = a + 1; b < forbidden.size(); ++b)
                if (forbidden.is_allowed(a, b, counts)) problem.pairs.push_back({a, b, 0});
        return solve::fewest_waiting(problem, enough, begin);
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
        answer.ways_out = ways_out_.into_triads(ways_out_.around(schools.front()), false);
        return answer;
    }

    const Project& project_;
    const Travel& travel_;
    TriadWaysOut ways_out_;
    std::set<SchoolId> staying_;    ///< in triads that stay
    std::vector<SchoolId> waiting_; ///< not for the number's sake
};

} // namespace

std::vector<Unplaced> why_unplaced(const Project& project, const Travel& travel,
                                   const Arrangement& arrangement) {
    return Explainer(project, travel, arrangement).run();
}

} // namespace peerreview
