#pragma once

#include "record/date.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A bank holiday by the rules of England and Wales.
struct NamedDay {
    Date date;
    std::string name;
};

/// The bank holidays of England and Wales in a calendar year, in order, with their substitute days: by the
/// Banking and Financial Dealings Act 1971 and the yearly proclamations' pattern. Compared with the
/// government's list for 2024 to 2028; a holiday proclaimed for one year alone is not known here.
std::vector<NamedDay> bank_holidays(int year);

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, ch.
/// 8).
Date easter(int year);

} // namespace peerreview
