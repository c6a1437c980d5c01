#include "privacy/audit.hpp"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

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

/// Words of every day that are names of places and people too, sorted.
constexpr std::string_view ordinary_words[] = {
    "abbey",    "april",  "august",    "banks", "bell",    "best",  "birch",  "bishop", "bridge", "bright",
    "brook",    "brown",  "carpenter", "case",  "chantry", "chase", "church", "cook",   "cross",  "dawn",
    "day",      "dean",   "english",   "fair",  "faith",   "field", "ford",   "fox",    "french", "frost",
    "gardener", "gold",   "good",      "grace", "green",   "grove", "hall",   "head",   "heath",  "hill",
    "hope",     "hunt",   "jack",      "joy",   "june",    "key",   "king",   "lamb",   "lane",   "law",
    "lawn",     "light",  "little",    "long",  "love",    "major", "mark",   "marsh",  "may",    "meadow",
    "miles",    "mill",   "moss",      "new",   "noble",   "oak",   "page",   "park",   "pool",   "post",
    "power",    "price",  "reading",   "rice",  "rich",    "ridge", "river",  "rose",   "rush",   "sage",
    "salt",     "sharp",  "short",     "small", "snow",    "speed", "stone",  "street", "strong", "summer",
    "sunny",    "swift",  "taylor",    "wall",  "ward",    "water", "wells",  "welsh",  "west",   "white",
    "will",     "winter", "wise",      "wood",  "young"};

bool is_ordinary_word(std::string_view folded) { return std::ranges::binary_search(ordinary_words, folded); }

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Whether the word at `offset` is the first of a sentence, line or cell, where any word has a capital.
bool begins_sentence(std::string_view text, std::size_t offset) {
    while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '*' || text[offset - 1] == '"'))
        --offset;
    return offset == 0 || std::string_view(".!?|#\n>").find(text[offset - 1]) != std::string_view::npos;
}

/// Whether words that fold to an identifier are read as that name.
bool reads_as_name(std::string_view text, const Phrases::Found& hit, const Identifier& identifier) {
    const auto words = text.substr(hit.offset, hit.length);
    if (identifier.kind == "acronym")
        return std::ranges::any_of(words, is_capital) &&
               std::ranges::none_of(words, [](char c) { return c >= 'a' && c <= 'z'; });
    const auto folded = folded_words(words);
    if (folded.size() > 1 || !is_ordinary_word(folded.front().text)) return true;
    return is_capital(words.front()) && !begins_sentence(text, hit.offset);
}

std::string decoded(std::string_view entity) {
    constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    for (const auto& [name, text] : entities)
        if (entity.starts_with(name)) return std::string(text);
    return {};
}

} // namespace

Audit::Audit(std::vector<Identifier> identifiers) : identifiers_(std::move(identifiers)) {
    for (std::size_t i = 0; i < identifiers_.size(); ++i)
        phrases_.add(identifiers_[i].text, static_cast<int>(i));
}

std::vector<Leak> Audit::of_text(std::string_view text) const {
    std::vector<Leak> leaks;
    for (const auto& hit : phrases_.find(text)) {
        const auto& identifier = identifiers_[static_cast<std::size_t>(hit.number)];
        if (!reads_as_name(text, hit, identifier)) continue;
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
