#include "cli/cohort.hpp"
#include "cli/terminal.hpp"
#include "cli/triad_views.hpp"
#include "project/record_changes.hpp"
#include "store/git.hpp"
#include "store/store.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct DiffOptions {
    std::string revision;
    std::string format = "text";
    bool personal = false;
};

/// The records that differ from those of the commit, as they are now. Links are not followed, as in a commit.
store::Records present_records(const std::filesystem::path& root, const std::set<std::string>& changed) {
    constexpr std::size_t largest = std::size_t{64} << 20;
    store::Records records;
    for (const auto& path : changed) {
        if (!store::is_file_below(root, path)) continue;
        auto read = store::read_file(root / path, largest);
        if (read.problem.empty())
            records[path] = std::move(read.bytes);
        else
            throw Failure(fmt::format("cannot read {}: {}", path, read.problem));
    }
    return records;
}

/// A value in words: texts in quotes, and what is inside another in brackets.
std::string said(const Node& node, bool is_inside = false) {
    if (node.is_null()) return "nothing";
    if (node.is_scalar()) return "'" + node.text + "'";
    std::string text;
    for (const auto& item : node.items) text += (text.empty() ? "" : ", ") + said(item, true);
    for (const auto& entry : node.entries)
        text += (text.empty() ? "" : ", ") + entry.key + " " + said(entry.value, true);
    if (text.empty()) return "nothing";
    return is_inside ? "(" + text + ")" : text;
}

std::string said(const ValueChange& change, bool is_shown) {
    switch (change.kind) {
    case ChangeKind::added:
        return is_shown ? "added, " + said(*change.now) : "added";
    case ChangeKind::removed:
        return is_shown ? "removed, was " + said(*change.before) : "removed";
    case ChangeKind::changed:
        return is_shown ? "from " + said(*change.before) + " to " + said(*change.now) : "changed";
    case ChangeKind::order:
        return is_shown ? "in another order, now " + said(*change.now) : "in another order";
    }
    return {};
}

std::string_view name_of(ChangeKind kind) {
    constexpr std::string_view names[] = {"added", "removed", "changed", "order"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(RecordChangeKind kind) {
    constexpr std::string_view names[] = {"added", "removed", "changed", "layout", "unreadable"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view words_of(RecordChangeKind kind) {
    constexpr std::string_view words[] = {": new", ": gone", "", ": changed in comments or layout alone",
                                          ": changed, and one of its versions is not the YAML of a record"};
    return words[static_cast<std::size_t>(kind)];
}

/// "school ash, Ash Primary School"; a person's name is not said.
std::string subject_with_name(const RecordChange& change) {
    const auto* version = change.now ? change.now.get() : change.before.get();
    const auto* name = version && change.path.starts_with("schools/") ? version->root.find("name") : nullptr;
    return name && name->is_scalar() ? change.subject + ", " + name->text : change.subject;
}

/// Where the lines of the present version end: to count them for each of many changes would take too long.
std::vector<std::size_t> line_ends_of(const RecordChange& record) {
    std::vector<std::size_t> ends;
    const auto text = record.now ? record.now->file.text() : std::string_view();
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        ends.push_back(at);
    return ends;
}

class Shown {
public:
    explicit Shown(bool with_personal) : with_personal_(with_personal) {}

    std::string text(const RecordChange& record) const {
        auto text =
            folded(fmt::format("{} ({}){}", subject_with_name(record), record.path, words_of(record.kind)));
        for (const auto& change : record.values) {
            std::string keys;
            for (const auto& key : keys_of(record, change)) keys += (keys.empty() ? "" : ", ") + key;
            if (keys.empty()) keys = "the whole record";
            text += folded("  " + keys + ": " + said(change, is_shown(record, change)));
        }
        return text;
    }

    Json json(const RecordChange& record) const {
        auto changes = Json::array();
        const auto line_ends = line_ends_of(record);
        for (const auto& change : record.values) {
            const auto shown = is_shown(record, change);
            changes.push_back({{"path", keys_of(record, change)},
                               {"change", name_of(change.kind)},
                               {"from", shown ? json_of(change.before) : Json()},
                               {"to", shown ? json_of(change.now) : Json()},
                               {"withheld", !shown},
                               {"line", line_of(change.now, line_ends)}});
        }
        return {{"file", record.path},
                {"subject", record.subject},
                {"change", name_of(record.kind)},
                {"changes", std::move(changes)}};
    }

    bool withholds(const RecordChange& record) const {
        return std::ranges::any_of(record.values,
                                   [&](const auto& change) { return !is_shown(record, change); });
    }

private:
    bool is_shown(const RecordChange& record, const ValueChange& change) const {
        return with_personal_ || !is_personal(record.path, change.path);
    }

    std::vector<std::string> keys_of(const RecordChange& record, const ValueChange& change) const {
        return is_shown(record, change) ? change.path : told_keys(record.path, change.path);
    }

    static Json line_of(const Node* node, const std::vector<std::size_t>& line_ends) {
        if (!node) return {};
        return std::ranges::lower_bound(line_ends, node->place.offset) - line_ends.begin() + 1;
    }

    /// Scalars are texts: what type they are of, the schema says.
    static Json json_of(const Node* node) {
        if (!node || node->is_null()) return {};
        if (node->is_scalar()) return node->text;
        auto json = node->is_list() ? Json::array() : Json::object();
        for (const auto& item : node->items) json.push_back(json_of(&item));
        auto* object = json.get_ptr<Json::object_t*>(); // whose [] would look through all keys each time
        for (const auto& entry : node->entries) object->emplace_back(entry.key, json_of(&entry.value));
        return json;
    }

    bool with_personal_;
};

Status run_diff(const Session& session, const DiffOptions& options) {
    const auto root = session.root();
    auto before = store::records_at(root, options.revision);
    const auto changed = store::changed_since(root, before);
    std::erase_if(before, [&](const auto& entry) { return !changed.contains(entry.first); });
    const auto records = record_changes(before, present_records(root, changed));
    const Shown shown(options.personal);
    if (options.format == "json") {
        auto list = Json::array();
        for (const auto& record : records) list.push_back(shown.json(record));
        print(dumped({{"version", 1}, {"revision", options.revision}, {"records", std::move(list)}}));
    } else {
        for (const auto& record : records) print(shown.text(record));
    }
    if (std::ranges::any_of(records, [&](const auto& record) { return shown.withholds(record); }))
        tell(session, "what changed about persons is left out: --personal shows it");
    return Status::fine;
}

} // namespace

void declare_cohort_diff(Command& noun, Session& session) {
    const auto options = std::make_shared<DiffOptions>();
    auto* diff = noun.add_subcommand("diff", "Say what changed in the records since a commit");
    diff->add_option("REV", options->revision, "A commit, a branch or a tag of git")->required();
    diff->add_flag("--personal", options->personal, "Show what changed about persons, too");
    add_text_or_json(*diff, options->format);
    diff->footer("Example: peerreview cohort diff HEAD~3");
    diff->callback([=, &session] { session.verb = [=, &session] { return run_diff(session, *options); }; });
}

} // namespace peerreview
