// Prices. The relaxation of a region begins with the prices as they are and the columns that are cheapest at
// them, and gets other columns and cuts in turns, as long as that raises it.
//
// Diving. What the relaxation chooses is whole in most places. Where it is not, columns with great shares are
// chosen and the rest is solved again, and so on, the diving of branch and price (Sadykov, Vanderbeck,
// Pessoa, Tahiri and Uchoa 2019): what is chosen in one place has its effect in others before these choose,
// over any distance, which rounding all shares at once has not. Columns get scarce towards the end, so a dive
// stops where its choices have cost too much, and what is open then is left to others.

#include "solve/triad_region.hpp"

#include "solve/triad_lp.hpp"
#include "solve/triad_relaxation.hpp"

#include <cmath>

namespace peerreview::solve {

namespace {

constexpr double hair = 1e-6;
constexpr int at_first = 10; ///< columns of each school

double seconds(std::int64_t price) { return static_cast<double>(price) / static_cast<double>(price_scale); }

class Region {
public:
    explicit Region(const RegionTask& task)
        : task_(task), size_(static_cast<std::uint32_t>(task.alone.size())), lp_(size_, 0),
          index_(task.alone.size()), number_(task.columns.size(), none) {}

    RegionAnswer run() {
        begin();
        price_out();
        auto before = lp_.value();
        for (int round = 0, idle = 0; round < task_.rounds && idle < 2 && !is_spent(); ++round) {
            if (round % 4 == 3) drop_slack_cuts();
            if (!cut_once()) break;
            price_out();
            idle = lp_.value() - before < least_gain * std::abs(before) ? idle + 1 : 0;
            before = lp_.value();
        }
        auto result = answer();
        if (task_.dives) result.dived = dive();
        return result;
    }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    static constexpr double least_gain = 2e-5; ///< of a round of cuts
    static constexpr double enough = 0.85;     ///< of a share, to be chosen
    static constexpr double most_rise = 0.01;  ///< of the value, by what is chosen

    bool is_stopped() const { return task_.stop && task_.stop->load(std::memory_order_relaxed); }
    bool is_spent() const { return lp_.pivots() > task_.pivots || is_stopped(); }

    void begin() {
        for (std::uint32_t i = 0; i < size_; ++i) lp_.set_waiting_cost(i, seconds(task_.alone[i]));
        std::vector<Cut> cuts;
        for (const auto& cut : task_.cut_prices) cuts.push_back(plain(cut));
        add_cuts(cuts);
        std::vector<double> school_prices, cut_prices;
        for (const auto price : task_.school_prices) school_prices.push_back(seconds(price));
        for (const auto& cut : task_.cut_prices) cut_prices.push_back(seconds(cut.price));
        add_cheapest(school_prices, cut_prices, std::numeric_limits<double>::max(), at_first);
        lp_.solve_from(school_prices, cut_prices);
    }

    void price_out() {
        while (!is_spent() && add_cheapest(lp_.school_prices(), lp_.cut_prices(), -hair, 3))
            lp_.solve(TriadLp::Method::primal);
    }

    /// Adds columns with less than `limit` of reduced cost, cheapest first, about so many a school; false
    /// where there are none.
    bool add_cheapest(std::span<const double> school_prices, const std::vector<double>& cut_prices,
                      double limit, int most) {
        std::vector<std::pair<double, std::uint32_t>> cheap;
        for (std::uint32_t c = 0; c < task_.columns.size(); ++c) {
            if (number_[c] != none) continue;
            const auto& [triple, cost] = task_.columns[c];
            auto reduced = seconds(cost);
            for (const auto school : triple)
                if (school != outside) reduced -= school_prices[school];
            if (reduced >= limit) continue; // cuts would but add to it
            index_.each(triple, [&](std::uint32_t cut, int times) { reduced += times * cut_prices[cut]; });
            if (reduced < limit) cheap.emplace_back(reduced, c);
        }
        std::ranges::sort(cheap);
        std::vector<int> taken(size_);
        std::vector<Column> added;
        for (const auto& [reduced, c] : cheap) {
            const auto& [triple, cost] = task_.columns[c];
            if (std::ranges::all_of(triple, [&](auto i) { return i == outside || taken[i] >= most; }))
                continue;
            for (const auto school : triple)
                if (school != outside) ++taken[school];
            number_[c] = static_cast<std::uint32_t>(columns_.size());
            columns_.push_back(c);
            added.push_back({triple, seconds(cost)});
        }
        lp_.add(added);
        return !added.empty();
    }

    void add_cuts(const std::vector<Cut>& cuts) {
        lp_.add(cuts);
        for (const auto& cut : cuts) {
            cuts_.push_back(cut);
            known_.insert(cut);
            index_.add(cut);
        }
    }

    bool cut_once() {
        std::vector<Share> support;
        const auto shares = lp_.shares();
        for (std::size_t c = 0; c < shares.size(); ++c)
            if (shares[c] > hair) support.push_back({task_.columns[columns_[c]].triple, shares[c]});
        const auto found = violated_cuts(size_, support, size_ / 2 + 20, task_.sets, known_);
        if (found.empty()) return false;
        add_cuts(found);
        lp_.solve(TriadLp::Method::dual);
        return true;
    }

    void drop_slack_cuts() {
        const auto prices = lp_.cut_prices();
        std::vector<bool> marked(prices.size());
        std::vector<Cut> kept;
        for (std::size_t i = 0; i < prices.size(); ++i) {
            marked[i] = prices[i] > hair;
            if (marked[i])
                kept.push_back(std::move(cuts_[i]));
            else
                known_.erase(cuts_[i]);
        }
        lp_.keep(marked);
        cuts_ = std::move(kept);
        index_ = CutIndex(size_);
        for (const auto& cut : cuts_) index_.add(cut);
    }

    RegionAnswer answer() const {
        RegionAnswer answer;
        answer.shares.assign(task_.columns.size(), 0);
        for (std::size_t c = 0; c < columns_.size(); ++c) answer.shares[columns_[c]] = lp_.shares()[c];
        answer.alone.assign(lp_.waiting().begin(), lp_.waiting().end());
        const auto node = safe(whole_prices());
        const ProofNode before{.school_prices = task_.school_prices, .cut_prices = task_.cut_prices};
        answer.is_better = sum_of(node) > sum_of(before);
        const auto& best = answer.is_better ? node : before;
        answer.school_prices = best.school_prices;
        answer.cut_prices = best.cut_prices;
        return answer;
    }

    /// Columns with great shares are chosen and the rest is solved again, until all is whole or the choices
    /// have cost too much.
    std::vector<bool> dive() {
        const auto most_pivots = lp_.pivots() + task_.pivots / 4;
        const auto limit = lp_.value() * (1 + most_rise);
        std::vector<bool> is_chosen(columns_.size());
        while (lp_.value() <= limit && lp_.pivots() <= most_pivots && !is_stopped())
            if (!choose_greatest(is_chosen) || !lp_.solve_chosen()) break;
        std::vector<bool> chosen(task_.columns.size());
        const auto shares = lp_.shares();
        for (std::size_t c = 0; c < shares.size(); ++c) chosen[columns_[c]] = shares[c] > 0.99;
        return chosen;
    }

    /// Chooses all columns with enough of a share, or else the one that has most; false where all is whole.
    bool choose_greatest(std::vector<bool>& is_chosen) {
        const auto shares = lp_.shares();
        const auto choose = [&](std::size_t c) {
            is_chosen[c] = true;
            lp_.choose(c);
        };
        bool changes = false;
        auto greatest = shares.size();
        for (std::size_t c = 0; c < shares.size(); ++c) {
            if (is_chosen[c]) continue;
            if (shares[c] > enough) {
                changes = changes || shares[c] < 1 - hair;
                choose(c);
            } else if (shares[c] > hair && (greatest == shares.size() || shares[c] > shares[greatest])) {
                greatest = c;
            }
        }
        if (changes) return true;
        if (greatest == shares.size()) return false;
        choose(greatest);
        return true;
    }

    /// In whole millionths, rounded.
    ProofNode whole_prices() const {
        ProofNode node;
        const auto whole = [](double price) {
            return static_cast<std::int64_t>(std::floor(price * static_cast<double>(price_scale)));
        };
        for (std::uint32_t i = 0; i < size_; ++i)
            node.school_prices.push_back(std::min(task_.alone[i], whole(lp_.school_prices()[i])));
        const auto prices = lp_.cut_prices();
        for (std::size_t i = 0; i < cuts_.size(); ++i)
            if (const auto price = whole(prices[i] + 1e-6); price > 0)
                node.cut_prices.push_back({cuts_[i].divisor, cuts_[i].schools, cuts_[i].weights, price});
        return node;
    }

    /// Where a column is dear, its dearest school is made cheaper.
    ProofNode safe(ProofNode node) const {
        const auto index = index_of(node);
        for (const auto& [triple, cost] : task_.columns) {
            auto slack = cost;
            auto dearest = triple[0];
            for (const auto school : triple) {
                if (school == outside) continue;
                slack -= node.school_prices[school];
                if (node.school_prices[school] > node.school_prices[dearest]) dearest = school;
            }
            if (slack >= 0) continue;
            slack += cuts_on(node, index, triple);
            if (slack < 0) node.school_prices[dearest] += slack;
        }
        return node;
    }

    const RegionTask& task_;
    std::uint32_t size_;
    TriadLp lp_;
    std::vector<Cut> cuts_; ///< in the order of the relaxation
    std::set<Cut> known_;
    CutIndex index_;
    std::vector<std::uint32_t> number_;  ///< of each column of the task, in the relaxation, or none
    std::vector<std::uint32_t> columns_; ///< of the relaxation, which of the task
};

} // namespace

RegionAnswer raise_prices(const RegionTask& task) { return Region(task).run(); }

} // namespace peerreview::solve
