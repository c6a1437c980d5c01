#include "source/csv.hpp"

#include "findings.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

std::string rows_of(const std::string& text, std::string* findings = nullptr) {
    const SourceFile file("x.csv", text);
    Diagnostics diagnostics;
    std::string result;
    for (const auto& row : read_csv(file, diagnostics)) {
        for (const auto& cell : row.cells) result += "<" + cell.text + ">";
        result += "\n";
    }
    if (findings) *findings = brief(diagnostics);
    return result;
}

} // namespace

TEST_CASE("quotes, doubled quotes and line breaks inside quotes are read") {
    CHECK(rows_of("a,\"b, \"\"c\"\"\",d\r\n\"two\nlines\",,\r\n") == "<a><b, \"c\"><d>\n<two\nlines><><>\n");
}

TEST_CASE("a last line without an end is a row and an empty line is none") {
    CHECK(rows_of("a\n\nb") == "<a>\n<b>\n");
}

TEST_CASE("a quote that is never closed is reported where it opens") {
    std::string findings;
    rows_of("a,b\nc,\"d\n", &findings);
    CHECK(findings == "2:3 syntax\n");
}

TEST_CASE("Windows-1252 becomes UTF-8 and UTF-8 loses its mark") {
    CHECK(to_utf8("St Mary\x92s \xE9") == "St Mary’s é");
    CHECK(to_utf8("\xEF\xBB\xBFné") == "né");
}
