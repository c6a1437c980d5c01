#include "store/store.hpp"

#include "source/failure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace peerreview::store {

namespace fs = std::filesystem;

namespace {

std::string reason() { return std::strerror(errno); }

/// Closes a file descriptor when it goes out of scope.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

ReadResult read_descriptor(int descriptor, std::size_t expected, std::size_t largest) {
    ReadResult result;
    result.bytes.reserve(expected);
    std::array<char, 65536> block;
    for (;;) {
        const auto got = ::read(descriptor, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return {.bytes = {}, .problem = reason()};
        if (got == 0) return result;
        result.bytes.append(block.data(), static_cast<std::size_t>(got));
        if (result.bytes.size() > largest)
            return {.bytes = {}, .problem = fmt::format("larger than {} bytes", largest), .too_large = true};
    }
}

[[noreturn]] void cannot_write(const fs::path& path) {
    throw Failure(fmt::format("cannot write {}: {}", path.string(), reason()));
}

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) cannot_write(path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// The permissions that the file has now, or those that a new one would get.
mode_t mode_of(const fs::path& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) == 0) return facts.st_mode & 07777;
    const auto mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

/// The new text of a file, beside it until it takes its place; gone again where it never does.
class Temporary {
public:
    explicit Temporary(fs::path target)
        : target_(std::move(target)),
          name_((target_.parent_path() / ("." + target_.filename().string() + ".XXXXXX")).string()) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        if (is_there_) ::unlink(name_.c_str());
    }

    void write(std::string_view bytes, mode_t mode) {
        const Descriptor descriptor(::mkstemp(name_.data()));
        if (descriptor.number() < 0) cannot_write(target_);
        is_there_ = true;
        write_all(descriptor.number(), bytes, target_);
        if (::fchmod(descriptor.number(), mode) != 0) cannot_write(target_);
    }
    void sync() const {
        const Descriptor descriptor(::open(name_.c_str(), O_RDONLY | O_CLOEXEC));
        if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) cannot_write(target_);
    }
    void take_its_place() {
        if (::rename(name_.c_str(), target_.c_str()) != 0) cannot_write(target_);
        is_there_ = false;
    }

private:
    fs::path target_;
    std::string name_;
    bool is_there_ = false;
};

/// Up to so many files are synchronised one by one; with more, one call for the whole disk is quicker.
constexpr std::size_t few = 32;

void sync_whole_disk(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0 || ::syncfs(descriptor.number()) != 0) cannot_write(folder);
}

void make_folders(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Failure(fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
}

void sync_folder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() >= 0) ::fsync(descriptor.number());
}

} // namespace

ReadResult read_file(const fs::path& path, std::size_t largest) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (descriptor.number() < 0) return {.bytes = {}, .problem = reason()};
    struct stat facts {};
    if (::fstat(descriptor.number(), &facts) != 0) return {.bytes = {}, .problem = reason()};
    if (!S_ISREG(facts.st_mode)) return {.bytes = {}, .problem = "not a regular file"};
    const auto size = static_cast<std::size_t>(facts.st_size);
    if (size > largest)
        return {.bytes = {}, .problem = fmt::format("larger than {} bytes", largest), .too_large = true};
    return read_descriptor(descriptor.number(), size, largest);
}

ReadResult read_standard_input(std::size_t largest) { return read_descriptor(STDIN_FILENO, 0, largest); }

std::vector<Listed> list_folder(const fs::path& path) {
    std::vector<Listed> entries;
    std::error_code error;
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const auto is_link = it->is_symlink(ignored);
        entries.push_back({it->path().filename().string(), !is_link && it->is_directory(ignored), is_link});
    }
    if (error && error != std::errc::no_such_file_or_directory)
        throw Failure(fmt::format("cannot read the folder {}: {}", path.string(), error.message()));
    std::ranges::sort(entries, {}, &Listed::name);
    return entries;
}

void replace_file(const fs::path& path, std::string_view bytes) { replace_files({{path, bytes}}); }

void write_output(const fs::path& path, std::string_view bytes) {
    if (!store::exists(path)) return replace_file(path, bytes);
    std::error_code error;
    const auto file = fs::canonical(path, error);
    if (fs::is_regular_file(file, error)) return replace_file(file, bytes);
    // What cannot be replaced is opened as a shell would, which makes the file of a link that leads to none.
    const Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (descriptor.number() < 0) cannot_write(path);
    write_all(descriptor.number(), bytes, path);
}

void replace_files(const std::vector<Replacement>& files) {
    // All new texts are on the disk before the first old one goes: a disk that is full changes nothing.
    std::deque<Temporary> temporaries;
    std::set<fs::path> folders;
    for (const auto& [path, bytes] : files) {
        const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        if (folders.insert(folder).second) make_folders(folder);
        auto& temporary = temporaries.emplace_back(folder / path.filename());
        temporary.write(bytes, mode_of(path));
    }
    if (files.size() <= few)
        for (auto& temporary : temporaries) temporary.sync();
    else
        sync_whole_disk(*folders.begin());
    for (auto& temporary : temporaries) temporary.take_its_place();
    for (const auto& folder : folders) sync_folder(folder);
}

void remove_file(const fs::path& path) {
    if (::unlink(path.c_str()) != 0)
        throw Failure(fmt::format("cannot remove {}: {}", path.string(), reason()));
}

Lock::Lock(const fs::path& root) : descriptor_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw Failure(fmt::format("cannot open the folder {}: {}", root.string(), reason()));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(descriptor_);
    throw Failure("another run of peerreview is writing to this project",
                  "wait for it to end, then run again");
}
Lock::~Lock() { ::close(descriptor_); }

std::optional<fs::path> find_project(const fs::path& start) {
    std::error_code error;
    auto folder = fs::absolute(start, error).lexically_normal();
    for (;; folder = folder.parent_path()) {
        if (fs::is_regular_file(folder / "peerreview.yaml", error)) return folder;
        if (folder == folder.root_path() || folder.empty()) return std::nullopt;
    }
}

bool exists(const fs::path& path) {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
}

bool is_file_below(const fs::path& folder, const fs::path& path) {
    std::error_code error;
    auto at = folder;
    for (const auto& part : path) {
        at /= part;
        if (fs::is_symlink(fs::symlink_status(at, error))) return false;
    }
    return fs::is_regular_file(fs::symlink_status(at, error));
}

} // namespace peerreview::store
