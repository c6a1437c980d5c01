#include "store/git.hpp"

#include "project_folder.hpp"
#include "source/failure.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace peerreview;
using Files = std::map<std::string, std::string>;

namespace {

/// Runs git for the tests alone, with an author.
void git(const ProjectFolder& folder, const std::string& arguments) {
    const auto command = "git -C '" + folder.root().string() +
                         "' -c user.name=t -c user.email=t@example.org " + arguments + " >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
}

std::string joined(const std::set<std::string>& paths) {
    std::string text;
    for (const auto& path : paths) text += path + " ";
    return text;
}

} // namespace

TEST_CASE("what differs from a commit is known by its path from the project") {
    const ProjectFolder folder(Files{{"p/a.yaml", "a: 1\n"},
                                     {"p/gone.yaml", "g: 1\n"},
                                     {"p/same.yaml", "s: 1\n"},
                                     {"p/.gitignore", "build/\n"},
                                     {"other.yaml", "o: 1\n"}});
    git(folder, "init -q");
    git(folder, "add -A");
    git(folder, "commit -qm one");
    const auto root = folder.root() / "p";
    const auto before = store::records_at(root, "HEAD");
    CHECK(before == store::Records{{"a.yaml", "a: 1\n"}, {"gone.yaml", "g: 1\n"}, {"same.yaml", "s: 1\n"}});
    CHECK(store::changed_since(root, before).empty());
    store::replace_file(root / "a.yaml", "a: 2\n");
    store::replace_file(root / "same.yaml", "s: 1\r\n");
    store::replace_file(root / "new \xC3\xA9.yaml", "n: 1\n");
    store::replace_file(root / "build/out.yaml", "b: 1\n");
    store::replace_file(folder.root() / "other.yaml", "o: 2\n");
    store::remove_file(root / "gone.yaml");
    CHECK(joined(store::changed_since(root, before)) == "a.yaml gone.yaml new \xC3\xA9.yaml ");
}

TEST_CASE("a revision that is none and a folder in no repository are refused") {
    const ProjectFolder folder(Files{{"a.yaml", "a: 1\n"}});
    CHECK_THROWS_AS(store::records_at(folder.root(), "HEAD"), Failure);
    git(folder, "init -q");
    for (const auto* revision : {"HEAD", "--output=x", "no such thing", ""})
        CHECK_THROWS_AS(store::records_at(folder.root(), revision), Failure);
    CHECK_FALSE(store::exists(folder.root() / "x"));
    git(folder, "add -A");
    git(folder, "commit -qm one");
    for (const auto* revision : {"^HEAD", "HEAD..HEAD", "HEAD:a.yaml"})
        CHECK_THROWS_WITH_AS(store::records_at(folder.root(), revision),
                             (std::string("git knows no commit '") + revision + "'").c_str(), Failure);
}

TEST_CASE("a commit whose paths lead out of the project is refused") {
    const ProjectFolder folder(Files{{"a.yaml", "a: 1\n"}});
    git(folder, "init -q");
    git(folder, "hash-object -w a.yaml");
    const std::string object = "\xa8\x92\x6a\x52\xd8\xdc\xba\x5c\x43\x86"
                               "\x94\x54\x76\xab\x6a\x2a\xd0\x08\xaf\xd4"; // of a.yaml
    for (const auto* path : {"../a.yaml", "b/../../a.yaml", "/tmp/a.yaml"}) {
        store::replace_file(folder.root() / "tree", "100644 " + std::string(path) + '\0' + object);
        git(folder, "update-ref refs/tags/tree $(git -C '" + folder.root().string() +
                        "' hash-object -t tree -w --literally '" + folder.root().string() + "/tree')");
        git(folder, "update-ref refs/heads/evil $(git -C '" + folder.root().string() +
                        "' -c user.name=t -c user.email=t@example.org commit-tree -m evil tree)");
        CHECK_THROWS_WITH_AS(
            store::records_at(folder.root(), "refs/heads/evil"),
            (std::string("the commit has a file whose name leads out of the project: ") + path).c_str(),
            Failure);
    }
}

TEST_CASE("git runs no program that the repository's settings name") {
    const ProjectFolder folder(
        Files{{"a.yaml", "a: 1\n"}, {".gitattributes", "*.yaml diff=evil filter=evil\n"}});
    git(folder, "init -q");
    git(folder, "add -A");
    git(folder, "commit -qm one");
    const auto touch = "touch " + (folder.root() / "ran").string() + ";cat";
    for (const auto* key : {"diff.evil.textconv", "diff.evil.command", "diff.external", "core.fsmonitor",
                            "core.pager", "filter.evil.smudge", "filter.evil.clean"})
        git(folder, std::string("config ") + key + " '" + touch + "'");
    store::replace_file(folder.root() / "a.yaml", "a: 2\n");
    const auto before = store::records_at(folder.root(), "HEAD");
    CHECK(before == store::Records{{"a.yaml", "a: 1\n"}});
    CHECK(joined(store::changed_since(folder.root(), before)) == "a.yaml ");
    CHECK_FALSE(store::exists(folder.root() / "ran"));
}

TEST_CASE("what a partial clone lacks is not fetched") {
    const ProjectFolder folder(Files{{"a.yaml", "a: 1\n"}});
    git(folder, "init -q");
    git(folder, "add -A");
    git(folder, "commit -qm one");
    const auto whole = folder.root().string() + "/.git", part = folder.root().string() + "/part";
    git(folder, "config uploadpack.allowFilter true");
    git(folder, "clone -q --no-checkout --filter=blob:none 'file://" + whole + "' '" + part + "'");
    const auto program = "touch " + (folder.root() / "ran").string() + ";git-upload-pack";
    git(folder, "-C part config remote.origin.uploadpack '" + program + "'");
    CHECK_THROWS_AS(store::records_at(part, "HEAD"), Failure);
    CHECK_FALSE(store::exists(folder.root() / "ran"));
}

TEST_CASE("lines merge as git merges them") {
    const ProjectFolder folder(std::map<std::string, std::string>{{"base", "a: 1\nb: 1\nc: 1\nd: 1\n"},
                                                                  {"ours", "a: 2\nb: 1\nc: 1\nd: 1\n"},
                                                                  {"theirs", "a: 1\nb: 1\nc: 1\nd: 2\n"}});
    const auto root = folder.root();
    CHECK(store::merge_by_lines(root / "base", root / "ours", root / "theirs"));
    CHECK(store::read_file(root / "ours", 100).bytes == "a: 2\nb: 1\nc: 1\nd: 2\n");
    store::replace_file(root / "ours", "a: 3\nb: 1\nc: 1\nd: 1\n");
    store::replace_file(root / "theirs", "a: 4\nb: 1\nc: 1\nd: 1\n");
    CHECK_FALSE(store::merge_by_lines(root / "base", root / "ours", root / "theirs"));
    CHECK(store::read_file(root / "ours", 200).bytes.find("<<<<<<< ours") != std::string::npos);
}
