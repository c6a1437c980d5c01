#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview::store {

/// What reading gave: the bytes, or the reason why there are none, as a person would say it.
struct ReadResult {
    std::string bytes;
    std::string problem; ///< empty where the file was read
    bool too_large = false;
};

/// Reads a regular file of at most `largest` bytes. Never waits: a FIFO, a device, a socket or a folder is a
/// problem, and so is a file that is larger, before anything of it is read.
ReadResult read_file(const std::filesystem::path& path, std::size_t largest);

/// Reads standard input to its end, at most `largest` bytes.
ReadResult read_standard_input(std::size_t largest);

/// One entry of a folder.
struct Listed {
    std::string name;
    bool is_folder = false;
    bool is_link = false; ///< a symbolic link, which a project may not hold
};

/// The entries of a folder, sorted by name; none where there is no such folder. Throws Failure where it
/// cannot be read.
std::vector<Listed> list_folder(const std::filesystem::path& path);

/// Replaces a file as a whole, making its folders: a reader sees the old text or the new, never half. The
/// bytes are on the disk when this returns. Throws Failure, leaving the old file, where that is impossible.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

/// Writes to a path that a person named: into the device or FIFO that stands there, through a link, and else
/// as replace_file does. Throws Failure where that is impossible.
void write_output(const std::filesystem::path& path, std::string_view bytes);

/// A file and what shall stand in it; the bytes are the caller's.
struct Replacement {
    std::filesystem::path path;
    std::string_view bytes;
};

/// Replaces files as replace_file does. Where one cannot be written at all, none is changed; a crash or a
/// failing rename half-way leaves some old and some new, each of them whole.
void replace_files(const std::vector<Replacement>& files);

/// Removes a file. Throws Failure where that is impossible.
void remove_file(const std::filesystem::path& path);

/// Held while a verb writes several files of a project, so that two runs do not mix. Throws Failure where
/// another run holds it. Released when it goes out of scope.
class Lock {
public:
    explicit Lock(const std::filesystem::path& root);
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();

private:
    int descriptor_;
};

/// The folder at or above `start` that holds `peerreview.yaml`, or nothing.
std::optional<std::filesystem::path> find_project(const std::filesystem::path& start);

/// Whether anything stands at the path.
bool exists(const std::filesystem::path& path);

/// Whether a regular file stands at a path below a folder, and no part of that path is a link.
bool is_file_below(const std::filesystem::path& folder, const std::filesystem::path& path);

} // namespace peerreview::store
