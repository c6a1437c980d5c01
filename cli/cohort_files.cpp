#include "cli/cohort.hpp"

#include "cli/changes.hpp"
#include "project/upgrade.hpp"
#include "store/git.hpp"
#include "store/store.hpp"
#include "yaml/merge.hpp"
#include "yaml/parse.hpp"

#include <memory>

namespace peerreview {

namespace {

// ---- merge

struct MergeOptions {
    std::string base, ours, theirs;
    bool dry_run = false;
};

std::string read_text(const std::string& path) {
    auto read = store::read_file(path, largest_record);
    if (!read.problem.empty()) throw Failure("cannot read " + path + ": " + read.problem);
    return std::move(read.bytes);
}

bool is_record(const std::string& path) {
    const SourceFile file(path, read_text(path));
    Diagnostics findings;
    return parse_yaml(file, findings).has_value();
}

/// What git does without a driver: lines, and markers where both changed the same.
Status merge_lines(const Session& session, const MergeOptions& options) {
    if (options.dry_run) throw Failure("both changed the same value", "merge them by hand", Status::errors);
    if (store::merge_by_lines(options.base, options.ours, options.theirs) && is_record(options.ours))
        return Status::fine;
    tell(session, "both changed the same value: look for the conflict in the file");
    return Status::errors;
}

Status run_merge(const Session& session, const MergeOptions& options) {
    const auto merged = merge_records(options.ours, read_text(options.base), read_text(options.ours),
                                      read_text(options.theirs));
    if (!merged) return merge_lines(session, options);
    const std::filesystem::path ours = options.ours;
    Changes changes(ours.has_parent_path() ? ours.parent_path() : ".");
    changes.write(ours.filename().string(), *merged);
    if (options.dry_run)
        print(changes.diff());
    else if (!changes.empty())
        store::replace_file(ours, *merged);
    return Status::fine;
}

// ---- upgrade

/// Writes the records as they were read: those of an older format in the present one.
Status run_upgrade(const Session& session, bool dry_run) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    Changes changes(project->root);
    for (const auto& source : project->sources)
        if (!source->text().empty()) // a link, which was not followed
            changes.write(source->path(), std::string(source->text()));
    finish_changes(changes, dry_run);
    if (changes.empty()) tell(session, fmt::format("the records have format {} already", current_format));
    return Status::fine;
}

} // namespace

void declare_cohort_files(Command& noun, Session& session) {
    const auto options = std::make_shared<MergeOptions>();
    auto* merge =
        noun.add_subcommand("merge", "Merge two changes of a record key by key, as a driver of git");
    merge->add_option("BASE", options->base, "The record before both changes")->required()->option_text(" ");
    merge->add_option("OURS", options->ours, "One change; what comes of it is written here")
        ->required()
        ->option_text(" ");
    merge->add_option("THEIRS", options->theirs, "The other change")->required()->option_text(" ");
    add_dry_run(*merge, options->dry_run);
    merge->footer("Example: git config merge.peerreview.driver 'peerreview cohort merge %O %A %B'");
    merge->callback([=, &session] { session.verb = [=, &session] { return run_merge(session, *options); }; });

    const auto is_dry_run = std::make_shared<bool>();
    auto* upgrade = noun.add_subcommand("upgrade", "Rewrite records of an older format in the present one");
    add_dry_run(*upgrade, *is_dry_run);
    upgrade->footer("Example: peerreview cohort upgrade --dry-run");
    upgrade->callback(
        [=, &session] { session.verb = [=, &session] { return run_upgrade(session, *is_dry_run); }; });
}

} // namespace peerreview
