#include "cli/gate.hpp"
#include "cli/triad.hpp"
#include "cli/triad_arrangement.hpp"
#include "cli/triad_views.hpp"
#include "solve/repair.hpp"
#include "solve/swap.hpp"
#include "source/text.hpp"
#include "yaml/edit.hpp"

#include <iostream>
#include <set>
#include <sstream>

namespace peerreview {

namespace {

void add_answerable(Command& verb, std::string& by, std::string& why) {
    verb.add_option("--by", by, "Role of who decided; needed unless -n is given")->option_text("ROLE");
    verb.add_option("--why", why, "The reason, for the decision record; needed unless -n is given")
        ->option_text("TEXT");
}

/// Whether there is somebody to answer for a change. Throws Failure where there should be.
bool has_answer(const std::string& by, const std::string& why, bool dry_run) {
    if (!by.empty() && !why.empty()) return true;
    if (!dry_run)
        throw Failure("a change needs a reason and somebody who answers for it", "add --by ROLE --why TEXT");
    return false;
}

/// What the change is, before anything is written: on standard output, or beside the diff on standard error.
void show(const Session& session, const std::vector<std::string>& lines, bool dry_run) {
    for (const auto& line : lines) {
        if (!dry_run)
            print(folded(line));
        else if (!session.global.quiet)
            std::cerr << folded(line);
    }
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

void refuse_lost_dates(const Project& project, const Comparison& comparison, bool force) {
    if (force) return;
    std::string lost;
    for (const auto& entry : comparison.changed)
        if (project.schedules.contains(entry.id)) lost += (lost.empty() ? "" : ", ") + entry.id.text;
    if (!lost.empty())
        throw Failure("the dates of " + lost + " would be lost",
                      "take them away with --force, and plan anew with 'peerreview schedule plan'",
                      Status::refused);
}

/// What changed, for a decision record.
std::string effect_of(const Comparison& comparison) {
    std::string text;
    for (const auto& [school, from, to] : comparison.moved)
        text += fmt::format("{}'{}' goes from {} to {}", text.empty() ? "" : ", ", school.text,
                            from.empty() ? "the waiting list" : from.text,
                            to.empty() ? "the waiting list" : to.text);
    return truncate(text, 4000);
}

// ---- repair

struct RepairOptions {
    std::string by, why;
    std::string effort = "normal";
    bool force = false, dry_run = false;
};

std::string proof_of(const RepairedTriads& repaired) {
    if (repaired.left_out > 0)
        return fmt::format("an estimate: the {} triads that are farthest off were not looked at",
                           repaired.left_out);
    if (!repaired.is_least_waiting) return "an estimate: it is not proven that fewer schools could not wait";
    if (!repaired.is_least_changed) return "an estimate: fewer triads might change";
    if (!repaired.is_least_travel)
        return "proven to change least; with so few changes, travel is an estimate";
    return "proven: nothing lets fewer schools wait, changes fewer triads or, with those, travels less";
}

Status run_repair(const Session& session, const RepairOptions& options) {
    const auto now = ready(session);
    if (!now) return Status::errors;
    const auto& project = now->project;
    solve::TriadOptions search;
    search.effort = effort_called(options.effort);
    const auto repaired = repair_arrangement(project, *now->travel, session.today(), search);
    const auto& arrangement = repaired.arrangement;
    const auto comparison = compare_triads(project, *now->travel, arrangement.triads);
    Changes changes(project.root);
    write_triads(project, arrangement.triads, comparison, changes);
    auto lines = changes.empty() ? std::vector<std::string>{"nothing to repair"}
                                 : lines_of(in_words(project, comparison, session.today()));
    for (const auto& wait : arrangement.waiting)
        lines.push_back(fmt::format("waiting: {}: {}", wait.school.text, wait.why));
    lines.push_back(proof_of(repaired));
    show(session, lines, options.dry_run);
    if (changes.empty()) return status_of(arrangement);
    if (has_answer(options.by, options.why, options.dry_run))
        record_decision(project,
                        {session.today(), DecisionKind::swap, "cohort", "", options.by, options.why,
                         effect_of(comparison), dates_lost(project, comparison)},
                        "repair", changes);
    if (options.dry_run) finish_changes(changes, true);
    refuse_lost_dates(project, comparison, options.force);
    if (!options.dry_run) finish_changes(changes, false);
    return status_of(arrangement);
}

// ---- swap

struct SwapOptions {
    std::string a, b;
    WaiveOptions waive;
    bool force = false, dry_run = false;
};

std::string places_in_words(const std::vector<Place>& places) {
    std::string text;
    for (const auto& place : places)
        text += fmt::format("{}{}:{}", text.empty() ? "" : ", ", place.file->path(),
                            place.file->line_column(place.offset).line);
    return text;
}

std::vector<std::string> in_words(const Swap& swap) {
    std::vector<std::string> lines;
    for (const auto& [triad, arrived, other, broken, places] : swap.breaches)
        lines.push_back(fmt::format("{} breaks '{}': '{}' and '{}': {} ({})", triad.text, broken.rule,
                                    arrived.text, other.text, broken.why, places_in_words(places)));
    lines.insert(lines.end(), swap.notes.begin(), swap.notes.end());
    return lines;
}

/// Every broken rule is waived, and nothing else is.
void refuse_breaches(const Swap& swap, const std::vector<std::string>& waived) {
    std::set<std::string> broken, left;
    for (const auto& breach : swap.breaches) {
        broken.insert(breach.broken.rule);
        if (std::ranges::find(waived, breach.broken.rule) == waived.end()) left.insert(breach.broken.rule);
    }
    for (const auto& rule : waived)
        if (!broken.contains(rule))
            throw Failure("the swap does not break the rule '" + rule + "'",
                          "leave --waive " + rule + " out");
    std::string names;
    for (const auto& rule : left) names += (names.empty() ? "" : ", ") + rule;
    if (!names.empty())
        throw Failure("the swap breaks hard rules: " + names,
                      "set each aside with --waive RULE --by ROLE --why TEXT, or choose other schools",
                      Status::refused);
}

void record_waivers(const Session& session, const Project& project, const WaiveOptions& options, Swap& swap,
                    Changes& changes) {
    std::set<std::pair<TriadId, std::string>> waived;
    for (const auto& breach : swap.breaches) {
        const auto& rule = breach.broken.rule;
        if (!waived.emplace(breach.triad, rule).second) continue;
        swap.triads.at(breach.triad).waivers.push_back({rule, options.by, session.today(), options.why});
        record_decision(
            project,
            {session.today(), DecisionKind::waiver, breach.triad.text, rule, options.by, options.why,
             fmt::format("'{}' and '{}': {}", breach.arrived.text, breach.other.text, breach.broken.why)},
            "waive-" + rule + "-" + breach.triad.text, changes);
    }
}

Status run_swap(const Session& session, const SwapOptions& options) {
    const auto now = ready(session);
    if (!now) return Status::errors;
    const auto& project = now->project;
    auto swap = swap_schools(project, *now->travel, {options.a}, {options.b});
    const auto comparison = compare_triads(project, *now->travel, swap.triads);
    show(session, lines_of(in_words(project, comparison, session.today())), options.dry_run);
    show(session, in_words(swap), options.dry_run);
    refuse_held(project, comparison, session.today(), "choose schools whose triads have not begun");
    refuse_breaches(swap, options.waive.rules);
    Changes changes(project.root);
    const auto& by = options.waive.by;
    if (has_answer(by, options.waive.why, options.dry_run)) {
        record_waivers(session, project, options.waive, swap, changes);
        record_decision(project,
                        {session.today(), DecisionKind::swap, options.a, "", by, options.waive.why,
                         effect_of(comparison), dates_lost(project, comparison)},
                        "swap-" + options.a + "-" + options.b, changes);
    }
    write_triads(project, swap.triads, comparison, changes);
    if (options.dry_run) finish_changes(changes, true);
    refuse_lost_dates(project, comparison, options.force);
    if (!options.dry_run) finish_changes(changes, false);
    return Status::fine;
}

// ---- pin

struct PinOptions {
    std::string triad;
    bool off = false, dry_run = false;
};

Status run_pin(const Session& session, const PinOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const auto found = project->triads.find({options.triad});
    if (found == project->triads.end())
        throw Failure("there is no triad '" + options.triad + "'", "see 'peerreview triad list'");
    const auto& [file, node, triad] = found->second;
    Editor editor(file->path(), std::string(file->text()));
    if (!options.off)
        editor.set({"pinned"}, "true");
    else if (node.find("pinned"))
        editor.remove({"pinned"});
    Changes changes(project->root);
    changes.write(file->path(), editor.text());
    finish_changes(changes, options.dry_run);
    return Status::fine;
}

void declare_repair(Command& noun, Session& session) {
    const auto options = std::make_shared<RepairOptions>();
    auto* repair = noun.add_subcommand("repair", "Place schools that are in no triad, changing little");
    add_answerable(*repair, options->by, options->why);
    add_effort(*repair, options->effort);
    repair->add_flag("--force", options->force, "Take away the dates of triads that change");
    add_dry_run(*repair, options->dry_run);
    repair->footer("Example: peerreview triad repair --by 'programme lead' --why 'ash has left'");
    repair->callback(
        [=, &session] { session.verb = [=, &session] { return run_repair(session, *options); }; });
}

void declare_swap(Command& noun, Session& session) {
    const auto options = std::make_shared<SwapOptions>();
    auto* swap = noun.add_subcommand("swap", "Exchange two schools between their triads");
    swap->add_option("A", options->a, "A school's id")->required();
    swap->add_option("B", options->b, "The id of the school that takes its place")->required();
    swap->add_option("--waive", options->waive.rules, "Set this rule aside; may be repeated")
        ->option_text("RULE");
    add_answerable(*swap, options->waive.by, options->waive.why);
    swap->add_flag("--force", options->force, "Take away the dates of triads that change");
    add_dry_run(*swap, options->dry_run);
    swap->footer(
        "Example: peerreview triad swap ash oak --by 'programme lead' --why 'ash and elm are rivals'");
    swap->callback([=, &session] { session.verb = [=, &session] { return run_swap(session, *options); }; });
}

void declare_pin(Command& noun, Session& session) {
    const auto options = std::make_shared<PinOptions>();
    auto* pin = noun.add_subcommand("pin", "Keep a triad as it is when triads are formed");
    pin->add_option("TRIAD", options->triad, "Its id")->required();
    pin->add_flag("--off", options->off, "Let it change again");
    add_dry_run(*pin, options->dry_run);
    pin->footer("Example: peerreview triad pin t001");
    pin->callback([=, &session] { session.verb = [=, &session] { return run_pin(session, *options); }; });
}

} // namespace

void declare_triad_changes(Command& noun, Session& session) {
    declare_repair(noun, session);
    declare_swap(noun, session);
    declare_pin(noun, session);
}

} // namespace peerreview
