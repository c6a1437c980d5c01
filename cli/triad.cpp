#include "cli/triad.hpp"

#include "cli/gate.hpp"
#include "cli/interrupt.hpp"
#include "cli/schedule.hpp"
#include "cli/school_map.hpp"
#include "cli/terminal.hpp"
#include "cli/triad_views.hpp"
#include "project/agenda.hpp"
#include "project/lifecycle.hpp"
#include "project/rules.hpp"
#include "record/write_records.hpp"
#include "solve/unplaced.hpp"
#include "source/escape.hpp"
#include "store/store.hpp"

#include <iostream>
#include <set>
#include <thread>

#include <unistd.h>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct FormOptions {
    std::uint64_t seed = 1;
    std::string effort = "normal";
    std::string certificate; ///< a file, or empty
    FormatOption format;
    bool replace = false;
    bool dry_run = false;
};

struct CheckTriadOptions {
    CheckOptions findings;
    std::string certificate; ///< a file, or empty
};

std::string joined(const std::vector<SchoolId>& schools, const char* between) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : between) + school.text;
    return text;
}

Json id_or_null(const ConsultantId& id) { return id.empty() ? Json() : Json(id.text); }

double gap_of(const Arrangement& arrangement) {
    const auto total = arrangement.seconds + arrangement.penalty;
    return arrangement.bound > 0
               ? static_cast<double>(total - arrangement.bound) / static_cast<double>(arrangement.bound)
               : 0;
}

} // namespace

Json arrangement_json(const Arrangement& arrangement, std::uint64_t seed) {
    auto triads = Json::array();
    for (const auto& [id, triad] : arrangement.triads) {
        auto schools = Json::array();
        for (const auto& school : triad.schools) schools.push_back(school.text);
        triads.push_back({{"id", id.text},
                          {"kind", name_of(triad.kind.value_or(TriadKind::triad))},
                          {"schools", std::move(schools)},
                          {"seconds", triad.seconds.value_or(0)},
                          {"consultant", id_or_null(triad.consultant)},
                          {"second_reader", id_or_null(triad.second_reader)}});
    }
    auto waiting = Json::array();
    for (const auto& wait : arrangement.waiting)
        waiting.push_back({{"school", wait.school.text}, {"why", wait.why}});
    return {{"version", 1},
            {"seconds", arrangement.seconds},
            {"penalty", arrangement.penalty},
            {"bound", arrangement.bound},
            {"gap", gap_of(arrangement)},
            {"seed", seed},
            {"triads", std::move(triads)},
            {"waiting", std::move(waiting)}};
}

namespace {

/// A last column of a table of triads, which a terminal would have no room for.
void add_second_readers(const Arrangement& arrangement, std::vector<std::vector<std::string>>& rows) {
    rows.front().emplace_back("second-reader");
    auto row = rows.begin();
    for (const auto& [id, triad] : arrangement.triads) (++row)->push_back(triad.second_reader.text);
}

} // namespace

std::string arrangement_table(const Arrangement& arrangement, const FormatOption& format) {
    std::vector<std::vector<std::string>> rows = {{"triad", "minutes", "consultant", "schools"}};
    for (const auto& [id, triad] : arrangement.triads)
        rows.push_back({id.text, std::to_string((triad.seconds.value_or(0) + 30) / 60), triad.consultant.text,
                        joined(triad.schools, format.is_csv() ? " " : ", ")});
    if (format.is_csv()) add_second_readers(arrangement, rows);
    if (format.is_csv()) return csv_table(rows);
    auto text = text_table(rows, terminal_width());
    for (const auto& wait : arrangement.waiting)
        text += fmt::format("waiting: {}: {}\n", wait.school.text, wait.why);
    const auto total = arrangement.seconds + arrangement.penalty;
    text += fmt::format(
        "travel {} seconds{}; proven lower bound {} ({:.2f} % below)\n", arrangement.seconds,
        arrangement.penalty > 0 ? fmt::format(" and {} of penalties", arrangement.penalty) : "",
        arrangement.bound,
        total > 0 ? 100.0 * static_cast<double>(total - arrangement.bound) / static_cast<double>(total)
                  : 0.0);
    return text;
}

Status status_of(const Arrangement& arrangement) {
    const auto only_remainders = std::ranges::all_of(arrangement.waiting, &Waiting::is_remainder);
    return only_remainders && !arrangement.triads.empty() ? Status::fine : Status::refused;
}

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

void add_effort(Command& verb, std::string& effort) {
    verb.add_option("--effort", effort, "Work to do: quick, normal or thorough [default: normal]")
        ->check(one_of({"quick", "normal", "thorough"}))
        ->option_text("EFFORT");
}

solve::Effort effort_called(const std::string& name) {
    return name == "quick"      ? solve::Effort::quick
           : name == "thorough" ? solve::Effort::thorough
                                : solve::Effort::normal;
}

Json comparison_json(const Comparison& comparison) {
    const auto ids = [](const std::vector<ChangedTriad>& list) {
        auto array = Json::array();
        for (const auto& entry : list) array.push_back(entry.id.text);
        return array;
    };
    const auto place = [](const TriadId& triad) { return triad.empty() ? Json() : Json(triad.text); };
    auto moved = Json::array();
    for (const auto& [school, from, to] : comparison.moved)
        moved.push_back({{"school", school.text}, {"from", place(from)}, {"to", place(to)}});
    return {{"triads", ids(comparison.changed)},
            {"added", ids(comparison.added)},
            {"moved", std::move(moved)},
            {"seconds", comparison.then - comparison.now}};
}

void write_triads(const Project& project, const std::map<TriadId, Triad>& triads,
                  const Comparison& comparison, Changes& changes) {
    for (const auto& [id, record] : project.triads)
        if (!triads.contains(id)) changes.remove(record.file->path());
    for (const auto& [id, triad] : triads) {
        const auto standing = project.triads.find(id);
        const auto text = write_triad(triad);
        const auto is_same = [&](Triad now) {
            if (now.schools.size() == 3) std::ranges::sort(now.schools);
            return write_triad(now) == text;
        };
        if (standing == project.triads.end() || !is_same(standing->second.value))
            changes.write("triads/" + id.text + ".yaml", text);
    }
    for (const auto& entry : comparison.changed)
        if (const auto dates = project.schedules.find(entry.id); dates != project.schedules.end())
            changes.remove(dates->second.file->path());
}

std::vector<CancelledDates> dates_lost(const Project& project, const Comparison& comparison) {
    std::vector<CancelledDates> list;
    for (const auto& entry : comparison.changed)
        if (auto dates = standing_dates(project, entry.id)) list.push_back(std::move(*dates));
    return list;
}

void refuse_held(const Project& project, const Comparison& comparison, Date today, const std::string& hint) {
    for (const auto& entry : comparison.changed)
        if (const auto held = held_reviews(project, entry.id, today); !held.empty())
            throw Failure(fmt::format("{} would change, and the review of '{}' was held", entry.id.text,
                                      held.front().text),
                          hint, Status::refused);
}

namespace {

std::string as_text(const std::vector<Unplaced>& list) {
    std::string text;
    for (const auto& [schools, conflict, ways_out] : list) {
        const auto* reason = conflict.empty() ? "since there are not three schools" : "because:";
        text += folded(
            fmt::format("{} wait{}, {}", joined(schools, ", "), schools.size() == 1 ? "s" : "", reason));
        for (const auto& fact : conflict) text += fact_line(fact);
        if (!ways_out.empty()) text += "ways out, the cheapest first:\n";
        for (const auto& way : ways_out) text += folded("  " + way);
    }
    return text;
}

Json as_json(const std::vector<Unplaced>& list) {
    auto array = Json::array();
    for (const auto& [schools, conflict, ways_out] : list) {
        auto ids = Json::array(), facts = Json::array();
        for (const auto& school : schools) ids.push_back(school.text);
        for (const auto& fact : conflict) facts.push_back(fact_json(fact));
        array.push_back(
            {{"schools", std::move(ids)}, {"conflict", std::move(facts)}, {"ways_out", ways_out}});
    }
    return array;
}

std::string shown(const Arrangement& arrangement, const FormatOption& format, std::uint64_t seed,
                  const Comparison* comparison = nullptr, const std::vector<Unplaced>& unplaced = {}) {
    if (format.is_text()) return arrangement_table(arrangement, format) + as_text(unplaced);
    if (!format.is_json()) return arrangement_table(arrangement, format);
    auto document = arrangement_json(arrangement, seed);
    if (comparison) document["changes"] = comparison_json(*comparison);
    if (!unplaced.empty()) document["unplaced"] = as_json(unplaced);
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Shows on a terminal how far the search is, and clears that at its end.
class ProgressLine {
public:
    explicit ProgressLine(const Session& session)
        : is_shown_(!session.global.quiet && isatty(STDERR_FILENO) != 0) {}
    ~ProgressLine() { show(""); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    std::function<void(const solve::TriadProgress&)> callback() const {
        if (!is_shown_) return {};
        return [this](const solve::TriadProgress& progress) {
            show(fmt::format("forming triads: {} {} of {}", progress.stage, progress.done, progress.of));
        };
    }

private:
    void show(const std::string& text) const {
        if (is_shown_) fmt::print(stderr, "\r\033[K{}", text);
    }
    bool is_shown_;
};

Arrangement form(const Session& session, const Ready& now, const FormOptions& options,
                 const Interrupt& interrupt) {
    constexpr unsigned most_threads = 8;
    const ProgressLine line(session);
    return form_arrangement(now.project, *now.travel,
                            {.seed = options.seed,
                             .effort = effort_called(options.effort),
                             .threads = std::clamp(std::thread::hardware_concurrency(), 1u, most_threads),
                             .stop = &interrupt.was_asked(),
                             .progress = line.callback()});
}

[[noreturn]] void refuse_change(const Comparison& comparison) {
    const auto count = comparison.changed.size();
    throw Failure(fmt::format("{} triad{} that stand{} would change", count, count == 1 ? "" : "s",
                              count == 1 ? "s" : ""),
                  "write it all the same with --replace, or keep what can be kept with 'peerreview triad "
                  "repair'",
                  Status::refused);
}

/// Says for how many pairs of schools a straight line stands in, where travel.csv has some of them.
void tell_of_missing_rows(const Session& session, const Ready& now) {
    if (!now.project.travel) return;
    const auto takes_part = [&](const SchoolId& school) {
        return now.project.schools.contains(school) && !has_left(now.project, school);
    };
    std::set<std::pair<SchoolId, SchoolId>> given;
    for (const auto& [from, to] : now.travel->given())
        if (from != to && takes_part(from) && takes_part(to)) given.insert(std::minmax(from, to));
    const auto schools = static_cast<std::size_t>(std::ranges::count_if(
        now.project.schools, [&](const auto& entry) { return takes_part(entry.first); }));
    const auto pairs = schools * (schools - std::min<std::size_t>(schools, 1)) / 2;
    if (given.size() < pairs)
        tell(session,
             fmt::format("travel.csv has no row for {} of {} pairs of schools: straight lines stand in",
                         pairs - given.size(), pairs));
}

/// Says for how many triads nobody can read the reports a second time, without which none becomes final.
void tell_of_missing_readers(const Session& session, const Arrangement& arrangement) {
    const auto without = std::ranges::count_if(arrangement.triads, [](const auto& entry) {
        return !entry.second.consultant.empty() && entry.second.second_reader.empty();
    });
    if (without > 0)
        tell(session, fmt::format("no second reader for the reports of {}: that takes another consultant, "
                                  "without a conflict",
                                  counted(without, "triad")));
}

Status run_form(const Session& session, const FormOptions& options) {
    const auto now = ready(session);
    if (!now) return Status::errors;
    tell_of_missing_rows(session, *now);
    const Interrupt interrupt;
    const auto arrangement = form(session, *now, options, interrupt);
    if (interrupt.was_asked()) {
        print(shown(arrangement, options.format, options.seed));
        tell(session, "interrupted: this is the best so far, and nothing is written");
        return Status::interrupted;
    }
    const auto comparison = compare_triads(now->project, *now->travel, arrangement.triads);
    const auto is_refused = !comparison.changed.empty() && !options.replace;
    if (!comparison.changed.empty()) {
        const auto what = folded_lines(in_words(now->project, comparison, session.today()));
        if (is_refused && options.format.is_text() && !options.dry_run)
            print(what);
        else if (!session.global.quiet)
            std::cerr << what;
        if (options.replace)
            refuse_held(now->project, comparison, session.today(),
                        "keep such triads with 'peerreview triad pin TRIAD'");
    }
    Changes changes(now->project.root);
    write_triads(now->project, arrangement.triads, comparison, changes);
    if (auto lost = dates_lost(now->project, comparison); !lost.empty())
        record_decision(now->project,
                        {session.today(), DecisionKind::swap, "cohort", "", "triad form",
                         "the triads were formed anew", "The dates of the triads that changed are cancelled.",
                         std::move(lost)},
                        "form", changes);
    if (!options.format.is_text() || (!options.dry_run && !is_refused))
        print(shown(arrangement, options.format, options.seed,
                    now->project.triads.empty() ? nullptr : &comparison,
                    why_unplaced(now->project, *now->travel, arrangement)));
    if (!is_refused && !changes.empty()) tell_of_missing_readers(session, arrangement);
    finish_changes(changes, options.dry_run || is_refused, options.dry_run && options.format.is_text());
    if (is_refused) refuse_change(comparison);
    if (!options.certificate.empty() && !options.dry_run)
        store::replace_file(options.certificate, write_certificate(arrangement.certificate));
    return status_of(arrangement);
}

Status run_list(const Session& session, const FormatOption& format, const MapOptions& map) {
    refuse_map_with_format(map, format);
    if (map.is_given()) {
        const auto project = session.load_valid();
        if (!project) return Status::errors;
        show_map(*project, triads_on_map(*project), map);
        return Status::fine;
    }
    const auto now = ready(session);
    if (!now) return Status::errors;
    print(shown(standing_arrangement(now->project, *now->travel), format, 1));
    return Status::fine;
}

/// Confirms the bound of a certificate on standard output, or says on standard error why it proves nothing.
Status check_certificate(const Session& session, const std::string& file) {
    constexpr std::size_t largest = std::size_t{1} << 30;
    const auto now = ready(session);
    if (!now) return Status::errors;
    const auto text = store::read_file(file, largest);
    if (!text.problem.empty()) throw Failure(fmt::format("cannot read {}: {}", file, text.problem));
    const auto read = read_certificate(text.bytes);
    const auto fault =
        read.certificate ? certificate_fault(now->project, *now->travel, *read.certificate) : read.fault;
    if (!fault.empty()) {
        show_failure(fmt::format("{} proves nothing: {}", file, fault), "");
        return Status::errors;
    }
    print(fmt::format("proven: with {} waiting no arrangement costs less than {} seconds\n",
                      read.certificate->waiting, read.certificate->bound));
    return Status::fine;
}

Status run_check(const Session& session, const CheckTriadOptions& options) {
    if (!options.certificate.empty()) return check_certificate(session, options.certificate);
    Diagnostics findings;
    const auto project = session.load(findings);
    check_every_rule(session, project, findings);
    const Travel travel(project, findings);
    check_triads(project, travel, findings);
    return show_findings(session, findings, options.findings);
}

} // namespace

void declare_triad(Command& app, Session& session) {
    auto* noun = app.add_subcommand("triad", "Schools in threes that review each other");
    noun->require_subcommand();

    const auto form_options = std::make_shared<FormOptions>();
    auto* form = noun->add_subcommand("form", "Form the triads with the least travel and write them");
    form->add_option("--seed", form_options->seed, "Start of the search [default: 1]")->option_text("N");
    add_effort(*form, form_options->effort);
    form->add_option("--certificate", form_options->certificate, "Write what proves the bound to FILE")
        ->option_text("FILE");
    add_format(*form, form_options->format);
    form->add_flag("--replace", form_options->replace, "Let triads that stand change or go");
    form->add_flag("-n,--dry-run", form_options->dry_run,
                   "Show what would change as a diff, and write nothing");
    form->footer("Example: peerreview triad form --dry-run");
    form->callback(
        [=, &session] { session.verb = [=, &session] { return run_form(session, *form_options); }; });

    const auto list_format = std::make_shared<FormatOption>();
    auto* list = noun->add_subcommand("list", "List the triads and the schools that wait");
    add_format(*list, *list_format);
    const auto map_options = std::make_shared<MapOptions>();
    add_map_options(*list, "triads", *map_options);
    list->footer("Example: peerreview triad list --format json");
    list->callback([=, &session] {
        session.verb = [=, &session] { return run_list(session, *list_format, *map_options); };
    });

    const auto check_options = std::make_shared<CheckTriadOptions>();
    auto* check = noun->add_subcommand("check", "Check every record, and the triads against the rules");
    add_check_options(*check, check_options->findings);
    check
        ->add_option("--certificate", check_options->certificate,
                     "Confirm the bound of a certificate from the records, and check nothing else")
        ->option_text("FILE");
    check->footer("Example: peerreview triad check");
    check->callback(
        [=, &session] { session.verb = [=, &session] { return run_check(session, *check_options); }; });

    declare_triad_show(*noun, session);
    declare_triad_explain(*noun, session);
    declare_triad_changes(*noun, session);
}

} // namespace peerreview
