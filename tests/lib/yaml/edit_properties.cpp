// What holds of every edit of every record, seen on generated records in many layouts.

#include "source/failure.hpp"
#include "yaml/edit.hpp"
#include "yaml/parse.hpp"
#include "yaml/random_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

using namespace peerreview;

namespace {

std::optional<Node> parsed(const SourceFile& file) {
    Diagnostics findings;
    return parse_yaml(file, findings);
}

/// The tree as text, without places: the answer of a reader.
std::string shown(const Node& node) {
    if (node.is_null()) return "~";
    if (node.is_scalar()) return (node.quoted ? "q'" : "p'") + node.text + "'";
    std::string text;
    for (const auto& item : node.items) text += shown(item) + ", ";
    for (const auto& entry : node.entries) text += "'" + entry.key + "': " + shown(entry.value) + ", ";
    return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

/// A part of a map or a list: where it is, and what surrounds it.
struct Part {
    KeyPath path;
    Node* parent = nullptr;
    std::size_t index = 0;
    bool in_bare_map = false;

    Node& value() const { return parent->is_list() ? parent->items[index] : parent->entries[index].value; }
};

class Tree {
public:
    explicit Tree(const std::string& text) : file("a.yaml", text), root(*parsed(file)) { visit(root, {}); }

    SourceFile file;
    Node root;
    std::vector<Part> parts;       ///< in the order of the file
    std::vector<KeyPath> parents;  ///< maps and lists
    std::vector<Node*> containers; ///< the same ones

    bool is_bare(const Node& map) const {
        return map.is_map() && map.flow && file.text()[map.place.offset] != '{';
    }

private:
    void visit(Node& node, const KeyPath& path) {
        if (node.is_scalar() || node.is_null()) return;
        parents.push_back(path);
        containers.push_back(&node);
        const auto count = node.items.size() + node.entries.size();
        for (std::size_t i = 0; i < count; ++i) {
            auto inner = path;
            if (node.is_list())
                inner.emplace_back(i);
            else
                inner.emplace_back(node.entries[i].key);
            parts.push_back({inner, &node, i, is_bare(node)});
            visit(parts.back().value(), inner);
        }
    }
};

std::vector<std::string> comments(std::string_view text) {
    std::vector<std::string> found;
    for (auto at = text.find("# c"); at != std::string_view::npos; at = text.find("# c", at + 1)) {
        const auto end = text.find_first_not_of("0123456789", at + 3);
        if (end > at + 3) found.emplace_back(text.substr(at, end - at));
    }
    return found;
}

/// Where the first part that stands after the one at `place` begins; keys count, as do values.
std::size_t next_place(const Tree& tree, const Part& part) {
    const auto from = part.value().place.offset;
    auto next = tree.file.text().size();
    for (const auto& other : tree.parts) {
        const auto offset = other.parent->is_map() ? other.parent->entries[other.index].key_place.offset
                                                   : other.value().place.offset;
        if (offset > from) next = std::min<std::size_t>(next, offset);
    }
    return next;
}

/// What was met, so that a test that refuses everything does not pass.
struct Tally {
    std::size_t done = 0, refused = 0;
};

/// One random record and one edit of it at a time.
class Trial {
public:
    Trial(std::uint64_t seed, std::string text) : random_(seed), before_(std::move(text)) {}

    /// Gives another scalar to a scalar or an empty value.
    void set(Tally& tally) {
        Tree tree(before_);
        const auto part =
            pick(tree, [](const Part& p) { return !p.value().is_list() && !p.value().is_map(); });
        if (!part) return;
        const std::string scalar(random_.of(scalars));
        Editor editor("a.yaml", before_);
        const auto old = editor.source(part->path);
        const auto edit = attempt(tally, [&] { return editor.set(part->path, scalar); });
        if (!edit) return refused(editor);
        part->value() = value_of("v: " + scalar);
        check_tree(editor, tree, part->parent->flow);
        CHECK(comments(editor.text()) == comments(before_));
        const auto start = part->parent->is_map() ? part->parent->entries[part->index].key_place.offset
                                                  : part->parent->place.offset;
        check_delta(editor, *edit, start, tree.file.text().size());
        if (!scalar.empty()) check_set_back(editor, part->path, old);
        check_undo(editor, *edit);
    }

    /// Writes a new part into a map or list, and removes it again.
    void insert(Tally& tally) {
        Tree tree(before_);
        const auto at = random_.below(tree.containers.size());
        auto& parent = *tree.containers[at];
        if (tree.is_bare(parent)) return;
        auto path = tree.parents[at];
        const auto count = parent.items.size() + parent.entries.size();
        const auto index = random_.below(count + 1);
        Position position;
        if (parent.is_list())
            path.emplace_back(index);
        else
            path.emplace_back(std::string("new key: 1"));
        if (parent.is_map() && index < count)
            position = {Position::Side::before, parent.entries[index].key};
        else if (parent.is_map() && index > 0 && random_.one_in(2))
            position = {Position::Side::after, parent.entries[index - 1].key};
        const std::string yaml(random_.of(values));
        Editor editor("a.yaml", before_);
        const auto edit = attempt(tally, [&] { return editor.insert(path, yaml, position); });
        if (!edit) return refused(editor);
        const auto wanted = new_node(yaml);
        const auto offset = static_cast<std::ptrdiff_t>(index);
        if (parent.is_list())
            parent.items.insert(parent.items.begin() + offset, wanted);
        else
            parent.entries.insert(parent.entries.begin() + offset, Entry{"new key: 1", {}, wanted});
        check_tree(editor, tree, parent.flow);
        CHECK(comments(editor.text()) == comments(before_));
        if (count > 0 && !parent.flow) CHECK(edit->removed.empty());
        check_delta(editor, *edit, 0, before_.size());
        check_removed_again(editor, path);
        check_undo(editor, *edit);
    }

    /// Writes the first part below an empty value, or the first item of a list whose key is not there.
    void begin(Tally& tally) {
        Tree tree(before_);
        const auto part = pick(tree, [](const Part& p) { return p.value().is_null(); });
        const auto is_list = !part || random_.one_in(2);
        auto path = part ? part->path : KeyPath{std::string("new key: 1")};
        if (!part && !tree.root.is_map()) return;
        if (is_list)
            path.emplace_back(std::size_t{0});
        else
            path.emplace_back(std::string("new key: 1"));
        const std::string yaml(random_.of(values));
        Editor editor("a.yaml", before_);
        const auto edit = attempt(tally, [&] { return editor.insert(path, yaml); });
        if (!edit) return refused(editor);
        Node begun{.kind = is_list ? Node::Kind::list : Node::Kind::map};
        if (is_list)
            begun.items = {new_node(yaml)};
        else
            begun.entries = {Entry{"new key: 1", {}, new_node(yaml)}};
        if (part)
            part->value() = begun;
        else
            tree.root.entries.push_back({"new key: 1", {}, begun});
        check_tree(editor, tree, true);
        CHECK(comments(editor.text()) == comments(before_));
        check_delta(editor, *edit, 0, before_.size());
        if (!part) check_removed_again(editor, {std::string("new key: 1")});
        check_undo(editor, *edit);
    }

    void remove(Tally& tally) {
        Tree tree(before_);
        const auto part = pick(tree, [](const Part&) { return true; });
        if (!part) return;
        Editor editor("a.yaml", before_);
        const auto is_scalar = !part->value().is_list() && !part->value().is_map();
        const auto next = next_place(tree, *part);
        const auto edit = attempt(tally, [&] { return editor.remove(part->path); });
        if (!edit) return refused(editor);
        auto& parent = *part->parent;
        const auto offset = static_cast<std::ptrdiff_t>(part->index);
        if (parent.is_list())
            parent.items.erase(parent.items.begin() + offset);
        else
            parent.entries.erase(parent.entries.begin() + offset);
        check_tree(editor, tree, false);
        const auto left = comments(editor.text());
        CHECK(std::ranges::includes(numbers(comments(before_)), numbers(left)));
        check_delta(editor, *edit, 0, is_scalar ? next : before_.size());
        check_undo(editor, *edit);
    }

private:
    static constexpr auto scalars = std::to_array<std::string_view>(
        {"z", "\"quoted, # text\"", "'it''s'", "12", "~", "", "|\n  block # text\n\n    more",
         ">-\n  folded\n  text", "|2-\n    deep", "two\n  lines", "\"a\n  b\"", "x, y] z", "\u00e9t\u00e9",
         "2027-01-14"});
    static constexpr auto values = std::to_array<std::string_view>(
        {"z", "\"quoted: text\"", "~", "|\n  block # text\n\n    more", ">-\n  folded", "two\n  lines",
         "x, y] z", "[1, [2], {}]", "[]", "{a: \"b\"}", "- a\n- b: 1\n  c: 2\n",
         "a: 1\nb:\n  - \"c\"\n  - d: ~\n", "{}", "- - x\n  - y", "k: |\n  text"});

    static Node new_node(const std::string& yaml) {
        const auto is_block = yaml.starts_with("- ") || yaml.starts_with("a: ") || yaml.starts_with("k: ");
        return value_of(is_block ? yaml : "v: " + yaml);
    }
    static Node value_of(const std::string& yaml) {
        const SourceFile file("v.yaml", yaml + "\n");
        const auto root = parsed(file);
        REQUIRE(root);
        return yaml.starts_with("v: ") ? root->entries.front().value : *root;
    }
    static std::vector<int> numbers(const std::vector<std::string>& texts) {
        std::vector<int> result;
        for (const auto& text : texts) result.push_back(std::stoi(text.substr(3)));
        std::ranges::sort(result);
        return result;
    }

    template <class Wanted>
    std::optional<Part> pick(const Tree& tree, const Wanted& is_wanted) {
        std::vector<Part> choices;
        std::ranges::copy_if(tree.parts, std::back_inserter(choices), is_wanted);
        if (choices.empty()) return std::nullopt;
        return choices[random_.below(choices.size())];
    }

    template <class Do>
    std::optional<Edit> attempt(Tally& tally, const Do& edit) {
        try {
            auto done = edit();
            ++tally.done;
            return done;
        } catch (const Failure& failure) {
            ++tally.refused;
            CHECK(!failure.hint().empty());
            return std::nullopt;
        }
    }
    void refused(const Editor& editor) const { CHECK(editor.text() == before_); }

    /// Reading the edited text gives the tree edited.
    static void check_tree(const Editor& editor, const Tree& wanted, bool may_be_quoted) {
        const SourceFile file("a.yaml", editor.text());
        const auto after = parsed(file);
        REQUIRE(after);
        auto one = shown(*after), other = shown(wanted.root);
        if (may_be_quoted) { // plain text with a comma cannot stay plain in brackets
            std::ranges::replace(one, 'q', 'p');
            std::ranges::replace(other, 'q', 'p');
        }
        CAPTURE(editor.text());
        CHECK(one == other);
    }
    /// The edit tells all of the difference, and that lies between two places.
    void check_delta(const Editor& editor, const Edit& edit, std::size_t begin, std::size_t end) const {
        auto text = before_;
        REQUIRE(text.compare(edit.offset, edit.removed.size(), edit.removed) == 0);
        text.replace(edit.offset, edit.removed.size(), edit.inserted);
        CHECK(text == editor.text());
        if (text == before_) return;
        CHECK(edit.offset + 2 >= begin);
        CHECK(edit.offset + edit.removed.size() <= end);
    }
    void check_undo(Editor& editor, const Edit& edit) const {
        editor.undo(edit);
        CHECK(editor.text() == before_);
    }
    void check_set_back(const Editor& editor, const KeyPath& path, const Source& old) const {
        Editor again("a.yaml", editor.text());
        again.set(path, old);
        CAPTURE(editor.text());
        CHECK(again.text() == before_);
    }
    void check_removed_again(const Editor& editor, const KeyPath& path) const {
        Editor again("a.yaml", editor.text());
        again.remove(path);
        CAPTURE(editor.text());
        CHECK(again.text() == before_);
    }

    Random random_;
    std::string before_;
};

constexpr std::uint64_t record_count = 1000;

template <class Do>
Tally on_records(std::uint64_t first_seed, const Do& edit) {
    Tally tally;
    std::size_t refused = 0;
    for (auto seed = first_seed; seed < first_seed + record_count; ++seed) {
        const auto text = RandomRecord(seed).text();
        const SourceFile file("a.yaml", text);
        if (!parsed(file)) {
            ++refused;
            continue;
        }
        CAPTURE(text);
        CAPTURE(seed);
        Trial trial(seed, text);
        (trial.*edit)(tally);
    }
    CHECK(refused * 20 < record_count);
    return tally;
}

} // namespace

TEST_CASE("a scalar set in any record changes that value alone and can be set back") {
    const auto tally = on_records(0, &Trial::set);
    CHECK(tally.done > record_count * 9 / 10);
    CHECK(tally.refused < record_count / 50);
}

TEST_CASE("a part inserted in any record is all that is new and can be removed again") {
    const auto tally = on_records(10'000, &Trial::insert);
    CHECK(tally.done > record_count * 9 / 10);
    CHECK(tally.refused < record_count / 50);
}

TEST_CASE("a part removed from any record is all that goes and can be put back") {
    const auto tally = on_records(20'000, &Trial::remove);
    CHECK(tally.done > record_count * 9 / 10);
    CHECK(tally.refused < record_count / 200);
}

TEST_CASE("a list or a map begun in any record is all that is new and can be taken back") {
    const auto tally = on_records(30'000, &Trial::begin);
    CHECK(tally.done > record_count * 9 / 10);
    CHECK(tally.refused < record_count / 50);
}
