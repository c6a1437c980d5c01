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

/// What the host wishes to be printed beside the report.
struct Reply {
    std::optional<Date> date; ///< When.
    std::string by_role;      ///< Role of who replies.
    std::string text;         ///< The reply, printed as it stands.
    std::string response;     ///< The consultant's answer.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Reply read_reply(const Node& node);

} // namespace peerreview
