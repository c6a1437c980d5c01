#include "solve/triad_lp.hpp"

#include <ClpFactorization.hpp>
#include <ClpSimplex.hpp>

#include <utility>

namespace peerreview::solve {

struct TriadLp::Model {
    std::uint32_t schools;
    ClpSimplex clp;
    std::size_t columns = 0;
    std::vector<std::vector<std::uint32_t>> columns_of; ///< of each school
    std::vector<Cut> cuts;
    CutIndex index;
    std::uint64_t pivots = 0;

    explicit Model(std::uint32_t count) : schools(count), columns_of(count), index(count) {}
    int column(std::size_t number) const { return static_cast<int>(schools + number); }

    /// Counts the pivots of a solution; false where Clp gave up.
    bool note_solution() {
        pivots += static_cast<std::uint64_t>(clp.numberIterations()) + 1;
        return clp.isProvenOptimal();
    }

    /// Adds columns whose schools `members_of` gives.
    template <class Columns, class Members>
    void add(const Columns& added, Members members_of) {
        if (added.empty()) return;
        std::vector<int> starts = {0}, rows;
        std::vector<double> cost, times;
        for (const auto& column : added) {
            for (const auto school : members_of(column)) {
                if (school == outside) continue;
                rows.push_back(static_cast<int>(school));
                times.push_back(1);
                columns_of[school].push_back(static_cast<std::uint32_t>(columns));
            }
            index.each(members_of(column), [&](std::uint32_t cut, int count) {
                rows.push_back(static_cast<int>(schools + cut));
                times.push_back(count);
            });
            starts.push_back(static_cast<int>(rows.size()));
            cost.push_back(column.cost);
            ++columns;
        }
        const std::vector<double> least(added.size(), 0.0), most(added.size(), COIN_DBL_MAX);
        clp.addColumns(static_cast<int>(added.size()), least.data(), most.data(), cost.data(), starts.data(),
                       rows.data(), times.data());
    }
};

TriadLp::TriadLp(std::uint32_t schools, double waiting_cost) : model_(std::make_unique<Model>(schools)) {
    auto& clp = model_->clp;
    clp.setLogLevel(0);
    clp.scaling(0); // coefficients are 0 and 1
    // Without LAPACK for the dense rest of a factorisation the pivots do not depend on which BLAS is there.
    clp.factorization()->setDenseThreshold(0);
    const std::vector<double> ones(schools, 1.0);
    const std::vector<int> starts(schools + 1, 0);
    clp.addRows(static_cast<int>(schools), ones.data(), ones.data(), starts.data(), nullptr, nullptr);
    std::vector<int> each(schools + 1);
    for (std::size_t i = 0; i < each.size(); ++i) each[i] = static_cast<int>(i);
    const std::vector<double> cost(schools, waiting_cost), least(schools, 0.0), most(schools, COIN_DBL_MAX);
    clp.addColumns(static_cast<int>(schools), least.data(), most.data(), cost.data(), each.data(),
                   each.data(), ones.data());
}

TriadLp::~TriadLp() = default;

void TriadLp::add(std::span<const Column> columns) {
    model_->add(columns, [](const Column& column) { return column.triple; });
}

void TriadLp::add(std::span<const RingColumn> columns) {
    model_->add(columns, [](const RingColumn& column) { return column.schools; });
}

void TriadLp::add(std::span<const Cut> cuts) {
    if (cuts.empty()) return;
    std::vector<int> starts = {0}, columns;
    std::vector<double> limits;
    std::vector<double> times;
    std::vector<int> sum_of(model_->columns); // of the weights of a column's schools
    std::vector<std::uint32_t> met;           // columns
    for (const auto& cut : cuts) {
        met.clear();
        for (std::size_t i = 0; i < cut.schools.size(); ++i)
            for (const auto column : model_->columns_of[cut.schools[i]]) {
                if (sum_of[column] == 0) met.push_back(column);
                sum_of[column] += cut.weights[i];
            }
        for (const auto column : met) {
            const auto sum = std::exchange(sum_of[column], 0);
            if (sum < cut.divisor) continue;
            columns.push_back(model_->column(column));
            times.push_back(sum / cut.divisor);
        }
        starts.push_back(static_cast<int>(columns.size()));
        limits.push_back(static_cast<double>(cut.limit()));
        model_->cuts.push_back(cut);
        model_->index.add(cut);
    }
    const std::vector<double> least(cuts.size(), -COIN_DBL_MAX);
    model_->clp.addRows(static_cast<int>(cuts.size()), least.data(), limits.data(), starts.data(),
                        columns.data(), times.data());
}

void TriadLp::keep(const std::vector<bool>& marked) {
    std::vector<int> rows;
    std::vector<Cut> kept;
    for (std::size_t i = 0; i < marked.size(); ++i)
        if (marked[i])
            kept.push_back(std::move(model_->cuts[i]));
        else
            rows.push_back(static_cast<int>(model_->schools + i));
    if (!rows.empty()) model_->clp.deleteRows(static_cast<int>(rows.size()), rows.data());
    model_->cuts = std::move(kept);
    model_->index = CutIndex(model_->schools);
    for (const auto& cut : model_->cuts) model_->index.add(cut);
}

void TriadLp::allow(std::size_t column, bool is_allowed) {
    model_->clp.setColumnUpper(model_->column(column), is_allowed ? COIN_DBL_MAX : 0.0);
}

void TriadLp::choose(std::size_t column) { model_->clp.setColumnLower(model_->column(column), 1.0); }

void TriadLp::set_waiting_cost(std::uint32_t school, double cost) {
    model_->clp.setObjectiveCoefficient(static_cast<int>(school), cost);
}

TriadLp::Basis TriadLp::basis() const {
    const auto& clp = model_->clp;
    const auto* status = clp.statusArray();
    const auto columns = clp.numberColumns(), rows = clp.numberRows();
    return {{status, status + columns}, {status + columns, status + columns + rows}};
}

void TriadLp::restore(const Basis& basis) {
    auto& clp = model_->clp;
    auto status = basis.columns;
    status.resize(static_cast<std::size_t>(clp.numberColumns()), ClpSimplex::atLowerBound);
    status.insert(status.end(), basis.rows.begin(), basis.rows.end());
    status.resize(static_cast<std::size_t>(clp.numberColumns() + clp.numberRows()), ClpSimplex::basic);
    clp.copyinStatus(status.data());
}

bool TriadLp::solve(Method method) {
    const auto attempt = [&](Method how) {
        if (how == Method::dual)
            model_->clp.dual();
        else
            model_->clp.primal();
        return model_->note_solution();
    };
    return attempt(method) || attempt(method == Method::dual ? Method::primal : Method::dual);
}

bool TriadLp::solve_from(std::span<const double> school_prices, std::span<const double> cut_prices) {
    constexpr int from_prices = 1;
    const auto first_cut = std::ranges::copy(school_prices, model_->clp.dualRowSolution()).out;
    std::ranges::transform(cut_prices, first_cut, [](double price) { return -price; }); // as Clp has them
    model_->clp.dual(from_prices);
    return model_->note_solution() || solve(Method::dual);
}

bool TriadLp::solve_chosen() {
    constexpr int keeps_work = 1, takes_up_factorisation = 2, takes_up_work = 4;
    model_->clp.dual(0, keeps_work | takes_up_factorisation | takes_up_work);
    return model_->note_solution();
}

double TriadLp::value() const { return model_->clp.objectiveValue(); }
std::span<const double> TriadLp::shares() const {
    return {model_->clp.primalColumnSolution() + model_->schools, model_->columns};
}
std::span<const double> TriadLp::waiting() const {
    return {model_->clp.primalColumnSolution(), model_->schools};
}
std::span<const double> TriadLp::school_prices() const {
    return {model_->clp.dualRowSolution(), model_->schools};
}
std::vector<double> TriadLp::cut_prices() const {
    const auto* first = model_->clp.dualRowSolution() + model_->schools;
    std::vector<double> prices(first, first + model_->cuts.size());
    for (auto& price : prices) price = std::max(0.0, -price);
    return prices;
}
std::size_t TriadLp::columns() const { return model_->columns; }
std::size_t TriadLp::cuts() const { return model_->cuts.size(); }
std::uint64_t TriadLp::pivots() const { return model_->pivots; }

} // namespace peerreview::solve
