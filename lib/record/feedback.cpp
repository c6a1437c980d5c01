#include "record/feedback.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<ItemKind> item_kind_names[] = {{ItemKind::strength, "strength"},
                                                  {ItemKind::development, "development"},
                                                  {ItemKind::question, "question"},
                                                  {ItemKind::practice, "practice"}};
std::string_view name_of(ItemKind value) { return name_in(item_kind_names, value); }
static bool read_value(const Node& node, ItemKind& value) { return value_in(item_kind_names, node, value); }

constexpr EnumName<Spread> spread_names[] = {
    {Spread::isolated, "isolated"}, {Spread::some, "some"}, {Spread::widespread, "widespread"}};
std::string_view name_of(Spread value) { return name_in(spread_names, value); }
static bool read_value(const Node& node, Spread& value) { return value_in(spread_names, node, value); }

constexpr EnumName<SchoolView> school_view_names[] = {
    {SchoolView::agrees, "agrees"}, {SchoolView::partly, "partly"}, {SchoolView::differs, "differs"}};
std::string_view name_of(SchoolView value) { return name_in(school_view_names, value); }
bool read_value(const Node& node, SchoolView& value) { return value_in(school_view_names, node, value); }

static void read_value(const Node& node, Item& item) {
    read(node, "id", item.id);
    read(node, "line", item.line);
    read(node, "kind", item.kind);
    read(node, "text", item.text);
    read(node, "themes", item.themes);
    read(node, "evidence", item.evidence);
    read(node, "next-step", item.next_step);
    read(node, "question", item.question);
    read(node, "spread", item.spread);
    read(node, "school-view", item.school_view);
    read(node, "said-on-day", item.said_on_day);
    read(node, "host-response", item.host_response);
    read(node, "agreed-wording", item.agreed_wording);
    read(node, "include-in-cohort", item.include_in_cohort);
    read(node, "sensitive", item.sensitive);
    read(node, "consent", item.consent);
}

Feedback read_feedback(const Node& node) {
    Feedback feedback;
    read(node, "said-on", feedback.said_on);
    read(node, "summary-issued", feedback.summary_issued);
    read(node, "host-agreed", feedback.host_agreed);
    read(node, "authors", feedback.authors);
    read(node, "thanks", feedback.thanks);
    read(node, "concerns-protocol-used", feedback.concerns_protocol_used);
    read(node, "items", feedback.items);
    return feedback;
}

} // namespace peerreview
