// QuickXplain (U. Junker, "QUICKXPLAIN: Preferred Explanations and Relaxations for Over-Constrained
// Problems", AAAI 2004): the facts are halved; what the second half must add to the first is found with the
// first half on, and then what the first half must add to that.

#include "solve/smallest_conflict.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace peerreview::solve {

namespace {

class Explainer {
public:
    Explainer(std::size_t count, const std::function<bool(const std::vector<bool>&)>& is_possible)
        : on_(count), is_possible_(is_possible) {}

    /// What of `facts` must be added to what is on; `is_changed` where something was put on since it was
    /// known that more is needed.
    std::vector<std::size_t> explain(bool is_changed, std::span<const std::size_t> facts) {
        if (is_changed && !is_possible_(on_)) return {};
        if (facts.size() == 1) return {facts.begin(), facts.end()};
        const auto first = facts.first(facts.size() / 2), second = facts.subspan(facts.size() / 2);
        put(first, true);
        const auto of_second = explain(true, second);
        put(first, false);
        put(of_second, true);
        auto conflict = explain(!of_second.empty(), first);
        put(of_second, false);
        conflict.insert(conflict.end(), of_second.begin(), of_second.end());
        return conflict;
    }

private:
    void put(std::span<const std::size_t> facts, bool is_on) {
        for (const auto fact : facts) on_[fact] = is_on;
    }

    std::vector<bool> on_;
    const std::function<bool(const std::vector<bool>&)>& is_possible_;
};

} // namespace

std::vector<std::size_t> smallest_conflict(std::size_t count,
                                           const std::function<bool(const std::vector<bool>&)>& is_possible) {
    if (count == 0 || !is_possible(std::vector<bool>(count))) return {};
    std::vector<std::size_t> facts(count);
    std::iota(facts.begin(), facts.end(), std::size_t{0});
    auto conflict = Explainer(count, is_possible).explain(false, facts);
    std::ranges::sort(conflict);
    return conflict;
}

} // namespace peerreview::solve
