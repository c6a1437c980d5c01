#include "record/reply.hpp"

#include "record/reader.hpp"

namespace peerreview {

Reply read_reply(const Node& node) {
    Reply reply;
    read(node, "date", reply.date);
    read(node, "by-role", reply.by_role);
    read(node, "text", reply.text);
    read(node, "response", reply.response);
    return reply;
}

} // namespace peerreview
