#pragma once

#include "cli/session.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace peerreview {

/// The files that a verb means to write. Nothing is written before all of them are known.
class Changes {
public:
    explicit Changes(std::filesystem::path root) : root_(std::move(root)) {}

    /// The file at `path` below the project's folder shall have these bytes; the same bytes as now are no
    /// change.
    void write(const std::string& path, std::string bytes);

    /// The file at `path`, which a verb wrote, shall be gone.
    void remove(const std::string& path);

    bool empty() const { return files_.empty(); }
    std::size_t size() const { return files_.size(); }

    /// A unified diff of all changes, as `-n` shows it; texts of records are made visible.
    std::string diff() const;

    /// Writes the files, holding the project's lock. Throws Failure at the first that cannot be written.
    void apply() const;

private:
    struct File {
        std::string before;
        std::string after;
        bool is_new = false;
        bool is_gone = false;
    };
    std::filesystem::path root_;
    std::map<std::string, File> files_;
};

/// Declares -n, which asks for a diff of `what` instead of writing.
void add_dry_run(Command& verb, bool& flag, std::string_view what = "what would change");

/// The end of a verb that writes: with `dry_run` the diff goes to standard output where the format is text
/// and nothing is written; else the files are.
void finish_changes(const Changes& changes, bool dry_run, bool format_is_text = true);

} // namespace peerreview
