#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "record/school.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// Whose bank holidays count.
enum class Nation { england, wales, scotland, northern_ireland };
std::string_view name_of(Nation value);

/// A test or examination window.
struct Window {
    std::string name;          ///< What it is.
    std::optional<Date> start; ///< First day.
    std::optional<Date> end;   ///< Last day.
    std::vector<Phase> phases; ///< Phases whose schools it concerns.
    bool hard = true;          ///< Whether it closes hosts of its phases; a soft one is only avoided.
};

/// A bank holiday.
struct BankHoliday {
    std::optional<Date> date; ///< The day.
    std::string name;         ///< Its name.
};

/// Terms, bank holidays, closed days, tests and examinations.
struct Calendar {
    std::optional<Nation> nation; ///< Whose bank holidays count.
    std::string year;             ///< School year.
    std::optional<Date> checked;  ///< Day on which somebody last compared it with the published dates.
    std::vector<HalfTerm>
        terms;               ///< The blocks of the year, in order: two to each of autumn, spring and summer.
    std::vector<Date> inset; ///< Training days: staff are in, pupils are not.
    std::vector<BankHoliday> bank_holidays; ///< Bank holidays.
    std::vector<Closed> closed;             ///< Further days on which schools are closed.
    std::vector<Window> tests;              ///< Test windows.
    std::vector<Window> exams;              ///< Examination windows.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Calendar read_calendar(const Node& node);

} // namespace peerreview
