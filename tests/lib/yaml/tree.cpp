#include "yaml/tree.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peerreview;

namespace {

std::string at(const Place& place) {
    const auto where = place.file->line_column(place.offset);
    return std::to_string(where.line) + ":" + std::to_string(where.column);
}

} // namespace

TEST_CASE("a spot finds the place of a value by keys and numbers") {
    const SourceFile file("a.yaml", "a: 1\nb:\n  - c: x\n  - c: y\n    d: [p, q]\n");
    const Tree tree(file);
    CHECK(at(tree.place()) == "1:1");
    CHECK(at(tree.place_of("a")) == "1:4");
    CHECK(at(tree.place_of("b", 1)) == "4:5");
    CHECK(at(tree.place_of("b", 1).place_of("c")) == "4:8");
    CHECK(at(tree.place_of("b", 1).place_of("d", 1)) == "5:12");
}

TEST_CASE("a spot of a value that is not there stands at the last one on the way") {
    const SourceFile file("a.yaml", "a: 1\nb:\n  - c: x\n");
    const Tree tree(file);
    CHECK(at(tree.place_of("z").place_of("y", 3)) == "1:1");
    CHECK(at(tree.place_of("b", 7).place_of("c")) == "3:3");
    CHECK(at(tree.place_of("b", 0).place_of("z")) == "3:5");
    CHECK(tree.place_of("b", 0).place_of("c").exists());
    CHECK_FALSE(tree.place_of("b", 1).exists());
    CHECK_FALSE(tree.place_of("b", 0).place_of("z").exists());
}

TEST_CASE("a tree of no file is an empty node") {
    const Tree tree;
    CHECK(tree.root().is_null());
    CHECK(tree.find("a") == nullptr);
}
