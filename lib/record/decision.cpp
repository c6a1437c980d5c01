#include "record/decision.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<DecisionKind> decision_kind_names[] = {{DecisionKind::waiver, "waiver"},
                                                          {DecisionKind::swap, "swap"},
                                                          {DecisionKind::postponement, "postponement"},
                                                          {DecisionKind::leaver, "leaver"},
                                                          {DecisionKind::sharing, "sharing"},
                                                          {DecisionKind::correction, "correction"},
                                                          {DecisionKind::sign_off, "sign-off"},
                                                          {DecisionKind::override, "override"}};
std::string_view name_of(DecisionKind value) { return name_in(decision_kind_names, value); }
static bool read_value(const Node& node, DecisionKind& value) {
    return value_in(decision_kind_names, node, value);
}

static void read_value(const Node& node, CancelledDates& cancelled_dates) {
    read(node, "triad", cancelled_dates.triad);
    read(node, "schools", cancelled_dates.schools);
    read(node, "consultant", cancelled_dates.consultant);
    read(node, "reviews", cancelled_dates.reviews);
    read(node, "follow-up", cancelled_dates.follow_up);
}

Decision read_decision(const Node& node) {
    Decision decision;
    read(node, "date", decision.date);
    read(node, "kind", decision.kind);
    read(node, "subject", decision.subject);
    read(node, "rule", decision.rule);
    read(node, "by-role", decision.by_role);
    read(node, "why", decision.why);
    read(node, "effect", decision.effect);
    read(node, "cancelled", decision.cancelled);
    return decision;
}

} // namespace peerreview
