#include "cli/gate.hpp"
#include "feedback/check.hpp"
#include "feedback/members.hpp"
#include "privacy/audit.hpp"
#include "privacy/redact.hpp"
#include "project/school_lookup.hpp"
#include "record/write_records.hpp"
#include "render/cohort_report.hpp"
#include "render/html.hpp"
#include "render/pack.hpp"
#include "render/school_report.hpp"
#include "render/summary.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"
#include "store/store.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace peerreview {

namespace {

struct ReportOptions {
    std::string id;
    std::string format; ///< md, html; empty: both
    std::string output; ///< empty: build/; "-": standard output
    std::string edition;
    WaiveOptions waive;
    bool dry_run = false;
    bool wider = false;
    bool explain = false;
    bool quiet_findings = false;
};

std::string rendered(const std::string& markdown, bool as_html) {
    return as_html ? html_page(markdown) : markdown;
}

/// Writes one document where the options say: both forms below build/, or one form to a path or to standard
/// output.
void deliver(const std::filesystem::path& root, const std::string& name, const std::string& markdown,
             const ReportOptions& options) {
    if (!options.output.empty()) {
        const auto as_html =
            options.format == "html" || (options.format.empty() && options.output.ends_with(".html"));
        const auto document = rendered(markdown, as_html);
        if (options.output == "-") return print(document);
        return store::write_output(options.output, document);
    }
    for (const auto* form : {"md", "html"})
        if (options.format.empty() || options.format == form)
            store::replace_file(root / "build" / (name + "." + form), rendered(markdown, form[0] == 'h'));
}

std::string list_of(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// A gate asks that the wording rules find no error in the files of a review.
void add_wording(const Project& project, const SchoolId& host, const std::vector<std::string>& files,
                 std::vector<Lack>& lacks) {
    if (waiver_of(project, host.text, "wording")) return;
    Diagnostics findings;
    check_feedback(project, findings);
    check_members(project, findings);
    const auto in_files = [&](const Diagnostic& finding) {
        const auto is_one = [&](const std::string& file) {
            return finding.place.file && finding.place.file->path() == "reviews/" + host.text + "/" + file;
        };
        return finding.severity == Severity::error && std::ranges::any_of(files, is_one);
    };
    if (const auto count = std::ranges::count_if(findings.all(), in_files); count > 0)
        lacks.push_back({"wording", host.text, counted(count, "error") + " of 'peerreview feedback check'"});
}

/// What gate G3 lacks: nothing where the record does not call the summary issued.
std::vector<Lack> summary_lacks(const Project& project, const SchoolId& host) {
    auto lacks = lacking_for_summary(project, host);
    const auto& feedback = project.reviews.at(host).feedback->value;
    if (feedback.summary_issued) add_wording(project, host, {"feedback.yaml"}, lacks);
    return lacks;
}

/// What gate G4 lacks: nothing where the record calls the report a draft.
std::vector<Lack> report_lacks(const Project& project, const SchoolId& host, Date today) {
    auto lacks = lacking_for_final(project, host, today);
    const auto& report = project.reviews.at(host).report->value;
    if (report.status.value_or(ReportStatus::draft) != ReportStatus::draft)
        add_wording(project, host, {"feedback.yaml", "report.yaml", "actions.yaml"}, lacks);
    return lacks;
}

/// A report of one review: what it lacks, the gate before it, and its text for its audience.
struct ReviewReport {
    std::string_view folder; ///< below build/
    std::string_view name;
    SharingClass audience;
    std::vector<std::string> (*missing)(const Project&, const SchoolId&);
    std::vector<Lack> (*lacks)(const Project&, const SchoolId&, Date);
    std::string (*text)(const Project&, const SchoolId&);
};
constexpr ReviewReport school_kind = {
    "school", "report", SharingClass::host, missing_for_school_report, report_lacks, school_report};
constexpr ReviewReport pack_kind = {"pack",
                                    "preparation pack",
                                    SharingClass::triad,
                                    missing_for_pack,
                                    [](const Project& project, const SchoolId& host, Date) {
                                        return lacking_for_day(project, host,
                                                               variant_for(project.schools.at(host).value));
                                    },
                                    preparation_pack};
constexpr ReviewReport summary_kind = {
    "summary",
    "summary",
    SharingClass::triad,
    missing_for_summary,
    [](const Project& project, const SchoolId& host, Date) { return summary_lacks(project, host); },
    review_summary};

Status run_review(const Session& session, const ReportOptions& options, const ReviewReport& kind) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    refuse_record(*project, options.output);
    const SchoolId host{options.id};
    if (!project->schools.contains(host)) refuse_unknown(*project, host);
    const auto missing = kind.missing(*project, host);
    if (!missing.empty())
        throw Failure(fmt::format("the {} of {} lacks {}", kind.name, host.text, list_of(missing)),
                      "add these records, and run the report again", Status::errors);
    Changes changes(project->root);
    pass_gate(session, *project, kind.lacks(*project, host, session.today()),
              fmt::format("the {} of {} may not be issued yet", kind.name, host.text), options.waive,
              changes);
    finish_changes(changes, options.dry_run);
    if (!options.dry_run)
        deliver(project->root, fmt::format("{}/{}", kind.folder, host.text),
                kind.text(visible_to(*project, {kind.audience, host}), host), options);
    return Status::fine;
}

/// Throws Failure where the finished report would let somebody be recognised. What was found is quoted only
/// where `quote` is set: a log of CI has more readers than the records.
void refuse_leaks(const Project& project, const std::string& markdown, bool quote) {
    const Audit audit(declared_identifiers(project));
    const auto html = html_page(markdown);
    auto leaks = audit.of_text(markdown);
    const auto of_markdown = leaks.size();
    if (leaks.empty()) leaks = audit.of_html(html);
    if (leaks.empty()) return;
    const auto& first = leaks.front();
    const auto what =
        quote && of_markdown > 0 ? " '" + markdown.substr(first.offset, first.length) + "'" : "";
    throw Failure(fmt::format("the cohort report would disclose {}; the first is the {}{}",
                              counted(leaks.size(), "identifier"), first.what, what),
                  "texts enter the report from messages.yaml and themes.yaml alone: mend them there",
                  Status::refused);
}

bool may_quote(const ReportOptions& options) { return !options.quiet_findings && !std::getenv("CI"); }

/// The cohort report, audited. Throws Failure where it is refused.
CohortReport audited_report(const Project& project, const ReportOptions& options) {
    if (const auto missing = missing_names(project); !missing.empty())
        throw Failure("the cohort report needs " + missing + ", to know whose names to look for",
                      "build it where all files of people/ are there", Status::refused);
    auto report =
        cohort_report(visible_to(project, {SharingClass::programme, {}}), options.wider, options.edition);
    if (!report.refusal.empty()) throw Failure(report.refusal, report.hint, Status::refused);
    refuse_leaks(project, report.markdown, may_quote(options));
    return report;
}

/// Gate G5, and the record of what the edition shows; an edition that is there already stays as it is.
void publish(const Session& session, const Project& project, Edition edition, const ReportOptions& options,
             Changes& changes) {
    pass_gate(session, project, lacking_for_publishing(project), "the cohort report may not be published yet",
              options.waive, changes);
    const auto name = "cohort-" + options.edition;
    if (project.editions.contains(name)) return;
    edition.edition = options.edition;
    edition.date = session.today();
    changes.write("reports/" + name + ".yaml", write_edition(edition));
}

Status run_cohort(const Session& session, const ReportOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    refuse_record(*project, options.output);
    if (!options.edition.empty() && !is_id("cohort-" + options.edition))
        throw Failure("--edition takes up to 40 of a-z, 0-9 and '-', not '" + options.edition + "'");
    const auto report = audited_report(*project, options);
    if (options.explain) {
        print(report.explanation);
        return Status::fine;
    }
    Changes changes(project->root);
    if (!options.edition.empty()) publish(session, *project, report.edition, options, changes);
    finish_changes(changes, options.dry_run);
    if (!options.dry_run) deliver(project->root, "cohort", report.markdown, options);
    return Status::fine;
}

/// The index of the site while its pages are written.
struct Site {
    std::string reports, missing;

    std::string markdown(const Project& project) const {
        auto text = fmt::format("# {}\n\nThe reports of this peer-review programme.\n\n",
                                markdown_text(project.cohort.value.name));
        if (!reports.empty()) text += "## Reports\n\n" + reports + "\n";
        if (!missing.empty()) text += "## Not here yet\n\n" + missing + "\n";
        return text;
    }
};

void write_page(const std::filesystem::path& folder, const std::string& name, const std::string& markdown) {
    store::replace_file(folder / (name + ".html"), html_page(markdown));
}

void add_cohort_page(const Project& project, const std::filesystem::path& folder,
                     const ReportOptions& options, Site& site) {
    try {
        write_page(folder, "cohort", audited_report(project, options).markdown);
        site.reports += "- [Key themes of the cohort](cohort.html)\n";
    } catch (const Failure& refusal) {
        if (refusal.status() != Status::refused) throw;
        site.missing += "- Key themes of the cohort: " + markdown_text(refusal.what()) + "\n";
        // A page of an earlier run would no longer be what the records say.
        if (store::exists(folder / "cohort.html")) store::remove_file(folder / "cohort.html");
    }
}

/// Why a school's report is not on the site; empty where it is.
std::string why_absent(const Project& project, const SchoolId& id, Date today) {
    if (const auto missing = missing_for_school_report(project, id); !missing.empty()) {
        auto lacks = list_of(missing);
        const auto in_review = "reviews/" + id.text + "/"; // said once, not before each file
        for (auto at = lacks.find(in_review); at != std::string::npos; at = lacks.find(in_review))
            lacks.erase(at, in_review.size());
        return "lacks " + lacks;
    }
    const auto lacks = report_lacks(project, id, today);
    return lacks.empty() ? "" : "may not be issued yet: " + lacks.front().text;
}

void add_school_page(const Project& project, const SchoolId& id, const std::filesystem::path& folder,
                     Date today, Site& site) {
    const auto name = markdown_text(project.schools.at(id).value.name);
    const auto why = why_absent(project, id, today);
    if (why.empty()) {
        write_page(folder, "school/" + id.text,
                   school_report(visible_to(project, {SharingClass::host, id}), id));
        site.reports += fmt::format("- [{}](school/{}.html)\n", name, id.text);
        return;
    }
    site.missing += fmt::format("- {}: {}\n", name, markdown_text(why));
    const auto page = folder / "school" / (id.text + ".html");
    if (store::exists(page)) store::remove_file(page);
}

Status run_site(const Session& session, const ReportOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const auto folder =
        options.output.empty() ? project->root / "build" / "site" : std::filesystem::path(options.output);
    Site site;
    add_cohort_page(*project, folder, options, site);
    for (const auto& [id, school] : project->schools)
        add_school_page(*project, id, folder, session.today(), site);
    write_page(folder, "index", site.markdown(*project));
    return Status::fine;
}

void add_output(Command& verb, ReportOptions& options) {
    verb.add_option("--format", options.format, "Form of the report: md or html [default: both]")
        ->check(one_of({"md", "html"}))
        ->option_text("FORMAT");
    verb.add_option("-o,--output", options.output, "Write to PATH instead of build/; - is standard output")
        ->option_text("PATH");
}

void add_gate(Command& verb, ReportOptions& options) {
    add_waive_options(verb, options.waive);
    add_dry_run(verb, options.dry_run, "what would be recorded");
}

void add_audience(Command& verb, ReportOptions& options) {
    verb.add_flag("--wider", options.wider, "For readers beside the members: a larger cohort is needed");
    verb.add_flag("--quiet-findings", options.quiet_findings,
                  "Do not quote what the audit found [default where CI is set]");
}

void add_review_report(Command& noun, Session& session, const ReviewReport& kind, const char* what) {
    const auto options = std::make_shared<ReportOptions>();
    auto* verb = noun.add_subcommand(std::string(kind.folder), what);
    verb->add_option("HOST", options->id, "Id of the host")->required()->option_text(" ");
    add_output(*verb, *options);
    add_gate(*verb, *options);
    verb->footer(
        fmt::format("Example: peerreview report {} dodford-first-school --format html", kind.folder));
    verb->callback(
        [=, &session] { session.verb = [=, &session] { return run_review(session, *options, kind); }; });
}

} // namespace

void declare_report(Command& app, Session& session) {
    auto* noun = app.add_subcommand("report", "Reports in Markdown and HTML");
    noun->require_subcommand();

    add_review_report(*noun, session, pack_kind, "The preparation pack for a review");
    add_review_report(*noun, session, summary_kind, "The written summary of the verbal feedback");
    add_review_report(*noun, session, school_kind, "The formal report and action plan of a host");

    const auto cohort_options = std::make_shared<ReportOptions>();
    auto* cohort = noun->add_subcommand("cohort", "The anonymised report of key themes");
    add_output(*cohort, *cohort_options);
    add_audience(*cohort, *cohort_options);
    cohort
        ->add_option("--edition", cohort_options->edition,
                     "Publish it under this name: gate G5 must be passed, and what it shows is recorded")
        ->option_text("NAME");
    add_gate(*cohort, *cohort_options);
    cohort->add_flag("--explain", cohort_options->explain, "Print what is shown and withheld, by which rule");
    cohort->footer("Example: peerreview report cohort --format md -o -");
    cohort->callback(
        [=, &session] { session.verb = [=, &session] { return run_cohort(session, *cohort_options); }; });

    const auto site_options = std::make_shared<ReportOptions>();
    auto* site = noun->add_subcommand("site", "All reports as pages with an index, and what is missing");
    site->add_option("-o,--output", site_options->output, "Write below FOLDER instead of build/site")
        ->option_text("FOLDER");
    add_audience(*site, *site_options);
    site->footer("Example: peerreview report site");
    site->callback(
        [=, &session] { session.verb = [=, &session] { return run_site(session, *site_options); }; });
}

} // namespace peerreview
