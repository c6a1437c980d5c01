#include "source/source_file.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

TEST_CASE("columns count code points, not bytes") {
    const SourceFile file("a.yaml", "one: x\nnäme: ysgol → z\n");
    const auto at = file.line_column(file.text().find('z'));
    CHECK(at.line == 2);
    CHECK(at.column == 15);
}

TEST_CASE("an offset past the end is the end") {
    const SourceFile file("a.yaml", "ab\n");
    CHECK(file.line_column(99).line == 2);
    CHECK(file.line_column(99).column == 1);
}

TEST_CASE("a line is given without its line end") {
    const SourceFile file("a.yaml", "first\r\nsecond\r\n");
    CHECK(file.line(0) == "first");
    CHECK(file.line(8) == "second");
}
