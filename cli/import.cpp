#include "cli/import.hpp"

#include "cli/import_calendar.hpp"
#include "cli/import_travel.hpp"
#include "project/rules.hpp"
#include "project/travel.hpp"
#include "record/people_csv.hpp"
#include "record/register.hpp"
#include "record/write_records.hpp"
#include "source/text.hpp"
#include "store/store.hpp"
#include "yaml/edit.hpp"
#include "yaml/write.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace peerreview {

namespace {

constexpr std::size_t largest_csv = std::size_t{256} << 20;

/// A file of the user's as UTF-8 text.
std::unique_ptr<SourceFile> read_source(const std::string& path) {
    auto read = path == "-" ? store::read_standard_input(largest_csv) : store::read_file(path, largest_csv);
    if (!read.problem.empty()) throw Failure("cannot read " + path + ": " + read.problem);
    return std::make_unique<SourceFile>(path == "-" ? "<stdin>" : path, to_utf8(std::move(read.bytes)));
}

std::pair<std::string, std::string> split(const std::string& text, const char* option) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Failure(fmt::format("{} takes NAME=VALUE, not '{}'", option, text));
    return {text.substr(0, equals), text.substr(equals + 1)};
}

RegisterOptions register_options(const ImportOptions& options) {
    RegisterOptions result;
    const auto& known = register_fields();
    const std::vector<std::string_view> views(known.begin(), known.end());
    for (const auto& text : options.map) {
        result.map.push_back(split(text, "--map"));
        const auto& field = result.map.back().first;
        if (std::ranges::find(known, field) != known.end()) continue;
        std::string names;
        for (const auto& name : known) names += (names.empty() ? "" : ", ") + name;
        throw Failure("--map knows no field '" + field + "'", "the fields are " + names);
    }
    for (const auto& text : options.where) result.where.push_back(split(text, "--where"));
    if (!options.phase.empty()) result.phase = parse_phase(options.phase);
    return result;
}

std::set<std::string> wanted_urns(const ImportOptions& options) {
    std::set<std::string> urns(options.urns.begin(), options.urns.end());
    if (options.urn_file.empty()) return urns;
    std::istringstream lines{std::string(read_source(options.urn_file)->text())};
    for (std::string line; std::getline(lines, line);) {
        const auto end = line.find_first_of("# \t\r");
        if (end != 0 && !line.empty()) urns.insert(line.substr(0, end));
    }
    return urns;
}

/// Where `--near` is: a school of the project or the file, by id or URN, or a postcode that the file has.
struct Point {
    int easting, northing;
};
Point find_point(const Project& project, const std::vector<RegisterRow>& rows, const std::string& near) {
    const auto squeezed = [](std::string text) {
        std::erase(text, ' ');
        return fold(text);
    };
    const auto point = [&](const School& school) {
        if (!school.easting || !school.northing) throw Failure("'" + near + "' has no easting and northing");
        return Point{*school.easting, *school.northing};
    };
    for (const auto& [id, school] : project.schools)
        if (id.text == near || (!school.value.urn.empty() && school.value.urn == near))
            return point(school.value);
    for (const auto& row : rows)
        if (row.school.urn == near || slug(row.school.name) == near ||
            squeezed(row.school.postcode) == squeezed(near))
            return point(row.school);
    throw Failure("--near: no school and no postcode '" + near + "' is known",
                  "name a school by id or URN, or a postcode that a school of the file has");
}

void keep_near(std::vector<RegisterRow>& rows, const Project& project, const ImportOptions& options) {
    if (options.near.empty()) return;
    const auto point = find_point(project, rows, options.near);
    const auto limit = static_cast<std::int64_t>(options.within * 60);
    std::erase_if(rows, [&](const RegisterRow& row) {
        const auto& school = row.school;
        return !school.easting || !school.northing ||
               straight_seconds(project.policy(), point.easting, point.northing, *school.easting,
                                *school.northing) > limit;
    });
}

void keep_urns(std::vector<RegisterRow>& rows, const std::set<std::string>& urns, const Session& session) {
    if (urns.empty()) return;
    std::erase_if(rows, [&](const RegisterRow& row) { return !urns.contains(row.school.urn); });
    std::set<std::string> found;
    for (const auto& row : rows) found.insert(row.school.urn);
    for (const auto& urn : urns)
        if (!found.contains(urn)) tell(session, "no open school with URN " + urn + " in the file");
}

/// An id that no other school has: the name's, with the town where that is taken, then with a number.
SchoolId new_id(const School& school, const std::set<SchoolId>& taken) {
    auto name = slug(school.name);
    if (name.size() < 2) name = "school-" + school.urn;
    if (!taken.contains({name})) return {name};
    if (!school.town.empty()) {
        const auto suffix = "-" + slug(school.town, 30);
        const auto with_town = slug(school.name, 60 - suffix.size()) + suffix;
        if (is_id(with_town) && !taken.contains({with_town})) return {with_town};
    }
    for (int number = 2;; ++number) {
        const auto suffix = "-" + std::to_string(number);
        SchoolId id{slug(school.name, 60 - suffix.size()) + suffix};
        if (!taken.contains(id)) return id;
    }
}

std::string text_of(const SourceFile* file) { return std::string(file->text()); }

/// Changes the keys that the register tells, and leaves everything else.
std::string updated(const Loaded<School>& record, const School& school) {
    Editor editor(record.file->path(), text_of(record.file));
    for (const auto& [key, value] : register_keys(school)) {
        const auto* now = record.node.find(key);
        if (key == "member") continue; // the register does not know of membership
        if (key == "ages" && now && now->is_map()) {
            editor.set({key, std::string("low")}, std::to_string(*school.ages.low));
            editor.set({key, std::string("high")}, std::to_string(*school.ages.high));
        } else {
            editor.set({key}, value);
        }
    }
    return editor.text();
}

void import_schools(const Project& project, const std::vector<RegisterRow>& rows, Changes& changes) {
    std::map<std::string, SchoolId> by_urn;
    std::set<SchoolId> taken;
    for (const auto& [id, school] : project.schools) {
        taken.insert(id);
        if (!school.value.urn.empty()) by_urn[school.value.urn] = id;
    }
    for (const auto& row : rows) {
        const auto known = by_urn.find(row.school.urn);
        if (known != by_urn.end()) {
            changes.write("schools/" + known->second.text + ".yaml",
                          updated(project.schools.at(known->second), row.school));
            continue;
        }
        const auto id = new_id(row.school, taken);
        taken.insert(id);
        changes.write("schools/" + id.text + ".yaml", write_school(row.school));
    }
}

std::string shown_counts(const RegisterResult& result) {
    auto text = counted(result.rows.size(), "school");
    for (const auto& [reason, count] : result.skipped)
        text += fmt::format(", {} skipped ({})", count, reason);
    if (result.refused > 0) text += fmt::format(", {} refused", result.refused);
    return text;
}

/// The whole of what an import reads and writes.
class Import {
public:
    Import(const Session& session, const ImportOptions& options)
        : session_(session), options_(options), project_(session.load(project_findings_)),
          changes_(project_.root) {}

    Status run() {
        if (project_findings_.has_errors()) {
            print_findings(session_, project_findings_);
            return Status::errors;
        }
        if (!options_.register_file.empty()) import_register();
        if (!options_.people_file.empty()) import_people();
        if (!options_.consultants_file.empty()) import_consultants();
        if (!options_.calendar_file.empty())
            import_calendar(session_, project_, source(options_.calendar_file), changes_, findings_);
        if (!options_.travel_file.empty())
            import_travel(session_, project_, source(options_.travel_file), changes_, findings_);
        finish_changes(changes_, options_.dry_run);
        const auto failed = findings_.has_errors();
        print_findings(session_, findings_);
        return failed ? Status::errors : Status::fine;
    }

private:
    const SourceFile& source(const std::string& path) { return *sources_.emplace_back(read_source(path)); }

    void import_register() {
        auto result = read_register(source(options_.register_file), register_options(options_), findings_);
        keep_near(result.rows, project_, options_);
        keep_urns(result.rows, wanted_urns(options_), session_);
        import_schools(project_, result.rows, changes_);
        tell(session_, shown_counts(result));
    }

    const Loaded<School>* school(const std::string& id_or_urn) const {
        for (const auto& [id, record] : project_.schools)
            if (id.text == id_or_urn || (!record.value.urn.empty() && record.value.urn == id_or_urn))
                return &record;
        return nullptr;
    }

    void import_people() {
        for (const auto& row : read_people_csv(source(options_.people_file), findings_)) {
            const auto* record = school(row.school);
            if (!record) {
                findings_.error(row.place, "unknown-id", "there is no school '{}'", truncate(row.school, 60))
                    .hint = "import the school first; 'school' is its id or its URN";
                continue;
            }
            add_leader(*record, row);
        }
        for (const auto& [path, editor] : editors_) changes_.write(path, editor.text());
    }

    Editor& editor(const std::string& path, const std::string& text) {
        return editors_.try_emplace(path, path, text).first->second;
    }

    void add_leader(const Loaded<School>& record, const PeopleRow& row) {
        auto& school = editor(record.file->path(), text_of(record.file));
        const auto& leaders = record.value.leaders;
        const auto known = std::ranges::find(leaders, row.leader.id, &Leader::id);
        if (known == leaders.end()) {
            School alone;
            alone.leaders = {row.leader};
            const auto whole = write_school(alone);
            school.append({"leaders"}, unindented(whole.substr(whole.find("leaders:\n") + 9)));
        } else {
            const auto index = static_cast<std::size_t>(known - leaders.begin());
            for (const auto& [key, value] : leader_keys(row.leader))
                school.set({"leaders", index, key}, value);
        }
        add_person(record, row);
    }

    static std::string unindented(const std::string& text) {
        std::string result;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) result += line.substr(2) + "\n";
        return result;
    }

    void add_person(const Loaded<School>& record, const PeopleRow& row) {
        const auto stem = std::filesystem::path(record.file->path()).stem().string();
        const auto path = "people/" + stem + ".yaml";
        const auto people = project_.people.find({stem});
        std::vector<std::pair<std::string, std::string>> keys = {{"name", yaml_scalar(row.name)}};
        if (!row.email.empty()) keys.emplace_back("email", yaml_scalar(row.email));
        if (people != project_.people.end()) {
            auto& file = editor(path, text_of(people->second.file));
            const auto& list = people->second.value.leaders;
            const auto known = std::ranges::find(list, row.leader.id, &Person::id);
            if (known != list.end()) {
                for (const auto& [key, value] : keys)
                    file.set({"leaders", static_cast<std::size_t>(known - list.begin()), key}, value);
                return;
            }
        }
        keys.insert(keys.begin(), {"id", yaml_scalar(row.leader.id.text)});
        const auto is_new = people == project_.people.end() && !editors_.contains(path);
        if (is_new)
            editor(path, schema_line("people") + "leaders:\n  " + indent(list_item(keys)));
        else
            editors_.at(path).append({"leaders"}, list_item(keys));
    }

    static std::string indent(const std::string& item) {
        std::string text;
        for (const auto character : item) {
            text += character;
            if (character == '\n') text += "  ";
        }
        text.resize(text.size() - 2);
        return text;
    }

    void import_consultants() {
        for (const auto& row : read_consultants_csv(source(options_.consultants_file), findings_)) {
            const auto path = "consultants/" + row.id.text + ".yaml";
            const auto known = project_.consultants.find(row.id);
            if (known == project_.consultants.end()) {
                changes_.write(path, write_consultant(row.consultant));
                continue;
            }
            Editor file(path, text_of(known->second.file));
            for (const auto& [key, value] : consultant_keys(row.consultant))
                if (key != "phases") file.set({key}, value);
            if (row.consultant.phases != known->second.value.phases)
                set_phases(file, row.consultant, known->second.node.find("phases") != nullptr);
            changes_.write(path, file.text());
        }
    }

    /// A list is no scalar to be set: it goes, and the new one takes its place behind the name.
    static void set_phases(Editor& file, const Consultant& consultant, bool is_there) {
        for (const auto& [key, value] : consultant_keys(consultant)) {
            if (key != "phases") continue;
            if (is_there) file.remove({key});
            file.insert({key}, value, {Position::Side::after, "name"});
        }
    }

    const Session& session_;
    const ImportOptions& options_;
    Diagnostics project_findings_;
    Project project_;
    Changes changes_;
    Diagnostics findings_;
    std::vector<std::unique_ptr<SourceFile>> sources_;
    std::map<std::string, Editor> editors_;
};

} // namespace

Status run_import(const Session& session, const ImportOptions& options) {
    const auto picks = !options.urns.empty() || !options.urn_file.empty() || !options.where.empty() ||
                       !options.near.empty() || options.all;
    if (options.register_file.empty() && options.people_file.empty() && options.consultants_file.empty() &&
        options.calendar_file.empty() && options.travel_file.empty())
        throw Failure("nothing to import",
                      "name a register FILE.csv, or --people, --consultants, --calendar or --travel");
    if (!options.register_file.empty() && !picks)
        throw Failure("which schools of the file?",
                      "pick them with --urn, --urn-file, --where or --near, or take --all");
    if (!options.near.empty() && options.within <= 0) throw Failure("--near needs --within MINUTES");
    return Import(session, options).run();
}

} // namespace peerreview
