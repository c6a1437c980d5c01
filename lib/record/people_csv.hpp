#pragma once

#include "record/consultant.hpp"
#include "record/school.hpp"
#include "source/csv.hpp"
#include "source/diagnostics.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// A row of a people CSV.
struct PeopleRow {
    std::string school; ///< id or URN
    Leader leader;
    std::string name;
    std::string email;
    Place place;
};

/// A row of a consultants CSV.
struct ConsultantRow {
    ConsultantId id;
    Consultant consultant;
    Place place;
};

/// Reads `school,id,name,role,email,trained` with optional `blocked` and `conflicts`, columns in any order.
/// Every mistake is reported with its place; rows with one are left out.
std::vector<PeopleRow> read_people_csv(const SourceFile& file, Diagnostics& diagnostics);

/// Reads `id,name,phases,postcode,easting,northing,days` with optional `blocked` and `conflicts`.
std::vector<ConsultantRow> read_consultants_csv(const SourceFile& file, Diagnostics& diagnostics);

} // namespace peerreview
