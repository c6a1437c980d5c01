#pragma once

#include "solve/triad_block.hpp"
#include "solve/triads.hpp"

namespace peerreview::solve {

/// Every allowed pair of a problem, by school.
class TriadGraph {
public:
    explicit TriadGraph(const TriadProblem& problem);

    std::uint32_t size() const { return static_cast<std::uint32_t>(first_.size() - 1); }
    /// Calls `visit(other, cost)` for each allowed pair of a school, by the other school.
    template <class Visit>
    void each_pair(std::uint32_t a, Visit visit) const {
        for (auto i = first_[a]; i < first_[a + 1]; ++i) visit(other_[i], cost_[i]);
    }
    std::size_t pairs_of(std::uint32_t a) const { return first_[a + 1] - first_[a]; }
    /// The cost of a pair, or Block::forbidden.
    std::int32_t cost(std::uint32_t a, std::uint32_t b) const;
    std::int64_t cost(const Triple& t) const {
        return std::int64_t{cost(t[0], t[1])} + cost(t[0], t[2]) + cost(t[1], t[2]);
    }
    bool allows(const Triple& t) const {
        return cost(t[0], t[1]) >= 0 && cost(t[0], t[2]) >= 0 && cost(t[1], t[2]) >= 0;
    }
    std::int32_t greatest() const;

    /// The schools that triples connect, in parts; a school that is in no allowed triple is a part alone.
    /// Each sorted, and sorted by their first school.
    std::vector<std::vector<std::uint32_t>> parts() const;

    /// Some schools and all pairs among them; school i of the block is schools[i].
    Block block(std::span<const std::uint32_t> schools) const;
    /// The same with every pair, as a graph of its own.
    TriadGraph part(std::span<const std::uint32_t> schools) const;

private:
    TriadGraph() = default;
    bool have_third(std::uint32_t a, std::uint32_t b, std::uint32_t& third) const;

    std::vector<std::size_t> first_; ///< where a school's pairs begin
    std::vector<std::uint32_t> other_;
    std::vector<std::int32_t> cost_;
};

} // namespace peerreview::solve
