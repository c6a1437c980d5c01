#pragma once

#include "source/diagnostics.hpp"

#include <string_view>
#include <vector>

namespace peerreview {

/// Which texts a wording rule holds for.
enum class WordingScope {
    everywhere, ///< every text of a review
    findings,   ///< feedback items, summary and report
    items,      ///< feedback items and summary
};

struct WordingMatch {
    std::string_view pattern; ///< fires where it is found in a sentence
    std::string_view but_not; ///< cancels this pattern alone; empty: nothing does
};

/// A rule on the words of one sentence.
struct WordingRule {
    std::string_view code;
    Severity severity;
    WordingScope scope;
    std::string_view message; ///< with {} for the words that fired
    std::string_view hint;
    std::vector<WordingMatch> matches;
    std::vector<std::string_view> unless; ///< any of these cancels the whole rule for the sentence
};

/// The rules FB01 to FB15 that look at words, in their order; FB05, FB10 and FB16 look at the item.
const std::vector<WordingRule>& wording_rules();

} // namespace peerreview
