// A part of thousands of schools.
//
// First the relaxation of the whole with some rounds of cuts. Most of its solution is whole already, so the
// triples with the greatest shares are a good arrangement of most schools, and the others wait. Then windows
// (triad_windows.cpp) are solved exactly where the prices call the arrangement defective: in a best
// arrangement triads have no reduced cost and cuts have no slack, so a window without either cannot get
// better. At the same time, since neither needs the other, more cuts raise the bound.
//
// Work is counted in rounds of cuts and passes of windows, each bounded in pivots, so that the answer depends
// on neither the clock nor the number of threads.

#include "solve/triad_national.hpp"

#include "solve/triad_relaxation.hpp"
#include "solve/triad_windows.hpp"

#include <mutex>
#include <thread>

namespace peerreview::solve {

namespace {

/// What an effort allows.
struct Budget {
    int first_rounds, rounds; ///< of cuts
    int passes;               ///< of windows, in each of the two halves
    std::uint32_t schools;    ///< of a window
    std::uint64_t pivots;     ///< of a window
};
Budget budget_of(Effort effort, std::uint32_t schools) {
    const int more = schools < 6000 ? 2 : 1; // where a round is cheap there may be more of them
    switch (effort) {
    case Effort::quick:
        return {3 * more, 0, 2, 90, 1500};
    case Effort::normal:
        return {6 * more, 4 * more, 3, 120, 3000};
    case Effort::thorough:
        break;
    }
    return {10 * more, 15 * more, 10, 150, 10000};
}

class Large {
public:
    Large(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options)
        : graph_(graph), first_waiting_cost_(waiting_cost), options_(options),
          budget_(budget_of(options.effort, graph.size())), near_(nearest_schools(graph, 12)),
          relaxation_(graph, waiting_cost) {}

    BlockAnswer run() {
        relaxation_.begin({}, {}, 6);
        price_out();
        cut(budget_.first_rounds);
        triads_ = relaxation_.rounded();
        note_prices();
        improve_and_cut();
        note_prices();
        for (int pass = 0; pass < budget_.passes && !is_stopped(); ++pass) pass_windows(options_.threads);
        fit_waiting();
        return answer();
    }

private:
    bool is_stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }

    void report(const char* stage, int done, int of) {
        if (!options_.progress) return;
        const std::lock_guard lock(progress_mutex_);
        options_.progress({stage, static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(of)});
    }

    void price_out() {
        relaxation_.price_out([&] { return is_stopped(); });
    }

    void cut(int rounds) {
        for (int round = 0; round < rounds && !is_stopped(); ++round) {
            report("cuts", round, rounds);
            if (round % 3 == 2) relaxation_.drop_slack_cuts();
            if (!relaxation_.cut_once(graph_.size())) return;
            price_out();
        }
    }

    void improve_and_cut() {
        const auto improve_all = [&](unsigned threads) {
            for (int pass = 0; pass < budget_.passes && !is_stopped(); ++pass) pass_windows(threads);
        };
        if (options_.threads < 2 || budget_.rounds == 0) {
            improve_all(options_.threads);
            cut(budget_.rounds);
            return;
        }
        std::jthread cutting([&] { cut(budget_.rounds); });
        improve_all(options_.threads - 1);
    }

    void pass_windows(unsigned threads) {
        WindowPass pass;
        pass.seed = options_.seed * 1000 + static_cast<std::uint64_t>(passes_++);
        pass.schools = budget_.schools;
        pass.pivots = budget_.pivots;
        pass.waiting_cost = first_waiting_cost_;
        pass.threads = threads;
        pass.stop = options_.stop;
        pass.defects = defects();
        for (const auto& cut : root_.cut_prices) pass.cuts.push_back(plain(cut));
        pass.progress = [&](std::uint32_t done, std::uint32_t of) {
            report("windows", static_cast<int>(done), static_cast<int>(of));
        };
        triads_ = improve(graph_, near_, triads_, pass);
    }

    void note_prices() { root_ = relaxation_.priced_node(); }

    /// Where more wait than the relaxation lets wait, a lower price of waiting makes the bound for so many
    /// greater: by halving, the price at which it lets as many wait.
    void fit_waiting() {
        const auto waiting = static_cast<double>(graph_.size() - 3 * triads_.size());
        auto low = std::int64_t{0}, high = first_waiting_cost_;
        for (int step = 0; step < 12 && waiting > relaxation_.waiting() + 0.5 && high - low > 8; ++step) {
            relaxation_.set_waiting_cost((low + high) / 2);
            price_out();
            (relaxation_.waiting() > waiting ? low : high) = relaxation_.waiting_cost();
        }
        if (relaxation_.waiting() > waiting + 0.5) relaxation_.set_waiting_cost(high);
        price_out();
        note_prices();
        make_safe();
    }

    /// Lowers the dearest school of each triple that is too dear. Where the relaxation was solved to its end
    /// that is a matter of rounding; where it was stopped it is what makes its prices prices at all.
    void make_safe() {
        const auto index = index_of(root_);
        struct Dear {
            std::int64_t slack;
            Triple triple;
            auto operator<=>(const Dear&) const = default;
        };
        std::vector<Dear> dear;
        each_triple_under<std::int64_t>(graph_, root_.school_prices, price_scale, -whole_price(root_),
                                        [&](const Triple& triple, std::int64_t doubled) {
                                            const auto slack = doubled + 2 * cuts_on(root_, index, triple);
                                            if (slack < 0) dear.push_back({slack, triple});
                                        });
        std::ranges::sort(dear);
        for (const auto& [slack, triple] : dear) {
            auto now = graph_.cost(triple) * price_scale + cuts_on(root_, index, triple);
            auto dearest = triple[0];
            for (const auto school : triple) {
                now -= root_.school_prices[school];
                if (root_.school_prices[school] > root_.school_prices[dearest]) dearest = school;
            }
            if (now < 0) root_.school_prices[dearest] += now;
        }
    }

    /// Of each school, what its triad costs above its prices, and its part of what cuts leave slack.
    std::vector<double> defects() const {
        std::vector<double> defects(graph_.size(), static_cast<double>(first_waiting_cost_));
        const auto index = index_of(root_);
        std::vector<std::int64_t> used(root_.cut_prices.size());
        constexpr auto scale = static_cast<double>(price_scale);
        for (const auto& triad : triads_) {
            auto above = graph_.cost(triad) * price_scale + cuts_on(root_, index, triad);
            for (const auto school : triad) above -= root_.school_prices[school];
            for (const auto school : triad) defects[school] = static_cast<double>(above) / (3 * scale);
            index.each(triad, [&](std::uint32_t cut, int times) { used[cut] += times; });
        }
        for (std::size_t i = 0; i < used.size(); ++i) {
            const auto& cut = root_.cut_prices[i];
            const auto slack = static_cast<double>((plain(cut).limit() - used[i]) * cut.price) / scale;
            for (const auto school : cut.schools)
                defects[school] += slack / static_cast<double>(cut.schools.size());
        }
        return defects;
    }

    BlockAnswer answer() {
        BlockAnswer answer;
        answer.triples = triads_;
        answer.cost =
            static_cast<std::int64_t>(graph_.size() - 3 * triads_.size()) * relaxation_.waiting_cost();
        for (const auto& triad : triads_) answer.cost += graph_.cost(triad);
        answer.proof.waiting_cost = relaxation_.waiting_cost();
        answer.proof.bound = std::max<std::int64_t>(0, std::min(rounded_up(sum_of(root_)), answer.cost));
        answer.proof.nodes.push_back(std::move(root_));
        return answer;
    }

    const TriadGraph& graph_;
    std::int64_t first_waiting_cost_;
    const TriadOptions& options_;
    Budget budget_;
    std::vector<std::vector<std::uint32_t>> near_;
    Relaxation<TriadGraph> relaxation_;
    std::vector<Triple> triads_;
    ProofNode root_; ///< what the relaxation's prices were when they were noted
    int passes_ = 0;
    std::mutex progress_mutex_;
};

} // namespace

BlockAnswer solve_large(const TriadGraph& graph, std::int64_t waiting_cost, const TriadOptions& options) {
    return Large(graph, waiting_cost, options).run();
}

} // namespace peerreview::solve
