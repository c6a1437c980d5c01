#include "cli/schedule.hpp"

#include "cli/gate.hpp"
#include "cli/terminal.hpp"
#include "project/agenda.hpp"
#include "project/rules.hpp"
#include "record/write_records.hpp"
#include "solve/plan.hpp"
#include "source/escape.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct PlanArguments {
    std::string from;
    FormatOption format;
    bool replans = false, dry_run = false;
};

Json visitors(const std::vector<Visitor>& list) {
    auto json = Json::array();
    for (const auto& visitor : list)
        json.push_back({{"school", visitor.school.text}, {"leader", visitor.leader.text}});
    return json;
}

std::string date_text(const std::optional<Date>& date) { return date ? iso(*date) : ""; }

/// A triad with one of its reviews, for output in the order of dates.
struct Dated {
    TriadId triad;
    const PlannedReview* review;
};
std::vector<Dated> by_date(const Plan& plan) {
    std::vector<Dated> list;
    for (const auto& [id, schedule] : plan.schedules)
        for (const auto& review : schedule.reviews) list.push_back({id, &review});
    std::ranges::stable_sort(list, {}, [](const Dated& dated) { return dated.review->date; });
    return list;
}

std::string as_json(const Plan& plan) {
    auto reviews = Json::array(), follow_ups = Json::array(), unplanned = Json::array();
    for (const auto& [triad, review] : by_date(plan))
        reviews.push_back({{"triad", triad.text},
                           {"host", review->host.text},
                           {"date", date_text(review->date)},
                           {"consultant", review->consultant.text},
                           {"reviewers", visitors(review->reviewers)},
                           {"reserves", visitors(review->reserves)}});
    for (const auto& [id, schedule] : plan.schedules)
        follow_ups.push_back(
            {{"triad", id.text}, {"date", schedule.follow_up ? Json(iso(*schedule.follow_up)) : Json()}});
    for (const auto& entry : plan.unplanned) {
        auto conflict = Json::array();
        for (const auto& fact : entry.conflict) conflict.push_back(fact_json(fact));
        unplanned.push_back(
            {{"triad", entry.triad.text}, {"conflict", std::move(conflict)}, {"ways_out", entry.ways_out}});
    }
    const Json document = {{"version", 1},
                           {"reviews", std::move(reviews)},
                           {"follow_ups", std::move(follow_ups)},
                           {"unplanned", std::move(unplanned)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string names_of(const std::vector<Visitor>& list) {
    std::string text;
    for (const auto& visitor : list) text += (text.empty() ? "" : " ") + visitor.leader.text;
    return text;
}

std::string as_text(const std::vector<Unplanned>& unplanned) {
    std::string text;
    for (const auto& entry : unplanned) {
        text += folded(
            fmt::format("{} {}, because:",
                        entry.lacks_meeting_alone ? "no date for the follow-up meeting of" : "no dates for",
                        entry.triad.text));
        text += reason_lines(entry.conflict, entry.ways_out);
    }
    return text;
}

std::string as_table(const Plan& plan, const FormatOption& format) {
    std::vector<std::vector<std::string>> rows = {
        {"date", "day", "triad", "host", "consultant", "reviewers"}};
    for (const auto& [triad, review] : by_date(plan)) {
        const auto weekday = review->date ? in_words(*review->date).substr(0, 3) : "";
        rows.push_back({date_text(review->date), weekday, triad.text, review->host.text,
                        review->consultant.text, names_of(review->reviewers)});
    }
    if (format.is_csv()) return csv_table(rows);
    auto text = text_table(rows, terminal_width());
    for (const auto& [id, schedule] : plan.schedules)
        text += folded(fmt::format("follow-up of {}: {}", id.text,
                                   schedule.follow_up ? in_words(*schedule.follow_up)
                                                      : "no day left in this school year"));
    return text + as_text(plan.unplanned);
}

std::string shown(const Plan& plan, const FormatOption& format) {
    return format.is_json() ? as_json(plan) : as_table(plan, format);
}

/// What a plan changes of a triad's dates that were given out, in sentences; empty where nothing does.
std::string effect_on(const TriadId& id, const Plan& plan) {
    std::string effect;
    for (const auto& move : plan.moves)
        if (move.triad == id) effect += (effect.empty() ? "" : " ") + in_words(move);
    return effect;
}

/// What changes of dates that were given out becomes a decision record: by these calendar files are newer
/// than those before, and tell what is cancelled.
void record_changes(const Session& session, const Project& project, const Plan& plan, bool replans,
                    Changes& changes) {
    for (const auto& [id, schedule] : plan.schedules) {
        if (!project.schedules.contains(id)) continue;
        const auto effect = effect_on(id, plan);
        if (effect.empty()) continue;
        Decision decision{.date = session.today(),
                          .kind = DecisionKind::correction,
                          .subject = id.text,
                          .by_role = "schedule plan",
                          .why = replans ? "the dates are planned anew" : "a rule is kept no more",
                          .effect = effect};
        if (project.schedules.at(id).value.follow_up && !schedule.follow_up)
            decision.why = "no day of its window is left in this school year";
        if (auto dates = lost_dates(project, id, schedule)) decision.cancelled.push_back(std::move(*dates));
        record_decision(project, decision, "plan-" + id.text, changes);
    }
}

Status run_plan(const Session& session, const PlanArguments& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    std::optional<Date> from;
    if (!options.from.empty()) from = date_given("--from", options.from);
    if (project->triads.empty())
        throw Failure("there are no triads to plan", "form them with 'peerreview triad form'",
                      Status::refused);
    const auto plan = plan_schedule(*project, {from, options.replans});
    Changes changes(project->root);
    for (const auto& [id, schedule] : plan.schedules) write_changed(*project, id, schedule, changes);
    record_changes(session, *project, plan, options.replans, changes);
    if (!options.dry_run || !options.format.is_text()) print(shown(plan, options.format));
    finish_changes(changes, options.dry_run, options.format.is_text());
    if (options.dry_run && options.format.is_text()) std::cerr << as_text(plan.unplanned);
    tell_moves(session, plan.moves);
    for (const auto& [triad, proposed, chosen, is_reader] : plan.handovers)
        tell(session,
             fmt::format("triad {} has consultant {}, not {} as proposed{}", triad.text, chosen.text,
                         proposed.text,
                         is_reader ? "; who was to read its reports a second time: 'peerreview triad "
                                     "form' proposes another reader"
                                   : ""));
    return plan.unplanned.empty() ? Status::fine : Status::refused;
}

Status run_list(const Session& session, const FormatOption& format) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    Plan plan;
    for (const auto& [id, record] : project->schedules) plan.schedules[id] = record.value;
    print(shown(plan, format));
    return Status::fine;
}

Status run_check(const Session& session, const CheckOptions& options) {
    Diagnostics findings;
    const auto project = session.load(findings);
    check_every_rule(session, project, findings);
    return show_findings(session, findings, options);
}

} // namespace

nlohmann::ordered_json fact_json(const Fact& fact) {
    const auto* file = fact.place.file;
    return {{"fact", fact.text},
            {"file", file ? Json(file->path()) : Json()},
            {"line", file ? Json(file->line_column(fact.place.offset).line) : Json()}};
}

std::string fact_line(const Fact& fact) {
    const auto* file = fact.place.file;
    if (!file) return folded(fmt::format("  {} (policy)", fact.text));
    return folded(
        fmt::format("  {} ({}:{})", fact.text, file->path(), file->line_column(fact.place.offset).line));
}

std::string reason_lines(const std::vector<Fact>& conflict, const std::vector<std::string>& ways_out) {
    std::string text;
    for (const auto& fact : conflict) text += fact_line(fact);
    if (!ways_out.empty()) text += "ways out, the cheapest first:\n";
    for (const auto& way : ways_out) text += folded("  " + way);
    return text;
}

static std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& item : list) text += (text.empty() ? "" : ", ") + item;
    return text;
}

void tell_moves(const Session& session, const std::vector<Move>& moves) {
    for (const auto& move : moves) {
        const auto what = move.host.empty() ? "the follow-up meeting of " + move.triad.text
                                            : "the review of " + move.host.text;
        auto text = !move.from ? fmt::format("dated: {} on {}", what, iso(*move.to))
                    : move.is_on_another_day()
                        ? fmt::format("moved: {} from {} to {}", what, iso(*move.from),
                                      move.to ? iso(*move.to) : "no day of this school year")
                        : fmt::format("changed: {} on {}", what, iso(*move.from));
        for (const auto& change : move.people) text += ", " + change;
        tell(session, text + "; tell " + joined(move.told));
    }
}

void write_changed(const Project& project, const TriadId& id, const Schedule& schedule, Changes& changes) {
    const auto stands = project.schedules.find(id);
    if (stands != project.schedules.end() && write_schedule(stands->second.value) == write_schedule(schedule))
        return;
    changes.write("schedule/" + id.text + ".yaml", write_schedule(schedule));
}

void declare_schedule(Command& app, Session& session) {
    auto* noun = app.add_subcommand("schedule", "Dates of the reviews and follow-up meetings");
    noun->require_subcommand();

    const auto plan_options = std::make_shared<PlanArguments>();
    auto* plan = noun->add_subcommand("plan", "Plan dates, consultants and reviewers, and write them");
    plan->add_option("--from", plan_options->from, "No review before this date [default: launch and lead]")
        ->option_text("DATE");
    plan->add_flag("--replan", plan_options->replans,
                   "Plan from scratch: dates that are published may move, but of reviews that were held");
    add_format(*plan, plan_options->format);
    add_dry_run(*plan, plan_options->dry_run);
    plan->footer("Example: peerreview schedule plan --from 2026-11-02");
    plan->callback(
        [=, &session] { session.verb = [=, &session] { return run_plan(session, *plan_options); }; });

    const auto list_format = std::make_shared<FormatOption>();
    auto* list = noun->add_subcommand("list", "List the reviews by date");
    add_format(*list, *list_format);
    list->footer("Example: peerreview schedule list --format csv");
    list->callback(
        [=, &session] { session.verb = [=, &session] { return run_list(session, *list_format); }; });

    const auto check_options = std::make_shared<CheckOptions>();
    auto* check = noun->add_subcommand("check", "Check every record, and the dates against the rules");
    add_check_options(*check, *check_options);
    check->footer("Example: peerreview schedule check");
    check->callback(
        [=, &session] { session.verb = [=, &session] { return run_check(session, *check_options); }; });

    declare_schedule_day(*noun, session);
    declare_schedule_export(*noun, session);
    declare_schedule_explain(*noun, session);
    declare_schedule_move(*noun, session);
}

} // namespace peerreview
