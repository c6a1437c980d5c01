#include "source/escape.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

TEST_CASE("a terminal gets no control character of a record") {
    CHECK(terminal("a\x1b[2Jb\x07") == "a<U+001B>[2Jb<U+0007>");
    CHECK(terminal("\u202Egnp.exe") == "<U+202E>gnp.exe");
    CHECK(terminal("zero\u200Bwidth") == "zero<U+200B>width");
    CHECK(terminal("bad\xFF") == "bad<xFF>");
    CHECK(terminal("two\nlines\tand") == "two lines and");
    CHECK(terminal("Ysgol — עברית") == "Ysgol — עברית");
}

TEST_CASE("no word on a terminal begins a command of a CI system") {
    CHECK(terminal("::error file=a::b") == ":\\:error file=a:\\:b");
    CHECK(terminal(":::x 09:30 a: b") == ":\\:\\:x 09:30 a: b");
    CHECK(terminal("a ##[error]b ##vso[task.x]") == "a ##\\[error]b ##vso\\[task.x]");
    CHECK(terminal("## Reading [1] #[2]") == "## Reading [1] #[2]");
    CHECK(terminal(terminal("::x ##[y]")) == terminal("::x ##[y]"));
    CHECK(csv_cell("::stop-commands::x") == ":\\:stop-commands:\\:x");
    CHECK(ics_text("::error::") == ":\\\\:error:\\\\:");
}

TEST_CASE("prose stays as it is in Markdown") {
    const auto* text = "Years 3-5, e.g. \"reading\" (2 of 3): it's fine!";
    CHECK(markdown_text(text) == text);
}

TEST_CASE("record text builds no Markdown structure") {
    CHECK(markdown_text("# heading") == "\\# heading");
    CHECK(markdown_text("- item\n- item") == "\\- item - item");
    CHECK(markdown_text("1. first") == "1\\. first");
    CHECK(markdown_text("a|b *x* <b> [l](u) `c`") == "a\\|b \\*x\\* \\<b\\> \\[l\\](u) \\`c\\`");
    CHECK(markdown_text("&lt; http://x.example @head") == "\\&lt; http\\://x.example \\@head");
}

TEST_CASE("a spreadsheet runs no cell") {
    CHECK(csv_cell("=1+1") == "'=1+1");
    CHECK(csv_cell("  @SUM(A1)") == "'  @SUM(A1)");
    CHECK(csv_cell("say \"hi\", twice") == "\"say \"\"hi\"\", twice\"");
    CHECK(csv_cell("plain") == "plain");
}

TEST_CASE("a workflow command cannot be forged from a record") {
    CHECK(github_message("x\n::error::y %0A") == "x :\\:error:\\:y %250A");
    CHECK(github_property("a,b:c") == "a%2Cb%3Ac");
}

TEST_CASE("text of a calendar file has its marks escaped and one line end for each") {
    CHECK(ics_text("a;b,c\\d:\"e\"") == "a\\;b\\,c\\\\d:\"e\"");
    CHECK(ics_text("1\n2\r\n3\r4\n\n5\r") == "1\\n2\\n3\\n4\\n\\n5\\n");
    CHECK(ics_text("\r\x01\n") == "\\n<U+0001>\\n");
}
