#include "cli/cohort.hpp"

#include "cli/changes.hpp"
#include "cli/git_files.hpp"
#include "cli/import.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "project/rules.hpp"
#include "project/school_lookup.hpp"
#include "project/travel.hpp"
#include "record/typical_calendar.hpp"
#include "record/write_records.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"
#include "store/git.hpp"
#include "store/store.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"
#include "yaml/write.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <set>
#include <tuple>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// ---- init

struct InitOptions {
    std::string folder, name, region, year;
    std::string nation = "england";
    bool dry_run = false;
};

/// The school year, 1 August to 31 July, that the date lies in.
int school_year_of(Date date) {
    const std::chrono::year_month_day day(date);
    return static_cast<int>(day.year()) - (day.month() < std::chrono::August ? 1 : 0);
}

Nation nation_called(std::string_view name) {
    constexpr Nation nations[] = {Nation::england, Nation::wales, Nation::scotland, Nation::northern_ireland};
    return *std::ranges::find(nations, name, [](Nation nation) { return name_of(nation); });
}

Status run_init(const Session& session, const InitOptions& options) {
    const std::filesystem::path folder = options.folder;
    if (store::exists(folder / "peerreview.yaml"))
        throw Failure("there is a project in " + options.folder + " already", "choose another folder");
    if (options.name.empty() || options.region.empty() || options.name.size() > 200 ||
        options.region.size() > 200 || find_invalid_utf8(options.name + options.region))
        throw Failure("--name and --region take 1 to 200 characters of UTF-8");
    const auto start =
        options.year.empty() ? std::optional(school_year_of(session.today())) : first_year(options.year);
    if (!start || (!options.year.empty() && std::stoi(options.year.substr(5)) != (*start + 1) % 100))
        throw Failure("--year takes a school year such as 2026/27, not '" + options.year + "'");
    Changes changes(folder);
    changes.write("peerreview.yaml", schema_line("cohort") + "format: 1\n" +
                                         "name: " + yaml_scalar(options.name) +
                                         "\nregion: " + yaml_scalar(options.region) +
                                         fmt::format("\nyear: {}/{:02}\n", *start, (*start + 1) % 100) +
                                         "# launch: 2026-09-24\n"
                                         "# Settings that differ from the defaults go below 'policy:'.\n");
    changes.write("calendar.yaml", typical_calendar(*start, nation_called(options.nation)));
    for (const auto& [path, text] : git_files()) changes.write(path, text);
    if (options.dry_run) {
        print(changes.diff());
        return Status::fine;
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw Failure("cannot make the folder " + options.folder + ": " + error.message());
    changes.apply();
    return Status::fine;
}

// ---- add

struct AddOptions {
    School school;
    std::string phase, id;
    int easting = -1, northing = -1;
    bool dry_run = false;
};

Status run_add(const Session& session, AddOptions options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    auto& school = options.school;
    school.phase = parse_phase(options.phase);
    if (options.easting >= 0) school.easting = options.easting;
    if (options.northing >= 0) school.northing = options.northing;
    const SchoolId id{options.id.empty() ? slug(school.name) : options.id};
    if (!is_id(id.text))
        throw Failure("'" + id.text + "' is no id", "give one with --id: 2 to 60 of a-z, 0-9 and '-'");
    if (project->schools.contains(id))
        throw Failure("there is a school '" + id.text + "' already", "give the new one another id with --id");
    const auto text = write_school(school);
    const SourceFile file("schools/" + id.text + ".yaml", text);
    Diagnostics findings;
    if (const auto node = parse_yaml(file, findings); node) schema_of("school").check(*node, findings);
    if (findings.has_errors()) {
        print_findings(session, findings);
        return Status::cannot_run;
    }
    for (const auto& [other, record] : project->schools)
        if (!school.urn.empty() && record.value.urn == school.urn)
            throw Failure("'" + other.text + "' has the URN " + school.urn + " already");
    Changes changes(project->root);
    changes.write(file.path(), text);
    finish_changes(changes, options.dry_run);
    return Status::fine;
}

// ---- list, show

Json optional_text(const std::string& text) { return text.empty() ? Json() : Json(text); }
template <class T>
Json optional_value(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}
std::string phase_text(const School& school) {
    return school.phase ? std::string(name_of(*school.phase)) : "";
}
std::string number_text(const std::optional<int>& number) { return number ? std::to_string(*number) : ""; }

Status run_list(const Session& session, const FormatOption& format) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    if (format.is_json()) {
        auto schools = Json::array();
        for (const auto& [id, record] : project->schools) {
            const auto& school = record.value;
            schools.push_back({{"id", id.text},
                               {"name", school.name},
                               {"urn", optional_text(school.urn)},
                               {"phase", phase_text(school)},
                               {"easting", optional_value(school.easting)},
                               {"northing", optional_value(school.northing)},
                               {"trust", optional_text(school.trust)},
                               {"member", school.member}});
        }
        print(dumped({{"version", 1}, {"schools", std::move(schools)}}));
        return Status::fine;
    }
    std::vector<std::vector<std::string>> rows = {{"id", "name", "urn", "phase", "town"}};
    if (format.is_csv()) rows = {{"id", "name", "urn", "phase", "easting", "northing", "trust", "member"}};
    for (const auto& [id, record] : project->schools) {
        const auto& s = record.value;
        if (format.is_csv())
            rows.push_back({id.text, s.name, s.urn, phase_text(s), number_text(s.easting),
                            number_text(s.northing), s.trust, s.member ? "true" : "false"});
        else
            rows.push_back({id.text, s.name, s.urn, phase_text(s), s.town});
    }
    print(format.is_csv() ? csv_table(rows) : text_table(rows, terminal_width()));
    return Status::fine;
}

Status run_show(const Session& session, const std::string& id, const FormatOption& format) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const auto found = project->schools.find({id});
    if (found == project->schools.end()) refuse_unknown(*project, {id});
    std::vector<std::pair<std::string, std::string>> facts = {{"id", id}};
    const auto& school = found->second.value;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) facts.emplace_back(key, value);
    };
    add("name", school.name);
    add("urn", school.urn);
    add("phase", phase_text(school));
    add("type", school.type);
    add("authority", school.authority);
    add("trust", school.trust);
    add("town", school.town);
    add("postcode", school.postcode);
    add("easting", number_text(school.easting));
    add("northing", number_text(school.northing));
    for (const auto& [triad, record] : project->triads)
        if (std::ranges::find(record.value.schools, SchoolId{id}) != record.value.schools.end())
            add("triad", triad.text);
    for (const auto& leader : school.leaders)
        add("leader", leader.id.text + (leader.role ? ", " + std::string(name_of(*leader.role)) : "") +
                          (leader.trained ? ", trained " + iso(*leader.trained) : ", not trained"));
    Json document = {{"version", 1}};
    std::vector<std::vector<std::string>> rows;
    if (format.is_csv()) rows.push_back({"key", "value"});
    for (const auto& [key, value] : facts) {
        if (key == "leader")
            document["leaders"].push_back(value);
        else
            document[key] = value;
        rows.push_back({key, value});
    }
    print(format.is_json()  ? dumped(document)
          : format.is_csv() ? csv_table(rows)
                            : text_table(rows, terminal_width()));
    return Status::fine;
}

// ---- check

struct CohortCheckOptions {
    CheckOptions shown;
    std::string changed_since;
};

void find_all(const Session& session, const Project& project, Diagnostics& findings) {
    check_every_rule(session, project, findings);
    if (project.travel) Travel(project, findings);
}

/// What makes a finding the same one in two states of a project, though lines have moved.
using FindingKey = std::tuple<std::string, std::string, std::string>;
FindingKey key_of(const Diagnostic& finding) {
    return {finding.place.file ? finding.place.file->path() : "", finding.code, finding.message};
}

/// The findings of a state of the project's records.
std::set<FindingKey> findings_of(const Session& session, const store::Records& records) {
    if (!records.contains("peerreview.yaml")) return {}; // there was no project yet
    const store::TemporaryFolder folder;
    std::vector<store::Replacement> files;
    for (const auto& [path, bytes] : records) files.push_back({folder.path() / path, bytes});
    store::replace_files(files);
    Diagnostics findings;
    const auto project = load_project(folder.path(), findings);
    find_all(session, project, findings);
    std::set<FindingKey> keys;
    for (const auto& finding : findings.all()) keys.insert(key_of(finding));
    return keys;
}

/// The findings of files that changed since the revision, and those that the change brought elsewhere.
Diagnostics of_change(const Session& session, const Project& project, const Diagnostics& findings,
                      const std::string& revision) {
    const auto before = store::records_at(project.root, revision);
    const auto changed = store::changed_since(project.root, before);
    const auto known = findings_of(session, before);
    Diagnostics kept;
    for (const auto& finding : findings.all())
        if (changed.contains(finding.place.file ? finding.place.file->path() : "") ||
            !known.contains(key_of(finding)))
            kept.add(finding.place, finding.severity, finding.code, finding.message).hint = finding.hint;
    return kept;
}

Status run_check(const Session& session, const CohortCheckOptions& options) {
    Diagnostics findings;
    const auto project = session.load(findings);
    find_all(session, project, findings);
    if (!options.changed_since.empty())
        findings = of_change(session, project, findings, options.changed_since);
    return show_findings(session, findings, options.shown);
}

// ---- declarations

void declare_init(Command& noun, Session& session) {
    const auto options = std::make_shared<InitOptions>();
    auto* verb = noun.add_subcommand("init", "Make a project folder with the calendar of a school year");
    verb->add_option("DIR", options->folder, "The new folder")->required();
    verb->add_option("--name", options->name, "Name of the cohort")->required()->option_text("NAME");
    verb->add_option("--region", options->region, "Its region")->required()->option_text("REGION");
    verb->add_option("--year", options->year, "School year, such as 2026/27 [default: today's]")
        ->option_text("YEAR");
    verb->add_option(
            "--nation", options->nation,
            "Whose bank holidays count: england, wales, scotland or northern-ireland [default: england]")
        ->check(one_of({"england", "wales", "scotland", "northern-ireland"}))
        ->option_text("NATION");
    add_dry_run(*verb, options->dry_run);
    verb->footer(
        "Example: peerreview cohort init durham --name 'Durham 2026' --region 'North East' --year 2026/27");
    verb->callback(
        [options, &session] { session.verb = [options, &session] { return run_init(session, *options); }; });
}

void declare_add(Command& noun, Session& session) {
    const auto options = std::make_shared<AddOptions>();
    auto* verb = noun.add_subcommand("add", "Add one school");
    verb->add_option("NAME", options->school.name, "Name of the school")->required();
    verb->add_option("--phase", options->phase, "primary, secondary, special or all-through")
        ->required()
        ->check(one_of({"primary", "secondary", "special", "all-through"}))
        ->option_text("PHASE");
    verb->add_option("--id", options->id, "Its id [default: made from the name]")->option_text("ID");
    verb->add_option("--urn", options->school.urn, "Unique reference number")->option_text("URN");
    verb->add_option("--authority", options->school.authority, "Local authority")->option_text("TEXT");
    verb->add_option("--trust", options->school.trust, "Academy trust")->option_text("TEXT");
    verb->add_option("--town", options->school.town, "Town")->option_text("TEXT");
    verb->add_option("--postcode", options->school.postcode, "Postcode")->option_text("TEXT");
    verb->add_option("--easting", options->easting, "Easting in metres")
        ->check(in_range(0, 800000))
        ->option_text("N");
    verb->add_option("--northing", options->northing, "Northing in metres")
        ->check(in_range(0, 1400000))
        ->option_text("N");
    verb->add_flag("--member", options->school.member, "The member price holds");
    add_dry_run(*verb, options->dry_run);
    verb->footer("Example: peerreview cohort add 'Ash Primary School' --phase primary --easting 427000 "
                 "--northing 542000");
    verb->callback(
        [options, &session] { session.verb = [options, &session] { return run_add(session, *options); }; });
}

void declare_import(Command& noun, Session& session) {
    const auto options = std::make_shared<ImportOptions>();
    auto* verb =
        noun.add_subcommand("import", "Take schools from a register download, and people from CSV files");
    verb->add_option("FILE.csv", options->register_file, "The register; - for standard input");
    verb->add_option("--urn", options->urns, "Only the school with this number; may be repeated")
        ->option_text("URN");
    verb->add_option("--urn-file", options->urn_file,
                     "Only schools whose numbers stand in this file, one a line")
        ->option_text("FILE");
    verb->add_option("--where", options->where, "Only rows with this value in a column; may be repeated")
        ->option_text("COLUMN=VALUE");
    verb->add_option("--near", options->near, "Only schools near this school or postcode")
        ->option_text("SCHOOL|POSTCODE");
    verb->add_option("--within", options->within, "How near, in minutes of travel")
        ->check(positive())
        ->option_text("MINUTES");
    verb->add_flag("--all", options->all, "All schools of the file");
    verb->add_option("--map", options->map,
                     "The column that has a field, for files other than the register; may be repeated")
        ->option_text("FIELD=COLUMN");
    verb->add_option("--phase", options->phase, "Take schools of no other phase as this one")
        ->check(one_of({"primary", "secondary", "special", "all-through"}))
        ->option_text("PHASE");
    verb->add_option("--people", options->people_file, "Leaders: school,id,name,role,email,trained")
        ->option_text("FILE.csv");
    verb->add_option("--consultants", options->consultants_file,
                     "Consultants: id,name,phases,postcode,easting,northing,days")
        ->option_text("FILE.csv");
    verb->add_option("--calendar", options->calendar_file,
                     "Bank holidays (the government's bank-holidays.json) or closed days (.ics)")
        ->option_text("FILE");
    verb->add_option("--travel", options->travel_file,
                     "Travel times between the schools: the JSON of a route planner's table service")
        ->option_text("FILE.json");
    add_dry_run(*verb, options->dry_run);
    verb->footer("Example: peerreview cohort import edubasealldata.csv --near 'DH1 1AA' --within 45");
    verb->callback([options, &session] {
        session.verb = [options, &session] { return run_import(session, *options); };
    });
}

void declare_views(Command& noun, Session& session) {
    const auto list_format = std::make_shared<FormatOption>();
    auto* list = noun.add_subcommand("list", "List the schools");
    add_format(*list, *list_format);
    list->footer("Example: peerreview cohort list --format csv");
    list->callback([list_format, &session] {
        session.verb = [list_format, &session] { return run_list(session, *list_format); };
    });

    const auto school = std::make_shared<std::string>();
    const auto show_format = std::make_shared<FormatOption>();
    auto* show = noun.add_subcommand("show", "Show one school");
    show->add_option("SCHOOL", *school, "Its id")->required();
    add_format(*show, *show_format);
    show->footer("Example: peerreview cohort show ash-primary-school");
    show->callback(
        [=, &session] { session.verb = [=, &session] { return run_show(session, *school, *show_format); }; });

    const auto check_options = std::make_shared<CohortCheckOptions>();
    auto* check = noun.add_subcommand("check", "Check every record, alone and against the others");
    add_check_options(*check, check_options->shown);
    check
        ->add_option("--changed-since", check_options->changed_since,
                     "Report only what the change since this commit touches or breaks")
        ->option_text("REV");
    check->footer("Example: peerreview cohort check --format json");
    check->callback(
        [=, &session] { session.verb = [=, &session] { return run_check(session, *check_options); }; });
}

} // namespace

void declare_cohort(Command& app, Session& session) {
    auto* noun = app.add_subcommand("cohort", "The schools of a programme and their records");
    noun->require_subcommand();
    declare_init(*noun, session);
    declare_add(*noun, session);
    declare_import(*noun, session);
    declare_views(*noun, session);
    declare_cohort_launch(*noun, session);
    declare_cohort_train(*noun, session);
    declare_cohort_withdraw(*noun, session);
    declare_cohort_views(*noun, session);
    declare_cohort_regions(*noun, session);
    declare_cohort_diff(*noun, session);
    declare_cohort_files(*noun, session);
}

} // namespace peerreview
