#pragma once

#include <string>
#include <string_view>

namespace peerreview {

/// A Markdown document as one self-contained HTML page: no script, nothing loaded from elsewhere. Its first
/// heading is the title. Tables are known; raw HTML is left out, so text of records reaches the page only as
/// text.
std::string html_page(std::string_view markdown);

/// A page of the same kind around a body that its writer has made, every text in it by html_text; `css` comes
/// after the stylesheet of all pages.
std::string html_document(std::string_view title, std::string_view body, std::string_view css = {});

/// The stylesheet of all pages, from lib/render/page.css.
extern const std::string_view page_css;

} // namespace peerreview
