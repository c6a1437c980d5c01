// Forming triads is a set partition: of all triples whose three pairs are allowed, choose disjoint ones so
// that few schools are left and the sum of perimeters is small.
//
// Parts. Pairs connect schools; what is not connected never meets, so each connected part is solved alone.
//
// Small parts of at most five triads are solved exactly at once, and their cost is their bound.
//
// Search. A first arrangement takes, again and again, the school with the fewest triples left and its
// cheapest triple. Then windows are solved exactly: a few triads near each other, with the schools that wait
// beside them, are taken apart and put together in the best of all ways. A window that holds waiting schools
// may also end with fewer of them. Rounds begin at a school drawn from the seed, and the search keeps what
// does not get worse, so that it can walk along equal arrangements.
//
// Bound. Give each school i a price u_i so that u_i + u_j + u_k <= c_ijk for every allowed triple. Then the
// triads of any arrangement cost at least the prices of the schools that they hold, and with w schools
// waiting at least the sum of all prices less the w greatest. (The prices are a solution of the dual of the
// partition's linear relaxation.) Prices begin at a third of each school's cheapest triple, which is feasible
// since each triple costs at least as much as the cheapest of each of its schools, and rise school by school
// by their slack in passes of coordinate ascent, which keeps them feasible; pairs of schools that block each
// other are freed by first lowering one school and then letting the others rise, kept where the sum grows.
// Prices are whole seconds, three to the second, so that nothing is lost to rounding.

#include "solve/triads.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <span>

namespace peerreview::solve {

namespace {

using Triple = std::array<std::uint32_t, 3>;
constexpr std::size_t window_size = 12; ///< schools: four triads
constexpr std::size_t exact_size = 15;  ///< schools of a part that one window can hold whole
constexpr auto far = std::numeric_limits<std::int64_t>::max();

/// splitmix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// A number below `limit`; the bias of the remainder does not matter here.
    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(next() % limit); }

private:
    std::uint64_t next() {
        auto z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

struct Neighbour {
    std::uint32_t school;
    std::int64_t cost;
};

/// The allowed pairs from each school, by school; costs looked up in logarithmic time.
class Graph {
public:
    explicit Graph(const TriadProblem& problem) : neighbours_(problem.schools) {
        for (const auto& pair : problem.pairs) {
            neighbours_[pair.a].push_back({pair.b, pair.cost});
            neighbours_[pair.b].push_back({pair.a, pair.cost});
        }
        for (auto& list : neighbours_) std::ranges::sort(list, {}, &Neighbour::school);
    }

    /// The same with only the `most` cheapest pairs of each school: what a search looks at first.
    Graph nearest(std::size_t most) const {
        auto graph = *this;
        for (auto& list : graph.neighbours_) {
            if (list.size() <= most) continue;
            std::ranges::stable_sort(list, {}, &Neighbour::cost);
            list.resize(most);
            std::ranges::sort(list, {}, &Neighbour::school);
        }
        return graph;
    }
    const std::vector<Neighbour>& of(std::uint32_t school) const { return neighbours_[school]; }
    std::size_t size() const { return neighbours_.size(); }

    /// The cost of a pair, or `far` where it is not allowed.
    std::int64_t cost(std::uint32_t a, std::uint32_t b) const {
        const auto& list = neighbours_[a];
        const auto found = std::ranges::lower_bound(list, b, {}, &Neighbour::school);
        return found != list.end() && found->school == b ? found->cost : far;
    }
    std::int64_t cost(const Triple& t) const {
        const auto ab = cost(t[0], t[1]), ac = cost(t[0], t[2]), bc = cost(t[1], t[2]);
        return ab == far || ac == far || bc == far ? far : ab + ac + bc;
    }

private:
    std::vector<std::vector<Neighbour>> neighbours_;
};

/// Calls `visit(j, k, cost)` for every allowed triple of school i with the others.
template <class Visit>
void each_triple(const Graph& graph, std::uint32_t i, Visit visit) {
    const auto& list = graph.of(i);
    for (std::size_t a = 0; a < list.size(); ++a)
        for (std::size_t b = a + 1; b < list.size(); ++b)
            if (const auto third = graph.cost(list[a].school, list[b].school); third != far)
                visit(list[a].school, list[b].school, list[a].cost + list[b].cost + third);
}

std::vector<std::vector<std::uint32_t>> connected_parts(const Graph& graph) {
    std::vector<std::vector<std::uint32_t>> parts;
    std::vector<bool> seen(graph.size());
    for (std::uint32_t start = 0; start < graph.size(); ++start) {
        if (seen[start]) continue;
        auto& part = parts.emplace_back(1, start);
        seen[start] = true;
        for (std::size_t i = 0; i < part.size(); ++i)
            for (const auto& next : graph.of(part[i]))
                if (!seen[next.school]) {
                    seen[next.school] = true;
                    part.push_back(next.school);
                }
        std::ranges::sort(part);
    }
    return parts;
}

/// How an arrangement is judged: schools waiting first, then cost.
struct Value {
    std::size_t waiting = 0;
    std::int64_t cost = 0;
    friend auto operator<=>(const Value&, const Value&) = default;
};

/// Puts a few schools together in the best of all ways, by trying for the first school that is free each
/// triple it can be in, or letting it wait.
class Window {
public:
    Window(const Graph& graph, std::vector<std::uint32_t> schools)
        : graph_(graph), schools_(std::move(schools)), used_(schools_.size()) {}

    /// The best arrangement that is better than `limit`, or equal to it where `allow_equal`; empty if none.
    std::optional<std::vector<Triple>> solve(Value limit) {
        best_value_ = limit;
        place(0, {});
        return std::move(best_);
    }

private:
    void place(std::size_t from, Value value) {
        while (from < schools_.size() && used_[from]) ++from;
        if (value >= best_value_) return;
        if (from == schools_.size()) {
            best_value_ = value;
            best_ = chosen_;
            return;
        }
        used_[from] = true;
        for (std::size_t j = from + 1; j < schools_.size(); ++j) {
            if (used_[j] || graph_.cost(schools_[from], schools_[j]) == far) continue;
            for (std::size_t k = j + 1; k < schools_.size(); ++k) {
                if (used_[k]) continue;
                const Triple triple = {schools_[from], schools_[j], schools_[k]};
                const auto cost = graph_.cost(triple);
                if (cost == far) continue;
                used_[j] = used_[k] = true;
                chosen_.push_back(triple);
                place(from + 1, {value.waiting, value.cost + cost});
                chosen_.pop_back();
                used_[j] = used_[k] = false;
            }
        }
        place(from + 1, {value.waiting + 1, value.cost});
        used_[from] = false;
    }

    const Graph& graph_;
    std::vector<std::uint32_t> schools_;
    std::vector<bool> used_;
    std::vector<Triple> chosen_;
    Value best_value_;
    std::optional<std::vector<Triple>> best_;
};

/// One connected part and its arrangement while it is searched.
class Part {
public:
    Part(const Graph& graph, const Graph& near, const std::vector<std::uint32_t>& schools,
         std::map<std::uint32_t, Triple>& triad_of)
        : graph_(graph), near_(near), schools_(schools), triad_of_(triad_of) {}

    void construct() {
        auto free = schools_;
        if (schools_.size() > largest_for_counting) {
            for (const auto school : schools_) take_cheapest(school);
            return;
        }
        while (const auto best = most_constrained(free)) {
            for (const auto school : *best) triad_of_[school] = *best;
            std::erase_if(free, [&](auto school) { return triad_of_.contains(school); });
        }
    }

    /// Takes a window around a school and keeps what is better.
    void improve(Random& random) {
        const auto start = schools_[random.below(schools_.size())];
        const auto window = window_around(start, random);
        Value now;
        for (const auto school : window) {
            const auto triad = triad_of_.find(school);
            if (triad == triad_of_.end())
                ++now.waiting;
            else if (triad->second[0] == school)
                now.cost += graph_.cost(triad->second);
        }
        const auto better = Window(graph_, window).solve(now);
        if (!better) return;
        for (const auto school : window) triad_of_.erase(school);
        for (const auto& triple : *better)
            for (const auto school : triple) triad_of_[school] = triple;
    }

private:
    static constexpr std::size_t largest_for_counting = 90;

    /// Puts a free school into its cheapest triple of free schools.
    void take_cheapest(std::uint32_t school) {
        if (triad_of_.contains(school)) return;
        auto cheapest = far;
        Triple best{};
        each_triple(near_, school, [&](std::uint32_t j, std::uint32_t k, std::int64_t cost) {
            if (cost >= cheapest || triad_of_.contains(j) || triad_of_.contains(k)) return;
            cheapest = cost;
            best = {school, j, k};
        });
        if (cheapest == far) return;
        std::ranges::sort(best);
        for (const auto member : best) triad_of_[member] = best;
    }

    /// The cheapest triple of the free school that has the fewest; nothing where no triple is left.
    std::optional<Triple> most_constrained(const std::vector<std::uint32_t>& free) const {
        std::optional<Triple> best;
        auto fewest = std::numeric_limits<std::size_t>::max();
        for (const auto school : free) {
            std::size_t count = 0;
            auto cheapest = far;
            Triple triple{};
            const auto visit = [&](std::uint32_t j, std::uint32_t k, std::int64_t cost) {
                if (triad_of_.contains(j) || triad_of_.contains(k)) return;
                ++count;
                if (cost >= cheapest) return;
                cheapest = cost;
                triple = {school, j, k};
            };
            each_triple(near_, school, visit);
            if (count == 0 || count >= fewest) continue;
            fewest = count;
            std::ranges::sort(triple);
            best = triple;
        }
        return best;
    }

    /// Whole triads and waiting schools, near each other: the start's own, then those of its neighbours,
    /// nearest first with some left to chance, up to four triads.
    std::vector<std::uint32_t> window_around(std::uint32_t start, Random& random) const {
        std::vector<std::uint32_t> window;
        const auto take = [&](std::uint32_t school) {
            if (std::ranges::find(window, school) != window.end()) return;
            const auto triad = triad_of_.find(school);
            if (triad == triad_of_.end())
                window.push_back(school);
            else if (window.size() + 3 <= window_size)
                window.insert(window.end(), triad->second.begin(), triad->second.end());
        };
        take(start);
        auto near = near_.of(start);
        std::ranges::stable_sort(near, {}, &Neighbour::cost);
        for (const auto& neighbour : near) {
            if (window.size() >= window_size) break;
            if (random.below(3) > 0) take(neighbour.school);
        }
        std::ranges::sort(window);
        return window;
    }

    const Graph& graph_;
    const Graph& near_; ///< the same pairs, fewer for each school
    const std::vector<std::uint32_t>& schools_;
    std::map<std::uint32_t, Triple>& triad_of_;
};

/// Prices that never exceed a triple's cost, three to the second.
class Prices {
public:
    Prices(const Graph& graph, const std::vector<std::uint32_t>& schools, std::vector<std::int64_t>& price)
        : graph_(graph), schools_(schools), price_(price) {}

    void ascend(int passes) {
        if (schools_.size() > largest_for_triples) {
            for (const auto school : schools_) price_[school] = half_of_two_cheapest(school);
            return;
        }
        for (const auto school : schools_) price_[school] = cheapest(school);
        for (const auto school : schools_)
            if (price_[school] == far) price_[school] = 0; // in no triple: it waits, whatever its price
        for (int pass = 0; pass < passes; ++pass) {
            for (const auto school : schools_) raise(school);
            if (schools_.size() <= largest_for_exchange)
                for (const auto school : schools_) exchange(school);
        }
    }

private:
    static constexpr std::size_t largest_for_triples = 150, largest_for_exchange = 45;

    /// Each pair of a triad counts half for either of its schools, so half of the two cheapest pairs of each
    /// school are prices too.
    std::int64_t half_of_two_cheapest(std::uint32_t school) const {
        auto least = far, second = far;
        for (const auto& neighbour : graph_.of(school)) {
            second = std::min(second, std::max(least, neighbour.cost));
            least = std::min(least, neighbour.cost);
        }
        return second == far ? 0 : 3 * (least + second) / 2;
    }
    std::int64_t cheapest(std::uint32_t school) const {
        auto least = far;
        each_triple(graph_, school, [&](auto, auto, std::int64_t cost) { least = std::min(least, cost); });
        return least;
    }
    /// How much a school's price can rise with the others as they are.
    std::int64_t slack(std::uint32_t school) const {
        auto least = far;
        each_triple(graph_, school, [&](auto j, auto k, std::int64_t cost) {
            least = std::min(least, 3 * cost - price_[school] - price_[j] - price_[k]);
        });
        return least == far ? 0 : least;
    }
    void raise(std::uint32_t school) { price_[school] += slack(school); }

    /// Lowers one school and lets its neighbours rise; undone where the sum does not grow.
    void exchange(std::uint32_t school) {
        std::vector<std::uint32_t> touched = {school};
        for (const auto& neighbour : graph_.of(school)) touched.push_back(neighbour.school);
        std::vector<std::int64_t> before;
        std::int64_t sum = 0;
        for (const auto one : touched) {
            before.push_back(price_[one]);
            sum += price_[one];
        }
        price_[school] -= std::max<std::int64_t>(3, std::abs(price_[school]) / 16);
        for (std::size_t i = touched.size(); i-- > 0;) raise(touched[i]);
        std::int64_t after = 0;
        for (const auto one : touched) after += price_[one];
        if (after >= sum) return;
        for (std::size_t i = 0; i < touched.size(); ++i) price_[touched[i]] = before[i];
    }

    const Graph& graph_;
    const std::vector<std::uint32_t>& schools_;
    std::vector<std::int64_t>& price_;
};

/// The sum of the prices less the greatest of as many as wait, in seconds rounded up: costs are whole.
std::int64_t bound_of(const std::vector<std::uint32_t>& part, const std::vector<std::int64_t>& price,
                      std::size_t waiting) {
    std::vector<std::int64_t> sorted;
    sorted.reserve(part.size());
    for (const auto school : part) sorted.push_back(price[school]);
    std::ranges::sort(sorted);
    const auto kept = std::span(sorted).first(sorted.size() - waiting);
    const auto sum = std::accumulate(kept.begin(), kept.end(), std::int64_t{0});
    return sum <= 0 ? 0 : (sum + 2) / 3;
}

/// Writes down which schools of a part wait, and how many do.
std::size_t note_waiting(const std::vector<std::uint32_t>& part,
                         const std::map<std::uint32_t, Triple>& triad_of, TriadSolution& solution) {
    std::size_t waiting = 0;
    for (const auto school : part) {
        solution.part_size[school] = static_cast<std::uint32_t>(part.size());
        if (triad_of.contains(school)) continue;
        ++waiting;
        solution.waiting.push_back(school);
    }
    return waiting;
}

} // namespace

TriadSolution form_triads(const TriadProblem& problem, const TriadOptions& options) {
    TriadSolution solution;
    const Graph graph(problem);
    const auto near = graph.nearest(30);
    std::map<std::uint32_t, Triple> triad_of;
    std::vector<std::int64_t> price(problem.schools);
    solution.part_size.resize(problem.schools);
    for (const auto& schools : connected_parts(graph)) {
        if (schools.size() <= exact_size) { // one window holds all of it, and its answer is the best there is
            const auto best = Window(graph, schools).solve({schools.size() + 1, 0}).value();
            for (const auto& triple : best) {
                for (const auto school : triple) triad_of[school] = triple;
                solution.bound += graph.cost(triple);
            }
            note_waiting(schools, triad_of, solution);
            continue;
        }
        Part part(graph, near, schools, triad_of);
        part.construct();
        Random random(options.seed);
        for (int round = 0; round < options.rounds * static_cast<int>(1 + schools.size() / 100); ++round)
            part.improve(random);
        const auto waiting = note_waiting(schools, triad_of, solution);
        constexpr int passes = 40;
        Prices(graph, schools, price).ascend(passes);
        solution.bound += bound_of(schools, price, waiting);
    }
    for (const auto& [school, triad] : triad_of) {
        if (triad[0] != school) continue;
        solution.triads.push_back(triad);
        solution.cost += graph.cost(triad);
    }
    std::ranges::sort(solution.waiting);
    return solution;
}

} // namespace peerreview::solve
