#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// Who a leader is.
struct Person {
    LeaderId id;       ///< Id of the leader, as in schools/.
    std::string name;  ///< Full name.
    std::string email; ///< Work e-mail address.
    std::string title; ///< Title.
};

/// Names and e-mail addresses of one school's leaders: their only home.
struct People {
    std::vector<Person> leaders; ///< The leaders of the school.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
People read_people(const Node& node);

} // namespace peerreview
