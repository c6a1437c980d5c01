// A part of thousands of schools.
//
// Prices. The linear relaxation of the whole without cuts is quickly solved, and its prices are a bound some
// 6 % below the best arrangement. Passes over regions (triad_regions.cpp) add cuts and make them better.
//
// Arrangement. Most of what the regions' relaxations choose is whole already, so the triples with the
// greatest shares are a good arrangement of most schools, and the others wait. Chains (triad_chains.cpp) let
// no more wait than a remainder of three, where there is a way. Then windows (triad_windows.cpp) are solved
// exactly where the prices call the arrangement defective: in a best arrangement triads have no reduced cost
// and cuts have no slack, so a window without either cannot get better. Windows count a waiting school at the
// price at which the relaxation lets as many wait: at a greater one their relaxations let fewer wait than
// can, and end far from the truth. Whether three who wait must is tried besides, for a while.
//
// Waiting. Where w schools wait, each at the price P, prices that add up to B prove B - P w for arrangements
// with w waiting, if no school is priced over P. Up to the w-th dearest school a greater P gains nothing, so
// in the end it is lowered to that.
//
// Work is counted in passes, each bounded in rounds of cuts and pivots, so that the answer depends on neither
// the clock nor the number of threads.

#include "solve/triad_national.hpp"

#include "solve/triad_chains.hpp"
#include "solve/triad_regions.hpp"
#include "solve/triad_relaxation.hpp"
#include "solve/triad_windows.hpp"

#include <optional>

namespace peerreview::solve {

namespace {

constexpr std::uint32_t small_region = 400, large_region = 1200; ///< schools
constexpr std::uint32_t one_region = 1500;                       ///< a part that is not divided
constexpr std::uint32_t largest_window = 200;

/// What an effort allows.
struct Budget {
    int small, large;             ///< passes over regions of either size before there is an arrangement
    int times;                    ///< that the following is done
    int windows, regions;         ///< passes of each, over large regions
    std::uint32_t window, growth; ///< schools of a window at first, and more each time
    std::uint64_t pivots;         ///< of a window
};
Budget budget_of(Effort effort, std::uint32_t schools) {
    const bool is_one = schools < one_region;           // a pass takes less than a second
    const int more = !is_one && schools < 6000 ? 2 : 1; // where a pass is cheap there may be more of them
    switch (effort) {
    case Effort::quick:
        return {3 * more, 0, 1, 2, 0, 60, 30, 1500};
    case Effort::normal:
        return {is_one ? 6 : 2 + more, more, 1, 1 + more, more, 90, more == 2 ? 90u : 30u, 4000};
    case Effort::thorough:
        break;
    }
    return {is_one ? 8 : 2 + more,    2, 4, 1 + more, more, 90, more == 2 ? 90u : 30u,
            more == 2 ? 8000u : 4000u};
}

/// Prices that prove a bound with fewer waiting at a greater price prove as much at a smaller one where the
/// cut that counts every triple is taken off them.
ProofNode without_whole(ProofNode node) {
    const auto price = whole_price(node);
    if (price == 0) return node;
    node.cut_prices.erase(node.cut_prices.begin());
    for (auto& school : node.school_prices) school -= price / 3 + 1;
    return node;
}

class Large {
public:
    Large(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options)
        : graph_(graph), first_waiting_cost_(waiting_cost), options_(options),
          budget_(budget_of(options.effort, graph.size())), near_(nearest_schools(graph, 12)),
          relaxation_(graph, waiting_cost) {}

    BlockAnswer run() {
        begin();
        raise_first_prices();
        triads_ = is_stopped() ? relaxation_.rounded() : prices_->rounded();
        triads_ = join_waiting(graph_, near_, std::move(triads_), options_.stop);
        if (waiting() > graph_.size() % 3) fit_waiting();
        for (int time = 0; time < budget_.times && !is_stopped(); ++time) {
            pass_windows(budget_.windows, time);
            raise_prices(budget_.regions, large_region);
        }
        pass_windows(budget_.windows, budget_.times);
        return answer();
    }

private:
    bool is_stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }
    std::uint32_t waiting() const { return graph_.size() - 3 * static_cast<std::uint32_t>(triads_.size()); }

    void report(const char* stage, int done, int of) {
        if (options_.progress)
            options_.progress({stage, static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(of)});
    }

    /// The relaxation of the whole without cuts.
    void begin() {
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

    /// Small regions are quickly solved while their prices are far from good; large ones have a smaller part
    /// of their schools at an edge, and what they choose is whole in more places.
    void raise_first_prices() {
        raise_prices(budget_.small, small_region);
        raise_prices(budget_.large, large_region);
    }

    void raise_prices(int passes, std::uint32_t schools) {
        for (int pass = 0; pass < passes && !is_stopped(); ++pass) {
            report("prices", pass, passes);
            RegionPass regions;
            regions.seed = next_seed();
            regions.schools = graph_.size() < one_region ? one_region : schools;
            regions.pivots = 50 * std::uint64_t{regions.schools};
            regions.threads = options_.threads;
            regions.stop = options_.stop;
            prices_->pass(regions);
            const auto most = triads_.empty() ? graph_.size() % 3 : waiting();
            if (prices_->waiting() > most + 0.5)
                prices_->set_waiting_cost(std::min(first_waiting_cost_, prices_->waiting_cost() * 11 / 10));
        }
    }

    /// Windows get larger after the first time: small ones are soon as good as they can be.
    void pass_windows(int passes, int time) {
        for (int number = 0; number < passes && !is_stopped(); ++number) {
            WindowPass pass;
            pass.seed = next_seed();
            pass.schools =
                std::min(largest_window, budget_.window + static_cast<std::uint32_t>(time) * budget_.growth);
            pass.pivots = budget_.pivots;
            pass.waiting_cost = prices_->waiting_cost();
            pass.joining_cost = first_waiting_cost_;
            pass.threads = options_.threads;
            pass.stop = options_.stop;
            pass.defects = defects();
            if (number % 2 == 1) pass.settled = settled();
            for (const auto& cut : prices_->prices().cut_prices) pass.cuts.push_back(plain(cut));
            pass.progress = [&](std::uint32_t done, std::uint32_t of) {
                report("windows", static_cast<int>(done), static_cast<int>(of));
            };
            triads_ = improve(graph_, near_, triads_, pass);
        }
    }

    /// Schools of triads that the relaxations choose too. Windows without them are many times as wide.
    std::vector<bool> settled() const {
        std::vector<bool> settled(graph_.size());
        for (const auto& triad : triads_)
            if (prices_->is_chosen(triad))
                for (const auto school : triad) settled[school] = true;
        return settled;
    }

    std::uint64_t next_seed() { return options_.seed * 1000 + static_cast<std::uint64_t>(passes_++); }

    /// Where more wait than a remainder of three: prices anew, at the price of waiting at which the
    /// relaxation of the whole lets as many wait, found by halving.
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
        prices_.emplace(graph_, near_, without_whole(relaxation_.priced_node()), high);
        raise_first_prices();
    }

    /// Of each school, what its triad costs above its prices, and its part of what cuts leave slack.
    std::vector<double> defects() const {
        std::vector<double> defects(graph_.size(), static_cast<double>(first_waiting_cost_));
        const auto& prices = prices_->prices();
        const auto index = index_of(prices);
        std::vector<std::int64_t> used(prices.cut_prices.size());
        constexpr auto scale = static_cast<double>(price_scale);
        for (const auto& triad : triads_) {
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

    /// The price of waiting is lowered to that of the last school that waits at no loss.
    void lower_waiting_cost() {
        if (waiting() == 0) return;
        auto prices = prices_->prices().school_prices;
        const auto last = prices.begin() + static_cast<std::ptrdiff_t>(waiting() - 1);
        std::ranges::nth_element(prices, last, std::greater());
        if (const auto cost = std::max<std::int64_t>(0, rounded_up(*last)); cost < prices_->waiting_cost())
            prices_->set_waiting_cost(cost);
    }

    BlockAnswer answer() {
        lower_waiting_cost();
        BlockAnswer answer;
        answer.triples = triads_;
        answer.proof.waiting_cost = prices_->waiting_cost();
        answer.cost = waiting() * answer.proof.waiting_cost;
        for (const auto& triad : triads_) answer.cost += graph_.cost(triad);
        auto prices = prices_->prices();
        if (sum_of(prices) < 0) { // no prices prove more
            std::ranges::fill(prices.school_prices, 0);
            prices.cut_prices.clear();
        }
        answer.proof.bound = std::min(rounded_up(sum_of(prices)), answer.cost);
        answer.proof.nodes.push_back(std::move(prices));
        return answer;
    }

    const TriadGraph& graph_;
    std::int64_t first_waiting_cost_;
    const TriadOptions& options_;
    Budget budget_;
    std::vector<std::vector<std::uint32_t>> near_;
    Relaxation<TriadGraph> relaxation_; ///< without cuts
    std::optional<RegionPrices> prices_;
    std::vector<Triple> triads_;
    int passes_ = 0;
};

} // namespace

BlockAnswer solve_large(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options) {
    return Large(graph, waiting_cost, options).run();
}

} // namespace peerreview::solve
