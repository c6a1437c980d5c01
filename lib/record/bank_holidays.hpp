#pragma once

#include "record/calendar.hpp"
#include "record/date.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A bank holiday.
struct NamedDay {
    Date date;
    std::string name;
};

/// The bank holidays of a nation in a calendar year, in order, with their substitute days: by the Banking and
/// Financial Dealings Act 1971 (schedule 1, and the St Andrew's Day Bank Holiday (Scotland) Act 2007) and the
/// yearly proclamations' pattern, with Scotland's of 15 June 2026, which was proclaimed for that year alone.
/// Compared with the government's list, England and Wales for 2024 to 2028, Scotland for 2025 to 2028; what
/// is proclaimed for a single year after that is not known here.
std::vector<NamedDay> bank_holidays(Nation nation, int year);

/// The bank holidays of a nation in the school year that begins in `start_year`: 1 August to 31 August.
std::vector<NamedDay> bank_holidays_of_school_year(Nation nation, int start_year);

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, ch.
/// 8).
Date easter(int year);

} // namespace peerreview
