#include "cli/session.hpp"

#include "cli/terminal.hpp"
#include "feedback/members.hpp"
#include "project/rules.hpp"
#include "solve/check_schedule.hpp"
#include "solve/consultants.hpp"
#include "source/escape.hpp"
#include "store/store.hpp"

#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace peerreview {

std::filesystem::path Session::root() const {
    if (!store::exists(global.directory)) throw Failure("there is no folder " + global.directory);
    auto found = store::find_project(global.directory);
    if (!found)
        throw Failure("no project here: there is no peerreview.yaml in " + global.directory + " or above it",
                      "make one with 'peerreview cohort init DIR --name NAME --region REGION', or name its "
                      "folder with -C");
    return *found;
}

Date Session::today() const {
    return global.today.empty() ? peerreview::today() : date_given("--today", global.today);
}

Date date_given(std::string_view what, const std::string& text) {
    const auto date = parse_date(text);
    if (!date) throw Failure(fmt::format("{} takes a date such as 2026-11-02, not '{}'", what, text));
    return *date;
}

Project Session::load(Diagnostics& diagnostics) const { return load_project(root(), diagnostics); }

std::optional<Project> Session::load_valid() const {
    Diagnostics diagnostics;
    auto project = load(diagnostics);
    check_and_allow(project, today(), diagnostics);
    if (!diagnostics.has_errors()) return project;
    print_findings(*this, diagnostics);
    return std::nullopt;
}

void add_format(Command& verb, FormatOption& format) {
    verb.add_option("--format", format.name, "Form of the output: text, json or csv [default: text]")
        ->check(one_of({"text", "json", "csv"}))
        ->option_text("FORMAT");
}

void add_check_options(Command& verb, CheckOptions& options) {
    verb.add_option(
            "--format", options.format,
            "Form of the findings: text, json, sarif, github, gitlab or junit [default: text, or github in "
            "GitHub Actions]")
        ->check(one_of({"text", "json", "sarif", "github", "gitlab", "junit"}))
        ->option_text("FORMAT");
    verb.add_flag("--all", options.all, "Print every finding, not 20 of a code");
}

void check_every_rule(const Session& session, const Project& project, Diagnostics& findings) {
    check_due(project, session.today(), findings);
    check_members(project, findings);
    check_consultants(project, findings);
    check_schedule(project, findings);
    check_and_allow(project, session.today(), findings);
}

Status show_findings(const Session& session, Diagnostics& findings, const CheckOptions& options) {
    findings.sort();
    const auto in_actions = std::getenv("GITHUB_ACTIONS") != nullptr;
    const auto format = !options.format.empty() ? options.format : in_actions ? "github" : "text";
    if (format == "json") print(findings_json(findings));
    if (format == "sarif") print(findings_sarif(findings));
    if (format == "github") print(findings_github(findings));
    if (format == "gitlab") print(findings_gitlab(findings));
    if (format == "junit") print(findings_junit(findings));
    if (format == "text") {
        print(findings_text(findings,
                            {.color = wants_color(session.global.color, STDOUT_FILENO), .all = options.all}));
        if (!findings.all().empty()) tell(session, findings_count(findings));
    }
    return findings.has_errors() ? Status::errors : Status::fine;
}

void print(std::string_view document) { std::cout << document; }

void refuse_record(const Project& project, const std::string& output) {
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(std::filesystem::absolute(output, error), error)
                          .lexically_relative(std::filesystem::canonical(project.root, error))
                          .generic_string();
    if (is_place_of_record(path))
        throw Failure(path + " is a record of the project, and no place for output",
                      "name another file, such as one below build/");
}

void print_findings(const Session& session, Diagnostics& findings) {
    if (findings.all().empty()) return;
    findings.sort();
    std::cout.flush();
    std::cerr << findings_text(findings, {.color = wants_color(session.global.color, STDERR_FILENO)});
    tell(session, findings_count(findings));
}

void tell(const Session& session, std::string_view message) {
    if (session.global.quiet) return;
    std::cout.flush();
    std::cerr << folded(std::string(message));
}

} // namespace peerreview
