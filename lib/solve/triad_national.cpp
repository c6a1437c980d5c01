// A part of thousands of schools.
//
// Prices. The linear relaxation of the whole without cuts is quickly solved, and its prices are a bound some
// 6 % below the best arrangement. Passes over regions (triad_regions.cpp) add cuts and make them better.
//
// Arrangement. Most of what the regions' relaxations choose is whole already, so the triples with the
// greatest shares are a good arrangement of most schools, and the others wait; in a part of some thousand
// large regions dive besides (triad_region.cpp), so that fewer do. Chains (triad_chains.cpp) let no more wait
// than a remainder of three, where there is a way. Of some thousand schools first such arrangements, made
// early, show how many that are; a greater part's would let too many wait, and a smaller one can wait for its
// prices. Then windows (triad_windows.cpp) are solved exactly where the prices call the arrangement
// defective: in a best arrangement triads have no reduced cost and cuts have no slack, so a window without
// either cannot get better. Windows count a waiting school at the price at which the relaxation lets as many
// wait: at a greater one their relaxations let fewer wait than can, and end far from the truth. Whether three
// who wait must is tried besides, for a while. Where a school waits at a loss, a window reaches to the next
// that would wait at none.
//
// What windows cannot mend is a school too many in one place and one too few in another far away. But
// whenever the prices have risen, the relaxations choose otherwise, and a new arrangement from them is wrong
// in other places: what is better in it is taken over, and in what all so far make together (merge and
// recombine in triad_windows.hpp). So steps of both follow each other, beside which the prices rise, until
// the gap of all parts is small enough beside what they cost (triad_budget.hpp). Where there is time, regions
// look for least cuts by then: merged clusters alone soon find nothing more.
//
// Waiting. Where w schools wait, each at the price P, prices that add up to B prove B - P w for arrangements
// with w waiting, if no school is priced over P. Up to the w-th dearest school a greater P gains nothing, so
// it is lowered to that, after passes too; and it rises where the relaxations let more than w wait. How many
// must is shown best by small regions around the schools that are priced nearly as those that wait. Prices at
// P show little for fewer than w. Others at a greater price do, and only around such schools must regions be
// solved again for them.
//
// Work is counted in passes, each bounded in rounds of cuts and pivots, so that the answer depends on neither
// the clock nor the number of threads.

#include "solve/triad_national.hpp"

#include "solve/triad_budget.hpp"
#include "solve/triad_chains.hpp"
#include "solve/triad_regions.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_windows.hpp"

#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <thread>

namespace peerreview::solve {

namespace {

constexpr std::uint32_t window_anew = 90;     ///< schools, for a new arrangement
constexpr int most_rounds = 10;               ///< of cuts in a region
constexpr std::size_t near_schools = 12;      ///< of a school
constexpr std::uint32_t around_waiting = 250; ///< schools of a region where others may wait
constexpr int passes_around = 4;              ///< over such regions
constexpr std::int64_t nearly_waits = 80;     ///< per cent of the price of waiting, where others may wait

/// Prices that prove a bound with fewer waiting at a greater price prove as much at a smaller one where the
/// cut that counts every triple is taken off them.
ProofNode without_whole(ProofNode node) {
    const auto price = whole_price(node);
    if (price == 0) return node;
    node.cut_prices.erase(node.cut_prices.begin());
    for (auto& school : node.school_prices) school -= price / 3 + 1;
    return node;
}

PartProof proof_by(ProofNode prices, std::int64_t waiting_cost) {
    if (sum_of(prices) < 0) { // no prices prove more
        std::ranges::fill(prices.school_prices, 0);
        prices.cut_prices.clear();
    }
    PartProof proof;
    proof.waiting_cost = waiting_cost;
    proof.bound = rounded_up(sum_of(prices));
    proof.nodes.push_back(std::move(prices));
    return proof;
}

/// The schools with a price of so much and more.
std::vector<std::uint32_t> priced_at(const ProofNode& prices, std::int64_t price) {
    std::vector<std::uint32_t> schools;
    for (std::uint32_t i = 0; i < prices.school_prices.size(); ++i)
        if (prices.school_prices[i] >= price) schools.push_back(i);
    return schools;
}

RegionPass region_pass(std::uint32_t schools, const TriadOptions& options) {
    RegionPass pass;
    pass.schools = schools;
    pass.rounds = most_rounds;
    pass.pivots = 50 * std::uint64_t{schools};
    pass.threads = options.threads;
    pass.stop = options.stop;
    return pass;
}

/// Better prices where schools are priced as those that wait, nearly: small regions around them show best how
/// many must.
void raise_around(RegionPrices& prices, std::int64_t price, std::uint64_t seed, const TriadOptions& options) {
    auto regions = region_pass(around_waiting, options);
    regions.around = priced_at(prices.prices(), price * price_scale / 100 * nearly_waits);
    if (regions.around.empty()) return;
    for (int pass = 0; pass < passes_around; ++pass) {
        regions.seed = seed + static_cast<std::uint64_t>(pass);
        prices.pass(regions);
    }
}

} // namespace

class LargePart::Work {
    /// Prices, and that of waiting.
    struct Priced {
        ProofNode prices;
        std::int64_t waiting_cost;
    };

public:
    Work(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options)
        : graph_(graph), first_waiting_cost_(waiting_cost), options_(options),
          budget_(budget_of(options.effort, graph.size())), near_(nearest_schools(graph, near_schools)),
          relaxation_(graph, waiting_cost) {}

    void begin() {
        solve_without_cuts();
        if (budget_.early) {
            arrange_early();
        } else {
            raise();
            arrange(*prices_);
        }
        if (more_wait()) fit_waiting();
        if (is_fitted_ || budget_.early) raise();
    }

    BlockAnswer finish(const Elsewhere& elsewhere) {
        for (const auto& step : budget_.steps) {
            keep_best();
            if (is_stopped() || gap(elsewhere) <= budget_.enough / 100) break;
            work(step);
            if (&step != &budget_.steps.back()) adjust_waiting_cost();
        }
        return answer();
    }

private:
    bool is_stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }
    std::uint32_t waiting() const { return graph_.size() - 3 * static_cast<std::uint32_t>(triads_.size()); }
    bool more_wait() const { return waiting() > graph_.size() % 3; } ///< than a remainder of three

    /// What the arrangements of all parts cost above what is shown, as a part of that.
    double gap(const Elsewhere& elsewhere) const {
        const auto shown = this->shown(best_->prices);
        if (shown <= 0) return 1;
        return static_cast<double>(cost_of(triads_) - shown + elsewhere.gap) /
               static_cast<double>(shown + elsewhere.shown);
    }

    /// What prices show for so many waiting, in seconds: no less than the prices of the others, whatever the
    /// price of waiting is; least where the dearest wait.
    std::int64_t shown(const ProofNode& node) const {
        auto prices = node.school_prices;
        const auto others = prices.begin() + static_cast<std::ptrdiff_t>(waiting());
        std::ranges::nth_element(prices, others, std::greater());
        return rounded_up(std::accumulate(prices.begin(), others, sum_of(node), std::minus()));
    }

    /// Keeps the prices that show most: where the price of waiting rises, the next ones may show less.
    void keep_best() {
        if (!best_ || shown(prices_->prices()) > shown(best_->prices))
            best_ = {prices_->prices(), prices_->waiting_cost()};
    }

    /// The greatest price of a school, in seconds.
    std::int64_t dearest() const { return rounded_up(std::ranges::max(prices_->prices().school_prices)); }

    void report(const char* stage, int done, int of) {
        const std::lock_guard lock(reporting_);
        if (options_.progress)
            options_.progress({stage, static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(of)});
    }

    /// The relaxation of the whole.
    void solve_without_cuts() {
        report("prices", 0, budget_.small);
        relaxation_.begin({}, {}, 5);
        relaxation_.price_out([&] { return is_stopped(); });
        auto node = without_whole(relaxation_.priced_node());
        auto waiting_cost = first_waiting_cost_;
        if (graph_.size() % 3 != 0) { // cuts will make all dearer by about so much
            constexpr std::int64_t percent = 106;
            waiting_cost = rounded_up(std::ranges::max(node.school_prices)) * percent / 100;
        }
        prices_.emplace(graph_, near_, std::move(node),
                        std::clamp<std::int64_t>(waiting_cost, 0, first_waiting_cost_));
    }

    /// An arrangement that shows how many wait while prices are far from good. The relaxation without cuts
    /// and regions choose otherwise: the one that lets fewer wait stays.
    void arrange_early() {
        side_by_side([&](const RegionPrices& prices) { arrange(relaxation_.rounded(), prices); },
                     [&] { raise_prices(1, small_region, Sets::merged); });
        adjust_waiting_cost();
        if (more_wait()) arrange(*prices_);
    }

    /// Small regions are quickly solved while their prices are far from good; large ones have a smaller part
    /// of their schools at an edge, and what they choose is whole in more places.
    void raise() {
        raise_and_adjust(budget_.small, small_region);
        if (!triads_.empty() && more_wait()) {
            raise_around(*prices_, dearest(), next_seed(), options_);
            adjust_waiting_cost();
        }
        raise_and_adjust(budget_.large, large_region);
        is_arranged_ = false;
    }

    /// Both begin with the prices as they are, so that neither waits for the other.
    template <class Arrange, class Raise>
    void side_by_side(Arrange arrange, Raise raise) {
        if (options_.threads > 1) {
            const auto prices = *prices_;
            const std::jthread other(raise);
            arrange(prices);
        } else {
            arrange(*prices_);
            raise();
        }
    }

    void raise_and_adjust(int passes, std::uint32_t schools) {
        for (int pass = 0; pass < passes && !is_stopped(); ++pass) {
            raise_prices(1, schools, Sets::merged);
            adjust_waiting_cost();
        }
    }

    /// The price of waiting rises where the relaxations let more wait than the arrangement does, and falls as
    /// far as nothing is lost. One that was fitted to more than wait now begins anew.
    void adjust_waiting_cost() {
        const auto most = triads_.empty() ? graph_.size() % 3 : waiting();
        if (is_fitted_ && most == graph_.size() % 3) {
            is_fitted_ = false;
            prices_->set_waiting_cost(first_waiting_cost_);
        } else if (prices_->waiting() > most + 0.5) {
            prices_->set_waiting_cost(std::min(first_waiting_cost_, prices_->waiting_cost() * 13 / 10));
        } else if (!triads_.empty()) {
            prices_->set_waiting_cost(least_waiting_cost({prices_->prices(), prices_->waiting_cost()}));
        }
    }

    void raise_prices(int passes, std::uint32_t schools, Sets sets) {
        for (int pass = 0; pass < passes && !is_stopped(); ++pass) {
            report("prices", pass, passes);
            auto regions = region_pass(schools, options_);
            regions.seed = next_seed();
            regions.sets = sets;
            regions.dives = budget_.dives && schools == large_region;
            prices_->pass(regions);
        }
    }

    /// An arrangement from what relaxations choose.
    std::vector<Triple> joined(std::vector<Triple> chosen, const RegionPrices& prices) const {
        std::vector<std::int64_t> school_prices;
        for (const auto price : prices.prices().school_prices) school_prices.push_back(price / price_scale);
        return join_waiting(graph_, near_, std::move(chosen), school_prices, options_.stop);
    }

    /// One from what the regions' relaxations choose, where it is better than what there is.
    void arrange(const RegionPrices& prices) {
        arrange(is_stopped() ? relaxation_.rounded() : prices.rounded(), prices);
        is_arranged_ = true;
    }

    void arrange(std::vector<Triple> chosen, const RegionPrices& prices) {
        auto triads = joined(std::move(chosen), prices);
        const auto is_better = triads.size() != triads_.size() ? triads.size() > triads_.size()
                                                               : cost_of(triads) < cost_of(triads_);
        if (is_better) triads_ = std::move(triads);
    }

    std::int64_t cost_of(const std::vector<Triple>& triads) const {
        std::int64_t cost = 0;
        for (const auto& triad : triads) cost += graph_.cost(triad);
        return cost;
    }

    /// Makes the arrangement better, and the prices.
    void work(const Budget::Step& step) {
        const auto seeds_anew = next_seeds(step.anew), seeds = next_seeds(step.windows);
        const auto improve = [&](const RegionPrices& prices) {
            if (!is_arranged_) arrange(prices);
            if (step.anew > 0) take_over(prices, seeds_anew);
            triads_ = improved(triads_, step.window, seeds, prices, &step == &budget_.steps.front());
        };
        if (step.regions > 0)
            side_by_side(improve, [&] { raise_prices(step.regions, large_region, budget_.sets); });
        else
            improve(*prices_);
    }

    /// Takes over what is better in a new arrangement, and then in what all so far make together.
    void take_over(const RegionPrices& prices, const std::vector<std::uint64_t>& seeds) {
        const auto chosen = prices.rounded();
        const auto others = improved(joined(chosen, prices), window_anew, seeds, prices, false);
        for (const auto& some : {chosen, others, triads_}) known_.insert(some.begin(), some.end());
        const auto pass = window_pass(prices);
        triads_ = merge(graph_, triads_, others, pass);
        triads_ = recombine(graph_, triads_, {known_.begin(), known_.end()}, pass);
    }

    /// What all passes of windows have in common.
    WindowPass window_pass(const RegionPrices& prices) {
        WindowPass pass;
        pass.pivots = budget_.pivots;
        pass.waiting_cost = prices.waiting_cost();
        pass.joining_cost = first_waiting_cost_;
        pass.threads = options_.threads;
        pass.stop = options_.stop;
        for (const auto& cut : prices.prices().cut_prices) pass.cuts.push_back(plain(cut));
        pass.progress = [&](std::uint32_t done, std::uint32_t of) {
            report("windows", static_cast<int>(done), static_cast<int>(of));
        };
        return pass;
    }

    /// An arrangement after some passes of windows; the first may try to let fewer wait.
    std::vector<Triple> improved(std::vector<Triple> triads, std::uint32_t window,
                                 const std::vector<std::uint64_t>& seeds, const RegionPrices& prices,
                                 bool joins) {
        auto pass = window_pass(prices);
        pass.schools = window;
        for (std::size_t number = 0; number < seeds.size() && !is_stopped(); ++number) {
            pass.seed = seeds[number];
            pass.defects = defects(prices, triads);
            pass.settled = number % 2 == 1 ? settled(prices, triads) : std::vector<bool>{};
            if (number > 0 || !joins) pass.may_wait = may_wait(prices);
            triads = improve(graph_, near_, triads, pass);
        }
        return triads;
    }

    /// Schools of triads that the relaxations choose too. Windows without them are many times as wide.
    std::vector<bool> settled(const RegionPrices& prices, const std::vector<Triple>& triads) const {
        std::vector<bool> settled(graph_.size());
        for (const auto& triad : triads)
            if (prices.is_chosen(triad))
                for (const auto school : triad) settled[school] = true;
        return settled;
    }

    /// Schools that are priced as one that waits, nearly.
    static std::vector<bool> may_wait(const RegionPrices& prices) {
        const auto least = prices.waiting_cost() * price_scale / 100 * 99;
        std::vector<bool> may_wait;
        for (const auto price : prices.prices().school_prices) may_wait.push_back(price >= least);
        return may_wait;
    }

    std::vector<std::uint64_t> next_seeds(int count) {
        std::vector<std::uint64_t> seeds;
        while (count-- > 0) seeds.push_back(next_seed());
        return seeds;
    }
    std::uint64_t next_seed() { return options_.seed * 1000 + static_cast<std::uint64_t>(passes_++); }

    /// Where more wait than a remainder of three: the price of waiting at which the relaxation of the whole
    /// lets as many wait, found by halving; cuts will make waiting dearer by a half and more. Prices begin
    /// anew with it, and with the cuts so far, since at a greater one arrangements are missed that let fewer
    /// wait.
    void fit_waiting() {
        auto low = std::int64_t{0}, high = first_waiting_cost_;
        const auto solve_at = [&](std::int64_t cost) {
            relaxation_.set_waiting_cost(cost);
            relaxation_.price_out([&] { return is_stopped(); });
        };
        for (int step = 0; step < 12 && high - low > 8 && !is_stopped(); ++step) {
            solve_at((low + high) / 2);
            (relaxation_.waiting() > waiting() + 0.5 ? low : high) = relaxation_.waiting_cost();
        }
        solve_at(high);
        auto node = without_whole(relaxation_.priced_node());
        for (auto cut : prices_->prices().cut_prices) {
            cut.price = 0;
            node.cut_prices.push_back(std::move(cut));
        }
        prices_.emplace(graph_, near_, std::move(node), std::min(first_waiting_cost_, high * 3 / 2));
        is_fitted_ = true;
    }

    /// Of each school, what its triad costs above its prices, and its part of what cuts leave slack.
    std::vector<double> defects(const RegionPrices& region_prices, const std::vector<Triple>& triads) const {
        std::vector<double> defects(graph_.size(), static_cast<double>(first_waiting_cost_));
        const auto& prices = region_prices.prices();
        const auto index = index_of(prices);
        std::vector<std::int64_t> used(prices.cut_prices.size());
        constexpr auto scale = static_cast<double>(price_scale);
        for (const auto& triad : triads) {
            auto above = graph_.cost(triad) * price_scale + cuts_on(prices, index, triad);
            for (const auto school : triad) above -= prices.school_prices[school];
            for (const auto school : triad) defects[school] = static_cast<double>(above) / (3 * scale);
            index.each(triad, [&](std::uint32_t cut, int times) { used[cut] += times; });
        }
        for (std::size_t i = 0; i < used.size(); ++i) {
            const auto& cut = prices.cut_prices[i];
            const auto slack = static_cast<double>((plain(cut).limit() - used[i]) * cut.price) / scale;
            for (const auto school : cut.schools)
                defects[school] += slack / static_cast<double>(cut.schools.size());
        }
        return defects;
    }

    /// The price of the last school that waits at no loss, or that of waiting where none waits or it is less:
    /// a greater one gains nothing.
    std::int64_t least_waiting_cost(const Priced& now) const {
        if (waiting() == 0) return now.waiting_cost;
        auto prices = now.prices.school_prices;
        const auto last = prices.begin() + static_cast<std::ptrdiff_t>(waiting() - 1);
        std::ranges::nth_element(prices, last, std::greater());
        return std::min(now.waiting_cost, rounded_up(std::max<std::int64_t>(0, *last)));
    }

    BlockAnswer answer() {
        keep_best();
        const auto waiting_cost = least_waiting_cost(*best_);
        auto prices = best_->prices;
        for (auto& price : prices.school_prices) price = std::min(price, waiting_cost * price_scale);
        BlockAnswer answer;
        answer.triples = triads_;
        answer.proof = proof_by(std::move(prices), waiting_cost);
        answer.cost = waiting() * answer.proof.waiting_cost + cost_of(triads_);
        answer.proof.bound = std::min(answer.proof.bound, answer.cost);
        return answer;
    }

    const TriadGraph& graph_;
    std::int64_t first_waiting_cost_;
    const TriadOptions& options_;
    Budget budget_;
    std::vector<std::vector<std::uint32_t>> near_;
    Relaxation<TriadGraph> relaxation_; ///< without cuts
    std::optional<RegionPrices> prices_;
    std::optional<Priced> best_; ///< that there were
    std::vector<Triple> triads_;
    std::set<Triple> known_;   ///< triads of all arrangements that were merged
    bool is_arranged_ = false; ///< by the relaxations of the regions, since these began anew
    bool is_fitted_ = false;   ///< the price of waiting, to more than a remainder
    int passes_ = 0;
    std::mutex reporting_;
};

LargePart::LargePart(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options)
    : work_(std::make_unique<Work>(graph, waiting_cost, options)) {}
LargePart::~LargePart() = default;
void LargePart::begin() { work_->begin(); }
BlockAnswer LargePart::finish(const Elsewhere& elsewhere) { return work_->finish(elsewhere); }

PartProof proven_at(std::int64_t price, const TriadGraph& graph, const PartProof& proof,
                    const TriadOptions& options) {
    const auto near = nearest_schools(graph, near_schools);
    RegionPrices prices(graph, near, proof.nodes.front(), price);
    raise_around(prices, std::min(price, proof.waiting_cost), 1, options);
    return proof_by(prices.prices(), prices.waiting_cost());
}

} // namespace peerreview::solve
