#pragma once

#include "source/source_file.hpp"
#include "yaml/compare.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace peerreview {

/// What happened to a record. `layout`: comments, quotes, line ends or the order of keys alone. `unreadable`:
/// one of its versions is not the YAML of a record.
enum class RecordChangeKind { added, removed, changed, layout, unreadable };

/// One version of a record.
struct RecordVersion {
    RecordVersion(const std::string& path, const std::string& text) : file(path, text) {}
    SourceFile file;
    Node root;
};

/// A record that differs, and each value of it that does. Owns what the values point at.
struct RecordChange {
    std::string path;
    std::string subject; ///< in words: "school ash", "review of ash: feedback"
    RecordChangeKind kind = RecordChangeKind::changed;
    std::vector<ValueChange> values; ///< none unless `changed`
    std::unique_ptr<RecordVersion> before, now;
};

/// What a file of a project is about, in words, by its path.
std::string subject_of(const std::string& path);

/// Whether a value is about a person and so not for every reader of a list of changes: all of people/, of
/// consultants/ what is not about their work, the leaders of a school and who it keeps apart from, what was
/// said freely in an evaluation, and what the cohort keeps private.
bool is_personal(const std::string& path, const std::vector<std::string>& keys);

/// The keys of a personal value that may be told: as far as they are keys and ids, which name nobody and no
/// day; of a consultant the first alone, since items are known by the school that pays.
std::vector<std::string> told_keys(const std::string& path, const std::vector<std::string>& keys);

/// Compares two states of some records, texts by path; what only one of them has was added or removed.
/// Of travel.csv each pair of schools is a value. Sorted by path. Files that are no part of a project, in
/// build/ or with a name that begins with a dot, are left out.
std::vector<RecordChange> record_changes(const std::map<std::string, std::string>& before,
                                         const std::map<std::string, std::string>& now);

} // namespace peerreview
