#include "record/priorities.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<Confidence> confidence_names[] = {
    {Confidence::low, "low"}, {Confidence::medium, "medium"}, {Confidence::high, "high"}};
std::string_view name_of(Confidence value) { return name_in(confidence_names, value); }
static bool read_value(const Node& node, Confidence& value) {
    return value_in(confidence_names, node, value);
}

static void read_value(const Node& node, LineOfEnquiry& line) {
    read(node, "id", line.id);
    read(node, "question", line.question);
    read(node, "themes", line.themes);
    read(node, "scope", line.scope);
    read(node, "activities", line.activities);
}

static void read_value(const Node& node, Priority& priority) {
    read(node, "id", priority.id);
    read(node, "title", priority.title);
    read(node, "why-now", priority.why_now);
    read(node, "theme", priority.theme);
    read(node, "other-themes", priority.other_themes);
    read(node, "school-view", priority.school_view);
    read(node, "what-we-think", priority.what_we_think);
    read(node, "how-we-know", priority.how_we_know);
    read(node, "what-has-worked", priority.what_has_worked);
    read(node, "what-we-are-unsure-of", priority.what_we_are_unsure_of);
    read(node, "what-we-want-from-reviewers", priority.what_we_want_from_reviewers);
    read(node, "confidence", priority.confidence);
    read(node, "last-external-view", priority.last_external_view);
    read(node, "lines", priority.lines);
}

Priorities read_priorities(const Node& node) {
    Priorities priorities;
    read(node, "agreed", priorities.agreed);
    read(node, "pack-issued", priorities.pack_issued);
    read(node, "plan-agreed", priorities.plan_agreed);
    read(node, "priorities", priorities.priorities);
    return priorities;
}

} // namespace peerreview
