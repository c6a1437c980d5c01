// Any bytes as a record, and edits of it: the first bytes choose them. Reading the edited text gives the tree
// edited, and the edit can be taken back to the byte, by undo and by the edit that says the opposite.
//   build/fuzz/fuzz_edit -max_total_time=600 CORPUS examples/cohort/schools

#include "yaml/edit.hpp"
#include "source/failure.hpp"
#include "yaml/parse.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>

using namespace peerreview;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// A part of a map or a list of a tree.
struct Part {
    KeyPath path;
    Node* parent = nullptr;
    std::size_t index = 0;

    Node& value() const { return parent->is_list() ? parent->items[index] : parent->entries[index].value; }
};

void gather(Node& node, const KeyPath& path, std::vector<Part>& parts) {
    for (std::size_t i = 0; i < node.items.size() + node.entries.size(); ++i) {
        auto inner = path;
        if (node.is_list())
            inner.emplace_back(i);
        else
            inner.emplace_back(node.entries[i].key);
        parts.push_back({inner, &node, i});
        gather(parts.back().value(), inner, parts);
    }
}

struct Tree {
    explicit Tree(const std::string& text) : file("a.yaml", text) {
        Diagnostics findings;
        root = parse_yaml(file, findings);
        if (root) gather(*root, {}, parts);
    }
    SourceFile file;
    std::optional<Node> root;
    std::vector<Part> parts;
};

/// The same but for quotes, which plain text may need in brackets.
bool is_like(const Node& one, const Node& other) {
    return one.kind == other.kind && one.text == other.text &&
           std::ranges::equal(one.items, other.items, is_like) &&
           std::ranges::equal(one.entries, other.entries, [](const Entry& left, const Entry& right) {
               return left.key == right.key && is_like(left.value, right.value);
           });
}

std::optional<Node> read_value(const std::string& yaml) {
    const auto is_block = yaml.starts_with("- ") || yaml.starts_with("a: ");
    const SourceFile file("v.yaml", (is_block ? yaml : "v: " + yaml) + "\n");
    Diagnostics findings;
    auto root = parse_yaml(file, findings);
    require(root.has_value());
    return is_block ? *root : root->entries.front().value;
}

constexpr auto values = std::to_array<std::string_view>(
    {"z", "\"q: #\"", "~", "|\n  text # no\n\n    more", ">-\n  folded", "two\n  lines", "x, y] z", "'it''s'",
     "[1, {}]", "- a\n- b: 1\n  c: 2", "a: 1\nb:\n  - \"c\""});
constexpr std::size_t scalar_count = 8;

/// An edit, or nothing where it is refused; what follows one may not be.
template <class Do>
std::optional<Edit> attempt(const Do& edit) {
    try {
        return edit();
    } catch (const Failure&) {
        return std::nullopt;
    }
}

void check(const Editor& editor, const Tree& wanted) {
    const Tree after(editor.text());
    require(after.root && is_like(*after.root, *wanted.root));
}

void check_set(const std::string& text, std::size_t which, std::size_t value) {
    Tree tree(text);
    const auto& part = tree.parts[which % tree.parts.size()];
    const std::string yaml(values[value % scalar_count]);
    Editor editor("a.yaml", text);
    Source old;
    const auto edit = attempt([&] {
        old = editor.source(part.path);
        return editor.set(part.path, yaml);
    });
    if (!edit) return require(editor.text() == text);
    part.value() = *read_value(yaml);
    check(editor, tree);
    Editor again("a.yaml", editor.text());
    again.set(part.path, old);
    require(again.text() == text);
    editor.undo(*edit);
    require(editor.text() == text);
}

void check_insert(const std::string& text, std::size_t which, std::size_t value) {
    Tree tree(text);
    const auto& part = tree.parts[which % tree.parts.size()];
    const std::string yaml(values[value % values.size()]);
    auto path = part.path;
    Position position;
    auto& parent = *part.parent;
    if (parent.is_map()) {
        path.back() = std::string("new key");
        if (std::ranges::find(parent.entries, "new key", &Entry::key) != parent.entries.end()) return;
        position = {Position::Side::before, parent.entries[part.index].key};
    }
    Editor editor("a.yaml", text);
    const auto edit = attempt([&] { return editor.insert(path, yaml, position); });
    if (!edit) return require(editor.text() == text);
    const auto offset = static_cast<std::ptrdiff_t>(part.index);
    if (parent.is_map())
        parent.entries.insert(parent.entries.begin() + offset, Entry{"new key", {}, *read_value(yaml)});
    else
        parent.items.insert(parent.items.begin() + offset, *read_value(yaml));
    check(editor, tree);
    Editor again("a.yaml", editor.text());
    again.remove(path);
    require(again.text() == text);
    editor.undo(*edit);
    require(editor.text() == text);
}

void check_append(const std::string& text, std::size_t which, std::size_t value) {
    Tree tree(text);
    const auto& part = tree.parts[which % tree.parts.size()];
    const std::string yaml(values[value % values.size()]);
    auto& list = part.value();
    if (!list.is_list()) return;
    auto path = part.path;
    path.emplace_back(list.items.size());
    Editor editor("a.yaml", text);
    if (!attempt([&] { return editor.insert(path, yaml); })) return require(editor.text() == text);
    list.items.push_back(*read_value(yaml));
    check(editor, tree);
    editor.remove(path);
    require(editor.text() == text);
}

void check_remove(const std::string& text, std::size_t which) {
    Tree tree(text);
    const auto& part = tree.parts[which % tree.parts.size()];
    Editor editor("a.yaml", text);
    const auto edit = attempt([&] { return editor.remove(part.path); });
    if (!edit) return require(editor.text() == text);
    const auto offset = static_cast<std::ptrdiff_t>(part.index);
    if (part.parent->is_map())
        part.parent->entries.erase(part.parent->entries.begin() + offset);
    else
        part.parent->items.erase(part.parent->items.begin() + offset);
    check(editor, tree);
    editor.undo(*edit);
    require(editor.text() == text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 3, size - 3);
    if (Tree tree(text); !tree.root || tree.parts.empty()) return 0;
    if (!attempt([&] { return Editor("a.yaml", text), Edit(); })) return 0;
    switch (data[0] % 4) {
    case 0:
        check_set(text, data[1], data[2]);
        break;
    case 1:
        check_insert(text, data[1], data[2]);
        break;
    case 2:
        check_append(text, data[1], data[2]);
        break;
    default:
        check_remove(text, data[1]);
    }
    return 0;
}
