#include "render/html.hpp"

#include "source/escape.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peerreview;

namespace {

std::string body_of(const std::string& markdown) {
    const auto page = html_page(markdown);
    const auto begin = page.find("<main id=\"content\">\n") + 20;
    return page.substr(begin, page.find("</main>") - begin);
}

} // namespace

TEST_CASE("headings have anchors of their own") {
    CHECK(body_of("# A\n\n## Now & then\n\n## Now & then\n") ==
          "<h1 id=\"a\">A</h1>\n<h2 id=\"now-then\">Now &amp; then</h2>\n<h2 id=\"now-then-2\">Now &amp; "
          "then</h2>\n");
}

TEST_CASE("a table can be scrolled and its head is marked") {
    const auto body = body_of("# T\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n");
    CHECK(body.find("<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table: T\">") !=
          std::string::npos);
    CHECK(body.find("<th scope=\"col\">A</th>") != std::string::npos);
    CHECK(body.find("<thead scope") == std::string::npos);
}

TEST_CASE("a long page has a list of contents") {
    CHECK(body_of("# T\n\n## A\n\n## B\n\n## C\n\n## D\n").find("<li><a href=\"#d\">D</a></li>") !=
          std::string::npos);
    CHECK(body_of("# T\n\n## A\n").find("<nav") == std::string::npos);
}

TEST_CASE("raw HTML and script links do not reach the page") {
    const auto body =
        body_of("# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=x>b</b>\n");
    CHECK(body.find("<script") == std::string::npos);
    CHECK(body.find("javascript:") == std::string::npos);
    CHECK(body.find("onclick") == std::string::npos);
}

TEST_CASE("text of a record is text wherever a report puts it") {
    for (const std::string text : {"<script>alert(1)</script>",
                                   "</title><svg onload=x>",
                                   "a | b | c",
                                   "# heading",
                                   "- item",
                                   "1. item",
                                   "> quote",
                                   "[link](javascript:x)",
                                   "![i](http://x/y.png)",
                                   "`code`",
                                   "*em* __strong__ ~~del~~",
                                   "&lt;b&gt; &copy;",
                                   "http://example.org www.example.org a@example.org",
                                   "---",
                                   "```",
                                   "a\\",
                                   "| --- |",
                                   "[^1]: note",
                                   "\\<b>",
                                   "***"}) {
        CAPTURE(text);
        const auto escaped = markdown_text(text);
        const auto visible = html_text(text);
        CHECK(body_of("# T\n\nx " + escaped + " y\n").find("x " + visible + " y") != std::string::npos);
        CHECK(body_of("# T\n\n- " + escaped + "\n").find("<li>" + visible + "</li>") != std::string::npos);
        CHECK(body_of("# T\n\n| H |\n| --- |\n| " + escaped + " |\n").find("<td>" + visible + "</td>") !=
              std::string::npos);
        CHECK(html_page("# " + escaped + "\n").find("<title>" + visible + "</title>") != std::string::npos);
    }
}
