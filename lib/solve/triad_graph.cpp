#include "solve/triad_graph.hpp"

#include <numeric>

namespace peerreview::solve {

namespace {

/// Sets that grow together.
class Union {
public:
    explicit Union(std::uint32_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t root(std::uint32_t a) {
        while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
        return a;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

} // namespace

TriadGraph::TriadGraph(const TriadProblem& problem) : first_(problem.schools + 1) {
    for (const auto& pair : problem.pairs) {
        ++first_[pair.a + 1];
        ++first_[pair.b + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    other_.resize(first_.back());
    cost_.resize(first_.back());
    auto next = first_;
    const auto put = [&](std::uint32_t a, std::uint32_t b, std::int32_t cost) {
        other_[next[a]] = b;
        cost_[next[a]++] = cost;
    };
    // Pairs sorted by their schools fill every list in order: first those with the lesser, then the greater.
    const auto is_before = [](const Pair& x, const Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    const auto fill = [&](const std::vector<Pair>& pairs) {
        for (const auto& pair : pairs) put(pair.b, pair.a, pair.cost);
        for (const auto& pair : pairs) put(pair.a, pair.b, pair.cost);
    };
    if (std::ranges::is_sorted(problem.pairs, is_before)) {
        fill(problem.pairs);
        return;
    }
    auto sorted = problem.pairs;
    std::ranges::sort(sorted, is_before);
    fill(sorted);
}

std::int32_t TriadGraph::cost(std::uint32_t a, std::uint32_t b) const {
    const auto begin = other_.begin() + static_cast<std::ptrdiff_t>(first_[a]);
    const auto end = other_.begin() + static_cast<std::ptrdiff_t>(first_[a + 1]);
    const auto found = std::lower_bound(begin, end, b);
    return found != end && *found == b ? cost_[static_cast<std::size_t>(found - other_.begin())]
                                       : Block::forbidden;
}

std::int32_t TriadGraph::greatest() const { return cost_.empty() ? 0 : *std::ranges::max_element(cost_); }

bool TriadGraph::have_third(std::uint32_t a, std::uint32_t b, std::uint32_t& third) const {
    auto i = first_[a], j = first_[b];
    while (i < first_[a + 1] && j < first_[b + 1]) {
        if (other_[i] == other_[j]) {
            third = other_[i];
            return true;
        }
        if (other_[i] < other_[j])
            ++i;
        else
            ++j;
    }
    return false;
}

std::vector<std::vector<std::uint32_t>> TriadGraph::parts() const {
    Union sets(size());
    for (std::uint32_t a = 0; a < size(); ++a)
        each_pair(a, [&](std::uint32_t b, std::int32_t) {
            std::uint32_t third = 0;
            if (b < a || sets.root(a) == sets.root(b) || !have_third(a, b, third)) return;
            sets.join(a, b);
            sets.join(a, third);
        });
    std::vector<std::vector<std::uint32_t>> parts;
    std::vector<std::size_t> part_of(size());
    for (std::uint32_t a = 0; a < size(); ++a) {
        const auto root = sets.root(a);
        if (root == a) {
            part_of[a] = parts.size();
            parts.emplace_back();
        }
        parts[part_of[root]].push_back(a);
    }
    return parts;
}

Block TriadGraph::block(std::span<const std::uint32_t> schools) const {
    Block block(static_cast<std::uint32_t>(schools.size()));
    for (std::uint32_t i = 0; i < block.size(); ++i)
        for (auto j = i + 1; j < block.size(); ++j)
            if (const auto pair = cost(schools[i], schools[j]); pair >= 0) block.set(i, j, pair);
    return block;
}

TriadGraph TriadGraph::part(std::span<const std::uint32_t> schools) const {
    constexpr std::uint32_t outside = 0xFFFFFFFF;
    std::vector<std::uint32_t> index(size(), outside);
    for (std::uint32_t i = 0; i < schools.size(); ++i) index[schools[i]] = i;
    TriadGraph graph;
    std::size_t most = 0;
    for (const auto school : schools) most += pairs_of(school);
    graph.other_.reserve(most);
    graph.cost_.reserve(most);
    graph.first_.push_back(0);
    for (const auto school : schools) {
        each_pair(school, [&](std::uint32_t other, std::int32_t cost) {
            if (index[other] == outside) return;
            graph.other_.push_back(index[other]);
            graph.cost_.push_back(cost);
        });
        graph.first_.push_back(graph.other_.size());
    }
    return graph;
}

} // namespace peerreview::solve
