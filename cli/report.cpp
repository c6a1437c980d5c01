#include "cli/session.hpp"
#include "privacy/audit.hpp"
#include "render/cohort_report.hpp"
#include "render/html.hpp"
#include "render/school_report.hpp"
#include "source/escape.hpp"
#include "store/store.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <memory>

namespace peerreview {

namespace {

struct ReportOptions {
    std::string id;
    std::string format; ///< md, html; empty: both
    std::string output; ///< empty: build/; "-": standard output
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
        return store::replace_file(options.output, document);
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

Status run_school(const Session& session, const ReportOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const SchoolId host{options.id};
    if (!project->schools.contains(host))
        throw Failure("there is no school '" + options.id + "'", "see 'peerreview cohort list'");
    const auto missing = missing_for_school_report(*project, host);
    if (!missing.empty())
        throw Failure(fmt::format("the report of {} lacks {}", host.text, list_of(missing)),
                      "add these records, and run the report again", Status::errors);
    deliver(project->root, "school/" + host.text, school_report(*project, host), options);
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
    throw Failure(fmt::format("the cohort report would disclose {} identifier{}; the first is the {}{}",
                              leaks.size(), leaks.size() == 1 ? "" : "s", first.what, what),
                  "texts enter the report from messages.yaml and themes.yaml alone: mend them there",
                  Status::refused);
}

bool may_quote(const ReportOptions& options) { return !options.quiet_findings && !std::getenv("CI"); }

/// The cohort report, audited. Throws Failure where it is refused.
CohortReport audited_report(const Project& project, const ReportOptions& options) {
    auto report = cohort_report(project, options.wider);
    if (!report.refusal.empty()) throw Failure(report.refusal, report.hint, Status::refused);
    refuse_leaks(project, report.markdown, may_quote(options));
    return report;
}

Status run_cohort(const Session& session, const ReportOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const auto report = audited_report(*project, options);
    if (options.explain) {
        print(report.explanation);
        return Status::fine;
    }
    deliver(project->root, "cohort", report.markdown, options);
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

void add_school_page(const Project& project, const SchoolId& id, const std::filesystem::path& folder,
                     Site& site) {
    const auto name = markdown_text(project.schools.at(id).value.name);
    const auto missing = missing_for_school_report(project, id);
    if (missing.empty()) {
        write_page(folder, "school/" + id.text, school_report(project, id));
        site.reports += fmt::format("- [{}](school/{}.html)\n", name, id.text);
        return;
    }
    auto lacks = list_of(missing);
    const auto in_review = "reviews/" + id.text + "/"; // said once, not before each file
    for (auto at = lacks.find(in_review); at != std::string::npos; at = lacks.find(in_review))
        lacks.erase(at, in_review.size());
    site.missing += fmt::format("- {}: lacks {}\n", name, markdown_text(lacks));
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
    for (const auto& [id, school] : project->schools) add_school_page(*project, id, folder, site);
    write_page(folder, "index", site.markdown(*project));
    return Status::fine;
}

void add_output(CLI::App& verb, ReportOptions& options) {
    verb.add_option("--format", options.format, "Form of the report: md or html [default: both]")
        ->check(CLI::IsMember({"md", "html"}))
        ->option_text("FORMAT");
    verb.add_option("-o,--output", options.output, "Write to PATH instead of build/; - is standard output")
        ->option_text("PATH");
}

void add_audience(CLI::App& verb, ReportOptions& options) {
    verb.add_flag("--wider", options.wider, "For readers beside the members: a larger cohort is needed");
    verb.add_flag("--quiet-findings", options.quiet_findings,
                  "Do not quote what the audit found [default where CI is set]");
}

} // namespace

void declare_report(CLI::App& app, Session& session) {
    auto* noun = app.add_subcommand("report", "Reports in Markdown and HTML");
    noun->require_subcommand(1);

    const auto school_options = std::make_shared<ReportOptions>();
    auto* school = noun->add_subcommand("school", "The formal report and action plan of a host");
    school->add_option("HOST", school_options->id, "Id of the host")->required()->option_text(" ");
    add_output(*school, *school_options);
    school->footer("Example: peerreview report school dodford-first-school --format html");
    school->callback(
        [=, &session] { session.verb = [=, &session] { return run_school(session, *school_options); }; });

    const auto cohort_options = std::make_shared<ReportOptions>();
    auto* cohort = noun->add_subcommand("cohort", "The anonymised report of key themes");
    add_output(*cohort, *cohort_options);
    add_audience(*cohort, *cohort_options);
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
