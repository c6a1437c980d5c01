#include "yaml/merge.hpp"

#include "yaml/parse.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {
std::string merged(const std::string& base, const std::string& ours, const std::string& theirs) {
    return merge_records("a.yaml", base, ours, theirs).value_or("conflict");
}
} // namespace

TEST_CASE("changes of different keys merge though their lines touch") {
    CHECK(merged("a: 1 # one\nb: 2\n", "a: 3 # one\nb: 2\n", "a: 1 # one\nb: 4\n") == "a: 3 # one\nb: 4\n");
    CHECK(merged("a: 1\n", "a: 1\nb: 2\n", "a: 1\nc:\n  - x # why\n  - y\n") ==
          "a: 1\nb: 2\nc:\n  - x # why\n  - y\n");
    CHECK(merged("a: 1\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 4\n", "a: 1\nc: 3\n") == "a: 1\nc: 4\n");
    CHECK(merged("m: {a: 1, b: 2}\n", "m: {a: 1, b: 3}\n", "m: {a: 4, b: 2}\n") == "m: {a: 4, b: 3}\n");
    CHECK(merged("t: one\nu: 1\n", "t: one\nu: 2\n", "t: >-\n  one\n  two\nu: 1\n") ==
          "t: >-\n  one\n  two\nu: 2\n");
}

TEST_CASE("items merge by their id, and new ones of both sides stay") {
    const std::string base = "l:\n  - id: x\n    n: 1\n  - id: y\n    n: 1\n";
    CHECK(merged(base, "l:\n  - id: x\n    n: 2\n  - id: y\n    n: 1\n  - id: o\n    n: 9\n",
                 "l:\n  - id: x\n    n: 1\n  - id: y\n    n: 3\n  - id: t\n    n: 8\n") ==
          "l:\n  - id: x\n    n: 2\n  - id: y\n    n: 3\n  - id: o\n    n: 9\n  - id: t\n    n: 8\n");
    CHECK(merged(base, "l:\n  - id: x\n    n: 2\n  - id: y\n    n: 1\n", "l:\n  - id: x\n    n: 1\n") ==
          "l:\n  - id: x\n    n: 2\n");
    CHECK(merged("l: [a, b]\n", "l: [a, b, c]\n", "l: [b, d]\n") == "l: [b, c, d]\n");
    CHECK(merged("l: []\nk: 1\n", "l: []\nk: 2\n", "l:\n  - {from: 2027-01-04, to: 2027-01-05}\nk: 1\n") ==
          "l: [{from: 2027-01-04, to: 2027-01-05}]\nk: 2\n");
}

TEST_CASE("the same change on both sides is no conflict and different ones are") {
    CHECK(merged("a: 1\n", "a: 2\n", "a: 2\n") == "a: 2\n");
    CHECK(merged("a: 1\n", "a: 2\n", "a: 3\n") == "conflict");
    CHECK(merged("a: 1\nb: 1\n", "a: 2\nb: 1\n", "b: 1\n") == "conflict");
    CHECK(merged("a: 1\nb: 1\n", "b: 1\n", "a: 2\nb: 1\n") == "conflict");
    CHECK(merged("a: 1\n", "a: 1\nb: 2\n", "a: 1\nb: 3\n") == "conflict");
    CHECK(merged("l:\n  - {id: x, n: 1}\n", "l:\n  - {id: x, n: 2}\n", "l: []\n") == "conflict");
    CHECK(merged("l: [{n: 1}]\n", "l: [{n: 2}]\n", "l: [{n: 3}]\n") == "conflict");
    CHECK(merged("l: [a, b]\n", "l: [a, b, c]\n", "l: [b, a]\n") == "conflict");
    CHECK(merged("a: 1\n", "a: [\n", "a: 2\n") == "conflict");
}
