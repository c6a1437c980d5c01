#include "record/actions.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<ActionStatus> action_status_names[] = {{ActionStatus::proposed, "proposed"},
                                                          {ActionStatus::agreed, "agreed"},
                                                          {ActionStatus::under_way, "under-way"},
                                                          {ActionStatus::done, "done"},
                                                          {ActionStatus::dropped, "dropped"}};
std::string_view name_of(ActionStatus value) { return name_in(action_status_names, value); }
static bool read_value(const Node& node, ActionStatus& value) {
    return value_in(action_status_names, node, value);
}

static void read_value(const Node& node, NoAction& no_action) {
    read(node, "item", no_action.item);
    read(node, "why", no_action.why);
}

static void read_value(const Node& node, Progress& progress) {
    read(node, "date", progress.date);
    read(node, "status", progress.status);
    read(node, "evidence-of-change", progress.evidence_of_change);
    read(node, "impact-on-pupils", progress.impact_on_pupils);
    read(node, "what-next", progress.what_next);
    read(node, "seen-by-peer", progress.seen_by_peer);
}

static void read_value(const Node& node, Milestone& milestone) {
    read(node, "date", milestone.date);
    read(node, "expected", milestone.expected);
}

static void read_value(const Node& node, Action& action) {
    read(node, "id", action.id);
    read(node, "from", action.from);
    read(node, "priority", action.priority);
    read(node, "action", action.action);
    read(node, "owner-role", action.owner_role);
    read(node, "support", action.support);
    read(node, "start", action.start);
    read(node, "deadline", action.deadline);
    read(node, "success", action.success);
    read(node, "evidence-planned", action.evidence_planned);
    read(node, "resources", action.resources);
    read(node, "milestones", action.milestones);
    read(node, "monitoring-role", action.monitoring_role);
    read(node, "status", action.status);
    read(node, "drop-reason", action.drop_reason);
    read(node, "eef-strand", action.eef_strand);
    read(node, "progress", action.progress);
}

Actions read_actions(const Node& node) {
    Actions actions;
    read(node, "agreed", actions.agreed);
    read(node, "actions", actions.actions);
    read(node, "no-action", actions.no_action);
    return actions;
}

} // namespace peerreview
