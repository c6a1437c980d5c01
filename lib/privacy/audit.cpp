#include "privacy/audit.hpp"

#include "source/text.hpp"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace peerreview {

namespace {

struct ContactForm {
    const char* kind;
    RE2 pattern;
};

/// Forms of contact details that need no declaration to be one.
const std::array<ContactForm, 5>& contact_forms() {
    static const std::array<ContactForm, 5> forms = {{
        {"e-mail address", RE2(R"((?i)[a-z0-9._%+-]+\s?(?:@|\(at\))\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+)")},
        {"web address", RE2(R"((?i)(?:https?://|www\.)[^\s)>\]]+)")},
        {"telephone number", RE2(R"((?:\+44|0044|\b0)[ -]?\(?[1-9]\d{1,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}\b)")},
        {"postcode", RE2(R"(\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b)")},
        {"titled name", RE2(R"(\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Revd?)\.?\s+[A-Z][a-z]+)")},
    }};
    return forms;
}

/// Words of every day that are names of places and people too: in lower case they are words.
constexpr std::array<std::string_view, 64> ordinary_words = {
    "abbey",  "bank",   "bell",  "birch",   "bishop", "bridge", "brook", "brown", "carpenter", "chantry",
    "chase",  "church", "cook",  "cross",   "day",    "dean",   "field", "ford",  "fox",       "gardener",
    "grace",  "green",  "grove", "hall",    "head",   "heath",  "hill",  "hope",  "hunt",      "king",
    "lane",   "lawn",   "light", "long",    "mark",   "meadow", "mill",  "new",   "oak",       "page",
    "park",   "pool",   "price", "reading", "rich",   "ridge",  "river", "rose",  "rush",      "sage",
    "street", "summer", "sunny", "swift",   "taylor", "wall",   "ward",  "water", "wells",     "west",
    "white",  "wise",   "wood",  "young"};

bool is_ordinary_word(std::string_view folded) { return std::ranges::binary_search(ordinary_words, folded); }

bool has_capital(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return std::isupper(c); });
}

std::string decoded(std::string_view entity) {
    constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    for (const auto& [name, text] : entities)
        if (entity.starts_with(name)) return std::string(text);
    return {};
}

} // namespace

Audit::Audit(std::vector<Identifier> identifiers, const std::vector<std::string>& own_words)
    : identifiers_(std::move(identifiers)) {
    std::set<std::string> own;
    for (const auto& text : own_words)
        for (const auto& word : folded_words(text)) own.insert(word.text);
    for (std::size_t i = 0; i < identifiers_.size(); ++i) {
        const auto words = folded_words(identifiers_[i].text);
        const auto is_own = words.size() == 1 && own.contains(words.front().text);
        if (!is_own) phrases_.add(identifiers_[i].text, static_cast<int>(i));
    }
}

std::vector<Leak> Audit::of_text(std::string_view text) const {
    std::vector<Leak> leaks;
    for (const auto& hit : phrases_.find(text)) {
        const auto& identifier = identifiers_[static_cast<std::size_t>(hit.number)];
        const auto words = text.substr(hit.offset, hit.length);
        const auto folded = folded_words(words);
        if (folded.size() == 1 && !has_capital(words) && is_ordinary_word(folded.front().text)) continue;
        const auto line =
            identifier.source.file
                ? fmt::format("{}:{}", identifier.source.file->path(),
                              identifier.source.file->line_column(identifier.source.offset).line)
                : "the project";
        leaks.push_back({hit.offset, hit.length, identifier.kind + " of " + line});
    }
    for (const auto& [kind, pattern] : contact_forms()) {
        const re2::StringPiece whole(text.data(), text.size());
        re2::StringPiece hit;
        std::size_t from = 0;
        while (pattern.Match(whole, from, whole.size(), RE2::UNANCHORED, &hit, 1) && !hit.empty()) {
            const auto at = static_cast<std::size_t>(hit.data() - whole.data());
            const auto overlaps = [&](const Leak& leak) {
                return leak.offset < at + hit.size() && at < leak.offset + leak.length;
            };
            if (std::ranges::none_of(leaks, overlaps)) leaks.push_back({at, hit.size(), kind});
            from = at + hit.size();
        }
    }
    std::ranges::stable_sort(leaks, {}, &Leak::offset);
    return leaks;
}

std::vector<Leak> Audit::of_html(std::string_view html) const {
    const auto style = html.find("<style>"), end_style = html.find("</style>");
    std::string shown, attributes;
    for (std::size_t i = 0; i < html.size(); ++i) {
        if (i == style && end_style != std::string_view::npos) i = end_style; // ours, and no text of a record
        if (html[i] == '<') {
            const auto end = std::min(html.find('>', i), html.size());
            attributes += std::string(html.substr(i, end - i)) + "\n";
            const auto inside_word =
                html.substr(i).starts_with("<em") || html.substr(i).starts_with("</em") ||
                html.substr(i).starts_with("<strong") || html.substr(i).starts_with("</strong");
            if (!inside_word) shown += '\n';
            i = end;
        } else if (const auto text = html[i] == '&' ? decoded(html.substr(i)) : std::string();
                   !text.empty()) {
            shown += text;
            i = html.find(';', i);
        } else {
            shown += html[i];
        }
    }
    auto leaks = of_text(shown);
    // Attributes hold addresses and anchors; a link of the page to itself is no web address of a school.
    for (auto& leak : of_text(attributes)) leaks.push_back(std::move(leak));
    return leaks;
}

} // namespace peerreview
