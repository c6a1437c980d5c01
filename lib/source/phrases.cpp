#include "source/phrases.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>

namespace peerreview {

namespace {

struct LookAlike {
    utf8proc_int32_t letter;
    std::string_view latin;
};

// Letters of other scripts, after case folding, that readers take for Latin ones; and Latin letters that do
// not decompose.
constexpr LookAlike look_alikes[] = {
    {0x430, "a"}, {0x432, "b"}, {0x435, "e"}, {0x43A, "k"}, {0x43C, "m"}, {0x43D, "h"}, {0x43E, "o"},
    {0x440, "p"}, {0x441, "c"}, {0x442, "t"}, {0x443, "y"}, {0x445, "x"}, {0x455, "s"}, {0x456, "i"},
    {0x458, "j"}, {0x501, "d"}, {0x51B, "q"}, {0x51D, "w"}, {0x4BB, "h"}, {0x3B1, "a"}, {0x3B5, "e"},
    {0x3B7, "n"}, {0x3B9, "i"}, {0x3BA, "k"}, {0x3BD, "v"}, {0x3BF, "o"}, {0x3C1, "p"}, {0x3C4, "t"},
    {0x3C5, "u"}, {0x3C7, "x"}, {0x142, "l"}, {0xF8, "o"},  {0x111, "d"}, {0xE6, "ae"}, {0x153, "oe"},
    {0x131, "i"}, {0xFE, "th"}};

struct Character {
    utf8proc_int32_t value = 0;
    std::size_t size = 1;
};

Character character_at(std::string_view text, std::size_t at) {
    Character character;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &character.value);
    if (size > 0) character.size = static_cast<std::size_t>(size);
    return character;
}

void append(std::string& text, utf8proc_int32_t value) {
    for (const auto& entry : look_alikes)
        if (entry.letter == value) return void(text += entry.latin);
    std::array<utf8proc_uint8_t, 4> bytes;
    const auto size = utf8proc_encode_char(value, bytes.data());
    text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

bool is_word_character(utf8proc_int32_t value) {
    switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

/// The folded form of a character inside a word; empty for marks and invisible characters; nothing for a
/// character that ends a word.
std::optional<std::string> folded(utf8proc_int32_t value) {
    std::array<utf8proc_int32_t, 32> parts;
    int boundary = 0;
    const auto count = utf8proc_decompose_char(
        value, parts.data(), parts.size(),
        static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                                       UTF8PROC_CASEFOLD | UTF8PROC_IGNORE),
        &boundary);
    if (count < 0 || static_cast<std::size_t>(count) > parts.size()) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        if (!is_word_character(parts[i])) return std::nullopt;
        append(text, parts[i]);
    }
    return text;
}

bool is_apostrophe(utf8proc_int32_t value) {
    return value == '\'' || value == 0x2019 || value == 0x2018 || value == 0x2BC || value == 0xFF07;
}

/// Whether the apostrophe at `at` begins a possessive 's that ends the word.
bool begins_possessive(std::string_view text, std::size_t after) {
    if (after >= text.size() || (text[after] != 's' && text[after] != 'S')) return false;
    if (after + 1 == text.size()) return true;
    const auto next = character_at(text, after + 1).value;
    return !is_word_character(next) && !is_apostrophe(next);
}

std::string unified(std::string word) {
    if (word == "st") return "saint";
    return word;
}

bool is_number(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a word may be a part of a word or number that begins with `first` and is written apart.
bool is_part(std::string_view word, std::string_view first) {
    return is_number(first) ? is_number(word) : word.size() == 1;
}

/// The folded form of a letter or digit of ASCII; 0 of other bytes.
char ascii_folded(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '\0';
}

/// Whether a byte is of ASCII and only ends a word: no letter or digit, apostrophe, '&' or '+'.
bool ends_word(char c) {
    const auto is_ascii = static_cast<unsigned char>(c) < 0x80;
    return is_ascii && ascii_folded(c) == 0 && c != '\'' && c != '&' && c != '+';
}

void finish(std::vector<FoldedWord>& words, FoldedWord& word, std::size_t end) {
    if (!word.text.empty()) {
        word.text = unified(std::move(word.text));
        word.end = end;
        words.push_back(std::move(word));
    }
    word = {};
}

} // namespace

std::vector<FoldedWord> folded_words(std::string_view text) {
    std::vector<FoldedWord> words;
    words.reserve(text.size() / 6); // the length of a word and its blank
    FoldedWord word;
    std::size_t end = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (const auto letter = ascii_folded(text[i]); letter != 0) { // most of any text
            if (word.text.empty()) word.offset = i;
            word.text += letter;
            end = ++i;
            continue;
        }
        if (ends_word(text[i])) {
            finish(words, word, end);
            ++i;
            continue;
        }
        const auto [value, size] = character_at(text, i);
        const auto after = i + size;
        if (is_apostrophe(value) && !word.text.empty()) {
            const auto possessive = begins_possessive(text, after);
            if (possessive) finish(words, word, end);
            i = possessive ? after + 1 : after;
            continue;
        }
        if (value == '&' || value == '+') {
            finish(words, word, end);
            words.push_back({"and", i, after});
        } else if (const auto part = folded(value); !part) {
            finish(words, word, end);
        } else {
            if (word.text.empty()) word.offset = i;
            word.text += *part;
            if (!part->empty()) end = after;
        }
        i = after;
    }
    finish(words, word, end);
    return words;
}

void Phrases::add_words(const std::vector<std::string>& words, int number) {
    std::size_t at = 0;
    for (const auto& word : words) {
        const auto [found, is_new] = steps_[at].next.try_emplace(word, static_cast<int>(steps_.size()));
        const auto next = static_cast<std::size_t>(found->second);
        if (is_new) steps_.emplace_back();
        at = next;
    }
    if (steps_[at].number < 0) steps_[at].number = number;
}

void Phrases::add(std::string_view phrase, int number) {
    std::vector<std::string> words;
    std::string joined;
    for (auto& word : folded_words(phrase)) {
        joined += word.text;
        words.push_back(std::move(word.text));
    }
    if (words.empty()) return;
    add_words(words, number);
    if (words.size() > 1) add_words({joined}, number);
}

std::vector<Phrases::Found> Phrases::find(std::string_view text) const {
    const auto words = folded_words(text);
    std::vector<Found> found;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t last = i, step = 0;
        int number = -1;
        for (auto j = i; j < words.size(); ++j) {
            const auto next = steps_[step].next.find(words[j].text);
            if (next == steps_[step].next.end()) break;
            step = static_cast<std::size_t>(next->second);
            if (steps_[step].number >= 0) number = steps_[step].number, last = j;
        }
        std::string apart; // letters or digits written apart
        for (auto j = i; j < words.size() && is_part(words[j].text, words[i].text) && apart.size() < 40;
             ++j) {
            apart += words[j].text;
            const auto next = steps_[0].next.find(apart);
            if (j == i || next == steps_[0].next.end()) continue;
            const auto whole = steps_[static_cast<std::size_t>(next->second)].number;
            if (whole >= 0 && j >= last) number = whole, last = j;
        }
        if (number >= 0) found.push_back({words[i].offset, words[last].end - words[i].offset, number});
        i = number >= 0 ? last + 1 : i + 1;
    }
    return found;
}

} // namespace peerreview
