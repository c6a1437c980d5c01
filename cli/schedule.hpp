#pragma once

#include "cli/changes.hpp"
#include "solve/plan.hpp"

#include <nlohmann/json_fwd.hpp>

namespace peerreview {

/// `{"fact", "file", "line"}`.
nlohmann::ordered_json fact_json(const Fact& fact);

/// The fact and its place on an indented line.
std::string fact_line(const Fact& fact);

/// Lines with the facts that stand in the way of something, and the ways out, the cheapest first, if any.
std::string reason_lines(const std::vector<Fact>& conflict, const std::vector<std::string>& ways_out);

/// Says on standard error which dates moved and who must be told.
void tell_moves(const Session& session, const std::vector<Move>& moves);

/// Writes the schedule of a triad; one that stands as it is keeps its bytes, comments and all.
void write_changed(const Project& project, const TriadId& id, const Schedule& schedule, Changes& changes);

/// The verbs that look at single dates: `move` and `explain`.
void declare_schedule_move(Command& noun, Session& session);
void declare_schedule_explain(Command& noun, Session& session);

/// The verb `schedule day`: the plan of a host's review day.
void declare_schedule_day(Command& noun, Session& session);

/// The verb `schedule export`: dates as calendar file, CSV and page.
void declare_schedule_export(Command& noun, Session& session);

} // namespace peerreview
