#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace peerreview::solve {

/// Three different schools by index, ascending.
using Triple = std::array<std::uint32_t, 3>;

/// Four different schools by index, ascending: a ring of four, in which every pair meets.
using Quad = std::array<std::uint32_t, 4>;

/// Up to some hundreds of schools with the cost of every pair in a square table.
class Block {
public:
    static constexpr std::int32_t forbidden = -1;

    explicit Block(std::uint32_t size) : size_(size), cost_(std::size_t{size} * size, forbidden) {}

    void set(std::uint32_t a, std::uint32_t b, std::int32_t cost) {
        cost_[std::size_t{a} * size_ + b] = cost_[std::size_t{b} * size_ + a] = cost;
    }
    std::uint32_t size() const { return size_; }
    /// The cost of a pair, or `forbidden`.
    std::int32_t cost(std::uint32_t a, std::uint32_t b) const { return cost_[std::size_t{a} * size_ + b]; }
    /// Calls `visit(other, cost)` for each allowed pair of a school, by the other school.
    template <class Visit>
    void each_pair(std::uint32_t a, Visit visit) const {
        const auto row = std::span(cost_).subspan(std::size_t{a} * size_, size_);
        for (std::uint32_t b = 0; b < size_; ++b)
            if (row[b] >= 0) visit(b, row[b]);
    }
    bool allows(const Triple& t) const {
        return cost(t[0], t[1]) >= 0 && cost(t[0], t[2]) >= 0 && cost(t[1], t[2]) >= 0;
    }
    /// The cost of an allowed triple.
    std::int64_t cost(const Triple& t) const {
        return std::int64_t{cost(t[0], t[1])} + cost(t[0], t[2]) + cost(t[1], t[2]);
    }
    /// The greatest cost of a pair; 0 where there is none.
    std::int32_t greatest() const {
        return cost_.empty() ? 0 : std::max(0, *std::ranges::max_element(cost_));
    }

private:
    std::uint32_t size_;
    std::vector<std::int32_t> cost_;
};

} // namespace peerreview::solve
