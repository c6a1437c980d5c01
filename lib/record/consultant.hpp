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

/// Whether outside work was declared to the inspectorate.
enum class Declared { yes, no, not_applicable };
std::string_view name_of(Declared value);

/// An inspection or payment that keeps a consultant away from a school.
struct InspectedHost {
    SchoolId school;          ///< The school.
    std::optional<Date> date; ///< When.
};

/// An experienced inspector who facilitates, coaches and never grades.
struct Consultant {
    std::string name;                     ///< Full name.
    std::string email;                    ///< Work e-mail address.
    std::vector<Phase> phases;            ///< Phases that the consultant may facilitate.
    std::vector<std::string> specialisms; ///< Theme codes of special experience.
    std::string postcode;                 ///< Postcode or outward code of home.
    std::optional<int> easting;           ///< Easting of home on the national grid, in metres.
    std::optional<int> northing;          ///< Northing of home on the national grid, in metres.
    std::optional<int> days;              ///< Capacity in reviews a year.
    std::vector<Closed> blocked;          ///< Days on which the consultant is not available.
    std::vector<SchoolId> conflicts;      ///< Schools that the consultant must not facilitate.
    std::optional<Date> accredited_until; ///< End of accreditation.
    std::optional<Date> insurance_until;  ///< End of insurance.
    std::optional<Date> dbs_checked;      ///< Day of the last check.
    bool serving_inspector = false;       ///< Whether the consultant inspects for the inspectorate now.
    std::optional<Declared> declared_to_inspectorate; ///< Whether the work was declared to the inspectorate.
    std::vector<InspectedHost> inspected;             ///< Schools inspected before, with dates.
    std::vector<InspectedHost> paid_by;     ///< Schools that paid for other work, with the last date.
    std::vector<TriadId> second_reader_for; ///< Triads whose reports this consultant reads a second time.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Consultant read_consultant(const Node& node);

} // namespace peerreview
