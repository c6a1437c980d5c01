#pragma once

#include "project/project.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// Something that would let a reader recognise a school or a person of the cohort.
struct Identifier {
    std::string text;
    std::string kind; ///< "name", "acronym", "town", "surname" …
    Place source;     ///< the value that declares it
};

/// Every identifier that the cohort's records declare: of schools, people, consultants, and canaries.
std::vector<Identifier> declared_identifiers(const Project& project);

/// The file that is missing for all names of people to be known, as a path below the project folder: one of
/// people/, or the whole folder. Empty where none is.
std::string missing_names(const Project& project);

} // namespace peerreview
