#include "cli/gate.hpp"
#include "cli/interrupt.hpp"
#include "cli/triad.hpp"
#include "cli/triad_arrangement.hpp"
#include "cli/triad_views.hpp"
#include "project/school_lookup.hpp"
#include "solve/certificate.hpp"
#include "source/text.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <iostream>
#include <limits>
#include <set>
#include <thread>

#include <unistd.h>

namespace peerreview {

namespace {

struct FormOptions {
    std::uint64_t seed = 1;
    std::string effort = "normal";
    std::string certificate; ///< a file, or empty
    FormatOption format;
    bool replace = false;
    bool dry_run = false;
};

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
    throw Failure(fmt::format("{} that stand{} would change", counted(count, "triad"), count == 1 ? "s" : ""),
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
        tell(session, fmt::format("travel.csv has no row for {} of {} of schools: straight lines stand in",
                                  pairs - given.size(), counted(pairs, "pair")));
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

/// Says how many triads nobody facilitates although there are consultants, and why.
void tell_of_missing_consultants(const Session& session, const Project& project,
                                 const Arrangement& arrangement) {
    if (project.consultants.empty()) return;
    std::int64_t busy = 0, barred = 0;
    TriadId first;
    for (const auto& [id, triad] : arrangement.triads) {
        if (!triad.consultant.empty()) continue;
        const auto may = [&](const auto& entry) {
            return entry.second.value.days.value_or(0) >= std::ssize(triad.schools) &&
                   may_facilitate(project, entry.first, triad);
        };
        ++(std::ranges::any_of(project.consultants, may) ? busy : barred);
        if (first.empty()) first = id;
    }
    if (first.empty()) return;
    std::string why;
    if (busy > 0)
        why = fmt::format("the days of those who may facilitate {} are used up", counted(busy, "triad"));
    if (barred > 0)
        why += fmt::format("{}nobody may facilitate {}, by phases, conflicts and days",
                           busy > 0 ? ", and " : "", counted(barred, "triad"));
    tell(session,
         fmt::format("no consultant for {} of {}: {}; give consultants more 'days', or bring in "
                     "others with 'peerreview cohort import --consultants FILE' ('peerreview triad "
                     "show {}' tells who may not)",
                     busy + barred, counted(std::ssize(arrangement.triads), "triad"), why, first.text));
}

Status run_form(const Session& session, const FormOptions& options) {
    if (options.certificate == "-")
        throw Failure("--certificate takes a file: the triads go to standard output",
                      "name one, such as build/certificate.json");
    const auto now = ready(session);
    if (!now) return Status::errors;
    refuse_record(now->project, options.certificate);
    tell_of_missing_rows(session, *now);
    if (now->project.schools.empty())
        tell(session, "there are no schools yet: 'peerreview cohort add' or 'cohort import' brings them in");
    const Interrupt interrupt;
    const auto arrangement = form(session, *now, options, interrupt);
    if (interrupt.was_asked()) {
        print(shown_arrangement(arrangement, options.format, options.seed));
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
    const auto unplaced = why_unplaced(now->project, *now->travel, arrangement);
    if (!options.format.is_text() || (!options.dry_run && !is_refused))
        print(shown_arrangement(arrangement, options.format, options.seed,
                                now->project.triads.empty() ? nullptr : &comparison, unplaced));
    else
        std::cerr << in_words(unplaced);
    if (!is_refused) tell_of_missing_consultants(session, now->project, arrangement);
    if (!is_refused && !changes.empty()) tell_of_missing_readers(session, arrangement);
    finish_changes(changes, options.dry_run || is_refused, options.dry_run && options.format.is_text());
    if (is_refused) refuse_change(comparison);
    if (!options.certificate.empty() && !options.dry_run)
        store::write_output(options.certificate, write_certificate(arrangement.certificate));
    return status_of(arrangement);
}

} // namespace

void declare_triad_form(Command& noun, Session& session) {
    const auto form_options = std::make_shared<FormOptions>();
    auto* form = noun.add_subcommand("form", "Form the triads with the least travel and write them");
    form->add_option("--seed", form_options->seed, "Start of the search [default: 1]")
        ->check(in_range(0, std::numeric_limits<int>::max()))
        ->option_text("N");
    add_effort(*form, form_options->effort);
    form->add_option("--certificate", form_options->certificate, "Write what proves the bound to FILE")
        ->option_text("FILE");
    add_format(*form, form_options->format);
    form->add_flag("--replace", form_options->replace, "Let triads that stand change or go");
    add_dry_run(*form, form_options->dry_run);
    form->footer("Example: peerreview triad form --dry-run");
    form->callback(
        [=, &session] { session.verb = [=, &session] { return run_form(session, *form_options); }; });
}

} // namespace peerreview
