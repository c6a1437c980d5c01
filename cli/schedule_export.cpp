#include "cli/schedule.hpp"
#include "cli/terminal.hpp"
#include "render/agenda.hpp"
#include "render/ics.hpp"
#include "render/wall_calendar.hpp"
#include "source/text.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>

namespace peerreview {

namespace {

struct ExportOptions {
    bool ics = false, csv = false, html = false;
    std::string leader, school, consultant;
    std::string output; ///< empty: build/calendar/; "-": standard output

    int forms() const { return (ics ? 1 : 0) + (csv ? 1 : 0) + (html ? 1 : 0); }
};

/// The moment that the files say they were made: what SOURCE_DATE_EPOCH gives, or else midnight of today, so
/// that the same records give the same bytes.
std::chrono::sys_seconds stamp(const Session& session) {
    const auto* given = std::getenv("SOURCE_DATE_EPOCH");
    if (!given || !*given) return session.today();
    constexpr std::int64_t most = 253402300799; // the end of the year 9999
    const std::string_view text = given;
    std::int64_t seconds = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size() || seconds < 0 || seconds > most)
        throw Failure("SOURCE_DATE_EPOCH should be a number of seconds, not '" + std::string(text) + "'");
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

[[noreturn]] void refuse_unknown(std::string_view noun, const std::string& id,
                                 const std::vector<std::string_view>& known) {
    const auto near = nearest(id, known);
    throw Failure(fmt::format("there is no {} '{}'", noun, id),
                  near.empty() ? "" : "did you mean '" + near + "'?");
}

template <class Map>
std::vector<std::string_view> ids_of(const Map& map) {
    std::vector<std::string_view> ids;
    for (const auto& entry : map) ids.push_back(entry.first.text);
    return ids;
}

std::vector<std::string_view> leader_ids(const Project& project) {
    std::vector<std::string_view> ids;
    for (const auto& [id, school] : project.schools)
        for (const auto& leader : school.value.leaders) ids.push_back(leader.id.text);
    return ids;
}

AgendaReader reader_of(const Project& project, const ExportOptions& options) {
    AgendaReader reader;
    if (!options.leader.empty()) {
        const auto known = leader_ids(project);
        if (std::ranges::find(known, options.leader) == known.end())
            refuse_unknown("leader", options.leader, known);
        reader.leader = LeaderId{options.leader};
    }
    if (!options.school.empty()) {
        if (!project.schools.contains({options.school}))
            refuse_unknown("school", options.school, ids_of(project.schools));
        reader.school = SchoolId{options.school};
    }
    if (!options.consultant.empty()) {
        if (!project.consultants.contains({options.consultant}))
            refuse_unknown("consultant", options.consultant, ids_of(project.consultants));
        reader.consultant = ConsultantId{options.consultant};
    }
    return reader;
}

std::string file_name(const ExportOptions& options) {
    if (!options.leader.empty()) return "person-" + options.leader;
    if (!options.school.empty()) return "school-" + options.school;
    if (!options.consultant.empty()) return "consultant-" + options.consultant;
    return "cohort";
}

Status run_export(const Session& session, const ExportOptions& options) {
    if (options.forms() > 1 && !options.output.empty())
        throw Failure("--output takes one form", "ask for --ics, --csv or --html alone");
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    refuse_record(*project, options.output);
    if (project->schedules.empty())
        throw Failure("there are no dates to export", "plan them with 'peerreview schedule plan'",
                      Status::refused);
    const auto reader = reader_of(*project, options);
    Diagnostics findings;
    const Travel travel(*project, findings);
    if (findings.has_errors()) {
        print_findings(session, findings);
        return Status::errors;
    }
    const auto events = agenda(*project, reader, travel);
    const auto title = agenda_title(*project, reader);
    const auto deliver = [&](std::string_view form, const std::string& document) {
        if (options.output == "-") return print(document);
        if (!options.output.empty()) return store::write_output(options.output, document);
        store::replace_file(
            project->root / "build" / "calendar" / fmt::format("{}.{}", file_name(options), form), document);
    };
    if (options.ics) deliver("ics", ics_calendar(title, agenda_ics(*project, events), stamp(session)));
    if (options.csv) deliver("csv", csv_table(agenda_rows(*project, events)));
    if (options.html) deliver("html", wall_calendar(*project, title, events));
    if (options.forms() > 0) return Status::fine;
    const auto text = agenda_text(*project, events);
    if (options.output.empty() || options.output == "-")
        print(folded_lines(text));
    else
        store::write_output(options.output, text);
    return Status::fine;
}

} // namespace

void declare_schedule_export(Command& noun, Session& session) {
    const auto options = std::make_shared<ExportOptions>();
    auto* verb = noun.add_subcommand("export", "Give out the dates: calendar file, CSV, page or text");
    verb->add_flag("--ics", options->ics, "An iCalendar file for calendar programs");
    verb->add_flag("--csv", options->csv, "A CSV file, one review or follow-up meeting a row");
    verb->add_flag("--html", options->html, "A page with a list and a table for each month");
    auto* person =
        verb->add_option("--person", options->leader, "The dates of one leader alone")->option_text("LEADER");
    auto* school =
        verb->add_option("--school", options->school, "The dates of one school alone")->option_text("SCHOOL");
    auto* consultant =
        verb->add_option("--consultant", options->consultant, "The itinerary of one consultant, with travel")
            ->option_text("CONSULTANT");
    person->excludes(school)->excludes(consultant);
    school->excludes(consultant);
    verb->add_option("-o,--output", options->output,
                     "Write to PATH instead of build/calendar/; - is standard output")
        ->option_text("PATH");
    verb->footer("Example: peerreview schedule export --ics --person e-holmes -o -");
    verb->callback([=, &session] { session.verb = [=, &session] { return run_export(session, *options); }; });
}

} // namespace peerreview
