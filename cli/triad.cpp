#include "cli/triad.hpp"

#include "cli/school_map.hpp"
#include "cli/terminal.hpp"
#include "cli/triad_arrangement.hpp"
#include "cli/triad_views.hpp"
#include "project/rules.hpp"
#include "project/school_lookup.hpp"
#include "solve/certificate.hpp"
#include "store/store.hpp"

namespace peerreview {

namespace {

struct CheckTriadOptions {
    CheckOptions findings;
    std::string certificate; ///< a file, or empty
};

} // namespace

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

namespace {

/// The triads of which a school has left the programme.
std::string short_triads(const Project& project) {
    const SchoolLookup lookup(project);
    std::string text;
    for (const auto& [id, record] : project.triads)
        for (const auto& school : record.value.schools)
            if (lookup.has_left(school))
                text += fmt::format("{} is short of '{}', which has left\n", id.text, school.text);
    return text;
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
    print(shown_arrangement(standing_arrangement(now->project, *now->travel), format, 1));
    if (format.is_text()) print(short_triads(now->project));
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

    declare_triad_form(*noun, session);

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
