#include "store/store.hpp"

#include "project_folder.hpp"
#include "source/failure.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace peerreview;
using Files = std::map<std::string, std::string>;

TEST_CASE("a file is replaced as a whole and its folders are made") {
    const ProjectFolder folder(Files{{"a.yaml", "old: 1\n"}});
    store::replace_file(folder.root() / "a.yaml", "new: 2\n");
    store::replace_file(folder.root() / "deep/er/b.yaml", "b: 1\n");
    CHECK(store::read_file(folder.root() / "a.yaml", 100).bytes == "new: 2\n");
    CHECK(store::read_file(folder.root() / "deep/er/b.yaml", 100).bytes == "b: 1\n");
    CHECK(store::list_folder(folder.root()).size() == 2); // no temporary file is left
}

TEST_CASE("output goes through a link, which stays") {
    const ProjectFolder folder(Files{{"a.svg", "old"}, {"deep/none.yaml", ""}});
    std::filesystem::create_symlink("../a.svg", folder.root() / "deep/link.svg");
    std::filesystem::create_symlink("new.svg", folder.root() / "deep/to-none.svg");
    store::write_output(folder.root() / "deep/link.svg", "new");
    CHECK(store::read_file(folder.root() / "a.svg", 100).bytes == "new");
    CHECK(std::filesystem::is_symlink(folder.root() / "deep/link.svg"));
    store::write_output(folder.root() / "deep/to-none.svg", "newer");
    CHECK(store::read_file(folder.root() / "deep/new.svg", 100).bytes == "newer");
    store::write_output(folder.root() / "made/b.svg", "b");
    CHECK(store::read_file(folder.root() / "made/b.svg", 100).bytes == "b");
    CHECK(store::list_folder(folder.root()).size() == 3); // no temporary file is left
    CHECK_THROWS_AS(store::write_output(folder.root() / "deep", "x"), Failure);
}

TEST_CASE("output goes into a FIFO, which stays") {
    const ProjectFolder folder(Files{});
    const auto pipe = folder.root() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    store::write_output(pipe, "text");
    std::string got(8, ' ');
    CHECK(::read(reader, got.data(), got.size()) == 4);
    CHECK(got.starts_with("text"));
    ::close(reader);
    CHECK(std::filesystem::is_fifo(pipe));
}

TEST_CASE("what is no regular file is a problem and nobody waits for it") {
    const ProjectFolder folder(Files{{"a.yaml", "old: 1\n"}});
    REQUIRE(::mkfifo((folder.root() / "pipe").c_str(), 0600) == 0);
    CHECK_FALSE(store::read_file(folder.root() / "pipe", 100).problem.empty());
    CHECK_FALSE(store::read_file(folder.root(), 100).problem.empty());
    CHECK_FALSE(store::read_file(folder.root() / "none", 100).problem.empty());
    const auto large = store::read_file(folder.root() / "a.yaml", 3);
    CHECK(large.too_large);
    CHECK(large.bytes.empty());
}

TEST_CASE("a folder is listed by name and its links are known") {
    const ProjectFolder folder(Files{{"b.yaml", ""}, {"a/x.yaml", ""}});
    std::filesystem::create_symlink("b.yaml", folder.root() / "c.yaml");
    std::string names;
    for (const auto& entry : store::list_folder(folder.root()))
        names += entry.name + (entry.is_folder ? "/" : entry.is_link ? "@" : "") + " ";
    CHECK(names == "a/ b.yaml c.yaml@ ");
    CHECK(store::list_folder(folder.root() / "none").empty());
}

TEST_CASE("a file below a folder is one to which no link leads") {
    const ProjectFolder folder(Files{{"p/a/x.yaml", ""}, {"out/y.yaml", ""}});
    const auto root = folder.root() / "p";
    std::filesystem::create_symlink("x.yaml", root / "a/link.yaml");
    std::filesystem::create_directory_symlink("../out", root / "b");
    CHECK(store::is_file_below(root, "a/x.yaml"));
    CHECK_FALSE(store::is_file_below(root, "a/link.yaml"));
    CHECK_FALSE(store::is_file_below(root, "b/y.yaml"));
    CHECK_FALSE(store::is_file_below(root, "a"));
    CHECK_FALSE(store::is_file_below(root, "a/none.yaml"));
}

TEST_CASE("a second run does not get the lock") {
    const ProjectFolder folder(Files{{"a.yaml", ""}});
    {
        const store::Lock lock(folder.root());
        CHECK_THROWS_AS(store::Lock(folder.root()), Failure);
    }
    CHECK_NOTHROW(store::Lock(folder.root()));
}

TEST_CASE("the project is found from a folder below it") {
    const ProjectFolder folder(Files{{"peerreview.yaml", ""}, {"schools/a.yaml", ""}});
    CHECK(store::find_project(folder.root() / "schools") == std::filesystem::canonical(folder.root()));
}

TEST_CASE("many files are written together, and where one cannot be none is") {
    const ProjectFolder folder(Files{{"a.yaml", "old: 1\n"}, {"no-folder", ""}});
    std::vector<store::Replacement> files = {{folder.root() / "a.yaml", "new: 2\n"}};
    for (int i = 0; i < 40; ++i)
        files.push_back({folder.root() / "many" / (std::to_string(i) + ".yaml"), "m: 1\n"});
    store::replace_files(files);
    CHECK(store::read_file(folder.root() / "a.yaml", 100).bytes == "new: 2\n");
    CHECK(store::list_folder(folder.root() / "many").size() == 40);
    files = {{folder.root() / "a.yaml", "newer: 3\n"}, {folder.root() / "no-folder" / "b.yaml", "b: 1\n"}};
    CHECK_THROWS_AS(store::replace_files(files), Failure);
    CHECK(store::read_file(folder.root() / "a.yaml", 100).bytes == "new: 2\n");
    CHECK(store::list_folder(folder.root()).size() == 3);
}
