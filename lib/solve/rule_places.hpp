#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <string_view>
#include <vector>

namespace peerreview {

/// Where that stands by which two schools break a rule (phase, trust, apart, repeat, travel): a place in the
/// record of each that says something, or the rows of travel.csv. Never empty.
std::vector<Place> places_of_rule(const Project& project, std::string_view rule, const SchoolId& a,
                                  const SchoolId& b);

} // namespace peerreview
