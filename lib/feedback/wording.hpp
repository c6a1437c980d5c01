#pragma once

#include "feedback/wording_rules.hpp"
#include "source/phrases.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// One place in a text that a wording rule does not like. `offset` and `length` are bytes of the text as
/// given.
struct WordingFinding {
    std::string_view code;
    Severity severity = Severity::error;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string message;
    std::string_view hint;
};

/// Names that a text may not hold.
struct WordingNames {
    Phrases people;       ///< names and surnames of the cohort's people: FB03
    Phrases schools;      ///< names of the cohort's schools: FB11
    std::vector<int> own; ///< the numbers of the host's own names among them, which it may hold
};

/// Holds a text against the rules of its scope, sentence by sentence, and against the names. Findings come in
/// the order of the text; of one rule at most one a sentence. The text is valid UTF-8.
std::vector<WordingFinding> check_wording(std::string_view text, WordingScope scope,
                                          const WordingNames& names);

/// The number of words: runs of characters without blanks.
std::size_t count_words(std::string_view text);

/// The sentences of a text, by the same rule that check_wording uses.
std::vector<std::string> sentences_of(std::string_view text);

} // namespace peerreview
