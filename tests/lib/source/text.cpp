#include "source/text.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace peerreview;

TEST_CASE("bytes that are no UTF-8 are found where they stand") {
    CHECK_FALSE(find_invalid_utf8("Ysgol Łódź 学校"));
    CHECK(find_invalid_utf8("ab\xE9 c") == 2u);
    CHECK(find_invalid_utf8("\xC0\xAF") == 0u);      // overlong
    CHECK(find_invalid_utf8("x\xED\xA0\x80") == 1u); // a surrogate
    CHECK(find_invalid_utf8("caf\xC3") == 3u);       // cut off
}

TEST_CASE("the nearest word is one slip of the finger away or none") {
    constexpr auto words = std::to_array<std::string_view>({"primary", "secondary", "special"});
    CHECK(nearest("Primry", words) == "primary");
    CHECK(nearest("speical", words) == "special");
    CHECK(nearest("nursery", words).empty());
}

TEST_CASE("text is cut to columns, wide characters counting two") {
    CHECK(peerreview::truncate("abcdef", 6) == "abcdef");
    CHECK(peerreview::truncate("abcdefg", 6) == "abcde…");
    CHECK(display_width("学校") == 4);
    CHECK(display_width("e\xCC\x81") == 1);
}

TEST_CASE("a noun takes an s where the count is not one") {
    CHECK(counted(0, "school") == "0 schools");
    CHECK(counted(std::size_t{1}, "school") == "1 school");
    CHECK(counted(-2, "school") == "-2 schools");
}

TEST_CASE("texts are compared without case and spare blanks") {
    CHECK(fold("  North  TRUST\n") == fold("north trust"));
}
