#pragma once

#include "cli/command.hpp"
#include "project/project.hpp"
#include "render/findings.hpp"
#include "source/failure.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace peerreview {

/// What the command line said before the noun.
struct GlobalOptions {
    std::string directory = ".";
    std::string color = "auto";
    std::string today; ///< empty: the system's date
    bool quiet = false;
};

/// What one run has in hand: the global options, the chosen verb, and the few ways to print.
struct Session {
    GlobalOptions global;
    std::function<Status()> verb; ///< set while the command line is parsed, called afterwards

    /// The project at or above the directory. Throws Failure where there is none.
    std::filesystem::path root() const;

    /// The day that --today gives, or else the system's. Throws Failure where it gives no day.
    Date today() const;

    /// Loads the project; findings go to `diagnostics`.
    Project load(Diagnostics& diagnostics) const;

    /// Loads the project for a verb that works only on good records: where they have errors, prints these
    /// and gives nothing.
    std::optional<Project> load_valid() const;
};

/// The day that an argument or option called `what` gives. Throws Failure where it gives none.
Date date_given(std::string_view what, const std::string& text);

/// One of text, json, csv.
struct FormatOption {
    std::string name = "text";
    bool is_json() const { return name == "json"; }
    bool is_csv() const { return name == "csv"; }
    bool is_text() const { return name == "text"; }
};

void add_format(Command& verb, FormatOption& format);

/// The options of a check verb, and what it does with its findings.
struct CheckOptions {
    std::string format; ///< empty: text, or github where GITHUB_ACTIONS is set
    bool all = false;
};
void add_check_options(Command& verb, CheckOptions& options);
/// Every rule that holds whatever the verb, those of dates and of time passing included; what peerreview.yaml
/// allows is left out.
void check_every_rule(const Session& session, const Project& project, Diagnostics& findings);

Status show_findings(const Session& session, Diagnostics& findings, const CheckOptions& options);

/// Prints a document to standard output as it is.
void print(std::string_view document);

/// Throws Failure where a record of the project stands at the path that an option gives for output.
void refuse_record(const Project& project, const std::string& output);

/// Prints findings to standard error, without a count where there are none.
void print_findings(const Session& session, Diagnostics& findings);

/// Prints a line, folded, to standard error unless -q was given; the text may quote records and is made
/// visible.
void tell(const Session& session, std::string_view message);

void declare_cohort(Command& app, Session& session);
void declare_triad(Command& app, Session& session);
void declare_schedule(Command& app, Session& session);
void declare_feedback(Command& app, Session& session);
void declare_report(Command& app, Session& session);

} // namespace peerreview
