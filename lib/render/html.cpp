#include "render/html.hpp"

#include "record/id.hpp"
#include "source/escape.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <fmt/core.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace peerreview {

namespace {

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeText {
    void operator()(char* text) const { std::free(text); }
};

constexpr int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;

/// The document and the parser whose extensions it needs for rendering.
struct Document {
    std::unique_ptr<cmark_parser, FreeParser> parser;
    std::unique_ptr<cmark_node, FreeNode> root;
};

Document parse(std::string_view markdown) {
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    Document document;
    document.parser.reset(cmark_parser_new(options));
    auto* table = cmark_find_syntax_extension("table");
    if (!table) throw std::runtime_error("cmark-gfm lacks its table extension");
    cmark_parser_attach_syntax_extension(document.parser.get(), table);
    cmark_parser_feed(document.parser.get(), markdown.data(), markdown.size());
    document.root.reset(cmark_parser_finish(document.parser.get()));
    return document;
}

std::string rendered(const Document& document, cmark_node* node) {
    const std::unique_ptr<char, FreeText> html(
        cmark_render_html(node, options, cmark_parser_get_syntax_extensions(document.parser.get())));
    return html.get();
}

/// The text of a node without its marks.
std::string plain_text(cmark_node* node) {
    std::string text;
    for (auto* child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        if (const auto* literal = cmark_node_get_literal(child)) text += literal;
        if (cmark_node_get_type(child) == CMARK_NODE_SOFTBREAK) text += ' ';
        text += plain_text(child);
    }
    return text;
}

struct Heading {
    int level;
    std::string anchor, text;
};

/// The page's body while it is put together.
class Body {
public:
    explicit Body(const Document& document) : document_(document) {}

    void add(cmark_node* node) {
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HEADING)
            add_heading(node);
        else if (std::string_view(cmark_node_get_type_string(node)) == "table")
            add_table(node);
        else
            html += rendered(document_, node);
    }

    std::string html;
    std::vector<Heading> headings;

private:
    const Document& document_;
    std::map<std::string, int> anchors_;

    void add_heading(cmark_node* node) {
        const auto level = cmark_node_get_heading_level(node);
        const auto text = plain_text(node);
        auto anchor = slug(text);
        if (anchor.empty()) anchor = "section";
        if (const auto count = ++anchors_[anchor]; count > 1) anchor += fmt::format("-{}", count);
        const auto tag = rendered(document_, node); // <hN>…</hN>
        html += fmt::format("{} id=\"{}\"{}", tag.substr(0, 3), anchor, tag.substr(3));
        headings.push_back({level, anchor, text});
    }

    void add_table(cmark_node* node) {
        auto table = rendered(document_, node);
        for (auto at = table.find("<th"); at != std::string::npos; at = table.find("<th", at + 3))
            if (table.compare(at, 6, "<thead") != 0) table.insert(at + 3, " scope=\"col\"");
        html += fmt::format("<section class=\"scroll\" tabindex=\"0\" aria-label=\"{}\">\n{}</section>\n",
                            html_text(headings.empty() ? "Table" : "Table: " + headings.back().text), table);
    }
};

std::string contents(const std::vector<Heading>& headings) {
    std::string list;
    int count = 0;
    for (const auto& [level, anchor, text] : headings) {
        if (level != 2) continue;
        list += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", anchor, html_text(text));
        ++count;
    }
    if (count < 4) return {};
    return "<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ul>\n" + list + "</ul>\n</nav>\n";
}

} // namespace

std::string html_page(std::string_view markdown) {
    const auto document = parse(markdown);
    Body body(document);
    std::string top;
    for (auto* node = cmark_node_first_child(document.root.get()); node; node = cmark_node_next(node)) {
        body.add(node);
        if (body.headings.size() == 1 && top.empty()) top = std::exchange(body.html, {});
    }
    const auto title = body.headings.empty() ? "Report" : body.headings.front().text;
    return html_document(title, top + contents(body.headings) + body.html);
}

std::string html_document(std::string_view title, std::string_view body, std::string_view css) {
    return fmt::format(R"(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{}</title>
<style>
{}{}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<main id="content">
{}</main>
</body>
</html>
)",
                       html_text(title), page_css, css, body);
}

} // namespace peerreview
