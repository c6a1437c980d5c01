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

/// Where an action stands.
enum class ActionStatus { proposed, agreed, under_way, done, dropped };
std::string_view name_of(ActionStatus value);

/// A recorded decision not to act.
struct NoAction {
    std::string item; ///< The feedback item.
    std::string why;  ///< Why no action follows.
};

/// A note on progress.
struct Progress {
    std::optional<Date> date;           ///< When.
    std::optional<ActionStatus> status; ///< Where the action stands.
    std::string evidence_of_change;     ///< What shows the change.
    std::string impact_on_pupils;       ///< What it means for pupils, of groups only.
    std::string what_next;              ///< What comes next.
    bool seen_by_peer = false;          ///< Whether a partner has seen it.
};

/// A step on the way.
struct Milestone {
    std::optional<Date> date; ///< When.
    std::string expected;     ///< What is to be seen by then.
};

/// One action of the plan.
struct Action {
    std::string id;                   ///< Id of the action.
    std::vector<std::string> from;    ///< The feedback items it answers.
    std::string priority;             ///< The priority it serves.
    std::string action;               ///< Begins with a verb.
    std::string owner_role;           ///< Role of its owner.
    std::string support;              ///< Who helps.
    std::optional<Date> start;        ///< First day.
    std::optional<Date> deadline;     ///< Last day.
    std::vector<std::string> success; ///< Observable signs of success, with a number, date or named evidence.
    std::vector<std::string> evidence_planned; ///< What will show it.
    std::string resources;                     ///< Time and cost band.
    std::vector<Milestone> milestones;         ///< Steps on the way.
    std::string monitoring_role;               ///< Role of who watches over it.
    std::optional<ActionStatus> status;        ///< Where it stands.
    std::string drop_reason;                   ///< Why it was dropped.
    std::string eef_strand;                    ///< Strand of the evidence toolkit.
    std::vector<Progress> progress;            ///< Notes on progress.
};

/// The action plan of a host, which it owns, and notes on progress.
struct Actions {
    std::optional<Date> agreed;      ///< Day on which the host agreed it.
    std::vector<Action> actions;     ///< The actions.
    std::vector<NoAction> no_action; ///< Developments on which the host decided not to act.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Actions read_actions(const Node& node);

} // namespace peerreview
