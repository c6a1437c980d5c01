#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace peerreview {

/// Line and column of a character, both from 1; the column counts code points, a tab being one.
struct LineColumn {
    int line = 1;
    int column = 1;
};

/// The text of one file under the name that messages give it. Nodes and places point into it, so it is
/// never copied or moved: its owner keeps it until the last message has been printed.
class SourceFile {
public:
    SourceFile(std::string path, std::string text);
    SourceFile(const SourceFile&) = delete;
    SourceFile& operator=(const SourceFile&) = delete;

    /// The path below the project folder, with '/' between its parts.
    const std::string& path() const { return path_; }
    std::string_view text() const { return text_; }

    /// The line and column of the byte at `offset`; an offset past the end counts as the end.
    LineColumn line_column(std::size_t offset) const;

    /// The line that holds the byte at `offset`, without its line end.
    std::string_view line(std::size_t offset) const;

private:
    std::string path_;
    std::string text_;
};

/// A character of a file. A default Place is nowhere: its `file` is null.
struct Place {
    const SourceFile* file = nullptr;
    std::uint32_t offset = 0;
};

} // namespace peerreview
