#include "record/messages.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<MessageKind> message_kind_names[] = {{MessageKind::strength, "strength"},
                                                        {MessageKind::development, "development"}};
std::string_view name_of(MessageKind value) { return name_in(message_kind_names, value); }
static bool read_value(const Node& node, MessageKind& value) {
    return value_in(message_kind_names, node, value);
}

static void read_value(const Node& node, Message& message) {
    read(node, "theme", message.theme);
    read(node, "kind", message.kind);
    read(node, "text", message.text);
    read(node, "by", message.by);
    read(node, "date", message.date);
}

Messages read_messages(const Node& node) {
    Messages messages;
    read(node, "messages", messages.messages);
    return messages;
}

} // namespace peerreview
