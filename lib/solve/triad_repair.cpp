// The aims - few waiting, few triads changed, little travel - become one cost. A triad that changes costs
// `unit` times its weight, more than any travel; a dear one weighs more than all others together.
//
// Forming triads prices pairs, not triples, so what a kept triad saves is spread over its three pairs: each
// costs a third of its triad's price less. That is right for a triad that is kept and for one of which all
// schools are scattered, and too cheap by a third where two of its schools stay together with another. The
// least cost with such pairs is therefore a bound, and the arrangement shows where it is too low: there one
// branches, the triad is kept as it is (its schools leave the problem), or it changes (its pairs cost what
// any cost). The same settles pairs that no rule allows but that stand: they are there until their triad is
// decided, and gone when it changes.
//
// The open branch with the least bound is next, so the first to be whole is best. Every arrangement changes
// a whole number of triads: a bound of two thirds of a unit, which travel cannot make up, is one of a unit.

#include "solve/triad_repair.hpp"

#include "solve/triad_waiting.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace peerreview::solve {

namespace {

enum class Fate : std::uint8_t { open, kept, changed };

/// How good an arrangement is, or at best: few waiting, then little cost with what changes cost.
struct Value {
    std::int64_t waiting = std::numeric_limits<std::int64_t>::max();
    std::int64_t cost = 0;
    auto operator<=>(const Value&) const = default;
};

struct Branch {
    std::vector<Fate> fates;
    std::size_t undecided = 0; ///< the triad to branch on
};

std::pair<std::uint32_t, std::uint32_t> pair_of(const Triple& triple, std::size_t side) {
    constexpr std::array<std::pair<std::size_t, std::size_t>, 3> sides = {{{0, 1}, {0, 2}, {1, 2}}};
    return {triple[sides[side].first], triple[sides[side].second]};
}

class Repair {
public:
    Repair(const RepairProblem& problem, const TriadOptions& options)
        : problem_(problem), options_(options), triad_of_(problem.triads.schools, none) {
        for (std::size_t i = 0; i < problem.standing.size(); ++i)
            for (const auto school : problem.standing[i].schools) triad_of_[school] = i;
        for (const auto& pair : problem.triads.pairs) costs_[{pair.a, pair.b}] = pair.cost;
        set_prices();
    }

    RepairSolution run() {
        const auto bare = solve(std::vector(problem_.standing.size(), Fate::open), false);
        least_.waiting = fewest_waiting(bare);
        if (least_.waiting == std::ssize(bare.solution.waiting)) least_.cost = bare.solution.bound;
        if (!keep_all()) search();
        return answer();
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    // ---- prices

    void set_prices() {
        std::int64_t greatest = 1;
        for (const auto& pair : problem_.triads.pairs) greatest = std::max<std::int64_t>(greatest, pair.cost);
        for (const auto& triad : problem_.standing)
            for (const auto cost : triad.costs) greatest = std::max<std::int64_t>(greatest, cost);
        most_travel_ = greatest * problem_.triads.schools;
        const auto dear = std::ranges::count(problem_.standing, true, &StandingTriad::is_dear);
        const auto others = std::ssize(problem_.standing) - dear;
        dear_weight_ = dear > 0 && others > 0 ? others + 1 : 1;
        // Pairs are priced in 32 bits. A unit that is too little for a proof is still a strong wish.
        constexpr std::int64_t most = std::int64_t{1} << 29;
        unit_ = 3 * (most_travel_ + 1);
        is_exact_ = unit_ / 3 * dear_weight_ + greatest < most;
        if (!is_exact_) unit_ = 3 * std::max<std::int64_t>(1, (most - greatest) / dear_weight_);
        shift_ = unit_ / 3 * dear_weight_;
    }

    std::int64_t weight(std::size_t triad) const {
        return problem_.standing[triad].is_dear ? dear_weight_ : 1;
    }
    std::int64_t price(std::size_t triad) const { return weight(triad) * unit_; }

    // ---- one branch

    /// The problem of a branch as it was solved, and its schools.
    struct Solved {
        std::vector<std::uint32_t> schools;
        TriadSolution solution;
        std::int64_t greatest = 0; ///< cost of a pair
    };

    /// Kept triads are left out. Where changes are priced, the pairs of open triads cost less, and all are
    /// raised so that none is under 0.
    Solved solve(const std::vector<Fate>& fates, bool are_changes_priced) const {
        Solved solved;
        std::vector<std::uint32_t> index(problem_.triads.schools);
        for (std::uint32_t school = 0; school < problem_.triads.schools; ++school) {
            if (triad_of_[school] != none && fates[triad_of_[school]] == Fate::kept) continue;
            index[school] = static_cast<std::uint32_t>(solved.schools.size());
            solved.schools.push_back(school);
        }
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> costs;
        const auto shift = are_changes_priced ? shift_ : 0;
        for (const auto& pair : problem_.triads.pairs)
            if (is_in(fates, pair.a) && is_in(fates, pair.b))
                costs[{index[pair.a], index[pair.b]}] = pair.cost + shift;
        for (std::size_t i = 0; i < fates.size(); ++i)
            for (std::size_t side = 0; fates[i] == Fate::open && side < 3; ++side) {
                const auto [a, b] = pair_of(problem_.standing[i].schools, side);
                costs[{index[a], index[b]}] =
                    problem_.standing[i].costs[side] + shift - (are_changes_priced ? price(i) / 3 : 0);
            }
        TriadProblem problem{static_cast<std::uint32_t>(solved.schools.size()), {}};
        for (const auto& [pair, cost] : costs) {
            problem.pairs.push_back({pair.first, pair.second, static_cast<std::int32_t>(cost)});
            solved.greatest = std::max(solved.greatest, cost);
        }
        auto options = options_;
        options.progress = {};
        solved.solution = form_triads(problem, options);
        return solved;
    }

    static bool is_open(const std::vector<Fate>& fates) {
        return std::ranges::find(fates, Fate::open) != fates.end();
    }
    bool is_in(const std::vector<Fate>& fates, std::uint32_t school) const {
        return triad_of_[school] == none || fates[triad_of_[school]] != Fate::kept;
    }

    /// How many wait at least, by the proofs of the parts.
    static std::int64_t fewest_waiting(const Solved& solved) {
        auto fewest = std::ranges::count(solved.solution.part_size, 1u);
        for (const auto& proof : solved.solution.proofs)
            fewest += fewest_by(proof, std::ssize(proof.schools), 3 * solved.greatest);
        return fewest;
    }

    /// Looks at a branch: a better arrangement is kept, and what is undecided is put by.
    void look_at(std::vector<Fate> fates) {
        const auto solved = solve(fates, is_open(fates));
        std::vector<Triple> triads;
        for (const auto& triple : solved.solution.triads)
            triads.push_back(
                {solved.schools[triple[0]], solved.schools[triple[1]], solved.schools[triple[2]]});
        const auto undecided = first_undecided(fates, triads);
        for (std::size_t i = 0; i < fates.size(); ++i)
            if (fates[i] == Fate::kept) triads.push_back(problem_.standing[i].schools);
        const auto bound = bound_of(fates, solved);
        if (are_allowed(triads)) offer(std::move(triads));
        if (undecided != none)
            open_.emplace(std::pair(bound, number_++), Branch{std::move(fates), undecided});
        else if (best_value_ > bound)
            closed_ = std::min(closed_, bound); // the kernel's own proof was not finished
    }

    /// A triad of which a pair stays together with another school, or whose pair no rule allows.
    std::size_t first_undecided(const std::vector<Fate>& fates, const std::vector<Triple>& triads) const {
        for (const auto& triple : triads)
            for (std::size_t side = 0; side < 3; ++side) {
                const auto [a, b] = pair_of(triple, side);
                const auto triad = triad_of_[a];
                if (triad == none || triad != triad_of_[b] || fates[triad] != Fate::open) continue;
                if (triple != problem_.standing[triad].schools) return triad;
            }
        return none;
    }

    /// What a branch's arrangements are worth at best. The kernel's bound holds for as many waiting as its
    /// arrangement has; fewer, if its proof leaves that open, have no bound but the least of all.
    Value bound_of(const std::vector<Fate>& fates, const Solved& solved) const {
        const auto waiting = static_cast<std::int64_t>(solved.solution.waiting.size());
        const auto fewest = fewest_waiting(solved);
        if (fewest < waiting) return {fewest, 0};
        auto cost = solved.solution.bound;
        if (is_open(fates)) cost -= std::ssize(solved.solution.triads) * 3 * shift_;
        for (std::size_t i = 0; i < fates.size(); ++i)
            cost += fates[i] == Fate::kept ? cost_of(problem_.standing[i]) : price(i);
        return {waiting, lifted(waiting, cost)};
    }

    std::int64_t lifted(std::int64_t waiting, std::int64_t cost) const {
        if (!is_exact_ || cost <= most_travel_) return cost;
        const auto units = (cost - most_travel_ + unit_ - 1) / unit_;
        return std::max(cost, units * unit_ + (waiting == least_.waiting ? least_.cost : 0));
    }

    // ---- arrangements

    static std::int64_t cost_of(const StandingTriad& triad) {
        return std::int64_t{triad.costs[0]} + triad.costs[1] + triad.costs[2];
    }

    bool stands(const Triple& triple) const {
        const auto triad = triad_of_[triple[0]];
        return triad != none && problem_.standing[triad].schools == triple;
    }

    bool are_allowed(const std::vector<Triple>& triads) const {
        return std::ranges::all_of(triads, [&](const Triple& triple) {
            for (std::size_t side = 0; side < 3; ++side)
                if (!stands(triple) && !costs_.contains(pair_of(triple, side))) return false;
            return true;
        });
    }

    std::int64_t travel_of(const std::vector<Triple>& triads) const {
        std::int64_t cost = 0;
        for (const auto& triple : triads) {
            if (stands(triple)) {
                cost += cost_of(problem_.standing[triad_of_[triple[0]]]);
                continue;
            }
            for (std::size_t side = 0; side < 3; ++side) cost += costs_.at(pair_of(triple, side));
        }
        return cost;
    }

    std::vector<std::size_t> changed_in(const std::vector<Triple>& triads) const {
        const std::set<Triple> formed(triads.begin(), triads.end());
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < problem_.standing.size(); ++i)
            if (!formed.contains(problem_.standing[i].schools)) changed.push_back(i);
        return changed;
    }

    void offer(std::vector<Triple> triads) {
        std::ranges::sort(triads);
        Value value{static_cast<std::int64_t>(problem_.triads.schools) - 3 * std::ssize(triads),
                    travel_of(triads)};
        for (const auto triad : changed_in(triads)) value.cost += price(triad);
        if (value >= best_value_) return;
        best_value_ = value;
        best_ = std::move(triads);
    }

    /// Every triad as it is, and the free schools among themselves: enough where no fewer can wait.
    bool keep_all() {
        look_at(std::vector(problem_.standing.size(), Fate::kept));
        return best_value_.waiting == least_.waiting;
    }

    void search() {
        look_at(std::vector(problem_.standing.size(), Fate::open));
        for (int left = branches(); left > 0 && !open_.empty() && !is_stopped(); --left) {
            if (open_.begin()->first.first >= best_value_) return;
            const auto branch = std::move(open_.extract(open_.begin()).mapped());
            for (const auto fate : {Fate::changed, Fate::kept}) {
                auto fates = branch.fates;
                fates[branch.undecided] = fate;
                look_at(std::move(fates));
            }
        }
    }

    int branches() const {
        return options_.effort == Effort::quick ? 20 : options_.effort == Effort::normal ? 300 : 5000;
    }
    bool is_stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }

    // ---- what is proven

    RepairSolution answer() const {
        RepairSolution answer;
        answer.triads = best_;
        std::vector<bool> placed(problem_.triads.schools);
        for (const auto& triple : best_)
            for (const auto school : triple) placed[school] = true;
        for (std::uint32_t i = 0; i < problem_.triads.schools; ++i)
            if (!placed[i]) answer.waiting.push_back(i);
        answer.changed = changed_in(best_);
        answer.cost = travel_of(best_);
        auto bound = std::min(best_value_, closed_);
        if (!open_.empty()) bound = std::min(bound, open_.begin()->first.first);
        answer.is_least_waiting = best_value_.waiting == std::max(least_.waiting, bound.waiting);
        const auto is_bounded = answer.is_least_waiting && bound.waiting == best_value_.waiting && is_exact_;
        answer.is_least_changed = is_bounded && bound.cost >= best_value_.cost - answer.cost;
        answer.is_least_cost = is_bounded && bound.cost == best_value_.cost;
        return answer;
    }

    const RepairProblem& problem_;
    const TriadOptions& options_;
    std::vector<std::size_t> triad_of_; ///< of each school
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int32_t> costs_;
    std::int64_t most_travel_ = 0, unit_ = 0, dear_weight_ = 1, shift_ = 0;
    bool is_exact_ = true;
    Value least_; ///< of any arrangement: how many wait at least, and what travel is then
    std::map<std::pair<Value, int>, Branch> open_; ///< by bound, then in the order of coming
    int number_ = 0;
    std::vector<Triple> best_;
    Value best_value_, closed_;
};

} // namespace

RepairSolution repair_triads(const RepairProblem& problem, const TriadOptions& options) {
    return Repair(problem, options).run();
}

} // namespace peerreview::solve
