#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace peerreview::store {

/// A folder below the system's temporary one, gone with all that is in it when this goes out of scope.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// git is called without anything that its configuration, the repository or the environment could make it run:
// no pager, hook, file system monitor, external diff, text conversion, filter or fetch of what a partial
// clone lacks. Each function throws Failure where git is not there or fails.

/// Records of a project, .yaml files and travel.csv: their paths from its folder, and their bytes.
using Records = std::map<std::string, std::string>;

/// The records that a commit has below `root`; links are left out. Throws Failure where `root` is in no
/// repository, that has no such commit, or a path of it leads out of `root`.
Records records_at(const std::filesystem::path& root, const std::string& revision);

/// The paths of the records that are not now as they were: changed, new, gone or a link. What .gitignore
/// names and the form of line ends are no change.
std::set<std::string> changed_since(const std::filesystem::path& root, const Records& before);

/// Merges `theirs` into `ours` by lines as git does; where both changed the same lines `ours` gets both with
/// conflict markers. Whether there were none.
bool merge_by_lines(const std::filesystem::path& base, const std::filesystem::path& ours,
                    const std::filesystem::path& theirs);

} // namespace peerreview::store
