// A proof is believed for what it shows, not for where it comes from.
//
// A part's root prices must leave no allowed triple dear. A triple whose doubled pair costs less prices
// r_ij + r_ik + r_jk fall under a limit L has a pair (i, j) with r_ij < L/3, and its third school k is then
// nearer than (L - r_ij)/2 by r to i or to j. So for each such pair the short lists of both ends are looked
// through. Where a cut counts every triple, its price goes to the limit, else the lists would be long.
//
// Leaves below the root need not hold for triples that are so dear by the root's prices that no arrangement
// under the bound has room for one.
//
// Waiting. If a part's bound is B with every waiting school at price P, an arrangement in which w wait there
// costs at least B - P w. The w of a part is at least m: its size's remainder by three, or more where even
// the dearest triads could not make up for fewer. By the root's prices alone it costs at least what the
// cheapest that do not wait are priced at, less the cuts: with many waiting that shows more. Waiting schools
// beyond the sum of the m may be in any part, three at a time: they are taken from where they lower the bound
// most, which is least of all bounds, since each three lower a part's bound by no more than those before.

#include "solve/triad_bound.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

namespace peerreview::solve {

namespace {

constexpr std::int64_t greatest_price = 10'000'000'000'000; ///< so that sums of a million stay in range

struct Entry {
    std::uint32_t school;
    std::int32_t cost;
};

/// The allowed pairs of each school of a part, by the part's indices, ascending.
using Lists = std::vector<std::vector<Entry>>;

std::int32_t cost_between(const Lists& lists, std::uint32_t a, std::uint32_t b) {
    const auto found = std::ranges::lower_bound(lists[a], b, {}, &Entry::school);
    return found != lists[a].end() && found->school == b ? found->cost : -1;
}

struct PricedTriple {
    std::array<std::uint32_t, 3> schools;
    std::int64_t reduced; ///< cost less school prices plus cut prices
};

/// Of each school, the cuts that hold it with its weight.
class CutsOf {
public:
    CutsOf(const ProofNode& node, std::size_t schools) : cuts_(node.cut_prices), of_(schools) {
        for (std::uint32_t c = 0; c < cuts_.size(); ++c)
            for (std::size_t i = 0; i < cuts_[c].schools.size(); ++i)
                of_[cuts_[c].schools[i]].emplace_back(c, cuts_[c].weights[i]);
    }
    std::int64_t on(const std::array<std::uint32_t, 3>& triple) {
        weight_.clear();
        for (const auto school : triple)
            for (const auto& [cut, weight] : of_[school]) weight_.emplace_back(cut, weight);
        std::ranges::sort(weight_);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < weight_.size();) {
            const auto cut = weight_[i].first;
            int together = 0;
            for (; i < weight_.size() && weight_[i].first == cut; ++i) together += weight_[i].second;
            sum += cuts_[cut].price * (together / cuts_[cut].divisor);
        }
        return sum;
    }

private:
    const std::vector<CutPrice>& cuts_;
    std::vector<std::vector<std::pair<std::uint32_t, int>>> of_;
    std::vector<std::pair<std::uint32_t, int>> weight_;
};

/// The price of cuts that count every triple of the part once or more.
std::int64_t price_on_all(const ProofNode& node, std::size_t schools) {
    std::int64_t sum = 0;
    for (const auto& cut : node.cut_prices)
        if (cut.schools.size() == schools && 3 * *std::ranges::min_element(cut.weights) >= cut.divisor)
            sum += cut.price;
    return sum;
}

std::int64_t sum_of_prices(const ProofNode& node) {
    auto sum = std::accumulate(node.school_prices.begin(), node.school_prices.end(), std::int64_t{0});
    for (const auto& cut : node.cut_prices)
        sum -= cut.price *
               (std::accumulate(cut.weights.begin(), cut.weights.end(), std::int64_t{0}) / cut.divisor);
    return sum;
}

/// Visits every triple with less than `room` of reduced cost by a node's prices, some more than once.
template <class Visit>
void each_cheap_triple(const Lists& lists, const ProofNode& node, std::int64_t room, Visit visit) {
    const auto limit = 2 * (room - price_on_all(node, lists.size()));
    using Near = std::pair<std::int64_t, std::uint32_t>; // doubled cost less prices, school
    const auto doubled = [&](std::uint32_t i, const Entry& to) {
        return 2 * price_scale * to.cost - node.school_prices[i] - node.school_prices[to.school];
    };
    // A list must reach as far as the pair with the least r at either end asks. One without a pair that could
    // begin a triple is not needed: others look for theirs.
    std::vector<std::vector<Near>> near(lists.size());
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
        auto least = std::numeric_limits<std::int64_t>::max() / 4;
        for (const auto& to : lists[i]) least = std::min(least, doubled(i, to));
        if (3 * least >= limit) continue;
        for (const auto& to : lists[i])
            if (const auto r = doubled(i, to); 2 * r < limit - least || 3 * r < limit)
                near[i].emplace_back(r, to.school);
        std::ranges::sort(near[i]);
    }
    CutsOf cuts(node, lists.size());
    const auto look = [&](std::uint32_t i, std::uint32_t j, std::int64_t ij) {
        for (const auto& [ik, k] : near[i]) {
            if (2 * ik >= limit - ij) break;
            if (k == j) continue;
            const auto cost = cost_between(lists, j, k);
            if (cost < 0) continue;
            const auto jk = 2 * price_scale * cost - node.school_prices[j] - node.school_prices[k];
            if (ij + ik + jk >= limit) continue;
            std::array<std::uint32_t, 3> triple = {i, j, k};
            std::ranges::sort(triple);
            const auto reduced = (ij + ik + jk) / 2 + cuts.on(triple);
            if (reduced < room) visit(PricedTriple{triple, reduced});
        }
    };
    for (std::uint32_t i = 0; i < lists.size(); ++i)
        for (const auto& [r, j] : near[i]) {
            if (3 * r >= limit) break;
            look(i, j, r); // and (j, i) when its turn comes
        }
}

/// Whether a node's numbers are in range and its sets are sets.
bool is_well_formed(const ProofNode& node, std::size_t schools) {
    const auto in_range = [](std::int64_t price) {
        return price >= -greatest_price && price <= greatest_price;
    };
    if (node.school_prices.size() != schools || !std::ranges::all_of(node.school_prices, in_range))
        return false;
    return std::ranges::all_of(node.cut_prices, [&](const CutPrice& cut) {
        const auto is_set =
            std::ranges::adjacent_find(cut.schools, std::greater_equal()) == cut.schools.end();
        return (cut.divisor == 2 || cut.divisor == 3) && cut.price >= 0 && in_range(cut.price) && is_set &&
               !cut.schools.empty() && cut.schools.back() < schools &&
               cut.weights.size() == cut.schools.size() &&
               std::ranges::all_of(cut.weights, [&](int w) { return w >= 1 && w < cut.divisor; });
    });
}

/// A proof of one part while it is checked.
class PartCheck {
public:
    PartCheck(const Lists& lists, const PartProof& proof) : lists_(lists), proof_(proof) {}

    /// Why the part's bound does not hold; empty where it does.
    std::string fault() {
        if (proof_.nodes.empty()) return "has no prices";
        const auto& root = proof_.nodes.front();
        if (!is_well_formed(root, lists_.size())) return "has prices or cuts that are none";
        if (proof_.bound < 0 || proof_.bound > greatest_price / price_scale) return "has no bound";
        const auto top = (proof_.bound - 1) * price_scale; // an arrangement under the bound costs so at most
        const auto sum = sum_of_prices(root);
        const bool has_cases = root.together >= 0;
        bool is_dear = false;
        each_cheap_triple(lists_, root, has_cases ? std::max<std::int64_t>(1, top - sum + 1) : 0,
                          [&](const PricedTriple& triple) {
                              if (triple.reduced < 0) is_dear = true;
                              if (has_cases) possible_.push_back(triple);
                          });
        if (is_dear) return "prices a triple over its cost";
        if (!prices_fit(root)) return "prices a school over what waiting costs";
        return node_fault(0, top);
    }

private:
    bool prices_fit(const ProofNode& node) const {
        for (std::uint32_t i = 0; i < lists_.size(); ++i) {
            const auto is_joined = std::ranges::any_of(
                cases_, [&](const Case& one) { return one.is_together && (one.a == i || one.b == i); });
            if (!is_joined && node.school_prices[i] > proof_.waiting_cost * price_scale) return false;
        }
        return true;
    }

    std::string node_fault(std::size_t number, std::int64_t top) {
        const auto& node = proof_.nodes[number];
        if (node.together < 0) return leaf_fault(number, top);
        const auto is_later = [&](std::int32_t child) {
            return child > static_cast<std::int32_t>(number) &&
                   static_cast<std::size_t>(child) < proof_.nodes.size();
        };
        if (!is_later(node.together) || !is_later(node.apart) || node.a == node.b)
            return "has cases that are none";
        for (const bool is_together : {true, false}) {
            cases_.push_back({node.a, node.b, is_together});
            const auto child = static_cast<std::size_t>(is_together ? node.together : node.apart);
            auto fault = node_fault(child, top);
            cases_.pop_back();
            if (!fault.empty()) return fault;
        }
        return {};
    }

    std::string leaf_fault(std::size_t number, std::int64_t top) {
        const auto& node = proof_.nodes[number];
        if (!is_well_formed(node, lists_.size())) return "has prices or cuts that are none";
        if (sum_of_prices(node) <= top) return "has prices that add up to less than its bound";
        if (number == 0) return {}; // the root was looked at
        if (!prices_fit(node)) return "prices a school over what waiting costs";
        CutsOf cuts(node, lists_.size());
        for (const auto& triple : possible_) {
            if (!agrees(triple.schools)) continue;
            auto reduced = cuts.on(triple.schools);
            for (int i = 0; i < 3; ++i) {
                const auto a = triple.schools[static_cast<std::size_t>(i)];
                const auto b = triple.schools[static_cast<std::size_t>((i + 1) % 3)];
                reduced += cost_between(lists_, a, b) * price_scale - node.school_prices[a];
            }
            if (reduced < 0) return "prices a triple over its cost";
        }
        return {};
    }

    bool agrees(const std::array<std::uint32_t, 3>& triple) const {
        const auto holds = [&](std::uint32_t school) {
            return std::ranges::find(triple, school) != triple.end();
        };
        return std::ranges::all_of(cases_, [&](const Case& one) {
            return one.is_together ? holds(one.a) == holds(one.b) : !(holds(one.a) && holds(one.b));
        });
    }

    struct Case {
        std::uint32_t a, b;
        bool is_together;
    };
    const Lists& lists_;
    const PartProof& proof_;
    std::vector<PricedTriple> possible_; ///< in an arrangement under the bound, by the root's prices
    std::vector<Case> cases_;            ///< on the way to the node
};

/// Where a school is: its part, or none.
struct Whereabouts {
    std::size_t part;
    std::uint32_t index;
};
constexpr auto nowhere = std::numeric_limits<std::size_t>::max();

std::optional<std::vector<Whereabouts>> whereabouts(std::uint32_t schools,
                                                    const std::vector<PartProof>& proofs) {
    std::vector<Whereabouts> where(schools, {nowhere, 0});
    for (std::size_t p = 0; p < proofs.size(); ++p)
        for (std::uint32_t i = 0; i < proofs[p].schools.size(); ++i) {
            const auto school = proofs[p].schools[i];
            if (school >= schools || where[school].part != nowhere) return std::nullopt;
            where[school] = {p, i};
        }
    return where;
}

/// Whether a pair that no part holds whole is in an allowed triple.
bool is_in_triple(const Lists& lists, const Pair& pair) {
    auto a = lists[pair.a].begin(), b = lists[pair.b].begin();
    while (a != lists[pair.a].end() && b != lists[pair.b].end()) {
        if (a->school == b->school) return true;
        if (a->school < b->school)
            ++a;
        else
            ++b;
    }
    return false;
}

/// Sorts a list that mostly is in order, since the pairs of a problem are.
void put_in_order(std::vector<Entry>& list) {
    if (!std::ranges::is_sorted(list, {}, &Entry::school)) std::ranges::sort(list, {}, &Entry::school);
}

/// The pairs of every school; of each part alone where `part` says which.
Lists lists_of(const TriadProblem& problem) {
    Lists lists(problem.schools);
    for (const auto& pair : problem.pairs) {
        lists[pair.a].push_back({pair.b, pair.cost});
        lists[pair.b].push_back({pair.a, pair.cost});
    }
    for (auto& list : lists) put_in_order(list);
    return lists;
}

std::vector<Lists> lists_of_parts(const TriadProblem& problem, const std::vector<Whereabouts>& where,
                                  const std::vector<PartProof>& proofs) {
    std::vector<Lists> parts;
    for (const auto& proof : proofs) parts.emplace_back(proof.schools.size());
    std::vector<std::size_t> counts(where.size());
    for (const auto& pair : problem.pairs) {
        ++counts[pair.a];
        ++counts[pair.b];
    }
    for (std::size_t i = 0; i < where.size(); ++i)
        if (where[i].part != nowhere) parts[where[i].part][where[i].index].reserve(counts[i]);
    for (const auto& pair : problem.pairs) {
        const auto a = where[pair.a], b = where[pair.b];
        if (a.part == nowhere || a.part != b.part) continue;
        parts[a.part][a.index].push_back({b.index, pair.cost});
        parts[a.part][b.index].push_back({a.index, pair.cost});
    }
    for (auto& lists : parts)
        for (auto& list : lists) put_in_order(list);
    return parts;
}

bool crosses_parts(const TriadProblem& problem, const std::vector<Whereabouts>& where) {
    const auto crosses = [&](const Pair& pair) {
        return where[pair.a].part == nowhere || where[pair.a].part != where[pair.b].part;
    };
    if (std::ranges::none_of(problem.pairs, crosses)) return false;
    const auto lists = lists_of(problem);
    return std::ranges::any_of(problem.pairs,
                               [&](const Pair& pair) { return crosses(pair) && is_in_triple(lists, pair); });
}

/// The fewest that can wait in a part, by its proof.
std::int64_t least_waiting(const PartProof& proof, std::int64_t dearest) {
    const auto size = static_cast<std::int64_t>(proof.schools.size());
    auto waiting = size % 3;
    while (waiting < size && waiting * proof.waiting_cost + (size - waiting) / 3 * dearest < proof.bound)
        waiting += 3;
    return waiting;
}

/// What every arrangement of a part costs in which so many wait.
std::int64_t shown_with(const PartProof& proof, const std::vector<std::int64_t>& ascending,
                        std::int64_t waiting) {
    const auto& root = proof.nodes.front();
    auto rest = std::accumulate(ascending.begin(), ascending.end() - waiting, std::int64_t{0});
    for (const auto& cut : root.cut_prices) {
        const auto weight = std::accumulate(cut.weights.begin(), cut.weights.end(), std::int64_t{0});
        rest -= cut.price * (weight / cut.divisor);
    }
    const auto whole = rest <= 0 ? 0 : (rest - 1) / price_scale + 1;
    return std::max({std::int64_t{0}, whole, proof.bound - waiting * proof.waiting_cost});
}

/// The least of what parts show together, of all ways to let so many more wait than the fewest in each.
std::int64_t least_shown(const std::vector<PartProof>& proofs, std::vector<std::int64_t> waiting,
                         std::int64_t more) {
    std::vector<std::vector<std::int64_t>> prices;
    std::vector<std::int64_t> now, then;
    const auto look_on = [&](std::size_t p) {
        const auto next = waiting[p] + 3;
        then[p] = next > std::ssize(prices[p]) ? now[p] : shown_with(proofs[p], prices[p], next);
    };
    for (std::size_t p = 0; p < proofs.size(); ++p) {
        prices.push_back(proofs[p].nodes.front().school_prices);
        std::ranges::sort(prices[p]);
        now.push_back(shown_with(proofs[p], prices[p], waiting[p]));
        then.push_back(0);
        look_on(p);
    }
    for (; more > 0 && !now.empty(); more -= 3) {
        std::size_t lowest = 0;
        for (std::size_t p = 1; p < now.size(); ++p)
            if (now[p] - then[p] > now[lowest] - then[lowest]) lowest = p;
        now[lowest] = then[lowest];
        waiting[lowest] += 3;
        look_on(lowest);
    }
    return std::accumulate(now.begin(), now.end(), std::int64_t{0});
}

} // namespace

CheckedBound check_bound(const TriadProblem& problem, std::int64_t waiting,
                         const std::vector<PartProof>& proofs) {
    const auto where = whereabouts(problem.schools, proofs);
    if (!where) return {0, "a school is in two parts, or is none of the schools"};
    if (crosses_parts(problem, *where)) return {0, "a triple is allowed that no part holds"};
    const auto parts = lists_of_parts(problem, *where, proofs);
    std::int64_t dearest = 0;
    std::vector<std::int64_t> fewest;
    for (const auto& pair : problem.pairs) dearest = std::max(dearest, std::int64_t{3} * pair.cost);
    auto left = waiting - static_cast<std::int64_t>(std::ranges::count(*where, nowhere, &Whereabouts::part));
    for (std::size_t p = 0; p < proofs.size(); ++p) {
        const auto& proof = proofs[p];
        if (proof.waiting_cost < 0 || proof.waiting_cost > greatest_price / price_scale)
            return {0, "part " + std::to_string(p + 1) + " has no price of waiting"};
        if (const auto fault = PartCheck(parts[p], proof).fault(); !fault.empty())
            return {0, "part " + std::to_string(p + 1) + " " + fault};
        fewest.push_back(least_waiting(proof, dearest));
        left -= fewest.back();
    }
    if (left < 0) return {0, "fewer wait than can"};
    return {least_shown(proofs, std::move(fewest), left), {}};
}

} // namespace peerreview::solve
