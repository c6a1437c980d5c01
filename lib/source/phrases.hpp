#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A set of phrases, such as the names of a cohort, that is looked for in texts at the bounds of words.
///
/// Words are compared after folding: compatibility forms, case and accents are one, letters of other scripts
/// that look Latin are Latin, invisible characters are not there, "St" is "Saint", "&" is "and", a possessive
/// 's is dropped. Parts of a phrase may be joined by a blank, a line break, any punctuation or nothing, and
/// letters (N. J. K.) and digits (116 721) written apart are one word.
class Phrases {
public:
    /// Adds a phrase under a number of the caller's; a phrase without a letter or digit is left out.
    void add(std::string_view phrase, int number);

    struct Found {
        std::size_t offset = 0; ///< in bytes of the text as given
        std::size_t length = 0;
        int number = 0;
    };
    /// The places of phrases in valid UTF-8, in the order of the text; at one place the longest phrase.
    std::vector<Found> find(std::string_view text) const;

private:
    struct Step {
        std::map<std::string, int, std::less<>> next;
        int number = -1;
    };
    std::vector<Step> steps_ = std::vector<Step>(1);

    void add_words(const std::vector<std::string>& words, int number);
};

/// A word of a text after folding, with its bytes in the text as given.
struct FoldedWord {
    std::string text;
    std::size_t offset = 0;
    std::size_t end = 0;
};

/// The words of valid UTF-8: runs of letters and digits, folded as Phrases does.
std::vector<FoldedWord> folded_words(std::string_view text);

} // namespace peerreview
