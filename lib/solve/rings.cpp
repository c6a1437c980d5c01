// In a ring of four or of five every pair of schools meets, so a ring costs what all its pairs cost.
//
// A first arrangement: every waiting school joins the triad where it costs least, one school a triad.
//
// Which rings are best is a question of prices (ring_prices.hpp). A ring is worth looking at only where the
// prices of all schools and its own reduced cost are under the best known. Such rings are few. They are tried
// in the order of that bound, the rest of the schools being formed into triads anew each time, until the
// bound has passed the best.

#include "solve/rings.hpp"

#include "solve/job_assignment.hpp"
#include "solve/ring_prices.hpp"
#include "solve/triad_graph.hpp"
#include "solve/triad_relaxation.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace peerreview::solve {

namespace {

constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t largest_searched = 300; ///< schools of a part
constexpr std::size_t most_rings = 20'000, most_pairs_of_rings = 100'000;

struct PartAnswer {
    std::vector<Triple> triads;
    std::vector<std::vector<std::uint32_t>> rings;
    std::int64_t cost = 0, bound = 0;
};

class PartRings {
public:
    PartRings(const Block& block, const PartProof& proof, const TriadOptions& options)
        : block_(block), proof_(proof), options_(options) {}

    /// The part with nobody waiting, by its own indices. Where nothing is under `known`, an arrangement of
    /// this cost that is known, there are no rings; cost and bound are `unknown` where there is no such
    /// arrangement.
    PartAnswer best(std::int64_t known, std::span<const Triple> triads) {
        upper_ = known;
        if (block_.size() == 5) return ring_of_five();
        prices_ =
            ring_prices(block_, {proof_.nodes.front().cut_prices, triads, most_pivots(), options_.stop});
        // Where no arrangement is known, a room that grows finds one; then all that could be better are
        // looked at.
        const auto most = 6 * std::int64_t{block_.greatest()} * block_.size() * price_scale;
        for (auto room = is_known() ? room_under_best() : base() / 16 + price_scale;;) {
            try_rings_under(room);
            if (is_stopped() || (is_known() ? room >= room_under_best() : room >= most)) break;
            room = is_known() ? room_under_best() : 8 * room;
        }
        best_.cost = upper_;
        best_.bound = std::min(upper_, lower_);
        return best_;
    }

private:
    PartAnswer ring_of_five() const {
        const std::vector<std::uint32_t> all = {0, 1, 2, 3, 4};
        const auto cost = cost_of(block_, all).value_or(unknown);
        return {{}, {all}, cost, cost};
    }

    /// What the schools cost at least, before the rings' own reduced costs.
    std::int64_t base() const { return sum_of(prices_); }

    std::int64_t limit() const {
        return is_known() ? upper_ * price_scale : unknown; // costs are whole: less is a second less
    }

    bool is_known() const { return upper_ != unknown; }
    std::int64_t room_under_best() const { return limit() - base(); }

    /// Tries the rings that have a reduced cost under `room`, the most promising first.
    void try_rings_under(std::int64_t room) {
        auto found = rings_under(block_, prices_, room, most_rings);
        rings_ = std::move(found.rings);
        dropped_ = found.least_left_out.value_or(unknown);
        lower_ = unknown;
        if (block_.size() % 3 == 1)
            try_single_rings();
        else
            try_two_rings();
    }

    /// How often the rest of the schools is formed into triads: less often where it takes long.
    int tries() const {
        const auto all = options_.effort == Effort::quick    ? 10
                         : options_.effort == Effort::normal ? 100
                                                             : 1000;
        const auto size = static_cast<int>(block_.size());
        return std::clamp(all * 10'000 / (size * size), std::min(all, 4), all);
    }
    std::uint64_t most_pivots() const { return options_.effort == Effort::quick ? 30'000 : 300'000; }
    bool is_stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }

    /// Notes that an arrangement could cost so little, in price_scale-ths; whether that is of no interest.
    bool passes(std::int64_t bound) const { return is_known() && bound > limit() - price_scale; }
    void leave(std::int64_t bound) { lower_ = std::min(lower_, rounded_up(bound)); }

    void try_single_rings() {
        auto left = tries();
        for (const auto& ring : rings_) {
            const auto bound = base() + ring.reduced;
            if (passes(bound)) break;
            if (left-- == 0 || is_stopped()) return leave(bound);
            evaluate({ring.schools}, ring.cost);
        }
        if (dropped_ != unknown) leave(base() + dropped_);
    }

    void try_two_rings() {
        struct Two {
            std::int64_t bound;
            std::size_t i, j;
            auto operator<=>(const Two&) const = default;
        };
        std::vector<Two> pairs;
        for (std::size_t i = 0; i < rings_.size() && pairs.size() < most_pairs_of_rings; ++i)
            for (auto j = i + 1; j < rings_.size() && pairs.size() < most_pairs_of_rings; ++j) {
                const auto bound = base() + rings_[i].reduced + rings_[j].reduced;
                if (passes(bound)) break;
                if (std::ranges::find_first_of(rings_[i].schools, rings_[j].schools) ==
                    rings_[i].schools.end())
                    pairs.push_back({bound, i, j});
            }
        const auto is_cut = pairs.size() >= most_pairs_of_rings || dropped_ != unknown;
        if (is_cut) leave(base() + 2 * rings_.front().reduced);
        std::ranges::sort(pairs);
        auto left = tries();
        for (const auto& [bound, i, j] : pairs) {
            if (passes(bound)) break;
            if (left-- == 0 || is_stopped()) return leave(bound);
            evaluate({rings_[i].schools, rings_[j].schools}, rings_[i].cost + rings_[j].cost);
        }
    }

    /// The other schools as triads.
    void evaluate(const std::vector<Quad>& quads, std::int64_t cost) {
        std::vector<bool> is_taken(block_.size());
        for (const auto& quad : quads)
            for (const auto school : quad) is_taken[school] = true;
        std::vector<std::uint32_t> rest;
        for (std::uint32_t i = 0; i < block_.size(); ++i)
            if (!is_taken[i]) rest.push_back(i);
        TriadProblem problem{static_cast<std::uint32_t>(rest.size()), {}};
        for (std::uint32_t i = 0; i < rest.size(); ++i)
            for (auto j = i + 1; j < rest.size(); ++j)
                if (const auto pair = block_.cost(rest[i], rest[j]); pair >= 0)
                    problem.pairs.push_back({i, j, pair});
        auto options = options_;
        options.progress = {};
        const auto formed = form_triads(problem, options);
        if (!formed.waiting.empty()) return;
        if (formed.bound < formed.cost) leave((formed.bound + cost) * price_scale);
        if (formed.cost + cost >= upper_) return;
        upper_ = formed.cost + cost;
        best_ = {};
        for (const auto& t : formed.triads) best_.triads.push_back({rest[t[0]], rest[t[1]], rest[t[2]]});
        for (const auto& quad : quads) best_.rings.emplace_back(quad.begin(), quad.end());
    }

    const Block& block_;
    const PartProof& proof_;
    const TriadOptions& options_;
    ProofNode prices_;
    std::vector<PricedRing> rings_;
    std::int64_t dropped_ = unknown; ///< least reduced cost of a ring that was not kept
    PartAnswer best_;
    std::int64_t upper_ = unknown, lower_ = unknown;
};

class Rings {
public:
    Rings(const TriadProblem& problem, const TriadSolution& solution, const TriadOptions& options)
        : graph_(problem), solution_(solution), options_(options), part_(problem.schools, none),
          waits_(problem.schools), is_placed_(problem.schools) {
        for (const auto school : solution.waiting) waits_[school] = true;
        for (std::size_t i = 0; i < solution.proofs.size(); ++i)
            for (const auto school : solution.proofs[i].schools) part_[school] = i;
    }

    RingSolution run() {
        for (std::size_t i = 0; i < solution_.proofs.size(); ++i) add_part(i);
        for (std::uint32_t i = 0; i < graph_.size(); ++i)
            if (!is_placed_[i]) result_.waiting.push_back(i);
        result_.bound = std::min(result_.cost, result_.bound);
        std::ranges::sort(result_.triads);
        std::ranges::sort(result_.rings);
        return std::move(result_);
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    void add_part(std::size_t part) {
        const auto& proof = solution_.proofs[part];
        const auto& schools = proof.schools;
        auto answer = join_triads(part);
        const auto waits = std::ranges::count_if(schools, [&](auto school) { return waits_[school]; });
        // What joins a triad costs something more, so the bound of the triads alone holds.
        answer.bound = std::max<std::int64_t>(0, proof.bound - waits * proof.waiting_cost);
        const auto is_remainder = waits == std::ssize(schools) % 3;
        const auto is_stopped = options_.stop && options_.stop->load(std::memory_order_relaxed);
        if (waits > 0 && is_remainder && schools.size() <= largest_searched && !is_stopped)
            choose_anew(proof, std::ssize(answer.rings) == waits, answer);
        add(std::move(answer));
    }

    /// Rings from all schools of a part, where they are better than those that are known.
    void choose_anew(const PartProof& proof, bool is_whole, PartAnswer& known) const {
        const auto block = graph_.block(proof.schools);
        auto found =
            PartRings(block, proof, options_).best(is_whole ? known.cost : unknown, by_index(proof, known));
        if (found.cost == unknown) return;
        known.bound = found.bound;
        if (found.rings.empty()) return;
        for (auto& triple : found.triads)
            for (auto& school : triple) school = proof.schools[school];
        for (auto& ring : found.rings)
            for (auto& school : ring) school = proof.schools[school];
        known = std::move(found);
    }

    /// The triads of an answer by the part's own indices.
    static std::vector<Triple> by_index(const PartProof& proof, const PartAnswer& answer) {
        auto triads = answer.triads;
        for (auto& triad : triads)
            for (auto& school : triad)
                school = static_cast<std::uint32_t>(std::ranges::lower_bound(proof.schools, school) -
                                                    proof.schools.begin());
        return triads;
    }

    /// Each waiting school of a part joins a triad, as many as can, at the least cost.
    PartAnswer join_triads(std::size_t part) const {
        std::vector<std::uint32_t> waiting;
        for (const auto school : solution_.proofs[part].schools)
            if (waits_[school]) waiting.push_back(school);
        std::vector<Triple> triads;
        for (const auto& triple : solution_.triads)
            if (part_[triple[0]] == part) triads.push_back(triple);
        const auto ring_of = [&](std::size_t worker, std::size_t job) {
            const auto& triple = triads[worker];
            return Quad{triple[0], triple[1], triple[2], waiting[job]};
        };
        std::vector<Choice> choices;
        for (std::uint32_t job = 0; job < waiting.size(); ++job)
            for (std::uint32_t worker = 0; worker < triads.size(); ++worker)
                if (const auto cost = cost_of(graph_, ring_of(worker, job)))
                    choices.push_back({job, worker, *cost - graph_.cost(triads[worker])});
        const auto chosen = assign_jobs(static_cast<std::uint32_t>(waiting.size()),
                                        std::vector<std::int32_t>(triads.size(), 1), choices);
        PartAnswer answer;
        std::vector<bool> is_ring(triads.size());
        for (std::size_t job = 0; job < waiting.size(); ++job) {
            if (chosen[job] < 0) continue;
            const auto worker = static_cast<std::size_t>(chosen[job]);
            const auto ring = ring_of(worker, job);
            is_ring[worker] = true;
            answer.rings.emplace_back(ring.begin(), ring.end());
            answer.cost += *cost_of(graph_, ring);
        }
        for (std::size_t i = 0; i < triads.size(); ++i) {
            if (is_ring[i]) continue;
            answer.triads.push_back(triads[i]);
            answer.cost += graph_.cost(triads[i]);
        }
        return answer;
    }

    void add(PartAnswer answer) {
        for (const auto& triple : answer.triads) {
            for (const auto school : triple) is_placed_[school] = true;
            result_.triads.push_back(triple);
        }
        for (auto& ring : answer.rings) {
            put_in_order(ring, [&](auto a, auto b) { return std::int64_t{graph_.cost(a, b)}; });
            for (const auto school : ring) is_placed_[school] = true;
            result_.rings.push_back(std::move(ring));
        }
        result_.cost += answer.cost;
        result_.bound += answer.bound;
    }

    const TriadGraph graph_;
    const TriadSolution& solution_;
    const TriadOptions& options_;
    std::vector<std::size_t> part_; ///< of each school
    std::vector<bool> waits_, is_placed_;
    RingSolution result_;
};

} // namespace

void put_in_order(std::vector<std::uint32_t>& ring,
                  const std::function<std::int64_t(std::uint32_t, std::uint32_t)>& cost) {
    std::ranges::sort(ring);
    if (ring.size() != 4) return;
    const auto [a, b, c, d] = Quad{ring[0], ring[1], ring[2], ring[3]};
    const auto ab = cost(a, b) + cost(c, d), ac = cost(a, c) + cost(b, d), ad = cost(a, d) + cost(b, c);
    if (ac <= ab && ac <= ad)
        ring = {a, b, c, d};
    else if (ab <= ad)
        ring = {a, c, b, d};
    else
        ring = {a, b, d, c};
}

RingSolution form_rings(const TriadProblem& problem, const TriadSolution& solution,
                        const TriadOptions& options) {
    return Rings(problem, solution, options).run();
}

} // namespace peerreview::solve
