#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// peerreview-diagnostics(7), as it is installed: the one home of what each code means.
extern const std::string_view diagnostics_page;

/// What a finding's code means and what to do, as plain text with an empty line between paragraphs; nothing
/// for a code that no finding has.
std::optional<std::string> explanation_of(std::string_view code);

/// All codes, in the order of the page.
std::vector<std::string> known_codes();

} // namespace peerreview
