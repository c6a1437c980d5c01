// Large neighbourhoods. A window is a ball: from a school drawn by lot, schools are taken in order of their
// distance along cheap pairs, each with its whole triad, until the window is full. It grows on, up to a
// limit, until three divides the number of those in it that wait, since three of them may make a triad by
// moving others along, and one cannot. Windows of one pass are disjoint, so that they can be solved at the
// same time, each by branch and cut (triad_exact.hpp). What a window gets wrong at its edge lies inside
// another window of the next pass.
//
// A pair is as long as it is dear beside its school's nearest ones. Secondary schools lie farther apart than
// the primary schools between them; a window that begins at one of them shall hold others of them all the
// same.
//
// Two arrangements, both good, mostly agree. Where they don't, their triads hang together in separate places,
// and in each of these the better one can be taken whatever is taken elsewhere: the partition crossover of
// Whitley, Hains and Howe (2009), who have it for tours. Such a place is a window, too, of a shape that no
// ball has.
//
// A place that is too large for that is one long way on which a school too many travels, and either way is
// all or nothing. With more arrangements than two such ways meet, and what some begin others end: the best
// set partition by what is known from all of them is sought, as Rochat and Taillard (1995) do it with the
// routes of vehicles. It has hardly any triples to choose from, so that places of thousands are soon done.

#include "solve/triad_windows.hpp"

#include "solve/triad_exact.hpp"
#include "solve/triad_work.hpp"

#include <map>
#include <mutex>
#include <queue>
#include <set>

namespace peerreview::solve {

namespace {

using Window = std::vector<std::uint32_t>;
constexpr std::size_t longest_way = 100;    ///< triads from a waiting school to the next two
constexpr std::size_t largest_place = 450;  ///< schools; a larger one where two differ is not solved anew
constexpr std::size_t largest_known = 3000; ///< schools; a larger one takes too much memory
constexpr std::size_t nearest_few = 4;      ///< of a school, which its pairs are measured by

class Partition {
public:
    Partition(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
              const std::vector<Triple>& triads, const WindowPass& pass)
        : graph_(graph), near_(near), pass_(pass), triad_of_(graph.size()), is_taken_(graph.size()),
          passed_(graph.size()) {
        for (const auto& triad : triads)
            for (const auto school : triad) triad_of_[school] = &triad;
        for (std::uint32_t i = 0; i < graph.size(); ++i) {
            std::int64_t sum = 0;
            const auto nearest = std::span(near[i]).first(std::min(near[i].size(), nearest_few));
            for (const auto other : nearest) sum += graph.cost(i, other);
            reach_.push_back(sum + 1);
        }
    }

    std::vector<Window> windows() {
        std::vector<Window> windows;
        for (std::uint32_t i = 0; i < graph_.size(); ++i)
            if (!triad_of_[i] && !is_taken_[i])
                if (auto sources = way_from(i); !sources.empty())
                    windows.push_back(grown(std::move(sources), least_around_way()));
        for (const auto start : order())
            if (!is_taken_[start]) windows.push_back(is_left_out(start) ? left(start) : ball(start));
        return windows;
    }

private:
    /// The schools by lot, those in triads with defects first.
    std::vector<std::uint32_t> order() const {
        auto order = drawn_order(graph_.size(), pass_.seed);
        if (!pass_.defects.empty())
            std::ranges::stable_sort(order, std::greater(), [&](auto i) { return pass_.defects[i] > 1; });
        return order;
    }

    using Entry = std::pair<std::int64_t, std::uint32_t>; ///< distance, school
    using Queue = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

    /// The schools of a triad, or the school alone.
    std::span<const std::uint32_t> together_with(const std::uint32_t& school) const {
        return triad_of_[school] ? std::span<const std::uint32_t>(*triad_of_[school]) : std::span(&school, 1);
    }

    bool is_left_out(std::uint32_t school) const {
        return !pass_.settled.empty() && triad_of_[school] && pass_.settled[school];
    }

    /// A triad that stays as it is.
    Window left(const std::uint32_t& start) {
        const auto schools = together_with(start);
        for (const auto school : schools) is_taken_[school] = true;
        return {schools.begin(), schools.end()};
    }

    /// The length of a pair from a school: a thousand for all its nearest ones together.
    std::int64_t length(std::uint32_t school, std::uint32_t other) const {
        return 1 + 1000 * graph_.cost(school, other) / reach_[school];
    }

    /// Three that wait are joined in a wide window.
    std::size_t least_around_way() const { return (pass_.may_wait.empty() ? 2 : 1) * pass_.schools; }

    Window ball(std::uint32_t start) { return grown({start}, pass_.schools); }

    /// From some schools outwards, until there are so many.
    Window grown(std::vector<std::uint32_t> sources, std::size_t least) {
        Queue queue;
        for (const auto source : sources) queue.emplace(0, source);
        Window window;
        ++window_;
        std::size_t waiting = 0;
        const auto is_full = [&] {
            const auto is_even = waiting % 3 == 0 || window.size() >= 2 * least;
            return window.size() >= least && is_even && (queue.empty() || queue.top().first > 0);
        };
        while (!queue.empty() && !is_full()) {
            const auto [distance, school] = queue.top();
            queue.pop();
            if (is_taken_[school] || passed_[school] == window_) continue;
            if (!triad_of_[school]) ++waiting;
            const auto stays = is_left_out(school);
            for (const auto member : together_with(school)) {
                if (stays) {
                    passed_[member] = window_;
                } else {
                    is_taken_[member] = true;
                    window.push_back(member);
                }
                for (const auto other : near_[member])
                    if (!is_taken_[other]) queue.emplace(distance + length(member, other), other);
            }
        }
        std::ranges::sort(window);
        return window;
    }

    /// The schools on the way from a waiting school to where a window shall reach; empty where that is
    /// nowhere or too far.
    std::vector<std::uint32_t> way_from(std::uint32_t start) const {
        if (pass_.may_wait.empty()) // it is the first one itself
            return way_to(start, 3, [&](std::uint32_t school) { return !triad_of_[school]; });
        if (pass_.may_wait[start]) return {};
        return way_to(start, 1, [&](std::uint32_t school) {
            return triad_of_[school] && std::ranges::any_of(together_with(school), [&](auto member) {
                       return pass_.may_wait[member];
                   });
        });
    }

    /// The schools on the shortest ways from a school to the next ones that are aims, so many, themselves
    /// included.
    template <class Aim>
    std::vector<std::uint32_t> way_to(std::uint32_t start, std::size_t aims, Aim is_aim) const {
        std::map<std::uint32_t, std::uint32_t> from; // the school whose triad led to a school
        std::vector<std::uint32_t> met, way;
        using Step = std::pair<Entry, std::uint32_t>;
        std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
        open.push({{0, start}, start});
        while (!open.empty() && met.size() < aims) {
            const auto [entry, origin] = open.top();
            open.pop();
            const auto [distance, school] = entry;
            if (is_taken_[school] || from.contains(school)) continue;
            for (const auto member : together_with(school)) from[member] = origin;
            if (is_aim(school)) met.push_back(school);
            for (const auto member : together_with(school))
                for (const auto other : near_[member])
                    if (!from.contains(other)) open.push({{distance + length(member, other), other}, member});
        }
        if (met.size() < aims) return {};
        for (auto school : met)
            for (; school != start; school = from[school]) way.push_back(school);
        way.push_back(start);
        if (way.size() > longest_way) return {};
        return way;
    }

    const TriadGraph& graph_;
    const std::vector<std::vector<std::uint32_t>>& near_;
    const WindowPass& pass_;
    std::vector<const Triple*> triad_of_;
    std::vector<std::int64_t> reach_; ///< of each school, what its nearest pairs cost together
    std::vector<bool> is_taken_;
    std::vector<std::uint32_t> passed_; ///< of each settled school, the last window that grew across it
    std::uint32_t window_ = 0;
};

/// Both by the window's own indices. Where three wait and more, it is tried once more whether they must.
std::vector<Triple> solve_window(const TriadGraph& graph, const Window& window, std::vector<Triple> triads,
                                 std::vector<Cut> cuts, const WindowPass& pass) {
    const auto block = graph.block(window);
    BlockTask task;
    task.has_incumbent = true;
    task.cuts = std::move(cuts);
    task.sets = pass.sets;
    task.stop = pass.stop;
    const auto solve = [&](std::int64_t waiting_cost, std::uint64_t pivots) {
        task.waiting_cost = waiting_cost;
        task.pivots = pivots;
        task.incumbent = triads;
        auto answer = solve_block(block, task);
        task.cuts = std::move(answer.cuts);
        if (answer.triples.size() >= triads.size()) triads = std::move(answer.triples);
    };
    solve(pass.waiting_cost, pass.pivots);
    if (window.size() - 3 * triads.size() >= 3 && pass.joining_cost > pass.waiting_cost)
        solve(pass.joining_cost, pass.pivots / 4);
    return triads;
}

bool is_settled(const Window& window, const WindowPass& pass) {
    if (pass.defects.empty()) return false;
    double sum = 0;
    for (const auto school : window) sum += pass.defects[school];
    return sum < 3;
}

/// Of each school, which window it is in.
std::vector<std::uint32_t> windows_of_schools(const std::vector<Window>& windows, std::uint32_t schools) {
    std::vector<std::uint32_t> number(schools);
    for (std::uint32_t w = 0; w < windows.size(); ++w)
        for (const auto school : windows[w]) number[school] = w;
    return number;
}

/// Each window of up to so many schools put together in the best way. Every school is in a window, with its
/// whole triad.
std::vector<Triple> solve_windows(const TriadGraph& graph, const std::vector<Window>& windows,
                                  const std::vector<Triple>& triads, const WindowPass& pass,
                                  std::size_t most) {
    const auto window_of = windows_of_schools(windows, graph.size());
    std::vector<std::uint32_t> index(graph.size());
    for (const auto& window : windows)
        for (std::uint32_t i = 0; i < window.size(); ++i) index[window[i]] = i;
    std::vector<std::vector<Triple>> inside(windows.size());
    for (const auto& triad : triads)
        inside[window_of[triad[0]]].push_back({index[triad[0]], index[triad[1]], index[triad[2]]});
    std::vector<std::vector<Cut>> cuts(windows.size());
    for (auto cut : pass.cuts) {
        const auto window = window_of[cut.schools.front()];
        if (std::ranges::any_of(cut.schools, [&](auto school) { return window_of[school] != window; }))
            continue;
        for (auto& school : cut.schools) school = index[school];
        cuts[window].push_back(std::move(cut));
    }
    std::mutex mutex;
    std::uint32_t done = 0;
    share_out(windows.size(), pass.threads, [&](std::size_t w) {
        if (windows[w].size() > 3 && windows[w].size() <= most && !is_settled(windows[w], pass) &&
            !(pass.stop && *pass.stop))
            inside[w] = solve_window(graph, windows[w], std::move(inside[w]), std::move(cuts[w]), pass);
        if (!pass.progress) return;
        const std::lock_guard lock(mutex);
        pass.progress(++done, static_cast<std::uint32_t>(windows.size()));
    });
    std::vector<Triple> result;
    for (std::size_t w = 0; w < windows.size(); ++w)
        for (const auto& t : inside[w])
            result.push_back({windows[w][t[0]], windows[w][t[1]], windows[w][t[2]]});
    std::ranges::sort(result);
    return result;
}

/// The schools that triads of two arrangements hold together: mostly the three of one that is in both.
std::vector<Window> held_together(std::uint32_t schools, const std::vector<Triple>& triads,
                                  const std::vector<Triple>& others) {
    std::vector<std::vector<const Triple*>> of(schools);
    for (const auto* some : {&triads, &others})
        for (const auto& triad : *some)
            for (const auto school : triad) of[school].push_back(&triad);
    std::vector<bool> is_met(schools);
    std::vector<Window> windows;
    for (std::uint32_t start = 0; start < schools; ++start) {
        if (is_met[start]) continue;
        is_met[start] = true;
        Window window = {start};
        for (std::size_t next = 0; next < window.size(); ++next)
            for (const auto* triad : of[window[next]])
                for (const auto school : *triad)
                    if (!is_met[school]) {
                        is_met[school] = true;
                        window.push_back(school);
                    }
        std::ranges::sort(window);
        windows.push_back(std::move(window));
    }
    return windows;
}

} // namespace

std::vector<std::vector<std::uint32_t>> nearest_schools(const TriadGraph& graph, std::size_t most) {
    std::vector<std::vector<std::uint32_t>> near(graph.size());
    std::vector<std::pair<std::int32_t, std::uint32_t>> pairs;
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
        pairs.clear();
        graph.each_pair(i, [&](std::uint32_t j, std::int32_t cost) { pairs.emplace_back(cost, j); });
        const auto count = std::min(most, pairs.size());
        std::ranges::partial_sort(pairs, pairs.begin() + static_cast<std::ptrdiff_t>(count));
        for (std::size_t k = 0; k < count; ++k) near[i].push_back(pairs[k].second);
    }
    return near;
}

std::vector<Triple> improve(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                            const std::vector<Triple>& triads, const WindowPass& pass) {
    return solve_windows(graph, Partition(graph, near, triads, pass).windows(), triads, pass, graph.size());
}

std::vector<Triple> merge(const TriadGraph& graph, const std::vector<Triple>& triads,
                          const std::vector<Triple>& others, const WindowPass& pass) {
    const auto places = held_together(graph.size(), triads, others);
    const auto place_of = windows_of_schools(places, graph.size());
    const auto ranked = [&](const std::vector<Triple>& some) { // of each place, the better the less
        std::vector<std::pair<std::int64_t, std::int64_t>> ranks(places.size());
        for (const auto& triad : some) {
            auto& [waiting, cost] = ranks[place_of[triad[0]]];
            waiting -= 3;
            cost += graph.cost(triad);
        }
        return ranks;
    };
    const auto first = ranked(triads), second = ranked(others);
    std::vector<Triple> better;
    for (const auto& triad : triads)
        if (const auto place = place_of[triad[0]]; first[place] <= second[place]) better.push_back(triad);
    for (const auto& triad : others)
        if (const auto place = place_of[triad[0]]; second[place] < first[place]) better.push_back(triad);
    return solve_windows(graph, places, better, pass, largest_place);
}

std::vector<Triple> recombine(const TriadGraph& graph, const std::vector<Triple>& triads,
                              const std::vector<Triple>& known, const WindowPass& pass) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const auto* some : {&triads, &known})
        for (const auto& [a, b, c] : *some) pairs.insert({{a, b}, {a, c}, {b, c}});
    TriadProblem problem{graph.size(), {}};
    for (const auto& [a, b] : pairs) problem.pairs.push_back({a, b, graph.cost(a, b)});
    auto by_known = pass;
    by_known.sets = Sets::merged; // least cuts of places so large take longer than they gain
    by_known.joining_cost = 0;
    return solve_windows(TriadGraph(problem), held_together(graph.size(), triads, known), triads, by_known,
                         largest_known);
}

} // namespace peerreview::solve
