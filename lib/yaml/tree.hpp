#pragma once

#include "yaml/node.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace peerreview {

class Tree;

/// The way to a value from the root of a record. It costs nothing until it is made a Place, so a rule takes
/// one for each value that it looks at, and only a finding asks the tree. Keys are looked at, not kept: give
/// literals. The tree must outlive it.
class Spot {
public:
    explicit Spot(const Tree& tree) : tree_(&tree) {}

    /// The way on to the value under `key` of this map.
    Spot place_of(std::string_view key) const { return with({key, std::nullopt}); }

    /// The way on to an item of the list under `key` of this map.
    Spot place_of(std::string_view key, std::size_t index) const { return with({key, index}); }

    /// The place of the value, or of the last one on the way to it that there is.
    operator Place() const;

    /// Whether the way leads to a value.
    bool exists() const;

private:
    struct Step {
        std::string_view key;
        std::optional<std::size_t> index;
    };
    struct Reached {
        const Node* node;
        bool is_end;
    };
    Spot with(Step step) const;
    Reached walk() const;

    const Tree* tree_;
    std::array<Step, 4> steps_;
    std::size_t count_ = 0;
};

/// The tree of a record that has been read without an error of syntax. Only the file's text is kept: the
/// nodes of a national programme would take several times its room, and little is asked of them once the
/// records are read. So the text is parsed again when somebody asks, and that tree is kept then.
class Tree {
public:
    Tree() = default;
    explicit Tree(const SourceFile& file) : file_(&file) {}

    /// The root; an empty node where there is no file. Not for several threads at once.
    const Node& root() const;
    operator const Node&() const { return root(); }

    const Node* find(std::string_view key) const { return root().find(key); }
    Spot place() const { return Spot(*this); }
    Spot place_of(std::string_view key) const { return place().place_of(key); }
    Spot place_of(std::string_view key, std::size_t index) const { return place().place_of(key, index); }

private:
    const SourceFile* file_ = nullptr;
    mutable std::shared_ptr<const Node> root_;
};

} // namespace peerreview
