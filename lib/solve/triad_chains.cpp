// Chains of triads.
//
// A school that waits may take the place of a member of some triad, who then waits instead, takes the place
// of a member of the next triad, and so on: by one exchange a triad, waiting travels across the country. Each
// exchange costs what the triad gets dearer by, so the cheapest way to let some other school wait is a
// shortest path (Dijkstra's, with exchanges that make a triad cheaper counted at nothing). No triad may be
// used twice on a way, since after its first exchange it is another one.
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
constexpr std::size_t most_meetings = 5000; ///< of three waiting schools, that are looked at

class Chains {
public:
    Chains(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
           std::vector<Triple> triads, const std::vector<std::int64_t>& prices)
        : graph_(graph), near_(near), triads_(std::move(triads)), prices_(prices),
          triad_of_(graph.size(), nobody), between_(graph.size(), unknown), steps_(graph.size()),
          seen_(graph.size()) {
        prices_.resize(graph.size());
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
        const auto before = triads_;
        const auto to_first = [&](std::uint32_t school) {
            const auto one = cost(first, school);
            return one ? std::optional(*one - prices_[school]) : std::nullopt;
        };
        if (const auto near = bring(second, to_first, least_of(first, to_first))) {
            const auto to_both = [&](std::uint32_t school) {
                const auto one = to_first(school), two = cost(*near, school);
                return one && two ? std::optional(*one + *two) : std::nullopt;
            };
            if (const auto last = bring(third, to_both, least_of(first, to_both))) {
                form({first, *near, *last});
                return true;
            }
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

    /// How a school can come to wait instead of another.
    struct Step {
        std::int64_t cost = std::numeric_limits<std::int64_t>::max();
        std::uint32_t before = nobody; ///< who takes its place
        bool is_final = false;
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
    /// less than what `see` says at each.
    template <class See>
    void walk(std::uint32_t school, See see) {
        forget_steps();
        note_step(school, {0, nobody, false});
        Queue queue;
        queue.emplace(0, school);
        auto least = std::numeric_limits<std::int64_t>::max();
        while (!queue.empty() && queue.top().first < least) {
            const auto [cost, now] = queue.top();
            queue.pop();
            if (std::exchange(steps_[now].is_final, true)) continue;
            least = see(now, cost);
            relax(now, least, queue);
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
        steps_from_.clear();
        cannot_meet_.clear();
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
        for (std::uint32_t school = 0; school < graph_.size(); ++school)
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

    /// Whether the ways to a meeting use no triad twice.
    bool are_apart(const Meeting& meeting, const std::array<const Steps*, 3>& ways) const {
        std::vector<std::uint32_t> used;
        for (std::size_t i = 0; i < 3; ++i)
            for (auto school = meeting.places[i]; school != nobody; school = (*ways[i])[school].before)
                if (triad_of_[school] != nobody) used.push_back(triad_of_[school]);
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
        const auto cost = steps_[now].cost;
        see_used(now);
        for (const auto other : near_[now]) {
            const auto t = triad_of_[other];
            if (t == nobody || std::exchange(seen_[t], looks_) == looks_) continue;
            const auto rises = rises_of(t, now);
            for (std::size_t i = 0; i < 3; ++i) {
                if (!rises[i]) continue;
                const auto gone = triads_[t][i];
                const auto rise = *rises[i] + prices_[gone] - prices_[now];
                const auto total = cost + std::max<std::int64_t>(0, rise) + 1;
                if (total >= least || steps_[gone].is_final || steps_[gone].cost <= total) continue;
                note_step(gone, {total, now, false});
                queue.emplace(total, gone);
            }
        }
    }

    /// Has the triads seen that were changed on the way to a school, and its own.
    void see_used(std::uint32_t school) {
        ++looks_;
        for (; school != nobody; school = steps_[school].before)
            if (triad_of_[school] != nobody) seen_[triad_of_[school]] = looks_;
    }

    /// How much dearer a triad gets with one school in the place of each other; nothing where it is not
    /// allowed.
    std::array<std::optional<std::int64_t>, 3> rises_of(std::uint32_t t, std::uint32_t come) {
        const auto& triad = triads_[t];
        auto& between = between_[t];
        if (between == unknown)
            for (std::size_t i = 0; i < 3; ++i)
                between[i] = graph_.cost(triad[(i + 1) % 3], triad[(i + 2) % 3]);
        std::array<std::int64_t, 3> with{}; // all from the list of the one who comes, which soon is at hand
        for (std::size_t i = 0; i < 3; ++i) with[i] = graph_.cost(come, triad[i]);
        std::array<std::optional<std::int64_t>, 3> rises;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto j = (i + 1) % 3, k = (i + 2) % 3;
            if (with[j] >= 0 && with[k] >= 0) rises[i] = with[j] + with[k] - between[j] - between[k];
        }
        return rises;
    }

    void exchange_along(std::uint32_t last, const Steps& steps) {
        for (auto gone = last; steps[gone].before != nobody; gone = steps[gone].before) {
            const auto come = steps[gone].before;
            const auto triad = triad_of_[gone];
            *std::ranges::find(triads_[triad], gone) = come;
            between_[triad] = unknown;
            triad_of_[gone] = nobody;
            places_.emplace_back(come, triad);
        }
        for (const auto& [school, triad] : places_) triad_of_[school] = triad;
        places_.clear();
    }

    const TriadGraph& graph_;
    const std::vector<std::vector<std::uint32_t>>& near_;
    std::vector<Triple> triads_;
    std::vector<std::int64_t> prices_;    ///< of each school, 0 where they are not known
    std::vector<std::uint32_t> triad_of_; ///< of each school, or nobody
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places_; ///< taken on the way
    std::vector<std::array<std::int32_t, 3>> between_; ///< of each triad, its pairs, each opposite a member
    std::vector<Step> steps_;                          ///< of each school; none has the greatest cost
    std::vector<std::uint32_t> reached_;               ///< the schools that have one
    std::map<std::uint32_t, Steps> steps_from_;        ///< waiting schools to everybody, where known
    std::set<Triple> cannot_meet_;                     ///< waiting schools, as triads are
    std::vector<std::uint32_t> seen_;                  ///< the last look at each triad
    std::uint32_t looks_ = 0;
};

} // namespace

std::vector<Triple> join_waiting(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                                 std::vector<Triple> triads, const std::vector<std::int64_t>& prices,
                                 const std::atomic<bool>* stop) {
    return Chains(graph, near, std::move(triads), prices).run(stop);
}

} // namespace peerreview::solve
