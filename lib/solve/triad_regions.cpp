// The prices of a part of thousands of schools, a region at a time.
//
// A bound is a price for each school and each cut such that no triple costs less than its prices. With the
// prices outside a region fixed, the best ones inside are those of a small linear relaxation: the schools of
// the region, the cuts that lie in it, and every triple with a school there, at its cost less what prices
// outside pay for it already. Solving one region after another is ascent by blocks of coordinates: the sum
// never falls, at every moment it is a bound, and a region of hundreds of schools takes a fraction of a
// second where a relaxation of the whole would take minutes, since simplex steps get dearer with its size.
// What is lost at the edge of a region is found inside another one in a later pass.
//
// Regions of one pass are balls so far apart that no triple that is nearly at its price touches two of them,
// so they can be solved at the same time. Triples that become dear all the same, those among the nearest as
// well as all others, are looked for after each pass and made right by lowering their dearest school.

#include "solve/triad_regions.hpp"

#include "solve/triad_pricing.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_work.hpp"

#include <queue>

namespace peerreview::solve {

namespace {

/// Where the schools of a region are.
struct Place {
    std::uint32_t region, index;
};
constexpr std::uint32_t nowhere = 0xFFFFFFFF;

/// Puts the task of a region together.
class Gather {
public:
    Gather(const TriplePool& pool, const ProofNode& prices, const CutIndex& index,
           const std::vector<Place>& places, const std::vector<std::uint32_t>& region)
        : pool_(pool), prices_(prices), index_(index), places_(places), region_(region),
          number_(places[region[0]].region) {}

    RegionWork work(const std::vector<CutPrice>& cuts, std::int64_t waiting_cost) {
        work_.task.cut_prices = cuts;
        for (auto& cut : work_.task.cut_prices)
            for (auto& school : cut.schools) school = places_[school].index;
        for (const auto school : region_) work_.task.school_prices.push_back(prices_.school_prices[school]);
        work_.task.alone.assign(region_.size(), waiting_cost);
        work_.alone.assign(region_.size(), RegionWork::waits);
        for (const auto school : region_)
            for (const auto t : pool_.of(school)) add(t, school);
        keep_cheapest();
        return std::move(work_);
    }

private:
    struct Entry {
        RegionColumn column;
        std::uint32_t number;
    };

    /// Adds a triple when its first school of the region comes.
    void add(std::uint32_t t, std::uint32_t first) {
        const auto& schools = pool_[t];
        Triple triple = {outside, outside, outside};
        std::size_t inside = 0;
        for (const auto school : schools) {
            if (places_[school].region != number_) continue;
            if (inside == 0 && school != first) return;
            triple[inside++] = places_[school].index;
        }
        const auto cost = pool_.cost(t) * price_scale + paid_outside(schools);
        if (inside == 1) {
            auto& alone = work_.task.alone[triple[0]];
            if (cost < alone) {
                alone = cost;
                work_.alone[triple[0]] = t;
            }
            return;
        }
        entries_.push_back({{triple, cost}, t});
    }

    /// Less the prices of schools outside, and the prices of cuts that reach outside.
    std::int64_t paid_outside(const Triple& schools) const {
        std::int64_t sum = 0;
        for (const auto school : schools)
            if (places_[school].region != number_) sum -= prices_.school_prices[school];
        index_.each(schools, [&](std::uint32_t cut, int times) {
            if (!lies_inside(prices_.cut_prices[cut])) sum += times * prices_.cut_prices[cut].price;
        });
        return sum;
    }
    bool lies_inside(const CutPrice& cut) const {
        return std::ranges::all_of(cut.schools,
                                   [&](auto school) { return places_[school].region == number_; });
    }

    /// Of triples with the same schools of the region the cheapest.
    void keep_cheapest() {
        std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
            if (a.column.triple != b.column.triple) return a.column.triple < b.column.triple;
            return a.column.cost != b.column.cost ? a.column.cost < b.column.cost : a.number < b.number;
        });
        for (const auto& [column, number] : entries_) {
            if (!work_.task.columns.empty() && work_.task.columns.back().triple == column.triple) continue;
            work_.task.columns.push_back(column);
            work_.columns.push_back(number);
        }
    }

    const TriplePool& pool_;
    const ProofNode& prices_;
    const CutIndex& index_;
    const std::vector<Place>& places_;
    const std::vector<std::uint32_t>& region_;
    std::uint32_t number_;
    std::vector<Entry> entries_;
    RegionWork work_;
};

std::vector<Place> places_of(const std::vector<std::vector<std::uint32_t>>& regions, std::size_t schools) {
    std::vector<Place> places(schools, {nowhere, 0});
    for (std::uint32_t r = 0; r < regions.size(); ++r)
        for (std::uint32_t i = 0; i < regions[r].size(); ++i) places[regions[r][i]] = {r, i};
    return places;
}

/// The region that a cut lies in, or nowhere.
std::uint32_t region_of(const CutPrice& cut, const std::vector<Place>& places) {
    const auto region = places[cut.schools.front()].region;
    const auto is_in = [&](auto school) { return places[school].region == region; };
    return std::ranges::all_of(cut.schools, is_in) ? region : nowhere;
}

} // namespace

// ---- the pool

TriplePool::TriplePool(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near) {
    std::vector<Triple> triples;
    for (std::uint32_t i = 0; i < near.size(); ++i)
        for (std::size_t a = 0; a < near[i].size(); ++a)
            for (auto b = a + 1; b < near[i].size(); ++b) {
                Triple triple = {i, near[i][a], near[i][b]};
                std::ranges::sort(triple);
                triples.push_back(triple);
            }
    std::ranges::sort(triples); // most come more than once, and to ask for their pairs takes longest
    triples.erase(std::ranges::unique(triples).begin(), triples.end());
    for (const auto& triple : triples) {
        const auto one = graph.cost(triple[0], triple[1]), two = graph.cost(triple[0], triple[2]),
                   three = graph.cost(triple[1], triple[2]);
        if (one < 0 || two < 0 || three < 0) continue;
        triples_.push_back(triple);
        cost_.push_back(std::int64_t{one} + two + three);
    }
    index(graph.size());
}

void TriplePool::add(const TriadGraph& graph, std::vector<Triple> triples) {
    std::ranges::sort(triples);
    triples.erase(std::ranges::unique(triples).begin(), triples.end());
    std::erase_if(triples, [&](const Triple& triple) {
        return std::ranges::any_of(of(triple[0]), [&](auto t) { return triples_[t] == triple; });
    });
    for (const auto& triple : triples) {
        triples_.push_back(triple);
        cost_.push_back(graph.cost(triple));
    }
    if (!triples.empty()) index(graph.size());
}

void TriplePool::index(std::uint32_t schools) {
    first_.assign(schools + 1, 0);
    for (const auto& triple : triples_)
        for (const auto school : triple) ++first_[school + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    number_.resize(first_.back());
    auto next = first_;
    for (std::uint32_t t = 0; t < triples_.size(); ++t)
        for (const auto school : triples_[t]) number_[next[school]++] = t;
}

// ---- the passes

RegionPrices::RegionPrices(const TriadGraph& graph, const std::vector<std::vector<std::uint32_t>>& near,
                           ProofNode prices, std::int64_t waiting_cost)
    : graph_(graph), near_(near), pool_(graph, near), prices_(std::move(prices)), index_(index_of(prices_)),
      waiting_cost_(waiting_cost), covered_(graph.size()), share_(pool_.size()), dived_(pool_.size()),
      wait_(graph.size()) {
    set_waiting_cost(waiting_cost);
    make_safe(1);
}

void RegionPrices::set_waiting_cost(std::int64_t cost) {
    waiting_cost_ = cost;
    for (auto& price : prices_.school_prices) price = std::min(price, cost * price_scale);
}

double RegionPrices::waiting() const {
    double sum = 0;
    for (std::size_t i = 0; i < wait_.size(); ++i)
        if (prices_.school_prices[i] > (waiting_cost_ - 1) * price_scale) sum += wait_[i];
    return sum;
}

void RegionPrices::pass(const RegionPass& pass) {
    const auto before = prices_;
    raise(pass);
    if (sum_of(prices_) >= sum_of(before)) return;
    prices_ = before; // the pool has the triples by now that were overlooked
    index_ = index_of(prices_);
}

void RegionPrices::raise(const RegionPass& pass) {
    const auto regions = separated_regions(pass);
    const auto places = places_of(regions, graph_.size());
    std::vector<std::vector<CutPrice>> cuts(regions.size());
    std::vector<CutPrice> others;
    for (const auto& cut : prices_.cut_prices) {
        const auto region = region_of(cut, places);
        (region == nowhere ? others : cuts[region]).push_back(cut);
    }
    std::vector<RegionWork> works(regions.size());
    share_out(regions.size(), pass.threads, [&](std::size_t r) {
        Gather gather(pool_, prices_, index_, places, regions[r]);
        auto& work = works[r] = gather.work(cuts[r], waiting_cost_ * price_scale);
        work.task.rounds = pass.rounds;
        work.task.sets = pass.sets;
        work.task.dives = pass.dives;
        work.task.pivots = pass.pivots;
        work.task.stop = pass.stop;
        work.answer = raise_prices(work.task);
        work.task = {};
    });
    prices_.cut_prices = std::move(others);
    for (std::size_t r = 0; r < regions.size(); ++r) note_prices(regions[r], works[r].answer);
    for (std::size_t r = 0; r < regions.size(); ++r) note_shares(regions[r], works[r]);
    index_ = index_of(prices_);
    make_safe(pass.threads);
}

void RegionPrices::note_prices(const Region& region, const RegionAnswer& answer) {
    for (std::size_t i = 0; i < region.size(); ++i) {
        ++covered_[region[i]];
        prices_.school_prices[region[i]] = answer.school_prices[i];
        for (const auto t : pool_.of(region[i])) {
            share_[t] = 0;
            dived_[t] = false;
        }
    }
    for (auto cut : answer.cut_prices) {
        for (auto& school : cut.schools) school = region[school];
        prices_.cut_prices.push_back(std::move(cut));
    }
}

void RegionPrices::note_shares(const Region& region, const RegionWork& work) {
    for (std::size_t c = 0; c < work.columns.size(); ++c)
        share_[work.columns[c]] = static_cast<float>(work.answer.shares[c]);
    for (std::size_t c = 0; c < work.answer.dived.size(); ++c) dived_[work.columns[c]] = work.answer.dived[c];
    for (std::size_t i = 0; i < region.size(); ++i) {
        const auto share = work.answer.alone[i];
        const auto t = work.alone[i];
        wait_[region[i]] = t == RegionWork::waits ? share : 0;
        if (t != RegionWork::waits) share_[t] = static_cast<float>(share);
    }
}

std::int64_t RegionPrices::mean_price() const {
    std::int64_t sum = 0;
    for (const auto price : prices_.school_prices) sum += price / static_cast<std::int64_t>(graph_.size());
    return sum;
}

bool RegionPrices::is_chosen(const Triple& triple) const {
    return std::ranges::any_of(pool_.of(triple[0]),
                               [&](auto t) { return pool_[t] == triple && share_[t] > 0.99F; });
}

std::vector<Triple> RegionPrices::rounded() const {
    std::vector<Share> solution;
    for (std::size_t t = 0; t < share_.size(); ++t)
        solution.push_back({pool_[t], share_[t] + (dived_[t] ? 1 : 0)});
    return greatest_shares(std::move(solution), graph_.size());
}

/// Those that were in the fewest regions come first; the whole is one where it is small enough. Regions
/// around some schools begin at these alone, in another order in each pass, so that each comes to stand far
/// from an edge.
std::vector<RegionPrices::Region> RegionPrices::separated_regions(const RegionPass& pass) {
    if (pass.schools >= graph_.size()) {
        std::vector<Region> whole(1, Region(graph_.size()));
        std::iota(whole[0].begin(), whole[0].end(), 0u);
        return whole;
    }
    auto order = drawn_order(graph_.size(), pass.seed);
    std::ranges::stable_sort(order, {}, [&](auto school) { return covered_[school]; });
    if (!pass.around.empty())
        std::erase_if(order, [&](auto school) { return !std::ranges::binary_search(pass.around, school); });
    const auto nearly = mean_price() / 2;
    is_taken_.assign(graph_.size(), false);
    std::vector<Region> regions;
    for (const auto start : order) {
        if (is_taken_[start]) continue;
        auto region = ball(start, pass.schools);
        if (region.size() < std::min<std::size_t>(pass.schools / 4, graph_.size() / 4)) continue;
        block_around(region, nearly);
        regions.push_back(std::move(region));
    }
    return regions;
}

RegionPrices::Region RegionPrices::ball(std::uint32_t start, std::size_t most) const {
    using Entry = std::pair<std::int64_t, std::uint32_t>; // distance, school
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    Region schools;
    std::vector<bool> is_inside(graph_.size());
    queue.emplace(0, start);
    while (!queue.empty() && schools.size() < most) {
        const auto [distance, school] = queue.top();
        queue.pop();
        if (is_inside[school]) continue;
        is_inside[school] = true;
        schools.push_back(school);
        for (const auto other : near_[school])
            if (!is_taken_[other] && !is_inside[other])
                queue.emplace(distance + graph_.cost(school, other), other);
    }
    std::ranges::sort(schools);
    return schools;
}

/// What a triple of the pool costs above its prices; exact if under `limit`, else some number that is not.
std::int64_t RegionPrices::above(std::uint32_t t, std::int64_t limit) const {
    auto above = pool_.cost(t) * price_scale;
    for (const auto member : pool_[t]) above -= prices_.school_prices[member];
    return above < limit ? above + cuts_on(prices_, index_, pool_[t]) : above;
}

/// Takes a region, and the schools that share a triple with it that costs nearly its prices.
void RegionPrices::block_around(const Region& region, std::int64_t nearly) {
    for (const auto school : region) is_taken_[school] = true;
    for (const auto school : region)
        for (const auto t : pool_.of(school)) {
            const auto& triple = pool_[t];
            if (std::ranges::all_of(triple, [&](auto member) { return is_taken_[member]; })) continue;
            if (above(t, nearly) >= nearly) continue;
            for (const auto member : triple) is_taken_[member] = true;
        }
}

/// Every allowed triple that costs less than its prices, the worst first.
std::vector<Triple> RegionPrices::dear_triples(unsigned threads) const {
    using Dear = std::pair<std::int64_t, Triple>; // twice what is missing, triple
    constexpr std::uint32_t at_once = 256;
    std::vector<std::vector<Dear>> found((graph_.size() + at_once - 1) / at_once);
    share_out(found.size(), threads, [&](std::size_t chunk) {
        const auto first = static_cast<std::uint32_t>(chunk) * at_once;
        const auto visit = [&](const Triple& triple, std::int64_t doubled) {
            const auto slack = doubled + 2 * cuts_on(prices_, index_, triple);
            if (slack < 0) found[chunk].emplace_back(slack, triple);
        };
        each_triple_under<std::int64_t>(graph_, prices_.school_prices, price_scale, 0, visit, first,
                                        first + at_once);
    });
    std::vector<Dear> dear;
    for (const auto& some : found) dear.insert(dear.end(), some.begin(), some.end());
    std::ranges::sort(dear);
    std::vector<Triple> triples;
    for (const auto& [slack, triple] : dear) triples.push_back(triple);
    return triples;
}

/// Lowers the dearest school of each triple that is too dear, of all that are allowed.
void RegionPrices::make_safe(unsigned threads) {
    auto dear = dear_triples(threads);
    for (const auto& triple : dear) {
        auto slack = graph_.cost(triple) * price_scale + cuts_on(prices_, index_, triple);
        auto dearest = triple[0];
        for (const auto school : triple) {
            slack -= prices_.school_prices[school];
            if (prices_.school_prices[school] > prices_.school_prices[dearest]) dearest = school;
        }
        if (slack < 0) prices_.school_prices[dearest] += slack;
    }
    pool_.add(graph_, std::move(dear));
    share_.resize(pool_.size());
    dived_.resize(pool_.size());
}

} // namespace peerreview::solve
