#pragma once

#include "yaml/new_value.hpp"
#include "yaml/splice.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace peerreview {

/// Where a value stands in a record: keys of maps and indices of lists, from the root.
using KeyPath = std::vector<std::variant<std::string, std::size_t>>;

/// A scalar's bytes as a file has them, or none of an empty value. Of a block scalar without the comment
/// behind its header.
struct Source {
    std::string bytes;
};

/// Where a new key goes among those of its map.
struct Position {
    enum class Side { last, before, after };
    Side side = Side::last;
    std::string key; ///< the one that it stands before or after
};

/// A hand-written file under change. Each edit changes the bytes of the value alone: comments, order,
/// quoting, line ends, blank lines and a missing final line end stay as they were, and so does the form: what
/// is added in brackets is written in brackets, and new lines take the indentation of those beside them.
///
/// An edit either does what it says and nothing else, which reading the new text again has shown, or throws
/// Failure and leaves the text: the text is not the YAML of a record, nothing stands at the path, or YAML
/// has no such value in such a place.
///
/// undo() takes any edit back. An edit that says the opposite does so too, to the byte: the old source of a
/// scalar set back, or what was inserted removed. Not so where only the Edit knows what was there: after a
/// removal, after a list or map was begun in an empty value (it ends as [] or {}), and after a value was
/// set to nothing that did not stand one blank behind its key.
class Editor {
public:
    /// `path` names the file in messages. Throws Failure where `text` is not the YAML of a record.
    Editor(std::string path, std::string text);

    /// Gives the scalar or the empty value at `path` a new value: the YAML of a scalar, or of a list or map
    /// in brackets, whose lines after the first are indented as below a key at column 1. A key that is not
    /// there is inserted at the end of its map, which must be there. Nothing changes where the value is the
    /// same already. Throws Failure where a list or a map stands in the way.
    Edit set(const KeyPath& path, std::string_view scalar);

    /// Gives the scalar or the empty value at `path` these very bytes.
    Edit set(const KeyPath& path, const Source& source);

    /// The bytes of the scalar or the empty value at `path`.
    Source source(const KeyPath& path) const;

    /// Inserts a value under a new key, or as the item of a list that then has the last index of `path`. The
    /// value is the YAML of a scalar or a list or map in brackets, or the lines of a block list or map; its
    /// lines are indented from column 1. A new part stands below the one before it, or straight above the
    /// first. An empty value becomes a list or a map with this part; so does a key that is not there, for an
    /// item of index 0. In brackets the value is written in brackets.
    Edit insert(const KeyPath& path, std::string_view value, const Position& position = {});

    /// Inserts an item, written as YAML lines that begin with "- ", at the end of the list at `path`.
    Edit append(const KeyPath& path, std::string_view item);

    /// Removes a key or an item. What a person wrote about it on its own lines goes with it: the comment
    /// behind it, and comment lines below it that are indented deeper. Comment lines above it stay, since
    /// they may be a section's, and so do blank lines. In brackets a comment goes only with a part that has
    /// its lines for itself. What is left of the last part is [] or {}.
    Edit remove(const KeyPath& path);

    /// Takes the last edit back, or an earlier one if all after it are back.
    void undo(const Edit& edit);

    const std::string& text() const { return text_; }

private:
    struct Found {
        const Node* node = nullptr;
        const Extent* extent = nullptr;
    };

    Found find(const KeyPath& path) const;
    Found find_parent(const KeyPath& path) const;
    Found find_scalar(const KeyPath& path) const;
    std::size_t index_of(const KeyPath& path, const Node& parent, const Position& position) const;
    std::string below(const std::string& source, const Extent& part) const;
    std::size_t width_of(Node::Kind kind) const;
    std::optional<std::size_t> width_below(const KeyPath& path, Found parent, const NewValue& value) const;
    Edit insertion(const KeyPath& path, Found parent, std::size_t index, NewValue& value) const;
    Edit insert_first_item(const KeyPath& path, std::string_view value);
    Edit commit(const KeyPath& path, Edit edit, const Node* expected);
    [[noreturn]] void cannot(const KeyPath& path, std::string_view why, std::string_view hint = {}) const;

    std::string path_;
    std::string text_;
    std::unique_ptr<SourceFile> file_; // what the tree's places point into
    Node root_;
    Extent extent_;
};

} // namespace peerreview
