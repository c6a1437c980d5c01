#pragma once

// Chance and threads that give the same result everywhere.

#include <atomic>
#include <cstdint>
#include <numeric>
#include <thread>
#include <vector>

namespace peerreview::solve {

/// splitmix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        auto z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t state_;
};

/// The numbers below `count` in an order drawn by lot.
inline std::vector<std::uint32_t> drawn_order(std::uint32_t count, std::uint64_t seed) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    Random random(seed);
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
    return order;
}

/// Calls `work(i)` for each i below `count`, by so many threads: which does what must not matter.
template <class Work>
void share_out(std::size_t count, unsigned threads, Work work) {
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (auto i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(run);
    run();
}

} // namespace peerreview::solve
