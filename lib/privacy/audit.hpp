#pragma once

#include "privacy/identifiers.hpp"
#include "source/phrases.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// An identifier that was found in a text.
struct Leak {
    std::size_t offset = 0; ///< in bytes of the text as given
    std::size_t length = 0;
    std::string what; ///< "town of schools/ash.yaml:9": the kind and where it is declared, without its text
};

/// Reads finished text as a stranger would and finds what would let a reader recognise somebody: the declared
/// identifiers in any spelling that Phrases knows, and contact forms that nobody declared. A name that is a
/// word of every day counts with a capital inside a sentence, an acronym in capitals.
class Audit {
public:
    explicit Audit(std::vector<Identifier> identifiers);

    /// Leaks in plain text or Markdown, in the order of the text.
    std::vector<Leak> of_text(std::string_view text) const;

    /// Leaks in HTML: in what is shown, in attributes and in the title. Offsets are of the text without tags.
    std::vector<Leak> of_html(std::string_view html) const;

private:
    std::vector<Identifier> identifiers_;
    Phrases phrases_;
};

} // namespace peerreview
