// Chains of triads.
//
// A school that waits may take the place of a member of some triad, who then waits instead, takes the place
// of a member of the next triad, and so on: by one exchange a triad, waiting travels across the country. Each
// exchange costs what the triad gets dearer by, so the cheapest way to let some other school wait is a
// shortest path (Dijkstra's, with exchanges that make a triad cheaper counted at nothing). No triad may be
// used twice on a way, since after its first exchange it is another one.
//
// Schools with few partners, most of them each other's, are a pocket that no such way leads out of, or into.
// Where exchanges lead to few schools of a large part, two triads near a school that waits make way for it
// together, and one of their six schools waits instead. Small parts can wait for branch and cut to find that.
//
// Where a school's price is known, what it costs to place it, the one who comes brings its price and the one
// who goes takes its own away: at a bound's prices hardly any exchange then gets cheaper, so that little is
// lost by counting those at nothing, and a long way through dear and cheap places costs what it should.
//
// So three waiting schools become a triad: one stays, the second one's waiting is brought near it, then the
// third one's near both, the second and third being tried among the next few. Where the first cannot stay,
// since too few are near it, all three travel: of the cheapest triples to meet in, by the ways of each to
// everywhere, the first is taken that they reach without using a triad twice. Where there are such ways none
// but a remainder of three goes on waiting, and where prices are known each of these lets that school wait
// which saves most. Chains are not the cheapest means to that end; windows (triad_windows.hpp) mend what they
// make dear.

#include "solve/triad_chains.hpp"

#include <array>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <utility>

namespace peerreview::solve {

namespace {

constexpr std::uint32_t nobody = 0xFFFFFFFF;
constexpr std::array<std::int32_t, 3> unknown = {-1, -1, -1};
constexpr std::size_t most_tried = 5;       ///< waiting schools that two are taken from
constexpr std::ptrdiff_t most_to_meet = 10; ///< waiting schools; where more do, hardly any can be brought
constexpr std::size_t pockets_in_part = 50; ///< at least, for ways to lead out of one by two triads
constexpr std::size_t most_meetings = 5000; ///< of three waiting schools, that are looked at

class Chains {
public:
    Chains(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
           std::vector<Triple> triads, const std::vector<std::int64_t>& prices)
        : graph_(graph), near_(near), triads_(std::move(triads)), prices_(prices),
          triad_of_(graph.size(), nobody), between_(graph.size(), unknown),
          from_now_(graph.size(), Block::forbidden), steps_(graph.size()), seen_(graph.size()) {
        prices_.resize(graph.size());
        for (std::uint32_t i = 0; i < graph.size(); ++i) // a school far from others is not near to them
            for (const auto other : near[i])
                if (std::ranges::find(near[other], i) == near[other].end()) near_[other].push_back(i);
        for (std::uint32_t t = 0; t < triads_.size(); ++t)
            for (const auto school : triads_[t]) triad_of_[school] = t;
    }

    std::vector<Triple> run(const std::atomic<bool>* stop) {
        for (std::uint32_t i = 0; i < graph_.size(); ++i)
            while (triad_of_[i] == nobody && !(stop && *stop) && join(i)) {
            }
        if (std::ranges::count(triad_of_, nobody) <= most_to_meet)
            for (std::uint32_t i = 0; i < graph_.size(); ++i)
                if (triad_of_[i] == nobody && !(stop && *stop)) meet(i);
        const auto to_wait = [&](std::uint32_t school) { return std::optional(-prices_[school]); };
        for (std::uint32_t i = 0; i < graph_.size(); ++i)
            if (triad_of_[i] == nobody && !(stop && *stop)) bring(i, to_wait, -std::ranges::max(prices_));
        for (auto& triad : triads_) std::ranges::sort(triad);
        std::ranges::sort(triads_);
        return triads_;
    }

private:
    /// A triad of a waiting school and of two others that are brought to it, the nearest that can be; false
    /// where there is no way.
    bool join(std::uint32_t first) {
        return with_two_near(first, [&](auto second, auto third) { return join(first, second, third); });
    }

    /// Tries something with two other waiting schools, the nearest first; false where it succeeds with none.
    template <class Attempt>
    bool with_two_near(std::uint32_t first, Attempt attempt) const {
        const auto others = waiting_near(first);
        for (std::size_t third = 1; third < others.size(); ++third)
            for (std::size_t second = 0; second < third; ++second)
                if (attempt(others[second], others[third])) return true;
        return false;
    }

    bool join(std::uint32_t first, std::uint32_t second, std::uint32_t third) {
        if (cannot_come_.contains({second, first})) return false;
        const auto before = triads_;
        const auto to_first = [&](std::uint32_t school) {
            const auto one = cost(first, school);
            return one ? std::optional(*one - prices_[school]) : std::nullopt;
        };
        const auto near = bring(second, to_first, least_of(first, to_first));
        if (!near) {
            cannot_come_.insert({second, first});
            return false;
        }
        const auto to_both = [&](std::uint32_t school) {
            const auto one = to_first(school), two = cost(*near, school);
            return one && two ? std::optional(*one + *two) : std::nullopt;
        };
        if (const auto last = bring(third, to_both, least_of(first, to_both))) {
            form({first, *near, *last});
            return true;
        }
        undo(before);
        return false;
    }

    std::optional<std::int64_t> cost(std::uint32_t a, std::uint32_t b) const {
        if (a == b) return std::nullopt;
        const auto cost = graph_.cost(a, b);
        return cost >= 0 ? std::optional<std::int64_t>(cost) : std::nullopt;
    }

    /// The least that `end` says of a school's partners.
    template <class End>
    std::int64_t least_of(std::uint32_t school, End end) const {
        auto least = std::numeric_limits<std::int64_t>::max();
        graph_.each_pair(school, [&](std::uint32_t other, std::int32_t) {
            if (const auto more = end(other)) least = std::min(least, *more);
        });
        return least;
    }

    void form(const Triple& triple) {
        for (const auto school : triple) triad_of_[school] = static_cast<std::uint32_t>(triads_.size());
        triads_.push_back(triple);
        steps_from_.clear();
        cannot_come_.clear();
        cannot_meet_.clear();
    }

    void undo(const std::vector<Triple>& before) {
        triads_ = before;
        std::ranges::fill(between_, unknown);
        std::ranges::fill(triad_of_, nobody);
        for (std::uint32_t t = 0; t < triads_.size(); ++t)
            for (const auto school : triads_[t]) triad_of_[school] = t;
    }

    using Entry = std::pair<std::int64_t, std::uint32_t>; ///< distance, school
    using Queue = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

    /// The waiting schools nearest to another, along pairs and triads.
    std::vector<std::uint32_t> waiting_near(std::uint32_t first) const {
        std::vector<std::uint32_t> waiting;
        Queue queue;
        std::vector<bool> is_met(graph_.size());
        queue.emplace(0, first);
        while (!queue.empty() && waiting.size() < most_tried) {
            const auto [distance, school] = queue.top();
            queue.pop();
            if (is_met[school]) continue;
            is_met[school] = true;
            if (triad_of_[school] == nobody && school != first) waiting.push_back(school);
            for (const auto other : near_[school])
                if (!is_met[other]) queue.emplace(distance + graph_.cost(school, other), other);
        }
        return waiting;
    }

    /// A triad, by its number, and its schools after a step.
    struct Change {
        std::uint32_t triad = nobody; ///< for none
        Triple schools{};
    };
    using Changes = std::array<Change, 2>;

    /// How a school can come to wait instead of another.
    struct Step {
        std::int64_t cost = std::numeric_limits<std::int64_t>::max();
        std::uint32_t before = nobody; ///< who waited until then
        bool is_final = false;
        Changes changes{};
    };

    /// Lets another school wait for this one, such that what that costs and what `end` says of it are least;
    /// nothing where `end` says something of none. The school itself may be the best. `least_end` is the
    /// least that `end` says.
    template <class End>
    std::optional<std::uint32_t> bring(std::uint32_t school, End end, std::int64_t least_end) {
        std::optional<std::uint32_t> best;
        auto least = std::numeric_limits<std::int64_t>::max();
        walk(school, [&](std::uint32_t now, std::int64_t cost) {
            if (const auto more = end(now); more && cost + *more - least_end < least) {
                least = cost + *more - least_end;
                best = now;
            }
            return least;
        });
        if (best) exchange_along(*best, steps_);
        return best;
    }

    /// Notes the steps to those who could come to wait for a school, the cheapest first, as long as they cost
    /// less than what `see` says at each. Steps change two triads where those that change one lead to few.
    template <class See>
    void walk(std::uint32_t school, See see) {
        constexpr auto nothing = std::numeric_limits<std::int64_t>::max();
        forget_steps();
        note_step(school, {.cost = 0});
        Queue queue;
        queue.emplace(0, school);
        auto least = nothing;
        for (std::size_t tried = 0; !queue.empty();) {
            while (!queue.empty() && queue.top().first < least) {
                const auto [cost, now] = queue.top();
                queue.pop();
                if (std::exchange(steps_[now].is_final, true)) continue;
                least = see(now, cost);
                relax(now, least, queue);
            }
            if (least < nothing) return;
            const auto count = reached_.size();
            for (; pockets_in_part * count <= graph_.size() && tried < count; ++tried)
                relax_two(reached_[tried], queue);
        }
    }

    using Steps = std::vector<Step>; ///< of each school, from one that waits

    /// A triple that three waiting schools could meet in, and who would wait there for each.
    struct Meeting {
        std::int64_t cost;
        Triple places;
        auto operator<=>(const Meeting&) const = default;
    };

    /// A triad for a waiting school and two others, wherever that costs least; false where there is no way.
    bool meet(std::uint32_t first) {
        return with_two_near(first, [&](auto second, auto third) {
            Triple schools = {first, second, third};
            std::ranges::sort(schools);
            return !cannot_meet_.contains(schools) && meet(schools);
        });
    }

    bool meet(const Triple& schools) {
        const std::array ways = {&steps_from(schools[0]), &steps_from(schools[1]), &steps_from(schools[2])};
        const auto meetings = cheapest_meetings(ways);
        const auto met =
            std::ranges::find_if(meetings, [&](const Meeting& meeting) { return are_apart(meeting, ways); });
        if (met == meetings.end()) {
            cannot_meet_.insert(schools);
            return false;
        }
        for (std::size_t i = 0; i < 3; ++i) exchange_along(met->places[i], *ways[i]);
        form(met->places);
        return true;
    }

    const Steps& steps_from(std::uint32_t school) {
        auto& steps = steps_from_[school];
        if (steps.empty()) {
            walk(school, [](auto, auto) { return std::numeric_limits<std::int64_t>::max(); });
            steps = steps_;
        }
        return steps;
    }

    /// The cheapest by the ways, of triples of near schools.
    std::vector<Meeting> cheapest_meetings(const std::array<const Steps*, 3>& ways) const {
        constexpr auto nowhere = std::numeric_limits<std::int64_t>::max() / 8;
        std::array<std::vector<std::int64_t>, 3> ends;
        for (std::size_t i = 0; i < 3; ++i)
            for (std::uint32_t school = 0; school < graph_.size(); ++school) {
                const auto& step = (*ways[i])[school];
                ends[i].push_back(step.is_final ? step.cost - prices_[school] : nowhere);
            }
        std::vector<Meeting> meetings; // a heap, the dearest first
        const auto add = [&](const Triple& places) {
            auto cost = ends[0][places[0]] + ends[1][places[1]] + ends[2][places[2]];
            if (cost >= nowhere / 2 || !graph_.allows(places)) return;
            cost += graph_.cost(places);
            if (meetings.size() == most_meetings && cost >= meetings.front().cost) return;
            meetings.push_back({cost, places});
            std::ranges::push_heap(meetings);
            if (meetings.size() <= most_meetings) return;
            std::ranges::pop_heap(meetings);
            meetings.pop_back();
        };
        for (const auto school : around_fewest(ways))
            for (const auto other : near_[school])
                for (const auto third : near_[school]) {
                    if (other == third) continue;
                    add({school, other, third});
                    add({other, school, third});
                    add({other, third, school});
                }
        std::ranges::sort(meetings);
        return meetings;
    }

    /// The schools that the ways of one of three lead to, the fewest, and those near them: all triples that
    /// these ways lead to have their two pairs at one of these.
    std::vector<std::uint32_t> around_fewest(const std::array<const Steps*, 3>& ways) const {
        const auto fewest = std::ranges::min(
            ways, {}, [](const Steps* steps) { return std::ranges::count(*steps, true, &Step::is_final); });
        std::vector<bool> is_around(graph_.size());
        for (std::uint32_t school = 0; school < graph_.size(); ++school) {
            if (!(*fewest)[school].is_final) continue;
            is_around[school] = true;
            for (const auto other : near_[school]) is_around[other] = true;
        }
        std::vector<std::uint32_t> around;
        for (std::uint32_t school = 0; school < graph_.size(); ++school)
            if (is_around[school]) around.push_back(school);
        return around;
    }

    /// Whether the ways to a meeting use no triad twice.
    bool are_apart(const Meeting& meeting, const std::array<const Steps*, 3>& ways) const {
        std::vector<std::uint32_t> used;
        for (std::size_t i = 0; i < 3; ++i)
            each_change(meeting.places[i], *ways[i],
                        [&](const Change& change) { used.push_back(change.triad); });
        std::ranges::sort(used);
        return std::ranges::adjacent_find(used) == used.end();
    }

    void forget_steps() {
        for (const auto school : reached_) steps_[school] = {};
        reached_.clear();
    }
    void note_step(std::uint32_t school, const Step& step) {
        if (steps_[school].before == nobody) reached_.push_back(school);
        steps_[school] = step;
    }

    /// Everybody whose place a waiting school could take for less.
    void relax(std::uint32_t now, std::int64_t least, Queue& queue) {
        see_used(now);
        graph_.each_pair(now, [&](std::uint32_t other, std::int32_t cost) { from_now_[other] = cost; });
        for (const auto other : near_[now]) {
            const auto t = triad_of_[other];
            if (t == nobody || std::exchange(seen_[t], looks_) == looks_) continue;
            const auto rises = rises_of(t);
            for (std::size_t i = 0; i < 3; ++i) {
                if (!rises[i]) continue;
                auto schools = triads_[t];
                const auto gone = std::exchange(schools[i], now);
                note_where_cheaper(now, gone, *rises[i], least, {{{t, schools}, {}}}, queue);
            }
        }
        graph_.each_pair(now,
                         [&](std::uint32_t other, std::int32_t) { from_now_[other] = Block::forbidden; });
    }

    /// Has a school wait after another, by changes that make triads so much dearer, where that costs less
    /// than what is known so far.
    void note_where_cheaper(std::uint32_t now, std::uint32_t gone, std::int64_t rise, std::int64_t least,
                            const Changes& changes, Queue& queue) {
        const auto more = rise + prices_[gone] - prices_[now];
        const auto total = steps_[now].cost + std::max<std::int64_t>(0, more) + 1;
        if (total >= least || steps_[gone].is_final || steps_[gone].cost <= total) return;
        note_step(gone, {total, now, false, changes});
        queue.emplace(total, gone);
    }

    /// Everybody who could wait where a waiting school and two triads near it make two others.
    void relax_two(std::uint32_t now, Queue& queue) {
        const auto first_triads = triads_near({&now, 1}, now);
        for (const auto first : first_triads) {
            const std::array near = {now, triads_[first][0], triads_[first][1], triads_[first][2]};
            for (const auto second : triads_near(near, now))
                if (second != first) relax_two(now, first, second, queue);
        }
    }

    void relax_two(std::uint32_t now, std::uint32_t first, std::uint32_t second, Queue& queue) {
        const auto &one = triads_[first], &other = triads_[second];
        std::array<std::uint32_t, 7> schools = {now, one[0], one[1], one[2], other[0], other[1], other[2]};
        const auto before = graph_.cost(one) + graph_.cost(other);
        for (std::size_t gone = 1; gone < schools.size(); ++gone) {
            std::swap(schools[gone], schools.back());
            for (std::size_t i = 1; i < 5; ++i)
                for (std::size_t j = i + 1; j < 6; ++j) {
                    const Triple with = {now, schools[i], schools[j]};
                    if (!graph_.allows(with)) continue;
                    Triple rest{};
                    for (std::size_t k = 1, n = 0; k < 6; ++k)
                        if (k != i && k != j) rest[n++] = schools[k];
                    if (!graph_.allows(rest)) continue;
                    note_where_cheaper(now, schools.back(), graph_.cost(with) + graph_.cost(rest) - before,
                                       std::numeric_limits<std::int64_t>::max(),
                                       {{{first, with}, {second, rest}}}, queue);
                }
            std::swap(schools[gone], schools.back());
        }
    }

    /// The triads of partners of some schools, without those changed on the way to another.
    std::vector<std::uint32_t> triads_near(std::span<const std::uint32_t> schools, std::uint32_t now) {
        see_used(now);
        std::vector<std::uint32_t> triads;
        for (const auto school : schools)
            for (const auto other : near_[school])
                if (const auto t = triad_of_[other]; t != nobody && std::exchange(seen_[t], looks_) != looks_)
                    triads.push_back(t);
        return triads;
    }

    /// Every change on the way to a school, the last first.
    template <class Visit>
    static void each_change(std::uint32_t school, const Steps& steps, Visit visit) {
        for (; school != nobody; school = steps[school].before)
            for (const auto& change : steps[school].changes)
                if (change.triad != nobody) visit(change);
    }

    /// Has the triads seen that were changed on the way to a school.
    void see_used(std::uint32_t school) {
        ++looks_;
        each_change(school, steps_, [&](const Change& change) { seen_[change.triad] = looks_; });
    }

    /// How much dearer a triad gets with the school whose pairs are at hand in the place of each other;
    /// nothing where it is not allowed.
    std::array<std::optional<std::int64_t>, 3> rises_of(std::uint32_t t) {
        const auto& triad = triads_[t];
        auto& between = between_[t];
        if (between == unknown)
            for (std::size_t i = 0; i < 3; ++i)
                between[i] = graph_.cost(triad[(i + 1) % 3], triad[(i + 2) % 3]);
        const std::array with = {from_now_[triad[0]], from_now_[triad[1]], from_now_[triad[2]]};
        std::array<std::optional<std::int64_t>, 3> rises;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto j = (i + 1) % 3, k = (i + 2) % 3;
            if (with[j] >= 0 && with[k] >= 0)
                rises[i] = std::int64_t{with[j]} + with[k] - between[j] - between[k];
        }
        return rises;
    }

    void exchange_along(std::uint32_t last, const Steps& steps) {
        triad_of_[last] = nobody;
        each_change(last, steps, [&](const Change& change) {
            triads_[change.triad] = change.schools;
            between_[change.triad] = unknown;
            for (const auto school : change.schools) triad_of_[school] = change.triad;
        });
    }

    const TriadGraph& graph_;
    std::vector<std::vector<std::uint32_t>> near_; ///< partners of each school that ways lead to
    std::vector<Triple> triads_;
    std::vector<std::int64_t> prices_;                 ///< of each school, 0 where they are not known
    std::vector<std::uint32_t> triad_of_;              ///< of each school, or nobody
    std::vector<std::array<std::int32_t, 3>> between_; ///< of each triad, its pairs, each opposite a member
    std::vector<std::int32_t> from_now_; ///< the pairs of the school whose steps are looked for, by the other
    std::vector<Step> steps_;            ///< of each school; none has the greatest cost
    std::vector<std::uint32_t> reached_; ///< the schools that have one
    std::map<std::uint32_t, Steps> steps_from_; ///< waiting schools to everybody, where known
    std::set<Triple> cannot_meet_;              ///< waiting schools, as triads are
    std::set<std::pair<std::uint32_t, std::uint32_t>> cannot_come_; ///< nor these, the first near the second
    std::vector<std::uint32_t> seen_;                               ///< the last look at each triad
    std::uint32_t looks_ = 0;
};

} // namespace

std::vector<Triple> join_waiting(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                                 std::vector<Triple> triads, const std::vector<std::int64_t>& prices,
                                 const std::atomic<bool>* stop) {
    return Chains(graph, near, std::move(triads), prices).run(stop);
}

} // namespace peerreview::solve
