// Measures one way of going through a project folder, so that the peak memory of the process is its own:
//
//   bench_load read|events|load|check FOLDER [THREADS [DATE]]
//
// read: every file's bytes, nothing done. events: yaml-cpp's parser over them with a handler that does
// nothing. load: load_project. check: that and the rules of `cohort check`. Prints files, MB, seconds and
// peak MiB.

#include "project/rules.hpp"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <istream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace peerreview;
namespace fs = std::filesystem;

std::vector<std::string> files_of(const fs::path& root) {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
    return paths;
}

/// Reads a file into the buffer, which is made larger where need be; gives the number of bytes.
std::size_t read_into(std::vector<char>& buffer, const std::string& path) {
    const auto descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw std::runtime_error("cannot open " + path);
    std::size_t size = 0;
    for (;;) {
        if (size == buffer.size()) buffer.resize(2 * size + 65536);
        const auto got = ::read(descriptor, buffer.data() + size, buffer.size() - size);
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
    return size;
}

/// Gives every file to `use` on so many threads and adds up the bytes.
std::size_t for_each_file(const std::vector<std::string>& paths, unsigned threads,
                          const std::function<void(std::vector<char>&, std::size_t)>& use) {
    std::atomic<std::size_t> next = 0, bytes = 0;
    const auto work = [&] {
        std::vector<char> buffer;
        for (auto i = next.fetch_add(1); i < paths.size(); i = next.fetch_add(1)) {
            const auto size = read_into(buffer, paths[i]);
            use(buffer, size);
            bytes += size;
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
        work();
    }
    return bytes;
}

struct Ignore : YAML::EventHandler {
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

/// Bytes in memory as a stream, without a copy.
struct Bytes : std::streambuf {
    Bytes(std::vector<char>& buffer, std::size_t size) {
        setg(buffer.data(), buffer.data(), buffer.data() + size);
    }
};

void parse_events(std::vector<char>& buffer, std::size_t size) {
    Bytes bytes(buffer, size);
    std::istream stream(&bytes);
    YAML::Parser parser(stream);
    Ignore handler;
    while (parser.HandleNextDocument(handler)) {
    }
}

struct Measured {
    std::size_t files = 0;
    std::size_t bytes = 0;
    std::size_t errors = 0;
};

Measured through_files(const fs::path& root, unsigned threads, bool events) {
    const auto paths = files_of(root);
    const auto bytes = for_each_file(paths, threads, [&](std::vector<char>& buffer, std::size_t size) {
        if (events) parse_events(buffer, size);
    });
    return {paths.size(), bytes};
}

Measured through_project(const fs::path& root, unsigned threads, std::optional<Date> check_on) {
    Diagnostics findings;
    const auto project = load_project(root, findings, threads);
    if (check_on) {
        check_due(project, *check_on, findings);
        check_and_allow(project, *check_on, findings);
    }
    Measured measured{project.sources.size()};
    for (const auto& source : project.sources) measured.bytes += source->text().size();
    measured.errors = findings.count(Severity::error);
    return measured;
}

Measured run(const std::string& mode, const fs::path& root, unsigned threads, Date day) {
    if (mode == "read") return through_files(root, threads, false);
    if (mode == "events") return through_files(root, threads, true);
    if (mode == "load") return through_project(root, threads, std::nullopt);
    if (mode == "check") return through_project(root, threads, day);
    throw std::runtime_error("no mode " + mode);
}

void measure(const std::string& mode, const fs::path& root, unsigned threads, Date day) {
    const auto begin = std::chrono::steady_clock::now();
    const auto measured = run(mode, root, threads, day);
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    struct rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto processor = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    fmt::print(
        "{}|{:.3f}|s|{}|files|{:.1f}|MB|{:.0f}|files/s|{:.3f}|s of processor|{}|MiB at most|{}|errors\n",
        mode, seconds, measured.files, static_cast<double>(measured.bytes) / 1e6,
        static_cast<double>(measured.files) / seconds, processor, usage.ru_maxrss / 1024, measured.errors);
}

} // namespace

int main(int count, char** words) {
    if (count < 3 || count > 5) {
        std::fputs("usage: bench_load read|events|load|check FOLDER [THREADS [DATE]]\n", stderr);
        return 2;
    }
    try {
        const auto threads = count > 3 ? static_cast<unsigned>(std::stoul(words[3])) : 2u;
        measure(words[1], words[2], threads, parse_date(count > 4 ? words[4] : "2025-12-12").value());
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_load: {}\n", error.what());
        return 1;
    }
    return 0;
}
