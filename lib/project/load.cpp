#include "project/project.hpp"

#include "source/failure.hpp"
#include "store/store.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

namespace peerreview {

namespace {

namespace fs = std::filesystem;

/// What a file is, by its place in the folder: the schema's name and the parts of the path that name it.
struct Slot {
    std::string schema;
    std::string id;     ///< the file's stem
    std::string folder; ///< of a review: its host
};

/// A file on its way from bytes to a node.
struct Candidate {
    std::string path;
    Slot slot;
    std::string problem; ///< why it cannot be read, known before reading
    std::unique_ptr<SourceFile> source;
    std::optional<Node> node;
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

template <std::size_t N>
std::string schema_for(const Known (&table)[N], std::string_view name) {
    const auto found = std::ranges::find(table, name, &Known::folder);
    return found == std::end(table) ? std::string() : std::string(found->schema);
}

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    for (const auto& part : fs::path(path)) parts.push_back(part.string());
    return parts;
}

/// An empty schema: no record of a project stands here.
Slot slot_of(const std::string& path) {
    const auto parts = parts_of(path);
    const auto stem = fs::path(path).stem().string();
    if (parts.size() == 1) return {schema_for(roots, stem), stem, ""};
    if (parts.size() == 2) return {schema_for(folders, parts[0]), stem, ""};
    if (parts[0] != "reviews") return {};
    if (parts.size() == 3) return {schema_for(in_review, stem), stem, parts[1]};
    if (parts.size() == 4 && parts[2] == "evidence") return {"evidence", stem, parts[1]};
    return {};
}

void find_files(const fs::path& root, const std::string& folder, int depth, std::vector<Candidate>& found) {
    for (const auto& entry : store::list_folder(root / folder)) {
        if (entry.name.starts_with('.') || (folder.empty() && entry.name == "build")) continue;
        const auto path = folder.empty() ? entry.name : folder + "/" + entry.name;
        const auto is_record = entry.name.ends_with(".yaml");
        if (!is_record && entry.is_folder && depth < 4) find_files(root, path, depth + 1, found);
        if (!is_record) continue;
        auto& candidate = found.emplace_back();
        candidate.path = path;
        candidate.slot = slot_of(path);
        if (entry.is_folder) candidate.problem = "it is a folder";
        if (entry.is_link) candidate.problem = "it is a link, and links are not followed";
    }
}

void read_candidate(const fs::path& root, Candidate& candidate) {
    auto bytes = std::string();
    auto& findings = candidate.diagnostics;
    auto too_large = false;
    if (candidate.problem.empty()) {
        auto read = store::read_file(root / candidate.path, largest_record);
        candidate.problem = std::move(read.problem);
        too_large = read.too_large;
        bytes = std::move(read.bytes);
    }
    candidate.source = std::make_unique<SourceFile>(candidate.path, std::move(bytes));
    const auto place = Place{candidate.source.get(), 0};
    if (candidate.slot.schema.empty()) {
        findings.warning(place, "unknown-file", "no record of a project stands here").hint =
            "move the file, or give it another ending";
        return;
    }
    if (!candidate.problem.empty()) {
        findings.error(place, too_large ? "too-large" : "unreadable", "cannot read this file: {}",
                       candidate.problem);
        return;
    }
    candidate.node = parse_yaml(*candidate.source, findings);
    if (candidate.node) schema_of(candidate.slot.schema).check(*candidate.node, findings);
}

void read_all(const fs::path& root, std::vector<Candidate>& candidates) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        constexpr std::size_t batch = 64;
        for (auto begin = next.fetch_add(batch); begin < candidates.size(); begin = next.fetch_add(batch))
            for (auto i = begin; i < std::min(begin + batch, candidates.size()); ++i)
                read_candidate(root, candidates[i]);
    };
    const auto wanted =
        std::min<std::size_t>(std::thread::hardware_concurrency(), candidates.size() / 64 + 1);
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
    work();
}

bool has_valid_names(const Candidate& candidate, Diagnostics& diagnostics) {
    const auto place = Place{candidate.source.get(), 0};
    for (const auto* name : {&candidate.slot.id, &candidate.slot.folder}) {
        if (name->empty() || is_id(*name)) continue;
        diagnostics.error(place, "bad-value", "the file's name '{}' is no id", *name).hint =
            "an id has 2 to 60 of a-z, 0-9 and '-'";
        return false;
    }
    return true;
}

template <class T>
Loaded<T> loaded(Candidate& candidate, T (*read)(const Node&)) {
    auto value = read(*candidate.node);
    return {candidate.source.get(), std::move(*candidate.node), std::move(value)};
}

void add_to_review(ReviewRecords& review, Candidate& candidate) {
    const auto& schema = candidate.slot.schema;
    if (schema == "priorities") review.priorities = loaded(candidate, read_priorities);
    if (schema == "evidence") review.evidence[{candidate.slot.id}] = loaded(candidate, read_evidence);
    if (schema == "feedback") review.feedback = loaded(candidate, read_feedback);
    if (schema == "report") review.report = loaded(candidate, read_report);
    if (schema == "actions") review.actions = loaded(candidate, read_actions);
    if (schema == "reply") review.reply = loaded(candidate, read_reply);
}

void add_record(Project& project, Candidate& candidate) {
    const auto& [schema, id, folder] = candidate.slot;
    if (schema == "cohort") project.cohort = loaded(candidate, read_cohort);
    if (schema == "calendar") project.calendar = loaded(candidate, read_calendar);
    if (schema == "themes") project.themes = loaded(candidate, read_themes);
    if (schema == "training") project.training = loaded(candidate, read_training);
    if (schema == "messages") project.messages = loaded(candidate, read_messages);
    if (schema == "school") project.schools[{id}] = loaded(candidate, read_school);
    if (schema == "people") project.people[{id}] = loaded(candidate, read_people);
    if (schema == "consultant") project.consultants[{id}] = loaded(candidate, read_consultant);
    if (schema == "triad") project.triads[{id}] = loaded(candidate, read_triad);
    if (schema == "schedule") project.schedules[{id}] = loaded(candidate, read_schedule);
    if (schema == "evaluation") project.evaluations[id] = loaded(candidate, read_evaluation);
    if (schema == "decision") project.decisions[id] = loaded(candidate, read_decision);
    if (schema == "edition") project.editions[id] = loaded(candidate, read_edition);
    if (!folder.empty()) add_to_review(project.reviews[{folder}], candidate);
}

void refuse_other_formats(const Project& project) {
    const auto* format = project.cohort.node.find("format");
    if (!format || !format->is_scalar() || format->text == "1") return;
    throw Failure(fmt::format("peerreview.yaml has format {}, and this program reads format 1", format->text),
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

Project load_project(const fs::path& root, Diagnostics& diagnostics) {
    Project project;
    project.root = root;
    std::vector<Candidate> candidates;
    find_files(root, "", 0, candidates);
    read_all(root, candidates);
    for (auto& candidate : candidates) {
        diagnostics.append(std::move(candidate.diagnostics));
        if (candidate.path == "peerreview.yaml") project.cohort_file = candidate.source.get();
        if (candidate.node && has_valid_names(candidate, diagnostics)) add_record(project, candidate);
        project.sources.push_back(std::move(candidate.source));
    }
    refuse_other_formats(project);
    read_travel(project, diagnostics);
    return project;
}

} // namespace peerreview
