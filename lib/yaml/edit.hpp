#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace peerreview {

/// Where a value stands in a record: keys of maps and indices of lists, from the root.
using KeyPath = std::vector<std::variant<std::string, std::size_t>>;

/// A hand-written file under change. Each edit replaces the bytes of the value alone: comments, order,
/// quoting, line ends and blank lines elsewhere stay as they were.
class Editor {
public:
    /// `path` names the file in messages. Throws Failure where `text` is not the YAML of a record.
    Editor(std::string path, std::string text);

    /// Gives the scalar at `path` a new value, written as the YAML `scalar` of one line; a key that is not
    /// there is added at the end of its map, which must be there. Nothing changes where the value is the
    /// same already. Throws Failure where a list or a map stands in the way.
    void set(const KeyPath& path, std::string_view scalar);

    /// Adds an item, written as YAML lines that are indented from column 1, at the end of the list at
    /// `path`; the list's key is added where the map of it is there and the key is not.
    void append(const KeyPath& path, std::string_view item);

    const std::string& text() const { return text_; }

private:
    void replace(std::size_t begin, std::size_t end, std::string_view bytes);

    std::string path_;
    std::string text_;
};

} // namespace peerreview
