#include "cli/changes.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "project/rules.hpp"
#include "record/write_records.hpp"
#include "solve/form.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct FormOptions {
    std::uint64_t seed = 1;
    FormatOption format;
    bool dry_run = false;
};

std::string joined(const std::vector<SchoolId>& schools, const char* between) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : between) + school.text;
    return text;
}

double gap_of(const Arrangement& arrangement) {
    const auto total = arrangement.seconds + arrangement.penalty;
    return arrangement.bound > 0
               ? static_cast<double>(total - arrangement.bound) / static_cast<double>(arrangement.bound)
               : 0;
}

std::string as_json(const Arrangement& arrangement, std::uint64_t seed) {
    auto triads = Json::array();
    for (const auto& [id, triad] : arrangement.triads) {
        auto schools = Json::array();
        for (const auto& school : triad.schools) schools.push_back(school.text);
        triads.push_back({{"id", id.text},
                          {"schools", std::move(schools)},
                          {"seconds", triad.seconds.value_or(0)},
                          {"consultant", triad.consultant.empty() ? Json() : Json(triad.consultant.text)}});
    }
    auto waiting = Json::array();
    for (const auto& wait : arrangement.waiting)
        waiting.push_back({{"school", wait.school.text}, {"why", wait.why}});
    const Json document = {{"version", 1},
                           {"seconds", arrangement.seconds},
                           {"penalty", arrangement.penalty},
                           {"bound", arrangement.bound},
                           {"gap", gap_of(arrangement)},
                           {"seed", seed},
                           {"triads", std::move(triads)},
                           {"waiting", std::move(waiting)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_table(const Arrangement& arrangement, const FormatOption& format) {
    std::vector<std::vector<std::string>> rows = {{"triad", "minutes", "consultant", "schools"}};
    for (const auto& [id, triad] : arrangement.triads)
        rows.push_back({id.text, std::to_string((triad.seconds.value_or(0) + 30) / 60), triad.consultant.text,
                        joined(triad.schools, format.is_csv() ? " " : ", ")});
    if (format.is_csv()) return csv_table(rows);
    auto text = text_table(rows, terminal_width());
    for (const auto& wait : arrangement.waiting)
        text += fmt::format("waiting: {}: {}\n", wait.school.text, wait.why);
    text += fmt::format(
        "travel {} seconds; proven lower bound {} ({:.2f} % below)\n", arrangement.seconds, arrangement.bound,
        arrangement.seconds > 0 ? 100.0 * static_cast<double>(arrangement.seconds - arrangement.bound) /
                                      static_cast<double>(arrangement.seconds)
                                : 0.0);
    return text;
}

std::string shown(const Arrangement& arrangement, const FormatOption& format, std::uint64_t seed) {
    return format.is_json() ? as_json(arrangement, seed) : as_table(arrangement, format);
}

Status status_of(const Arrangement& arrangement) {
    const auto only_remainders = std::ranges::all_of(arrangement.waiting, &Waiting::is_remainder);
    return only_remainders && !arrangement.triads.empty() ? Status::fine : Status::refused;
}

/// The project and its travel times, or nothing after the findings were printed.
struct Ready {
    Project project;
    std::unique_ptr<Travel> travel;
};
std::unique_ptr<Ready> ready(const Session& session) {
    auto project = session.load_valid();
    if (!project) return nullptr;
    auto ready = std::make_unique<Ready>(Ready{std::move(*project), nullptr});
    Diagnostics findings;
    ready->travel = std::make_unique<Travel>(ready->project, findings);
    if (!findings.has_errors()) return ready;
    print_findings(session, findings);
    return nullptr;
}

Status run_form(const Session& session, const FormOptions& options) {
    const auto now = ready(session);
    if (!now) return Status::errors;
    const auto arrangement = form_arrangement(now->project, *now->travel, options.seed);
    Changes changes(now->project.root);
    for (const auto& [id, record] : now->project.triads)
        if (!arrangement.triads.contains(id)) changes.remove("triads/" + id.text + ".yaml");
    for (const auto& [id, triad] : arrangement.triads)
        changes.write("triads/" + id.text + ".yaml", write_triad(triad));
    if (!options.dry_run || !options.format.is_text())
        print(shown(arrangement, options.format, options.seed));
    finish_changes(changes, options.dry_run, options.format.is_text());
    return status_of(arrangement);
}

Status run_list(const Session& session, const FormatOption& format) {
    const auto now = ready(session);
    if (!now) return Status::errors;
    print(shown(standing_arrangement(now->project, *now->travel, 1), format, 1));
    return Status::fine;
}

Status run_check(const Session& session, const CheckOptions& options) {
    Diagnostics findings;
    const auto project = session.load(findings);
    check_due(project, session.today(), findings);
    check_and_allow(project, session.today(), findings);
    const Travel travel(project, findings);
    check_triads(project, travel, findings);
    return show_findings(session, findings, options);
}

} // namespace

void declare_triad(CLI::App& app, Session& session) {
    auto* noun = app.add_subcommand("triad", "Schools in threes that review each other");
    noun->require_subcommand(1);

    const auto form_options = std::make_shared<FormOptions>();
    auto* form = noun->add_subcommand("form", "Form the triads with the least travel and write them");
    form->add_option("--seed", form_options->seed, "Start of the search [default: 1]")->option_text("N");
    add_format(*form, form_options->format);
    form->add_flag("-n,--dry-run", form_options->dry_run,
                   "Show what would change as a diff, and write nothing");
    form->footer("Example: peerreview triad form --dry-run");
    form->callback(
        [=, &session] { session.verb = [=, &session] { return run_form(session, *form_options); }; });

    const auto list_format = std::make_shared<FormatOption>();
    auto* list = noun->add_subcommand("list", "List the triads and the schools that wait");
    add_format(*list, *list_format);
    list->footer("Example: peerreview triad list --format json");
    list->callback(
        [=, &session] { session.verb = [=, &session] { return run_list(session, *list_format); }; });

    const auto check_options = std::make_shared<CheckOptions>();
    auto* check = noun->add_subcommand("check", "Check every record, and the triads against the rules");
    add_check_options(*check, *check_options);
    check->footer("Example: peerreview triad check");
    check->callback(
        [=, &session] { session.verb = [=, &session] { return run_check(session, *check_options); }; });
}

} // namespace peerreview
