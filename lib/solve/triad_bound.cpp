// A proof is believed for what it shows, not for where it comes from.
//
// A part's root prices must leave no allowed triple dear (bound_triples.hpp).
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
// Where a part has several proofs, at several prices, what shows most counts for each number that waits.

#include "solve/triad_bound.hpp"

#include "solve/bound_triples.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace peerreview::solve {

namespace {

constexpr std::int64_t greatest_bound = 1'000'000'000'000;          ///< seconds
constexpr std::int64_t greatest_sum = greatest_bound * price_scale; ///< so that some of them stay in range
constexpr std::int64_t greatest_price = 10'000'000'000'000;

std::int64_t limit_of(const CutPrice& cut) {
    return std::accumulate(cut.weights.begin(), cut.weights.end(), std::int64_t{0}) / cut.divisor;
}

std::int64_t sum_of_prices(const ProofNode& node) {
    auto sum = std::accumulate(node.school_prices.begin(), node.school_prices.end(), std::int64_t{0});
    for (const auto& cut : node.cut_prices) sum -= cut.price * limit_of(cut);
    return sum;
}

/// Whether the sum, and any part of it, is in range. A cut of no limit counts as one of limit 1.
bool can_be_added_up(const ProofNode& node) {
    double sum = 0;
    for (const auto price : node.school_prices) sum += std::abs(static_cast<double>(price));
    for (const auto& cut : node.cut_prices)
        sum += static_cast<double>(cut.price) * static_cast<double>(std::max<std::int64_t>(1, limit_of(cut)));
    return sum <= static_cast<double>(greatest_sum);
}

/// Whether a node's numbers are in range and its sets are sets.
bool is_well_formed(const ProofNode& node, std::size_t schools) {
    const auto in_range = [](std::int64_t price) {
        return price >= -greatest_price && price <= greatest_price;
    };
    if (node.school_prices.size() != schools || !std::ranges::all_of(node.school_prices, in_range))
        return false;
    const auto is_cut = [&](const CutPrice& cut) {
        const auto is_set =
            std::ranges::adjacent_find(cut.schools, std::greater_equal()) == cut.schools.end();
        return (cut.divisor == 2 || cut.divisor == 3) && cut.price >= 0 && in_range(cut.price) && is_set &&
               !cut.schools.empty() && cut.schools.back() < schools &&
               cut.weights.size() == cut.schools.size() &&
               std::ranges::all_of(cut.weights, [&](int w) { return w >= 1 && w < cut.divisor; });
    };
    return std::ranges::all_of(node.cut_prices, is_cut) && can_be_added_up(node);
}

/// A proof of one part while it is checked.
class PartCheck {
public:
    PartCheck(const PartPairs& part, const PartProof& proof, unsigned threads)
        : part_(part), proof_(proof), threads_(threads) {}

    /// Why the part's bound does not hold; empty where it does.
    std::string fault() {
        if (proof_.waiting_cost < 0 || proof_.waiting_cost > greatest_price / price_scale)
            return "has no price of waiting";
        if (proof_.nodes.empty()) return "has no prices";
        const auto& root = proof_.nodes.front();
        if (!is_well_formed(root, part_.size())) return "has prices or cuts that are none";
        if (proof_.bound < 0 || proof_.bound > greatest_bound) return "has no bound";
        const auto top = (proof_.bound - 1) * price_scale; // an arrangement under the bound costs so at most
        const auto sum = sum_of_prices(root);
        const bool has_cases = root.together >= 0;
        const auto room = has_cases ? std::max<std::int64_t>(1, top - sum + 1) : 0;
        auto cheap = cheap_triples(part_, root, room, threads_);
        if (!cheap) return "prices a triple over its cost";
        possible_ = std::move(*cheap);
        if (!prices_fit(root)) return "prices a school over what waiting costs";
        return node_fault(0, top);
    }

private:
    bool prices_fit(const ProofNode& node) const {
        for (std::uint32_t i = 0; i < part_.size(); ++i) {
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
        if (!is_well_formed(node, part_.size())) return "has prices or cuts that are none";
        if (sum_of_prices(node) <= top) return "has prices that add up to less than its bound";
        if (number == 0) return {}; // the root was looked at
        if (!prices_fit(node)) return "prices a school over what waiting costs";
        const CutsOf cuts(node, part_.size());
        for (const auto& triple : possible_) {
            if (!agrees(triple.schools)) continue;
            auto reduced = cuts.on(triple.schools);
            for (int i = 0; i < 3; ++i) {
                const auto a = triple.schools[static_cast<std::size_t>(i)];
                const auto b = triple.schools[static_cast<std::size_t>((i + 1) % 3)];
                reduced += part_.cost(a, b) * price_scale - node.school_prices[a];
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
    const PartPairs& part_;
    const PartProof& proof_;
    unsigned threads_;
    std::vector<PricedTriple> possible_; ///< in an arrangement under the bound, by the root's prices
    std::vector<Case> cases_;            ///< on the way to the node
};

std::optional<std::vector<Whereabouts>> whereabouts(std::uint32_t schools,
                                                    const std::vector<PartProof>& proofs) {
    std::vector<Whereabouts> where(schools, {nowhere, 0});
    for (std::uint32_t p = 0; p < proofs.size(); ++p)
        for (std::uint32_t i = 0; i < proofs[p].schools.size(); ++i) {
            const auto school = proofs[p].schools[i];
            if (school >= schools || where[school].part != nowhere) return std::nullopt;
            where[school] = {p, i};
        }
    return where;
}

/// Whether two lists that ascend have a number in common.
bool have_common(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second) {
    auto a = first.begin(), b = second.begin();
    while (a != first.end() && b != second.end()) {
        if (*a == *b) return true;
        if (*a < *b)
            ++a;
        else
            ++b;
    }
    return false;
}

/// Whether an allowed triple has schools that no one part holds together: then it has a pair of that kind.
bool crosses_parts(const PairTable& table, const std::vector<Whereabouts>& where) {
    std::vector<Pair> crossing;
    for (const auto& pair : table.all())
        if (where[pair.a].part == nowhere || where[pair.a].part != where[pair.b].part)
            crossing.push_back(pair);
    if (crossing.empty()) return false;
    std::vector<bool> is_asked(where.size());
    for (const auto& pair : crossing) is_asked[pair.a] = is_asked[pair.b] = true;
    std::vector<std::vector<std::uint32_t>> partners(where.size()); // ascending
    for (const auto& pair : table.all()) {
        if (is_asked[pair.a]) partners[pair.a].push_back(pair.b);
        if (is_asked[pair.b]) partners[pair.b].push_back(pair.a);
    }
    return std::ranges::any_of(
        crossing, [&](const Pair& pair) { return have_common(partners[pair.a], partners[pair.b]); });
}

/// The proofs of one part, all right.
class Shown {
public:
    explicit Shown(std::int64_t schools) : size_(schools), fewest_(schools % 3) {}

    /// One more, where no triad costs over `dearest`.
    void add(const PartProof& proof, std::int64_t dearest) {
        while (fewest_ < size_ &&
               fewest_ * proof.waiting_cost + (size_ - fewest_) / 3 * dearest < proof.bound)
            fewest_ += 3;
        auto prices = proof.nodes.front().school_prices;
        std::ranges::sort(prices);
        proofs_.push_back({&proof, std::move(prices)});
    }
    std::int64_t size() const { return size_; }
    /// The fewest that can wait.
    std::int64_t fewest() const { return fewest_; }
    /// What every arrangement costs in which so many wait.
    std::int64_t with(std::int64_t waiting) const {
        std::int64_t most = 0;
        for (const auto& [proof, ascending] : proofs_)
            most = std::max(most, shown_by(*proof, ascending, waiting));
        return most;
    }

private:
    static std::int64_t shown_by(const PartProof& proof, const std::vector<std::int64_t>& ascending,
                                 std::int64_t waiting) {
        auto rest = std::accumulate(ascending.begin(), ascending.end() - waiting, std::int64_t{0});
        for (const auto& cut : proof.nodes.front().cut_prices) {
            const auto weight = std::accumulate(cut.weights.begin(), cut.weights.end(), std::int64_t{0});
            rest -= cut.price * (weight / cut.divisor);
        }
        const auto whole = rest <= 0 ? 0 : (rest - 1) / price_scale + 1;
        return std::max(whole, proof.bound - waiting * proof.waiting_cost);
    }

    struct Priced {
        const PartProof* proof;
        std::vector<std::int64_t> ascending; ///< its root's school prices
    };
    std::int64_t size_, fewest_;
    std::vector<Priced> proofs_;
};

/// The least of what parts show together, of all ways to let so many more wait than the fewest in each.
std::int64_t least_shown(const std::vector<Shown>& parts, std::int64_t more) {
    std::vector<std::int64_t> waiting, now, then;
    const auto look_on = [&](std::size_t p) {
        const auto next = waiting[p] + 3;
        then[p] = next > parts[p].size() ? now[p] : parts[p].with(next);
    };
    for (std::size_t p = 0; p < parts.size(); ++p) {
        waiting.push_back(parts[p].fewest());
        now.push_back(parts[p].with(waiting[p]));
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
                         const std::vector<PartProof>& proofs, unsigned threads) {
    const auto where = whereabouts(problem.schools, proofs);
    if (!where) return {0, "a school is in two parts, or is none of the schools"};
    const PairTable table(problem);
    if (crosses_parts(table, *where)) return {0, "a triple is allowed that no part holds"};
    std::int64_t dearest = 0;
    std::vector<Shown> parts;
    for (const auto& pair : problem.pairs) dearest = std::max(dearest, std::int64_t{3} * pair.cost);
    auto left = waiting - static_cast<std::int64_t>(std::ranges::count(*where, nowhere, &Whereabouts::part));
    for (std::uint32_t p = 0; p < proofs.size(); ++p) {
        const PartPairs part(table, *where, p, proofs[p].schools);
        auto& shown = parts.emplace_back(part.size());
        std::string fault;
        const auto check = [&](const PartProof& proof) {
            if (fault.empty()) fault = PartCheck(part, proof, threads).fault();
            if (fault.empty()) shown.add(proof, dearest);
        };
        check(proofs[p]);
        std::ranges::for_each(proofs[p].others, check);
        if (!fault.empty()) return {0, "part " + std::to_string(p + 1) + " " + fault};
        left -= shown.fewest();
    }
    if (left < 0) return {0, "fewer wait than can"};
    return {least_shown(parts, left), {}};
}

} // namespace peerreview::solve
