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

/// What kind of theme a message goes with.
enum class MessageKind { strength, development };
std::string_view name_of(MessageKind value);

/// A key message.
struct Message {
    std::string theme;               ///< The theme it speaks of.
    std::optional<MessageKind> kind; ///< The kind it goes with; both where absent.
    std::string text;                ///< A key message that a person wrote for the cohort; names nobody.
    std::string by;                  ///< Role of who wrote it.
    std::optional<Date> date;        ///< When.
};

/// Key messages for the cohort report, by theme, written by a person.
struct Messages {
    std::vector<Message> messages; ///< The messages.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Messages read_messages(const Node& node);

} // namespace peerreview
