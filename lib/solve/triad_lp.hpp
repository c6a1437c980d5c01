#pragma once

#include "solve/triad_cuts.hpp"

#include <memory>

namespace peerreview::solve {

/// A triple and what it costs; members outside are in no row.
struct Column {
    Triple triple;
    double cost = 0;
};

/// A ring of four and what it costs.
struct RingColumn {
    Quad schools;
    double cost = 0;
};

/// The linear relaxation of the set partition: each school in one triple or ring or waiting, under cuts. The
/// one home of Clp.
class TriadLp {
public:
    /// `waiting_cost`: what each school that waits costs.
    TriadLp(std::uint32_t schools, double waiting_cost);
    ~TriadLp();
    TriadLp(const TriadLp&) = delete;
    TriadLp& operator=(const TriadLp&) = delete;

    void add(std::span<const Column> columns);
    void add(std::span<const RingColumn> columns);
    void add(std::span<const Cut> cuts);
    /// Keeps the cuts that are marked.
    void keep(const std::vector<bool>& marked);
    /// Whether a column may be used.
    void allow(std::size_t column, bool is_allowed);
    /// From now on a column has its whole share.
    void choose(std::size_t column);

    /// What a school that waits costs from now on.
    void set_waiting_cost(std::uint32_t school, double cost);

    /// Where the simplex stands, to go back to. Cuts that come later are slack there, columns unused.
    struct Basis {
        std::vector<unsigned char> columns, rows;
    };
    Basis basis() const;
    void restore(const Basis& basis);

    /// Solves by the dual simplex (after new cuts or columns that went) or the primal (after new columns).
    /// False where Clp gave up.
    enum class Method { dual, primal };
    bool solve(Method method);
    /// Solves for the first time, by the dual simplex from prices of each school and each cut, 0 or more, as
    /// `school_prices` and `cut_prices` give them: with the fewer pivots the nearer these are to the best.
    /// False where Clp gave up.
    bool solve_from(std::span<const double> school_prices, std::span<const double> cut_prices);
    /// Solves again by the dual simplex where columns were chosen and nothing else is new. Takes up the last
    /// factorisation where that was a solution of this kind, too. False where Clp gave up.
    bool solve_chosen();

    double value() const;
    std::span<const double> shares() const;        ///< of each column
    std::span<const double> waiting() const;       ///< of each school
    std::span<const double> school_prices() const; ///< of each school
    std::vector<double> cut_prices() const;        ///< of each cut, 0 or more
    std::size_t columns() const;
    std::size_t cuts() const;
    std::uint64_t pivots() const; ///< of all solutions so far: the work done

private:
    struct Model;
    std::unique_ptr<Model> model_;
};

} // namespace peerreview::solve
