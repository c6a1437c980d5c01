#include "cli/changes.hpp"

#include "source/escape.hpp"
#include "store/store.hpp"

#include <dtl/dtl.hpp>

#include <sstream>

namespace peerreview {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(terminal(line));
    return lines;
}

/// The one hunk of a file that is new or gone.
std::string whole(const std::string& text, char sign) {
    const auto lines = lines_of(text);
    auto hunk = sign == '+' ? fmt::format("@@ -0,0 +1,{} @@\n", lines.size())
                            : fmt::format("@@ -1,{} +0,0 @@\n", lines.size());
    for (const auto& line : lines) hunk += sign + line + "\n";
    return hunk;
}

std::string hunks(const std::string& before, const std::string& after) {
    dtl::Diff<std::string> diff(lines_of(before), lines_of(after));
    diff.compose();
    diff.composeUnifiedHunks();
    std::ostringstream text;
    diff.printUnifiedFormat(text);
    return text.str();
}

} // namespace

void Changes::write(const std::string& path, std::string bytes) {
    File file;
    file.is_new = !store::exists(root_ / path);
    if (!file.is_new) {
        auto now = store::read_file(root_ / path, std::size_t{64} << 20);
        if (!now.problem.empty()) throw Failure(fmt::format("cannot read {}: {}", path, now.problem));
        if (now.bytes == bytes) return;
        file.before = std::move(now.bytes);
    }
    file.after = std::move(bytes);
    files_[path] = std::move(file);
}

void Changes::remove(const std::string& path) {
    write(path, "");
    files_[path].is_gone = true;
}

std::string Changes::diff() const {
    std::string text;
    for (const auto& [path, file] : files_) {
        const auto name = terminal(path);
        text += file.is_new ? "--- /dev/null\n" : fmt::format("--- a/{}\n", name);
        if (file.is_new || file.is_gone) {
            text += file.is_gone ? "+++ /dev/null\n" + whole(file.before, '-')
                                 : fmt::format("+++ b/{}\n", name) + whole(file.after, '+');
            continue;
        }
        text += fmt::format("+++ b/{}\n", name) + hunks(file.before, file.after);
    }
    return text;
}

void Changes::apply() const {
    if (files_.empty()) return;
    const store::Lock lock(root_);
    std::vector<store::Replacement> replacements;
    for (const auto& [path, file] : files_)
        if (!file.is_gone) replacements.push_back({root_ / path, file.after});
    store::replace_files(replacements);
    for (const auto& [path, file] : files_)
        if (file.is_gone) store::remove_file(root_ / path);
}

void add_dry_run(Command& verb, bool& flag, std::string_view what) {
    verb.add_flag("-n,--dry-run", flag, fmt::format("Show {} as a diff, and write nothing", what));
}

void finish_changes(const Changes& changes, bool dry_run, bool format_is_text) {
    if (!dry_run)
        changes.apply();
    else if (format_is_text)
        print(changes.diff());
}

} // namespace peerreview
