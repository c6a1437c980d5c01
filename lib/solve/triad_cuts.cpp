// Finding violated cuts in a fractional solution.
//
// All cuts are Chvatal-Gomory cuts of rank one: equations of schools with weights w, divided by d = 2 or 3
// and rounded down. With three schools, weight 1 and d = 2 they are the subset-row cuts of Jepsen, Petersen,
// Spoorendonk and Pisinger (2008); weight 1 and d = 3 says that a set whose size three does not divide cannot
// be filled; weights 2 besides 1 are among the multipliers of Pecin, Pessoa, Poggi, Uchoa and Santos (2017).
//
// Where the equations hold, a cut is violated by frac(sum of w / d) less the sum over triples of their share
// times frac(their weights / d), the loss. So a good cut has little loss while its weights don't add up to a
// multiple of d. A single school of weight 1 loses exactly what it gains; from each such seed weights change
// one at a time, always where the loss rises least or falls most and no school twice, and what is violated
// on the way is kept.
//
// Large clusters are found otherwise: schools merge by the weight of the pair that they share, greatest
// first, as Kruskal builds a spanning tree, which walks through the connected components of the solution at
// every threshold; each cluster whose size three does not divide is a candidate. Where the solution is spread
// thin over hundreds of schools, no threshold shows such sets; there they are sides of least cuts between two
// schools, a triple that is split counting half, the mean of the third and two thirds that its two sides
// lose. (Padberg and Rao 1982 find odd sets among the same cuts, which is exact for matchings; of threes it
// is a guess, and a good one.) Triangles with d = 2 are looked at one and all.

#include "solve/triad_cuts.hpp"

#include "solve/least_cuts.hpp"

#include <map>
#include <numeric>
#include <optional>

namespace peerreview::solve {

namespace {

constexpr double noticeable = 0.02;   ///< least violation that is worth a row
constexpr int most_steps = 24;        ///< of growth from a seed
constexpr std::size_t longest = 400;  ///< schools in a cut
constexpr std::size_t short_cut = 30; ///< schools
constexpr std::size_t most_long = 10; ///< longer ones at a time: least cuts are long, many, and much alike
constexpr double useless = 0.499999;  ///< a least cut that weighs more cuts off one school, for no gain

struct Found {
    double violation;
    Cut cut;
};

struct Linked {
    std::uint32_t school;
    double weight;
};

/// The fractional solution by school.
class Support {
public:
    Support(std::uint32_t schools, std::span<const Share> solution)
        : solution_(solution), triples_of_(schools), linked_(schools) {
        for (std::uint32_t t = 0; t < solution.size(); ++t)
            for (const auto school : solution[t].triple)
                if (school != outside) triples_of_[school].push_back(t);
        for (std::uint32_t i = 0; i < schools; ++i) link(i);
    }
    std::uint32_t schools() const { return static_cast<std::uint32_t>(triples_of_.size()); }
    const std::vector<Linked>& linked(std::uint32_t i) const { return linked_[i]; }
    const std::vector<std::uint32_t>& triples_of(std::uint32_t i) const { return triples_of_[i]; }
    const Share& at(std::uint32_t t) const { return solution_[t]; }
    std::size_t size() const { return solution_.size(); }

    double weight(std::uint32_t i, std::uint32_t j) const {
        const auto found = std::ranges::lower_bound(linked_[i], j, {}, &Linked::school);
        return found != linked_[i].end() && found->school == j ? found->weight : 0;
    }
    /// Whether a school's solution is whole already.
    bool is_settled(std::uint32_t i) const {
        return triples_of_[i].empty() || solution_[triples_of_[i][0]].share > 0.99;
    }
    double share(const Triple& triple) const {
        for (const auto t : triples_of_[triple[0]])
            if (solution_[t].triple == triple) return solution_[t].share;
        return 0;
    }

private:
    void link(std::uint32_t i) {
        auto& list = linked_[i];
        for (const auto t : triples_of_[i])
            for (const auto j : solution_[t].triple) {
                if (j == i || j == outside) continue;
                const auto found = std::ranges::find(list, j, &Linked::school);
                if (found == list.end())
                    list.push_back({j, solution_[t].share});
                else
                    found->weight += solution_[t].share;
            }
        std::ranges::sort(list, {}, &Linked::school);
    }

    std::span<const Share> solution_;
    std::vector<std::vector<std::uint32_t>> triples_of_;
    std::vector<std::vector<Linked>> linked_; ///< by school
};

Cut cut_of(int divisor, std::vector<std::uint32_t> schools) {
    std::ranges::sort(schools);
    Cut cut{divisor, std::move(schools), {}};
    cut.weights.assign(cut.schools.size(), 1);
    return cut;
}

/// Weights that change one school at a time, and what they lose.
class Weights {
public:
    /// Weights go up to `heaviest`, 1 or 2.
    Weights(const Support& support, int divisor, int heaviest)
        : support_(support), divisor_(divisor), heaviest_(heaviest), weight_(support.schools()),
          sum_(support.size()), changed_(support.schools()), cheapest_(support.schools()),
          is_near_(support.schools()) {
        for (int sum = 0; sum <= 3 * heaviest; ++sum) rest_.push_back(sum % divisor);
    }

    /// Goes on from schools of weight 1 and keeps each violated cut on the way.
    void grow(std::span<const std::uint32_t> seed, std::vector<Found>& found) {
        for (const auto school : seed) change(school, 1);
        for (int step = 0; step < most_steps; ++step) {
            const auto next = best_change();
            if (!next) break;
            change(next->school, next->weight);
            const auto violation = static_cast<double>(total_ % divisor_) / divisor_ - loss_;
            if (violation > noticeable) found.push_back({violation, cut()});
        }
        reset();
    }

private:
    struct Change {
        double loss;
        std::uint32_t school;
        int weight;
        auto operator<=>(const Change&) const = default;
    };

    /// Gives a school that has none a weight.
    void change(std::uint32_t school, int weight) {
        loss_ += losses_of(school)[static_cast<std::size_t>(weight)];
        for (const auto t : support_.triples_of(school)) sum_[t] += weight;
        total_ += weight;
        weight_[school] = weight;
        changed_[school] = true;
        touched_.push_back(school);
        for (const auto& near : support_.linked(school)) look_at(near.school);
    }
    /// Notes the cheapest change of a school that shares a triple with one that has changed: that of the
    /// others is what it was.
    void look_at(std::uint32_t school) {
        if (changed_[school]) return;
        if (!is_near_[school]) near_.push_back(school);
        is_near_[school] = true;
        const auto losses = losses_of(school);
        cheapest_[school] = {losses[1], school, 1};
        if (heaviest_ == 2) cheapest_[school] = std::min(cheapest_[school], {losses[2], school, 2});
    }
    /// How much the loss would rise with each weight of a school that has none yet.
    std::array<double, 3> losses_of(std::uint32_t school) const {
        double one = 0, two = 0;
        for (const auto t : support_.triples_of(school)) {
            const auto share = support_.at(t).share;
            const auto sum = sum_[t];
            one += share * (rest_of(sum + 1) - rest_of(sum));
            if (heaviest_ == 2) two += share * (rest_of(sum + 2) - rest_of(sum));
        }
        return {0, one / divisor_, two / divisor_};
    }
    /// A number modulo the divisor, looked up, since millions are asked for.
    int rest_of(int sum) const { return rest_[static_cast<std::size_t>(sum)]; }
    std::optional<Change> best_change() const {
        std::optional<Change> best;
        for (const auto school : near_)
            if (!changed_[school] && (!best || cheapest_[school] < *best)) best = cheapest_[school];
        return best;
    }
    Cut cut() const {
        auto schools = touched_;
        std::ranges::sort(schools);
        Cut cut{divisor_, {}, {}};
        for (const auto school : schools) {
            if (weight_[school] == 0) continue;
            cut.schools.push_back(school);
            cut.weights.push_back(static_cast<std::int8_t>(weight_[school]));
        }
        return cut;
    }
    void reset() {
        for (const auto school : touched_) {
            weight_[school] = 0;
            changed_[school] = false;
            for (const auto t : support_.triples_of(school)) sum_[t] = 0;
        }
        for (const auto school : near_) is_near_[school] = false;
        touched_.clear();
        near_.clear();
        total_ = 0;
        loss_ = 0;
    }

    const Support& support_;
    int divisor_, heaviest_;
    std::vector<int> rest_;   ///< of each sum of a triple
    std::vector<int> weight_; ///< of each school
    std::vector<int> sum_;    ///< of each triple, its schools' weights
    std::vector<bool> changed_;
    std::vector<Change> cheapest_; ///< of each school that is near
    std::vector<bool> is_near_;    ///< whether it shares a triple with one that has changed
    std::vector<std::uint32_t> near_, touched_;
    int total_ = 0;
    double loss_ = 0;
};

void grow_cuts(const Support& support, std::vector<Found>& found) {
    Weights halves(support, 2, 1), thirds(support, 3, 1), mixed(support, 3, 2);
    for (std::uint32_t i = 0; i < support.schools(); ++i) {
        if (support.is_settled(i)) continue;
        halves.grow(std::span(&i, 1), found);
        mixed.grow(std::span(&i, 1), found);
    }
    for (std::uint32_t t = 0; t < support.size(); ++t)
        if (const auto& [triple, share] = support.at(t); share < 0.99 && triple[2] != outside)
            thirds.grow(triple, found);
}

void find_triangles(const Support& support, std::vector<Found>& found) {
    for (std::uint32_t i = 0; i < support.schools(); ++i)
        for (const auto& [j, ij] : support.linked(i)) {
            if (j < i) continue;
            for (const auto& [k, ik] : support.linked(i)) {
                if (k <= j) continue;
                const auto jk = support.weight(j, k);
                if (jk <= 0 || ij + ik + jk <= 1) continue;
                const auto violation = ij + ik + jk - 2 * support.share({i, j, k}) - 1;
                if (violation > noticeable) found.push_back({violation, cut_of(2, {i, j, k})});
            }
        }
}

/// The violation of a set of schools, ascending, by the cut that counts the triples inside it.
double violation_of(const Support& support, const std::vector<std::uint32_t>& schools) {
    const auto holds = [&](std::uint32_t school) { return std::ranges::binary_search(schools, school); };
    double inside = 0;
    for (const auto school : schools)
        for (const auto t : support.triples_of(school)) {
            const auto& triple = support.at(t).triple;
            if (triple[0] == school && holds(triple[1]) && holds(triple[2])) inside += support.at(t).share;
        }
    return inside - static_cast<double>(schools.size() / 3);
}

/// Whether a set of so many schools cannot be filled and is worth a row.
bool may_be_cut(std::size_t schools) { return schools % 3 != 0 && schools > 3 && schools <= longest; }

/// Keeps a set of schools, ascending, whose size is not divided by three and whose cut is violated.
void keep_set(const Support& support, const std::vector<std::uint32_t>& schools, std::vector<Found>& found) {
    if (!may_be_cut(schools.size())) return;
    const auto violation = violation_of(support, schools);
    if (violation > noticeable) found.push_back({violation, cut_of(3, schools)});
}

/// Clusters that schools merge into.
class Clusters {
public:
    explicit Clusters(std::uint32_t schools) : of_(schools), members_(schools) {
        for (std::uint32_t i = 0; i < schools; ++i) {
            of_[i] = i;
            members_[i] = {i};
        }
    }
    /// The cluster that two schools' clusters become, or nothing where they are one already.
    std::optional<std::uint32_t> merge(std::uint32_t a, std::uint32_t b) {
        auto into = of_[a], from = of_[b];
        if (into == from) return std::nullopt;
        if (members_[into].size() < members_[from].size()) std::swap(into, from);
        for (const auto school : members_[from]) of_[school] = into;
        members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
        members_[from].clear();
        return into;
    }
    const std::vector<std::uint32_t>& members(std::uint32_t cluster) const { return members_[cluster]; }

private:
    std::vector<std::uint32_t> of_;
    std::vector<std::vector<std::uint32_t>> members_;
};

void merge_clusters(const Support& support, std::vector<Found>& found) {
    struct Link {
        double weight;
        std::uint32_t a, b;
    };
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < support.schools(); ++i)
        for (const auto& [j, weight] : support.linked(i))
            if (i < j) links.push_back({weight, i, j});
    std::ranges::stable_sort(links, std::greater(), &Link::weight);
    Clusters clusters(support.schools());
    for (const auto& link : links) {
        const auto cluster = clusters.merge(link.a, link.b);
        if (!cluster) continue;
        if (!may_be_cut(clusters.members(*cluster).size())) continue;
        auto members = clusters.members(*cluster);
        std::ranges::sort(members);
        keep_set(support, members, found);
    }
}

/// The schools that triples of the solution connect with one, itself included, ascending.
std::vector<std::uint32_t> connected(const Support& support, std::uint32_t school,
                                     std::vector<bool>& is_seen) {
    std::vector<std::uint32_t> schools = {school};
    is_seen[school] = true;
    for (std::size_t i = 0; i < schools.size(); ++i)
        for (const auto& [other, weight] : support.linked(schools[i])) {
            if (!is_seen[other]) schools.push_back(other);
            is_seen[other] = true;
        }
    std::ranges::sort(schools);
    return schools;
}

/// Both sides of the least cuts of schools that are connected.
void cut_apart(const Support& support, const std::vector<std::uint32_t>& schools, std::vector<Found>& found) {
    const auto place_of = [&](std::uint32_t school) {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(schools, school) - schools.begin());
    };
    std::vector<WeightedEdge> edges;
    for (std::uint32_t i = 0; i < schools.size(); ++i)
        for (const auto& [other, weight] : support.linked(schools[i]))
            if (schools[i] < other) edges.push_back({i, place_of(other), weight / 4});
    for (const auto& cut : least_cuts(static_cast<std::uint32_t>(schools.size()), edges, useless)) {
        std::vector<std::uint32_t> side, rest;
        for (const auto place : cut.nodes) side.push_back(schools[place]);
        std::ranges::set_difference(schools, side, std::back_inserter(rest));
        keep_set(support, side, found);
        keep_set(support, rest, found);
    }
}

void cut_connected(const Support& support, std::vector<Found>& found) {
    std::vector<bool> is_seen(support.schools());
    for (std::uint32_t i = 0; i < support.schools(); ++i)
        if (!is_seen[i] && !support.is_settled(i)) cut_apart(support, connected(support, i, is_seen), found);
}

} // namespace

std::vector<Cut> violated_cuts(std::uint32_t schools, std::span<const Share> solution, std::size_t most,
                               Sets sets, const std::set<Cut>& known) {
    const Support support(schools, solution);
    std::vector<Found> found;
    merge_clusters(support, found);
    if (sets == Sets::least_cuts) cut_connected(support, found);
    grow_cuts(support, found);
    find_triangles(support, found);
    std::ranges::sort(found, [](const Found& a, const Found& b) {
        return a.violation != b.violation ? a.violation > b.violation : a.cut < b.cut;
    });
    std::vector<Cut> cuts;
    std::set<Cut> taken;
    std::vector<int> crowd(schools); // many cuts through one school say much the same
    std::size_t long_cuts = 0;
    for (auto& [violation, cut] : found) {
        if (cuts.size() >= most) break;
        const auto is_long = sets == Sets::least_cuts && cut.schools.size() > short_cut;
        const auto is_crowded = [&](std::uint32_t school) { return crowd[school] >= 4; };
        if (is_long ? long_cuts >= most_long : std::ranges::all_of(cut.schools, is_crowded)) continue;
        if (known.contains(cut) || !taken.insert(cut).second) continue;
        if (is_long)
            ++long_cuts;
        else
            for (const auto school : cut.schools) ++crowd[school];
        cuts.push_back(std::move(cut));
    }
    return cuts;
}

} // namespace peerreview::solve
