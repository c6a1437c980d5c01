#include "project/project.hpp"

#include "project/upgrade.hpp"
#include "source/failure.hpp"
#include "store/store.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"
#include "yaml/values.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace peerreview {

namespace {

namespace fs = std::filesystem;

/// A file of the project: on which finding stands what is wrong with it.
struct Candidate {
    std::unique_ptr<SourceFile> source;
    std::string path;         ///< until it has been read
    std::string_view problem; ///< why it cannot be read, known before reading
    Diagnostics diagnostics;
};

struct Known {
    std::string_view folder;
    std::string_view schema;
};
constexpr Known folders[] = {{"schools", "school"},         {"people", "people"},
                             {"consultants", "consultant"}, {"triads", "triad"},
                             {"schedule", "schedule"},      {"evaluations", "evaluation"},
                             {"decisions", "decision"},     {"reports", "edition"}};
constexpr Known roots[] = {{"peerreview", "cohort"},
                           {"calendar", "calendar"},
                           {"themes", "themes"},
                           {"training", "training"},
                           {"messages", "messages"}};
constexpr Known in_review[] = {{"priorities", "priorities"},
                               {"feedback", "feedback"},
                               {"report", "report"},
                               {"actions", "actions"},
                               {"reply", "reply"}};

/// What a file is, by its place in the folder: the schema's name and the parts of the path that name it.
struct Slot {
    std::string_view schema; ///< empty: no record of a project stands here
    std::string_view id;     ///< the file's stem
    std::string_view folder; ///< of a review: its host
};

template <std::size_t N>
std::string_view schema_for(const Known (&table)[N], std::string_view name) {
    const auto found = std::ranges::find(table, name, &Known::folder);
    return found == std::end(table) ? std::string_view() : found->schema;
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        parts.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Slot slot_of(std::string_view path) {
    const auto parts = parts_of(path);
    const auto stem = parts.back().substr(0, parts.back().rfind('.'));
    if (parts.size() == 1) return {schema_for(roots, stem), stem, ""};
    if (parts.size() == 2) return {schema_for(folders, parts[0]), stem, ""};
    if (parts[0] != "reviews") return {};
    if (parts.size() == 3) return {schema_for(in_review, stem), stem, parts[1]};
    if (parts.size() == 4 && parts[2] == "evidence") return {"evidence", stem, parts[1]};
    return {};
}

/// The files of a folder, and then those of the folders in it: the root's own files may be large, and what is
/// read first keeps no thread waiting at the end.
void find_files(const fs::path& root, const std::string& folder, int depth, std::vector<Candidate>& found) {
    std::vector<std::string> below;
    for (const auto& entry : store::list_folder(root / folder)) {
        if (entry.name.starts_with('.') || (folder.empty() && entry.name == "build")) continue;
        auto path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (entry.name.ends_with(".yaml")) {
            auto& candidate = found.emplace_back();
            candidate.path = std::move(path);
            if (entry.is_folder) candidate.problem = "it is a folder";
            if (entry.is_link) candidate.problem = "it is a link, and links are not followed";
        } else if (entry.is_folder && depth < 4) {
            below.push_back(std::move(path));
        }
    }
    for (const auto& path : below) find_files(root, path, depth + 1, found);
}

/// Reads files into a project, each on the thread that asks.
class Reading {
public:
    /// `format` is that of the records: those of an older one are read as the present one writes them.
    Reading(Project& project, double format) : project_(project), format_(format) {}

    void read_file(Candidate& candidate) {
        auto file = candidate.problem.empty()
                        ? store::read_file(project_.root / candidate.path, largest_record)
                        : store::ReadResult{.bytes = {}, .problem = std::string(candidate.problem)};
        if (format_ < current_format) file.bytes = upgraded_text(slot_of(candidate.path).schema, file.bytes);
        candidate.source = std::make_unique<SourceFile>(std::move(candidate.path), std::move(file.bytes));
        const auto& source = *candidate.source;
        const auto slot = slot_of(source.path());
        auto& findings = candidate.diagnostics;
        if (slot.schema.empty())
            findings.warning({&source, 0}, "unknown-file", "no record of a project stands here").hint =
                "move the file, or give it another ending";
        else if (!file.problem.empty())
            findings.error({&source, 0}, file.too_large ? "too-large" : "unreadable",
                           "cannot read this file: {}", file.problem);
        else
            read_record(source, slot, findings);
    }

private:
    /// A text that is no record comes back as it is: reading it again tells what is wrong.
    static std::string upgraded_text(std::string_view schema, const std::string& text) {
        if (schema.empty()) return text;
        const SourceFile source("", text);
        Diagnostics findings;
        const auto node = parse_yaml(source, findings);
        return node ? upgraded(schema, *node) : text;
    }

    void read_record(const SourceFile& source, const Slot& slot, Diagnostics& findings) {
        const auto node = parse_yaml(source, findings);
        if (!node) return;
        schema_of(slot.schema).check(*node, findings);
        if (has_valid_names(source, slot, findings)) add(source, slot, *node);
    }

    static bool has_valid_names(const SourceFile& source, const Slot& slot, Diagnostics& findings) {
        for (const auto name : {slot.id, slot.folder}) {
            if (name.empty() || is_id(name)) continue;
            findings.error({&source, 0}, "bad-value", "the file's name '{}' is no id", name).hint =
                "an id has 2 to 60 of a-z, 0-9 and '-'";
            return false;
        }
        return true;
    }

    /// Reads the record and puts it where `home` says. Threads take turns only at the putting; that their
    /// order differs from run to run is not seen, since the records are kept by id.
    template <class T, class Home>
    void put(const SourceFile& source, T (*reader)(const Node&), const Node& node, Home home) {
        auto record = Loaded<T>{&source, Tree(source), reader(node)};
        const std::lock_guard lock(mutex_);
        home() = std::move(record);
    }

    void add(const SourceFile& source, const Slot& slot, const Node& node) {
        if (!slot.folder.empty()) return add_to_review(source, slot, node);
        const auto schema = slot.schema;
        const std::string id(slot.id);
        auto& p = project_;
        const auto into = [&](auto reader, auto home) { put(source, reader, node, home); };
        if (schema == "cohort")
            into(
                read_cohort, [&]() -> auto& { return p.cohort; });
        if (schema == "calendar")
            into(
                read_calendar, [&]() -> auto& { return p.calendar; });
        if (schema == "themes")
            into(
                read_themes, [&]() -> auto& { return p.themes; });
        if (schema == "training")
            into(
                read_training, [&]() -> auto& { return p.training; });
        if (schema == "messages")
            into(
                read_messages, [&]() -> auto& { return p.messages; });
        if (schema == "school")
            into(
                read_school, [&]() -> auto& { return p.schools[{id}]; });
        if (schema == "people")
            into(
                read_people, [&]() -> auto& { return p.people[{id}]; });
        if (schema == "consultant")
            into(
                read_consultant, [&]() -> auto& { return p.consultants[{id}]; });
        if (schema == "triad")
            into(
                read_triad, [&]() -> auto& { return p.triads[{id}]; });
        if (schema == "schedule")
            into(
                read_schedule, [&]() -> auto& { return p.schedules[{id}]; });
        if (schema == "evaluation")
            into(
                read_evaluation, [&]() -> auto& { return p.evaluations[id]; });
        if (schema == "decision")
            into(
                read_decision, [&]() -> auto& { return p.decisions[id]; });
        if (schema == "edition")
            into(
                read_edition, [&]() -> auto& { return p.editions[id]; });
    }

    void add_to_review(const SourceFile& source, const Slot& slot, const Node& node) {
        const auto schema = slot.schema;
        const LeaderId leader{std::string(slot.id)};
        const SchoolId host{std::string(slot.folder)};
        const auto review = [&]() -> auto& { return project_.reviews[host]; };
        const auto into = [&](auto reader, auto home) { put(source, reader, node, home); };
        if (schema == "priorities")
            into(
                read_priorities, [&]() -> auto& { return review().priorities; });
        if (schema == "evidence")
            into(
                read_evidence, [&]() -> auto& { return review().evidence[leader]; });
        if (schema == "feedback")
            into(
                read_feedback, [&]() -> auto& { return review().feedback; });
        if (schema == "report")
            into(
                read_report, [&]() -> auto& { return review().report; });
        if (schema == "actions")
            into(
                read_actions, [&]() -> auto& { return review().actions; });
        if (schema == "reply")
            into(
                read_reply, [&]() -> auto& { return review().reply; });
    }

    Project& project_;
    double format_;
    std::mutex mutex_;
};

void read_all(Project& project, std::vector<Candidate>& candidates, double format, std::size_t most_threads) {
    constexpr std::size_t batch = 16;
    Reading reading(project, format);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (auto begin = next.fetch_add(batch); begin < candidates.size(); begin = next.fetch_add(batch))
            for (auto i = begin; i < std::min(begin + batch, candidates.size()); ++i)
                reading.read_file(candidates[i]);
    };
    const auto wanted = std::min(most_threads, candidates.size() / batch + 1);
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
    work();
}

/// The format that peerreview.yaml names; the present one where it names none, which its schema reports.
/// Throws Failure where the format is newer than this program.
double format_of(const fs::path& root) {
    const SourceFile file("peerreview.yaml",
                          store::read_file(root / "peerreview.yaml", largest_record).bytes);
    Diagnostics findings; // come again when the file is read with the others
    const auto node = parse_yaml(file, findings);
    const auto* value = node ? node->find("format") : nullptr;
    const auto format = value ? number_of(*value).value_or(current_format) : current_format;
    if (format <= current_format) return format;
    throw Failure(fmt::format("peerreview.yaml has format {}, and this program reads formats up to {}",
                              value->text, current_format),
                  "install the version of peerreview that wrote it");
}

void read_travel(Project& project, Diagnostics& diagnostics) {
    if (!store::exists(project.root / "travel.csv")) return;
    auto read = store::read_file(project.root / "travel.csv", std::size_t{64} << 20);
    project.sources.push_back(std::make_unique<SourceFile>("travel.csv", std::move(read.bytes)));
    project.travel = project.sources.back().get();
    if (!read.problem.empty())
        diagnostics.error({project.travel, 0}, "unreadable", "cannot read this file: {}", read.problem);
}

} // namespace

bool is_place_of_record(std::string_view path) {
    return path == "travel.csv" || (path.ends_with(".yaml") && !slot_of(path).schema.empty());
}

Project load_project(const fs::path& root, Diagnostics& diagnostics, unsigned threads) {
    Project project;
    project.root = root;
    const auto format = format_of(root);
    std::vector<Candidate> candidates;
    find_files(root, "", 0, candidates);
    read_all(project, candidates, format, std::max(threads, 1u));
    project.sources.reserve(candidates.size() + 1);
    for (auto& candidate : candidates) {
        diagnostics.append(std::move(candidate.diagnostics));
        if (candidate.source->path() == "peerreview.yaml") project.cohort_file = candidate.source.get();
        project.sources.push_back(std::move(candidate.source));
    }
    read_travel(project, diagnostics);
    return project;
}

} // namespace peerreview
