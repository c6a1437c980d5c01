#include "feedback/wording.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <memory>
#include <optional>

namespace peerreview {

namespace {

/// A text with straight quotes and single blanks, and for each of its bytes the byte of the original.
struct Normal {
    std::string text;
    std::vector<std::uint32_t> origin;

    void add(char character, std::size_t from) {
        text += character;
        origin.push_back(static_cast<std::uint32_t>(from));
    }
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The plain character for a curly quote or a no-break space, and how many bytes that took; 0 for others.
std::pair<char, std::size_t> straightened(std::string_view rest) {
    for (const std::string_view quote : {"\u2018", "\u2019", "\u02BC"})
        if (rest.starts_with(quote)) return {'\'', quote.size()};
    for (const std::string_view quote : {"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"})
        if (rest.starts_with(quote)) return {'"', quote.size()};
    for (const std::string_view space : {"\u00A0", "\u202F"})
        if (rest.starts_with(space)) return {' ', space.size()};
    return {rest.front(), 0};
}

Normal normalised(std::string_view text) {
    Normal normal;
    for (std::size_t i = 0; i < text.size();) {
        const auto [plain, size] = straightened(text.substr(i));
        if (is_blank(plain)) {
            if (!normal.text.empty() && normal.text.back() != ' ') normal.add(' ', i);
        } else {
            normal.add(plain, i);
        }
        i += std::max<std::size_t>(size, 1);
    }
    return normal;
}

/// Whether the full stop at `at` belongs to a short form and ends no sentence.
bool ends_short_form(std::string_view text, std::size_t at) {
    constexpr std::array<std::string_view, 17> short_forms = {"e.g", "i.e", "etc",    "mr",   "mrs", "ms",
                                                              "mx",  "dr",  "st",     "prof", "rev", "vs",
                                                              "no",  "cf",  "approx", "incl", "yr"};
    auto begin = at;
    while (begin > 0 && !is_blank(text[begin - 1]) && text[begin - 1] != '(' && text[begin - 1] != '"')
        --begin;
    std::string word(text.substr(begin, at - begin));
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
    if (word == "no") return at + 2 < text.size() && std::isdigit(static_cast<unsigned char>(text[at + 2]));
    return std::ranges::find(short_forms, word) != short_forms.end();
}

struct Range {
    std::size_t begin, end;
};

std::vector<Range> sentence_ranges(std::string_view text) {
    std::vector<Range> ranges;
    std::size_t begin = 0;
    const auto finish = [&](std::size_t end) {
        while (begin < end && text[begin] == ' ') ++begin;
        if (begin < end) ranges.push_back({begin, end});
        begin = end;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
        auto end = i + 1;
        while (end < text.size() && (text[end] == '"' || text[end] == '\'' || text[end] == ')')) ++end;
        const auto closes = end == text.size() || text[end] == ' ';
        const auto next = end + 1 < text.size() ? static_cast<unsigned char>(text[end + 1]) : 'A';
        if (!closes || std::islower(next) || (text[i] == '.' && ends_short_form(text, i))) continue;
        finish(end);
    }
    finish(text.size());
    return ranges;
}

struct Compiled {
    const WordingRule* rule;
    struct Match {
        std::unique_ptr<RE2> pattern, but_not;
    };
    std::vector<Match> matches;
    std::vector<std::unique_ptr<RE2>> unless;
};

std::unique_ptr<RE2> compiled(std::string_view pattern, bool case_sensitive) {
    RE2::Options options;
    options.set_case_sensitive(case_sensitive);
    // Only bytes below 128 stand in the patterns, and \w means these.
    options.set_encoding(RE2::Options::EncodingLatin1);
    return std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

const std::vector<Compiled>& compiled_rules() {
    static const auto rules = [] {
        std::vector<Compiled> list;
        for (const auto& rule : wording_rules()) {
            auto& entry = list.emplace_back();
            entry.rule = &rule;
            const auto cased = rule.code == "FB03"; // a name is told by its capital
            for (const auto& match : rule.matches) {
                auto& made = entry.matches.emplace_back();
                made.pattern = compiled(match.pattern, cased);
                if (!match.but_not.empty()) made.but_not = compiled(match.but_not, cased);
            }
            for (const auto& pattern : rule.unless) entry.unless.push_back(compiled(pattern, cased));
        }
        return list;
    }();
    return rules;
}

bool found(const RE2& pattern, std::string_view text) {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

/// Where the rule fires in the sentence; nothing where it does not.
std::optional<Range> fires(const Compiled& rule, std::string_view sentence) {
    const auto any = [&](const auto& pattern) { return found(*pattern, sentence); };
    for (const auto& match : rule.matches) {
        re2::StringPiece hit;
        const re2::StringPiece piece(sentence.data(), sentence.size());
        if (!match.pattern->Match(piece, 0, sentence.size(), RE2::UNANCHORED, &hit, 1)) continue;
        if (match.but_not && found(*match.but_not, sentence)) continue;
        if (std::ranges::any_of(rule.unless, any)) return std::nullopt;
        const auto begin = static_cast<std::size_t>(hit.data() - sentence.data());
        return Range{begin, begin + hit.size()};
    }
    return std::nullopt;
}

bool holds(WordingScope rule, WordingScope text) { return static_cast<int>(rule) <= static_cast<int>(text); }

WordingFinding finding(const WordingRule& rule, std::size_t offset, std::size_t length,
                       std::string_view words) {
    const auto at = rule.message.find("{}");
    std::string message(rule.message.substr(0, at));
    message.append(words.substr(0, 80))
        .append(words.size() > 80 ? "…" : "")
        .append(rule.message.substr(at + 2));
    return {rule.code, rule.severity, offset, length, std::move(message), rule.hint};
}

const WordingRule& rule_of(std::string_view code) {
    return *std::ranges::find(wording_rules(), code, &WordingRule::code);
}

void check_names(std::string_view text, const Phrases& names, const std::vector<int>& own,
                 std::string_view code, std::vector<WordingFinding>& findings) {
    for (const auto& hit : names.find(text))
        if (std::ranges::find(own, hit.number) == own.end())
            findings.push_back(
                finding(rule_of(code), hit.offset, hit.length, text.substr(hit.offset, hit.length)));
}

} // namespace

std::vector<WordingFinding> check_wording(std::string_view text, WordingScope scope,
                                          const WordingNames& names) {
    std::vector<WordingFinding> findings;
    const auto normal = normalised(text);
    for (const auto [begin, end] : sentence_ranges(normal.text)) {
        const auto sentence = std::string_view(normal.text).substr(begin, end - begin);
        for (const auto& rule : compiled_rules()) {
            if (!holds(rule.rule->scope, scope)) continue;
            const auto hit = fires(rule, sentence);
            if (!hit) continue;
            const auto first = normal.origin[begin + hit->begin];
            const auto last = normal.origin[begin + std::max(hit->end, hit->begin + 1) - 1];
            findings.push_back(finding(*rule.rule, first, last - first + 1,
                                       sentence.substr(hit->begin, hit->end - hit->begin)));
        }
    }
    check_names(text, names.people, {}, "FB03", findings);
    check_names(text, names.schools, names.own, "FB11", findings);
    std::ranges::stable_sort(findings, {}, &WordingFinding::offset);
    return findings;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        words += !is_blank(text[i]) && (i == 0 || is_blank(text[i - 1]));
    return words;
}

std::vector<std::string> sentences_of(std::string_view text) {
    const auto normal = normalised(text);
    std::vector<std::string> sentences;
    for (const auto [begin, end] : sentence_ranges(normal.text))
        sentences.push_back(normal.text.substr(begin, end - begin));
    return sentences;
}

} // namespace peerreview
