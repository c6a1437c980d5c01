#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peerreview {

/// A YAML text as lines, for those who work with its bytes. Offsets and columns count bytes from 0; a byte
/// order mark at the start belongs to no line. The text must outlive this.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}

    /// The first byte of the line that holds the byte at `offset`.
    std::size_t start(std::size_t offset) const;

    /// The line end, LF or CRLF, of the line that holds the byte at `offset`; the text's end without one.
    std::size_t end(std::size_t offset) const;

    /// The first byte of the next line; the text's end where there is none.
    std::size_t next(std::size_t offset) const;

    std::size_t column(std::size_t offset) const { return offset - start(offset); }

    /// Whether blanks alone stand before the byte at `offset` in its line.
    bool is_first(std::size_t offset) const;

    /// The line end that a new line near `offset` takes: its own line's, or else that of the first line.
    std::string_view newline(std::size_t offset) const;

    std::size_t skip_blanks(std::size_t offset) const;

    /// Skips what may stand between two tokens: blanks, line ends and comments.
    std::size_t skip_trivia(std::size_t offset) const;

    /// From the line start `offset` on, skips comment lines that are indented deeper than `column`, with the
    /// blank lines between them.
    std::size_t skip_deeper_comments(std::size_t offset, std::size_t column) const;

private:
    std::string_view text_;
};

/// The lines, parted by LF, with `indent` spaces before each that is not empty and with other line ends. The
/// first is indented too; the last has a line end only where it had one.
std::string indented(std::string_view lines, std::size_t indent, std::string_view newline);

} // namespace peerreview
