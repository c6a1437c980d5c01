// A block by branch and cut.
//
// Root. The linear relaxation with cuts: triad_relaxation.hpp.
//
// Closing. With the value L of the root and an arrangement of cost U, a triple whose reduced cost is not
// under U - L is in no better arrangement. The triples under a guessed gap are few; over them branch and
// bound finds the best, and where that is within the guess it is the best of all, otherwise the guess grows.
// Branches are of Ryan and Foster (1981): two schools share a triad, or they do not.
// Of the open nodes that of the least bound is next (best first, Land and Doig 1960), so that what is proven
// rises from the beginning on and hard blocks, of which much of the tree stays open, are not left where they
// began; from there the search goes down by what is together, where good arrangements are.

#include "solve/triad_exact.hpp"

#include "solve/triad_relaxation.hpp"

#include <limits>
#include <map>
#include <optional>

namespace peerreview::solve {

namespace {

constexpr auto hair = Relaxation<Block>::hair;
constexpr double margin = 0.01; ///< seconds by which a value must pass a limit to count, for rounding's sake
constexpr std::size_t nearest_first = 7;
constexpr std::size_t most_columns = 60'000;

void lower_all(ProofNode& node, std::int64_t doubled_slack) {
    if (doubled_slack >= 0) return;
    const auto step = (-doubled_slack + 5) / 6;
    for (auto& price : node.school_prices) price -= step;
}

class Search {
public:
    Search(const Block& block, const BlockTask& task)
        : block_(block), task_(task), relaxation_(block, task.waiting_cost), lp_(relaxation_.lp),
          columns_(relaxation_.columns), joined_count_(block.size()) {}

    BlockAnswer run() {
        begin();
        solve_root();
        note_root();
        is_undecided_ = task_.may_end_undecided && relaxation_.waiting() > task_.fewest + 0.01;
        if (!is_best()) round_up_arrangement();
        if (!is_best() && !is_undecided_) {
            dive();
            if (task_.mend && is_far() && !is_best() && !is_spent()) offer(task_.mend(best_));
            close();
        }
        return answer();
    }

private:
    // ---- the root

    void begin() {
        best_cost_ = task_.limit;
        if (task_.has_incumbent) offer(task_.incumbent);
        relaxation_.begin(best_, task_.cuts, nearest_first);
    }

    void solve_root() {
        const auto price_out = [&] { relaxation_.price_out([&] { return is_spent(); }); };
        price_out();
        std::vector<double> values = {lp_.value()};
        while (!is_spent() && !reaches(best_cost_)) {
            if (values.size() > 6 &&
                values.back() - values[values.size() - 7] < std::max(0.5, 2e-4 * values.back()))
                break;
            if (values.size() % 5 == 0) relaxation_.drop_slack_cuts();
            if (!relaxation_.cut_once(block_.size() / 2 + 20, task_.sets)) break;
            price_out();
            values.push_back(lp_.value());
        }
        relaxation_.drop_slack_cuts();
        lp_.solve(TriadLp::Method::dual);
        price_out();
    }

    // ---- safe prices

    /// A school that is put together with another does not wait, and may be dearer than waiting.
    ProofNode priced_node() const {
        auto node = relaxation_.priced_node();
        for (std::uint32_t i = 0; i < block_.size(); ++i)
            if (joined_count_[i] > 0)
                node.school_prices[i] = static_cast<std::int64_t>(
                    std::floor(lp_.school_prices()[i] * static_cast<double>(price_scale)));
        return node;
    }

    void note_root() {
        root_ = priced_node();
        const auto index = index_of(root_);
        std::int64_t least = 0;
        each_triple_under<std::int64_t>(block_, root_.school_prices, price_scale, -whole_price(root_),
                                        [&](const Triple& triple, std::int64_t doubled) {
                                            least =
                                                std::min(least, doubled + 2 * cuts_on(root_, index, triple));
                                        });
        lower_all(root_, least);
        root_sum_ = sum_of(root_);
        bound_ = rounded_up(root_sum_);
        active_cuts_.clear();
        for (const auto& cut : root_.cut_prices) active_cuts_.push_back(plain(cut));
        proof_ = {root_};
    }

    /// Adds each triple that an arrangement under `limit` can hold, and forbids the others.
    /// False where they are too many.
    bool fill_under(std::int64_t limit) {
        const auto index = index_of(root_);
        const auto room = (limit - 1) * price_scale - root_sum_;
        std::map<Triple, std::int64_t> under;
        bool is_full = false;
        each_triple_under<std::int64_t>(block_, root_.school_prices, price_scale,
                                        room + 1 - whole_price(root_),
                                        [&](const Triple& triple, std::int64_t doubled) {
                                            if (is_full) return;
                                            const auto reduced = doubled / 2 + cuts_on(root_, index, triple);
                                            if (reduced <= room) under[triple] = reduced;
                                            is_full = under.size() > most_columns;
                                        });
        if (is_full) return false;
        std::vector<Triple> triples;
        for (const auto& [triple, reduced] : under) triples.push_back(triple);
        relaxation_.add_columns(triples);
        forbidden_.assign(columns_.size(), 0);
        reduced_.assign(columns_.size(), 0);
        for (std::size_t t = 0; t < columns_.size(); ++t) {
            const auto found = under.find(columns_[t]);
            reduced_[t] = found == under.end() ? std::numeric_limits<std::int64_t>::max() : found->second;
            forbidden_[t] = found == under.end();
            lp_.allow(t, found != under.end());
        }
        return true;
    }

    /// After a better arrangement: columns that no still better one can hold go for good.
    void tighten() {
        const auto room = (best_cost_ - 1) * price_scale - root_sum_;
        for (std::size_t t = 0; t < reduced_.size(); ++t)
            if (reduced_[t] > room && reduced_[t] != std::numeric_limits<std::int64_t>::max()) {
                reduced_[t] = std::numeric_limits<std::int64_t>::max();
                forbid(t);
            }
    }

    // ---- arrangements

    std::int64_t cost_of(const std::vector<Triple>& triples) const {
        auto cost = static_cast<std::int64_t>(block_.size() - 3 * triples.size()) * task_.waiting_cost;
        for (const auto& triple : triples) cost += block_.cost(triple);
        return cost;
    }
    void offer(std::vector<Triple> triples) {
        const auto cost = cost_of(triples);
        if (cost >= best_cost_) return;
        best_cost_ = cost;
        best_ = std::move(triples);
    }

    /// A first arrangement: the greatest shares first, then the cheapest triples of what is left.
    void round_up_arrangement() {
        std::vector<std::pair<double, Triple>> order;
        const auto shares = lp_.shares();
        for (std::size_t t = 0; t < shares.size(); ++t)
            order.emplace_back(shares[t] > 0.3 ? -shares[t] : 0.0, columns_[t]);
        std::ranges::sort(order, [&](const auto& a, const auto& b) {
            if (a.first != b.first) return a.first < b.first;
            const auto cost_a = block_.cost(a.second), cost_b = block_.cost(b.second);
            return cost_a != cost_b ? cost_a < cost_b : a.second < b.second;
        });
        std::vector<bool> used(block_.size());
        std::vector<Triple> triples;
        for (const auto& [key, triple] : order) {
            if (std::ranges::any_of(triple, [&](auto school) { return used[school]; })) continue;
            for (const auto school : triple) used[school] = true;
            triples.push_back(triple);
        }
        std::vector<std::uint32_t> left;
        for (std::uint32_t i = 0; i < block_.size(); ++i)
            if (!used[i]) left.push_back(i);
        take_from(left, triples);
        offer(std::move(triples));
    }

    void take_from(std::vector<std::uint32_t> left, std::vector<Triple>& triples) const {
        for (bool found = true; found && left.size() > 2;) {
            found = false;
            auto least = std::numeric_limits<std::int64_t>::max();
            Triple best{};
            for (std::size_t a = 0; a < left.size(); ++a)
                for (auto b = a + 1; b < left.size(); ++b)
                    for (auto c = b + 1; c < left.size(); ++c) {
                        const Triple triple = {left[a], left[b], left[c]};
                        if (!block_.allows(triple) || block_.cost(triple) >= least) continue;
                        least = block_.cost(triple);
                        best = triple;
                        found = true;
                    }
            if (!found) return;
            triples.push_back(best);
            std::erase_if(left, [&](auto school) { return std::ranges::find(best, school) != best.end(); });
        }
    }

    // ---- branch and bound

    /// A good arrangement soon: the pair with the greatest undecided share is put together, again and again.
    void dive() {
        const auto basis = lp_.basis();
        forbidden_.assign(columns_.size(), 0);
        while (!is_spent() && !reaches(best_cost_)) {
            const auto pair = pair_nearest(1.0);
            if (!pair) {
                offer_whole();
                break;
            }
            for (const auto t : against(pair->first, pair->second, true)) forbid(t);
            join(pair->first, pair->second);
            lp_.solve(TriadLp::Method::dual);
        }
        while (!joined_.empty()) part(joined_.back().first, joined_.back().second);
        lp_.restore(basis);
    }

    /// Diving ends far away where rests of one or two schools are scattered over the block.
    bool is_far() const { return best_cost_ - bound_ > bound_ / 100; }

    static bool reaches(double value, std::int64_t limit) {
        return limit != std::numeric_limits<std::int64_t>::max() &&
               value > static_cast<double>(limit) - 1 + margin;
    }
    bool reaches(std::int64_t limit) const { return reaches(lp_.value(), limit); }
    bool is_best() const { return best_cost_ <= std::max(bound_, task_.fewest * task_.waiting_cost); }
    bool is_spent() const {
        return lp_.pivots() > task_.pivots || (task_.stop && task_.stop->load(std::memory_order_relaxed));
    }

    void close() {
        auto guess = std::max(root_sum_ / 300, 30 * price_scale);
        while (!is_best() && !is_spent()) {
            limit_ = (root_sum_ + guess) / price_scale + 1;
            if (best_cost_ * price_scale < root_sum_ + 3 * guess) limit_ = best_cost_;
            limit_ = std::min(limit_, best_cost_);
            const auto aim = limit_;
            if (!fill_under(limit_)) return;
            lp_.solve(TriadLp::Method::dual);
            explore();
            const auto proven = std::min(limit_, least_leaf());
            if (proven > bound_) {
                bound_ = proven;
                proof_ = std::move(tree_);
            }
            if (best_cost_ < aim || aim == best_cost_) return; // found within the guess, or nothing better is
            guess *= 3;
        }
    }

    /// The least value of a leaf, rounded up.
    std::int64_t least_leaf() const {
        auto least = std::numeric_limits<std::int64_t>::max();
        for (const auto& node : tree_)
            if (node.together < 0) least = std::min(least, rounded_up(sum_of(node)));
        return least;
    }

    /// A node that is not worked on yet.
    struct Open {
        double bound; ///< the value of its parent
        std::int32_t node;
        TriadLp::Basis basis; ///< of its parent
        friend bool operator<(const Open& x, const Open& y) {
            return std::pair(x.bound, x.node) > std::pair(y.bound, y.node); // the least on top of a heap
        }
    };

    /// What leads from a node to the next.
    struct Branch {
        std::int32_t parent = -1;
        std::uint32_t a = 0, b = 0;
        bool is_together = false;
    };

    /// A branch that is taken, and the columns that it forbids.
    struct Entered {
        std::int32_t node;
        std::vector<std::size_t> gone;
    };

    /// The tree over the columns that are allowed. Nodes that no work is left for, or that reach the limit
    /// already, have the prices of their parents.
    void explore() {
        tree_ = {root_};
        branches_ = {{}};
        work_down(0);
        while (!open_.empty()) {
            std::ranges::pop_heap(open_, std::less());
            const auto [bound, node, basis] = std::move(open_.back());
            open_.pop_back();
            const auto is_done = is_best() || is_spent() || reaches(bound, limit_);
            go_to(is_done ? branch_to(node).parent : node);
            lp_.restore(basis);
            lp_.solve(TriadLp::Method::dual);
            if (is_done)
                end_node(node);
            else
                work_down(node);
        }
        go_to(0);
    }

    /// Works on the node that stands in the relaxation, and down from it by what is put together.
    void work_down(std::int32_t node) {
        while (const auto pair = pair_to_branch_on(node == 0 ? 8 : 3)) {
            const auto together = add_children(node, pair->first, pair->second);
            open_.push_back({lp_.value(), together + 1, lp_.basis()});
            std::ranges::push_heap(open_, std::less());
            enter(node = together);
            lp_.solve(TriadLp::Method::dual);
        }
        end_node(node);
    }

    const Branch& branch_to(std::int32_t node) const { return branches_[static_cast<std::size_t>(node)]; }

    /// The number of the first of two nodes: the schools are together, and apart.
    std::int32_t add_children(std::int32_t parent, std::uint32_t a, std::uint32_t b) {
        const auto first = static_cast<std::int32_t>(tree_.size());
        auto& node = tree_[static_cast<std::size_t>(parent)];
        node.a = a;
        node.b = b;
        node.together = first;
        node.apart = first + 1;
        for (const auto is_together : {true, false}) {
            tree_.emplace_back();
            branches_.push_back({parent, a, b, is_together});
        }
        return first;
    }

    /// Gives a node without children the prices that stand in the relaxation. The root's own hold for all
    /// triples and stay: either case has the others.
    void end_node(std::int32_t node) {
        if (node > 0) {
            tree_[static_cast<std::size_t>(node)] = leaf();
            return;
        }
        tree_.push_back(leaf());
        tree_[0].b = 1;
        tree_[0].together = tree_[0].apart = 1;
    }

    void enter(std::int32_t node) {
        const auto& branch = branch_to(node);
        entered_.push_back({node, against(branch.a, branch.b, branch.is_together)});
        for (const auto t : entered_.back().gone) forbid(t);
        if (branch.is_together) join(branch.a, branch.b);
    }

    void leave() {
        const auto& [node, gone] = entered_.back();
        const auto& branch = branch_to(node);
        for (const auto t : gone)
            if (--forbidden_[t] == 0) lp_.allow(t, true);
        if (branch.is_together) part(branch.a, branch.b);
        entered_.pop_back();
    }

    /// Takes the branches that lead to a node, and no others.
    void go_to(std::int32_t node) {
        std::vector<std::int32_t> way;
        for (; node > 0; node = branch_to(node).parent) way.push_back(node);
        std::ranges::reverse(way);
        const auto same = static_cast<std::size_t>(
            std::ranges::mismatch(way, entered_, {}, {}, &Entered::node).in1 - way.begin());
        while (entered_.size() > same) leave();
        for (auto i = same; i < way.size(); ++i) enter(way[i]);
    }

    /// Schools that are put together do not wait: it would cost more than any arrangement.
    void join(std::uint32_t a, std::uint32_t b) {
        joined_.emplace_back(std::min(a, b), std::max(a, b));
        for (const auto school : {a, b})
            if (joined_count_[school]++ == 0)
                lp_.set_waiting_cost(school, 4 * static_cast<double>(best_cost_ + task_.waiting_cost));
    }
    void part(std::uint32_t a, std::uint32_t b) {
        joined_.pop_back();
        for (const auto school : {a, b})
            if (--joined_count_[school] == 0)
                lp_.set_waiting_cost(school, static_cast<double>(task_.waiting_cost));
    }

    /// The columns that disagree with two schools being together, or apart.
    std::vector<std::size_t> against(std::uint32_t a, std::uint32_t b, bool is_together) const {
        std::vector<std::size_t> gone;
        const auto holds = [&](std::size_t t, std::uint32_t school) {
            return std::ranges::find(columns_[t], school) != columns_[t].end();
        };
        for (const auto t : relaxation_.columns_of[a])
            if (holds(t, b) != is_together) gone.push_back(t);
        if (is_together)
            for (const auto t : relaxation_.columns_of[b])
                if (!holds(t, a)) gone.push_back(t);
        return gone;
    }
    void forbid(std::size_t t) {
        if (forbidden_[t]++ == 0) lp_.allow(t, false);
    }

    /// Cuts the node; nothing where it is done with: too dear, whole, or no work is left.
    std::optional<std::pair<std::uint32_t, std::uint32_t>> pair_to_branch_on(int rounds) {
        for (int round = 0;; ++round) {
            if (reaches(limit_) || is_best() || is_spent()) return std::nullopt;
            const auto pair = pair_nearest(0.5);
            if (!pair) {
                offer_whole();
                return std::nullopt;
            }
            if (round == rounds || lp_.cuts() > block_.size() + 200) return pair;
            const auto before = lp_.value();
            if (!relaxation_.cut_once(block_.size() / 4 + 10, task_.sets)) return pair;
            if (lp_.value() - before < 0.02) round = rounds - 1;
        }
    }

    /// The undecided pair whose share is nearest to `aim`; nothing where all shares are whole.
    std::optional<std::pair<std::uint32_t, std::uint32_t>> pair_nearest(double aim) const {
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> weight;
        const auto shares = lp_.shares();
        for (std::size_t t = 0; t < shares.size(); ++t) {
            if (shares[t] < hair || shares[t] > 1 - hair) continue;
            const auto& triple = columns_[t];
            weight[{triple[0], triple[1]}] += shares[t];
            weight[{triple[0], triple[2]}] += shares[t];
            weight[{triple[1], triple[2]}] += shares[t];
        }
        std::optional<std::pair<std::uint32_t, std::uint32_t>> best;
        double nearest = 2;
        for (const auto& [pair, share] : weight)
            if (share < 1 - hair && std::abs(share - aim) < nearest - 1e-9 &&
                std::ranges::find(joined_, pair) == joined_.end()) {
                nearest = std::abs(share - aim);
                best = pair;
            }
        return best;
    }

    void offer_whole() {
        std::vector<Triple> triples;
        const auto shares = lp_.shares();
        for (std::size_t t = 0; t < shares.size(); ++t)
            if (shares[t] > 0.5) triples.push_back(columns_[t]);
        const auto before = best_cost_;
        offer(std::move(triples));
        limit_ = std::min(limit_, best_cost_);
        if (best_cost_ < before) tighten();
    }

    /// The node's prices, made right for the columns that it allows.
    ProofNode leaf() const {
        auto node = priced_node();
        const auto index = index_of(node);
        std::int64_t least = 0;
        for (std::size_t t = 0; t < columns_.size(); ++t) {
            if (forbidden_[t] > 0) continue;
            auto slack = block_.cost(columns_[t]) * price_scale + cuts_on(node, index, columns_[t]);
            for (const auto school : columns_[t]) slack -= node.school_prices[school];
            least = std::min(least, 2 * slack);
        }
        lower_all(node, least);
        return node;
    }

    BlockAnswer answer() {
        BlockAnswer answer;
        answer.triples = best_;
        std::ranges::sort(answer.triples);
        answer.cost = best_cost_;
        answer.cuts = active_cuts_;
        answer.is_undecided = is_undecided_;
        answer.pivots = lp_.pivots();
        answer.proof.waiting_cost = task_.waiting_cost;
        answer.proof.bound = std::min(bound_, best_cost_);
        answer.proof.nodes = std::move(proof_);
        return answer;
    }

    const Block& block_;
    const BlockTask& task_;
    Relaxation<Block> relaxation_;
    TriadLp& lp_;                                                 ///< of the relaxation
    const std::vector<Triple>& columns_;                          ///< of the relaxation
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_; ///< pairs put together now
    std::vector<int> joined_count_;                               ///< of each school
    std::vector<int> forbidden_;                                  ///< how many reasons keep a column out
    std::vector<std::int64_t> reduced_;                           ///< by the root's prices
    ProofNode root_;
    std::int64_t root_sum_ = 0;
    std::vector<Cut> active_cuts_;
    std::vector<ProofNode> tree_, proof_;
    std::vector<Branch> branches_; ///< to each node of the tree
    std::vector<Open> open_;
    std::vector<Entered> entered_; ///< the branches taken now, from the root on
    std::vector<Triple> best_;
    std::int64_t best_cost_ = 0, bound_ = 0, limit_ = 0;
    bool is_undecided_ = false;
};

} // namespace

BlockAnswer solve_block(const Block& block, const BlockTask& task) { return Search(block, task).run(); }

} // namespace peerreview::solve
