#include "cli/gate.hpp"
#include "cli/schedule.hpp"
#include "cli/terminal.hpp"
#include "project/day_rules.hpp"
#include "project/school_lookup.hpp"
#include "render/day_page.hpp"
#include "render/html.hpp"
#include "source/escape.hpp"
#include "store/store.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct DayOptions {
    std::string host;
    std::string variant; ///< empty: the one that fits the school
    std::string format;  ///< text, md, html, json; empty: md and html below build/
    std::string output;  ///< empty: build/, or standard output for text and json
    WaiveOptions waive;
    bool dry_run = false;
};

Json names_of(const std::vector<Activity>& activities) {
    auto names = Json::array();
    for (const auto activity : activities) names.push_back(name_of(activity));
    return names;
}

Json visitor_json(const Visitor& visitor) {
    return {{"school", visitor.school.text}, {"leader", visitor.leader.text}};
}

Json slot_json(const DayPlan& plan, const DaySlot& slot) {
    auto lines = Json::array(), who = Json::array();
    for (const auto line : slot.lines) lines.push_back(plan.lines[line].id);
    for (const auto letter : slot.who) who.push_back(std::string(1, letter));
    return {{"start", clock(slot.start)},
            {"end", clock(slot.end)},
            {"who", std::move(who)},
            {"part", name_of(slot.part)},
            {"activity", slot.activity ? Json(name_of(*slot.activity)) : Json()},
            {"lines", std::move(lines)},
            {"text", slot.text}};
}

std::string as_json(const DayPlan& plan) {
    auto reviewers = Json::array(), reserves = Json::array(), lines = Json::array(), slots = Json::array(),
         problems = Json::array();
    for (const auto& visitor : plan.reviewers) reviewers.push_back(visitor_json(visitor));
    for (const auto& visitor : plan.reserves) reserves.push_back(visitor_json(visitor));
    for (std::size_t line = 0; line < plan.lines.size(); ++line) {
        const auto coverage = coverage_of(plan, line);
        lines.push_back({{"id", plan.lines[line].id},
                         {"question", plan.lines[line].question},
                         {"activities", names_of(coverage.activities)},
                         {"observers", coverage.observers.size()}});
    }
    for (const auto& slot : plan.slots) slots.push_back(slot_json(plan, slot));
    for (const auto& problem : check_day(plan))
        problems.push_back({{"rule", problem.rule}, {"text", problem.text}});
    const Json document = {{"version", 1},
                           {"host", plan.host.text},
                           {"date", plan.date ? Json(iso(*plan.date)) : Json()},
                           {"variant", name_of(plan.variant)},
                           {"consultant", plan.consultant.empty() ? Json() : Json(plan.consultant.text)},
                           {"reviewers", std::move(reviewers)},
                           {"reserves", std::move(reserves)},
                           {"lines", std::move(lines)},
                           {"slots", std::move(slots)},
                           {"problems", std::move(problems)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_text(const Project& project, const DayPlan& plan) {
    auto text = folded(fmt::format("{}, {}", project.schools.at(plan.host).value.name,
                                   plan.date ? in_words(*plan.date) : "a day to be agreed"));
    for (std::size_t line = 0; line < plan.lines.size(); ++line)
        text += folded(fmt::format("  line {}: {}", line + 1, plan.lines[line].question));
    return text;
}

/// The rows of the day, of which nothing is cut: the line of enquiry stands at the end of the last cell.
std::string timetable(const DayPlan& plan) {
    std::string text;
    for (const auto& row : day_rows(plan))
        text += wrapped(fmt::format("{:<11}  {:<3}  ", row[0], row[1]), row[2]);
    return text;
}

std::string document(const Project& project, const DayPlan& plan, const std::string& format) {
    if (format == "json") return as_json(plan);
    if (format == "md") return day_page(project, plan);
    if (format == "html") return html_page(day_page(project, plan));
    return as_text(project, plan) + timetable(plan);
}

/// The form that the options name, or else the one that the output's name tells.
std::string format_of(const DayOptions& options) {
    if (!options.format.empty() || options.output.empty()) return options.format;
    for (const auto* form : {"html", "json", "txt"})
        if (options.output.ends_with(std::string(".") + form))
            return std::string_view(form) == "txt" ? "text" : form;
    return "md";
}

/// Whether the plan goes to standard output.
bool is_printed(const DayOptions& options) {
    const auto format = format_of(options);
    return options.output == "-" || (options.output.empty() && (format == "text" || format == "json"));
}

void deliver(const Project& project, const DayPlan& plan, const DayOptions& options) {
    const auto format = format_of(options);
    if (is_printed(options)) return print(document(project, plan, format));
    if (!options.output.empty()) return store::write_output(options.output, document(project, plan, format));
    for (const auto* form : {"md", "html"})
        if (format.empty() || format == form)
            store::replace_file(project.root / "build" / "day" / (plan.host.text + "." + form),
                                document(project, plan, form));
}

Status run_day(const Session& session, const DayOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    refuse_record(*project, options.output);
    const SchoolId host{options.host};
    const auto school = project->schools.find(host);
    if (school == project->schools.end()) refuse_unknown(*project, host);
    const auto variant =
        options.variant.empty() ? variant_for(school->second.value) : *parse_variant(options.variant);
    Changes changes(project->root);
    pass_gate(session, *project, lacking_for_day(*project, host, variant),
              "the day of " + host.text + " cannot be agreed", options.waive, changes);
    const auto plan = day_plan(*project, host, variant);
    const auto shows_diff = !is_printed(options) || format_of(options) == "text";
    if (!options.dry_run || !shows_diff) deliver(*project, plan, options);
    finish_changes(changes, options.dry_run, shows_diff);
    return Status::fine;
}

} // namespace

void declare_schedule_day(Command& noun, Session& session) {
    const auto options = std::make_shared<DayOptions>();
    auto* verb = noun.add_subcommand("day", "Make the plan of a review day, with rooms to fill in");
    verb->add_option("HOST", options->host, "Id of the host")->required()->option_text(" ");
    verb->add_option("--variant", options->variant,
                     "primary, secondary, special, small or split-site [default: what fits the school]")
        ->check(one_of({"primary", "secondary", "special", "small", "split-site"}))
        ->option_text("VARIANT");
    verb->add_option("--format", options->format,
                     "Form of the plan: md, html, text or json [default: md and html]")
        ->check(one_of({"md", "html", "text", "json"}))
        ->option_text("FORMAT");
    verb->add_option("-o,--output", options->output,
                     "Write to PATH instead of build/day/; - is standard output")
        ->option_text("PATH");
    add_waive_options(*verb, options->waive);
    add_dry_run(*verb, options->dry_run, "the decisions that would be recorded");
    verb->footer("Example: peerreview schedule day dodford-first-school --format html");
    verb->callback([=, &session] { session.verb = [=, &session] { return run_day(session, *options); }; });
}

} // namespace peerreview
