#include "project/record_changes.hpp"

#include "source/csv.hpp"
#include "yaml/parse.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace peerreview {

namespace {

struct Words {
    std::string_view name;
    std::string_view words; ///< before an id, or alone
};
constexpr Words of_roots[] = {{"peerreview.yaml", "the cohort"},     {"calendar.yaml", "the calendar"},
                              {"themes.yaml", "the codebook"},       {"training.yaml", "the training"},
                              {"messages.yaml", "the key messages"}, {"travel.csv", "travel times"}};
constexpr Words of_folders[] = {{"schools", "school"},          {"people", "people of"},
                                {"consultants", "consultant"},  {"triads", "triad"},
                                {"schedule", "dates of triad"}, {"evaluations", "evaluation"},
                                {"decisions", "decision"},      {"reports", "edition"}};

template <std::size_t N>
std::string_view words_for(const Words (&table)[N], std::string_view name) {
    const auto found = std::ranges::find(table, name, &Words::name);
    return found == std::end(table) ? std::string_view() : found->words;
}

/// The rows of travel.csv as a map from "ash to elm" to minutes.
std::optional<Node> travel_node(const SourceFile& file) {
    Diagnostics ignored;
    const auto rows = read_csv(file, ignored);
    if (ignored.has_errors()) return std::nullopt;
    Node node;
    node.kind = Node::Kind::map;
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& cells = rows[i].cells;
        if (cells.size() != 3) return std::nullopt;
        const auto key = cells[0].text + " to " + cells[1].text;
        const auto [found, is_new] = index.emplace(key, node.entries.size());
        if (is_new) node.entries.push_back({key, {&file, cells[0].offset}, {}});
        auto& minutes = node.entries[found->second].value; // of two rows the last counts
        minutes.kind = Node::Kind::scalar;
        minutes.place = {&file, cells[2].offset};
        minutes.text = cells[2].text;
    }
    return node;
}

/// Null where the text is not that of a record.
std::unique_ptr<RecordVersion> read_version(const std::string& path, const std::string& text) {
    auto version = std::make_unique<RecordVersion>(path, text);
    Diagnostics ignored; // `cohort check` tells
    auto root = path == "travel.csv" ? travel_node(version->file) : parse_yaml(version->file, ignored);
    if (!root) return nullptr;
    version->root = std::move(*root);
    return version;
}

bool is_of_project(const std::string& path) {
    return !path.starts_with('.') && path.find("/.") == std::string::npos && !path.starts_with("build/");
}

RecordChange of_both(const std::string& path, const std::string& before, const std::string& now) {
    RecordChange change{path, subject_of(path), RecordChangeKind::unreadable, {}, nullptr, nullptr};
    change.before = read_version(path, before);
    change.now = read_version(path, now);
    if (!change.before || !change.now) return change;
    change.values = compare_records(change.before->root, change.now->root);
    change.kind = change.values.empty() ? RecordChangeKind::layout : RecordChangeKind::changed;
    return change;
}

} // namespace

std::string subject_of(const std::string& path) {
    if (const auto words = words_for(of_roots, path); !words.empty()) return std::string(words);
    const auto slash = path.find('/');
    const auto stem = path.substr(0, path.rfind('.'));
    if (slash == std::string::npos) return path;
    const auto folder = path.substr(0, slash);
    const auto rest = stem.substr(slash + 1);
    if (const auto words = words_for(of_folders, folder);
        !words.empty() && rest.find('/') == std::string::npos)
        return std::string(words) + " " + rest;
    const auto second = rest.find('/');
    if (folder != "reviews" || second == std::string::npos) return path;
    auto part = rest.substr(second + 1);
    if (part.starts_with("evidence/")) part = "evidence of " + part.substr(9);
    return "review of " + rest.substr(0, second) + ": " + part;
}

bool is_personal(const std::string& path, const std::vector<std::string>& keys) {
    static constexpr std::string_view of_work[] = {"days", "phases", "second-reader-for", "specialisms"};
    // No keys stand for the record as a whole, which holds them all.
    const auto is_under = [&](std::string_view key) { return keys.empty() || keys.front() == key; };
    if (path.starts_with("people/")) return true;
    if (path.starts_with("consultants/"))
        return std::ranges::none_of(of_work, [&](auto key) { return !keys.empty() && keys.front() == key; });
    if (path.starts_with("schools/")) return is_under("leaders") || is_under("apart");
    if (path.starts_with("evaluations/")) return is_under("free-text");
    return path == "peerreview.yaml" && is_under("privacy");
}

std::vector<std::string> told_keys(const std::string& path, const std::vector<std::string>& keys) {
    const auto is_id = [](const std::string& key) {
        return !key.empty() && key.front() >= 'a' && key.front() <= 'z' &&
               std::ranges::all_of(
                   key, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    };
    const auto is_of_consultant = path.starts_with("consultants/");
    std::vector<std::string> told;
    for (const auto& key : keys) {
        if (!is_id(key) || (is_of_consultant && !told.empty())) break;
        told.push_back(key);
    }
    return told;
}

std::vector<RecordChange> record_changes(const std::map<std::string, std::string>& before,
                                         const std::map<std::string, std::string>& now) {
    std::set<std::string> paths;
    for (const auto* state : {&before, &now})
        for (const auto& [path, text] : *state)
            if (is_of_project(path)) paths.insert(path);
    std::vector<RecordChange> changes;
    for (const auto& path : paths) {
        const auto old = before.find(path), present = now.find(path);
        if (old != before.end() && present != now.end()) {
            if (old->second != present->second)
                changes.push_back(of_both(path, old->second, present->second));
            continue;
        }
        const auto is_new = old == before.end();
        RecordChange change{
            path, subject_of(path), is_new ? RecordChangeKind::added : RecordChangeKind::removed,
            {},   nullptr,          nullptr};
        (is_new ? change.now : change.before) = read_version(path, is_new ? present->second : old->second);
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace peerreview
