#include "store/git.hpp"

#include "source/failure.hpp"
#include "store/store.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace peerreview::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_output = std::size_t{1} << 30;

/// What a run of git printed, and how it ended.
struct Run {
    int status = 0;
    std::string out, err;
};

/// The environment without git's own variables, which could name programs and other repositories. What a
/// partial clone lacks is not fetched, since the repository says by which program; an older git than 2.39.4
/// does not know GIT_NO_LAZY_FETCH, but is allowed no protocol.
std::vector<std::string> clean_environment() {
    std::vector<std::string> result = {"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
                                       "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none"};
    for (auto* entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        if (!text.starts_with("GIT_") && !text.starts_with("LC_ALL=") && !text.starts_with("PAGER="))
            result.emplace_back(text);
    }
    return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (auto& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

std::string contents(const fs::path& path) {
    auto read = read_file(path, largest_output);
    if (!read.problem.empty()) throw Failure("cannot read what git printed: " + read.problem);
    return std::move(read.bytes);
}

/// Runs git in a folder. Its output goes through files, so that no pipe can fill.
Run run_git(const fs::path& folder, const std::vector<std::string>& arguments, std::string_view input = {}) {
    const TemporaryFolder work;
    const auto in = work.path() / "in", out = work.path() / "out", err = work.path() / "err";
    replace_file(in, input);
    std::vector<std::string> words = {"git",
                                      "-C",
                                      folder.string(),
                                      "-c",
                                      "core.fsmonitor=",
                                      "-c",
                                      "core.pager=cat",
                                      "-c",
                                      "core.hooksPath=/dev/null"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto environment = clean_environment();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT, 0600);
    pid_t child = 0;
    const auto error = ::posix_spawnp(&child, "git", &actions, nullptr, pointers(words).data(),
                                      pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw Failure(fmt::format("cannot run git: {}", std::strerror(error)), "install git");
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) throw Failure(fmt::format("cannot wait for git: {}", std::strerror(errno)));
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, contents(out), contents(err)};
}

std::string git(const fs::path& folder, const std::vector<std::string>& arguments,
                std::string_view input = {}) {
    auto run = run_git(folder, arguments, input);
    if (run.status == 0) return std::move(run.out);
    const auto line = run.err.substr(0, run.err.find('\n'));
    throw Failure("git says: " + (line.empty() ? "nothing, and failed" : line));
}

/// The commit that a revision names; a name that begins like an option is none.
std::string commit_of(const fs::path& root, const std::string& revision) {
    const auto run =
        run_git(root, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    const auto excludes = run.out.starts_with('^'); // "^HEAD" says which commits not to list
    if (run.status == 0 && !excludes) return run.out.substr(0, run.out.find('\n'));
    const auto inside = run_git(root, {"rev-parse", "--git-dir"});
    if (inside.status != 0)
        throw Failure("git says: " + inside.err.substr(0, inside.err.find('\n')),
                      "the project must be in a git repository for this");
    throw Failure("git knows no commit '" + revision + "'", "name a commit, a branch or a tag");
}

std::vector<std::string> split_at_nul(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\0', at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

bool is_record(std::string_view path) { return path.ends_with(".yaml") || path == "travel.csv"; }

/// Whether a path stays in the folder that it begins from. git lets a commit be made where one does not.
bool stays_inside(const fs::path& path) {
    return path.is_relative() && std::ranges::find(path, "..") == path.end();
}

/// A file of a commit.
struct Blob {
    std::string object, path;
};

/// From `git ls-tree -z`: mode, type and object, a tab, and the path.
std::vector<Blob> blobs_of(const fs::path& root, const std::string& commit) {
    std::vector<Blob> blobs;
    for (const auto& entry : split_at_nul(git(root, {"ls-tree", "-r", "-z", commit}))) {
        const auto tab = entry.find('\t');
        const auto path = entry.substr(tab + 1);
        const auto is_file = entry.starts_with("100"); // 120000 is a link, 160000 another repository
        if (!is_file || !is_record(path)) continue;
        if (!stays_inside(path))
            throw Failure("the commit has a file whose name leads out of the project: " + path,
                          "somebody made it by hand: run git fsck, and trust nothing of it");
        blobs.push_back({entry.substr(12, tab - 12), path});
    }
    return blobs;
}

std::string with_plain_line_ends(std::string text) {
    std::erase(text, '\r');
    return text;
}

} // namespace

TemporaryFolder::TemporaryFolder() {
    auto name = (fs::temp_directory_path() / "peerreview-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw Failure(fmt::format("cannot make a folder in {}: {}", fs::temp_directory_path().string(),
                                  std::strerror(errno)));
    path_ = name;
}
TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

Records records_at(const fs::path& root, const std::string& revision) {
    const auto blobs = blobs_of(root, commit_of(root, revision));
    std::string wanted;
    for (const auto& blob : blobs) wanted += blob.object + "\n";
    const auto answer = git(root, {"cat-file", "--batch"}, wanted);
    Records records;
    std::size_t at = 0;
    for (const auto& blob : blobs) { // each "OBJECT blob SIZE", a line end, the bytes, a line end
        const auto line_end = std::min(answer.find('\n', at), answer.size());
        const auto size_at = answer.rfind(' ', line_end) + 1;
        std::size_t size = 0;
        const auto* end = answer.data() + line_end;
        if (std::from_chars(answer.data() + size_at, end, size).ptr != end)
            throw Failure("git does not have the file " + blob.path,
                          "a partial clone lacks files: clone the repository whole, or run git fsck");
        records[blob.path] = answer.substr(line_end + 1, size);
        at = line_end + 1 + size + 1;
    }
    return records;
}

std::set<std::string> changed_since(const fs::path& root, const Records& before) {
    // Compared here and not by git, which would run the filters that the repository names.
    std::set<std::string> changed;
    const auto listed =
        git(root, {"ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."});
    for (const auto& path : split_at_nul(listed))
        if (is_record(path) && !before.contains(path)) changed.insert(path);
    for (const auto& [path, bytes] : before) {
        if (!is_file_below(root, path)) {
            changed.insert(path);
            continue;
        }
        const auto now = read_file(root / path, largest_output);
        if (!now.problem.empty() || with_plain_line_ends(now.bytes) != with_plain_line_ends(bytes))
            changed.insert(path);
    }
    return changed;
}

bool merge_by_lines(const fs::path& base, const fs::path& ours, const fs::path& theirs) {
    const auto run = run_git(".", {"merge-file", "-L", "ours", "-L", "base", "-L", "theirs", ours.string(),
                                   base.string(), theirs.string()});
    if (run.status > 127) throw Failure("git says: " + run.err.substr(0, run.err.find('\n')));
    return run.status == 0;
}

} // namespace peerreview::store
