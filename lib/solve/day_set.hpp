#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace peerreview::solve {

/// The most days that a year can have: every weekday of 366 days is 262.
inline constexpr int most_days = 384;

/// A set of days of one year, each an index from 0, as bits: a search looks at whole sets at once.
class DaySet {
public:
    /// The days from `from` to `to`, both in it; those that no year has are left out.
    static DaySet range(int from, int to) {
        DaySet set;
        from = std::max(from, 0);
        to = std::min(to, most_days - 1);
        if (from > to) return set;
        for (auto i = word(from); i <= word(to); ++i) set.words_[i] = ~std::uint64_t{0};
        set.words_[word(from)] &= ~std::uint64_t{0} << (from % 64);
        set.words_[word(to)] &= ~std::uint64_t{0} >> (63 - to % 64);
        return set;
    }
    /// The days 0 to `count` - 1.
    static DaySet first(int count) { return range(0, count - 1); }

    bool contains(int day) const { return is_day(day) && (words_[word(day)] & bit(day)) != 0; }
    void add(int day) {
        assert(is_day(day));
        words_[word(day)] |= bit(day);
    }
    void remove(int day) {
        assert(is_day(day));
        words_[word(day)] &= ~bit(day);
    }
    int count() const {
        int days = 0;
        for (const auto bits : words_) days += std::popcount(bits);
        return days;
    }
    bool empty() const {
        return std::ranges::all_of(words_, [](std::uint64_t bits) { return bits == 0; });
    }
    /// The first of its days on or after `day`; -1 where there is none.
    int next(int day) const {
        day = std::max(day, 0);
        if (day >= most_days) return -1;
        auto index = word(day);
        auto bits = words_[index] & (~std::uint64_t{0} << (day % 64));
        while (bits == 0) {
            if (++index == words_.size()) return -1;
            bits = words_[index];
        }
        return static_cast<int>(index) * 64 + std::countr_zero(bits);
    }
    /// Its last day; -1 where it is empty.
    int last() const {
        for (auto index = words_.size(); index-- > 0;)
            if (const auto bits = words_[index]; bits != 0)
                return static_cast<int>(index) * 64 + 63 - std::countl_zero(bits);
        return -1;
    }

    DaySet& operator&=(const DaySet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
        return *this;
    }
    DaySet& operator|=(const DaySet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
        return *this;
    }
    DaySet& operator-=(const DaySet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
        return *this;
    }
    friend DaySet operator&(DaySet a, const DaySet& b) { return a &= b; }
    friend DaySet operator|(DaySet a, const DaySet& b) { return a |= b; }
    friend DaySet operator-(DaySet a, const DaySet& b) { return a -= b; }
    friend bool operator==(const DaySet&, const DaySet&) = default;

private:
    static constexpr bool is_day(int day) { return day >= 0 && day < most_days; }
    static constexpr std::size_t word(int day) { return static_cast<std::size_t>(day) / 64; }
    static constexpr std::uint64_t bit(int day) { return std::uint64_t{1} << (day % 64); }

    std::array<std::uint64_t, most_days / 64> words_{};
};

} // namespace peerreview::solve
