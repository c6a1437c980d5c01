#include "yaml/edit.hpp"

#include "source/failure.hpp"
#include "source/text.hpp"
#include "yaml/lines.hpp"
#include "yaml/parse.hpp"
#include "yaml/write.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace peerreview {

namespace {

using Step = KeyPath::value_type;

const std::string* key_of(const Step& step) { return std::get_if<std::string>(&step); }
const std::size_t* item_of(const Step& step) { return std::get_if<std::size_t>(&step); }

std::string name_of(const KeyPath& path) {
    std::string name;
    for (const auto& step : path) {
        if (!name.empty()) name += '.';
        name += key_of(step) ? *key_of(step) : std::to_string(*item_of(step) + 1);
    }
    return name;
}

KeyPath parent_of(const KeyPath& path) { return {path.begin(), path.end() - 1}; }

/// The index of a step's part in a map or list, where there is one.
std::optional<std::size_t> part_index(const Node& node, const Step& step) {
    if (const auto* item = item_of(step); item && *item < node.items.size()) return *item;
    if (const auto* key = key_of(step)) {
        const auto entry = std::ranges::find(node.entries, *key, &Entry::key);
        if (entry != node.entries.end()) return static_cast<std::size_t>(entry - node.entries.begin());
    }
    return std::nullopt;
}

/// The node at a path that is there.
Node& at(Node& root, const KeyPath& path) {
    auto* node = &root;
    for (const auto& step : path) {
        const auto index = part_index(*node, step).value();
        node = item_of(step) ? &node->items[index] : &node->entries[index].value;
    }
    return *node;
}

void insert_node(Node& parent, const Step& step, std::size_t index, Node value) {
    parent.kind = key_of(step) ? Node::Kind::map : Node::Kind::list;
    parent.text.clear();
    const auto offset = static_cast<std::ptrdiff_t>(index);
    if (const auto* key = key_of(step))
        parent.entries.insert(parent.entries.begin() + offset, Entry{*key, {}, std::move(value)});
    else
        parent.items.insert(parent.items.begin() + offset, std::move(value));
}

bool is_collection(const Node& node) { return node.is_list() || node.is_map(); }
bool is_empty(const Node& node) { return node.items.empty() && node.entries.empty(); }

/// How much deeper than their keys the first block lists, or maps, of a file stand.
std::optional<std::size_t> nested_width(const Node& node, const Extent& extent, Node::Kind kind,
                                        const Lines& lines) {
    if (node.flow) return std::nullopt;
    for (std::size_t i = 0; i < extent.parts.size(); ++i) {
        const auto& part = extent.parts[i];
        const auto& value = node.is_map() ? node.entries[i].value : node.items[i];
        if (node.is_map() && value.kind == kind && !value.flow && lines.is_first(part.begin))
            return lines.column(part.begin) - lines.column(part.marker);
        if (const auto width = nested_width(value, part, kind, lines)) return width;
    }
    return std::nullopt;
}

/// How far the value of an item like this one stands behind its dash.
std::size_t dash_width(std::string_view text, const Extent& item) {
    const auto between = text.substr(item.marker, item.begin - item.marker);
    return item.is_empty() || between.find('\n') != std::string_view::npos ? 2 : between.size();
}

/// The lines of a new item, or of a new key with its value, from column 1.
std::string item_lines(const NewValue& value, std::size_t width) {
    const auto dash = "-" + std::string(width - 1, ' ');
    if (value.source.empty()) return "-";
    return dash + (value.is_block ? indented(value.source, width, "\n").substr(width) : value.source);
}
std::string key_lines(const std::string& key, const NewValue& value, std::size_t width) {
    auto lines = yaml_scalar(key) + ":";
    if (value.is_block) return lines + "\n" + indented(value.source, width, "\n");
    return value.source.empty() ? lines : lines + " " + value.source;
}

/// The same in brackets, on one line.
std::string flow_part(const Step& step, const NewValue& value) {
    if (const auto* key = key_of(step)) return key_lines(*key, value, 0);
    return value.source.empty() ? "~" : value.source;
}

} // namespace

Editor::Editor(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), file_(std::make_unique<SourceFile>(path_, text_)) {
    Diagnostics diagnostics;
    auto root = parse_yaml(*file_, diagnostics);
    if (!root)
        throw Failure(fmt::format("cannot edit {}: it is not the YAML of a record", path_),
                      "'peerreview cohort check' tells why");
    root_ = std::move(*root);
    extent_ = extent_of(*file_, root_);
}

void Editor::cannot(const KeyPath& path, std::string_view why, std::string_view hint) const {
    throw Failure(fmt::format("cannot change '{}' in {} in place: {}", name_of(path), path_, why),
                  hint.empty() ? "change it by hand" : std::string(hint));
}

Editor::Found Editor::find(const KeyPath& path) const {
    Found found{&root_, &extent_};
    for (const auto& step : path) {
        const auto index = part_index(*found.node, step);
        if (!index) return {};
        found.node = key_of(step) ? &found.node->entries[*index].value : &found.node->items[*index];
        found.extent = &found.extent->parts[*index];
    }
    return found;
}

Editor::Found Editor::find_parent(const KeyPath& path) const {
    if (path.empty()) cannot(path, "the file is no part of a map or a list");
    return find(parent_of(path));
}

Editor::Found Editor::find_scalar(const KeyPath& path) const {
    const auto parent = find_parent(path);
    const auto found = find(path);
    if (!found.node) cannot(path, "it is not there");
    if (is_collection(*found.node))
        cannot(path, found.node->is_list() ? "it is a list" : "it is a map", "name one of its parts");
    if (found.extent->lead == Extent::none && parent.node->is_map()) cannot(path, "its key has no ':'");
    return found;
}

/// Makes the change, if the tree after it is the expected one; without one, if the text is still YAML.
Edit Editor::commit(const KeyPath& path, Edit edit, const Node* expected) {
    auto text = text_;
    text.replace(edit.offset, edit.removed.size(), edit.inserted);
    auto file = std::make_unique<SourceFile>(path_, text);
    Diagnostics diagnostics;
    auto root = parse_yaml(*file, diagnostics);
    if (!root || (expected && !is_same(*root, *expected)))
        cannot(path, "the lines around it would be read in another way");
    extent_ = extent_of(*file, *root);
    root_ = std::move(*root);
    file_ = std::move(file);
    text_ = std::move(text);
    return edit;
}

// ---- scalars

/// A scalar's source with its lines after the first indented below the key or the dash of a part.
std::string Editor::below(const std::string& source, const Extent& part) const {
    if (source.empty()) return source;
    const Lines lines(text_);
    const auto column = lines.column(part.marker);
    return indented(source, column, lines.newline(part.begin)).substr(column);
}

Edit Editor::set(const KeyPath& path, std::string_view scalar) {
    const auto parent = find_parent(path);
    if (!find(path).node && key_of(path.back())) return insert(path, scalar);
    const auto found = find_scalar(path);
    auto value = read_value(scalar);
    if (value.is_block) cannot(path, "its new value would stand on lines of its own", "insert it");
    if (is_same(value.node, *found.node)) return {};
    if (parent.node->flow)
        value = in_brackets(value.source.empty() && parent.node->is_list() ? read_value("~") : value);
    else
        value.source = below(value.source, *found.extent);
    auto expected = root_;
    at(expected, path) = value.node;
    return commit(path, replace_value(text_, *found.extent, value.source), &expected);
}

Edit Editor::set(const KeyPath& path, const Source& source) {
    const auto found = find_scalar(path);
    Editor changed(path_, text_);
    const auto edit = changed.commit(path, replace_value(text_, *found.extent, source.bytes), nullptr);
    const auto after = changed.find(path);
    if (!after.node || is_collection(*after.node) || changed.source(path).bytes != source.bytes)
        cannot(path, "these bytes are no scalar there");
    auto expected = root_;
    at(expected, path) = *after.node;
    return commit(path, edit, &expected);
}

Source Editor::source(const KeyPath& path) const {
    const auto& extent = *find_scalar(path).extent;
    auto bytes = text_.substr(extent.begin, extent.header_end - extent.begin);
    if (extent.end > extent.header_end) {
        const auto content = Lines(text_).end(extent.header_end);
        bytes += text_.substr(content, extent.end - content);
    }
    return {bytes};
}

// ---- parts of maps and lists

std::size_t Editor::index_of(const KeyPath& path, const Node& parent, const Position& position) const {
    const auto is_last = position.side == Position::Side::last;
    if (const auto* item = item_of(path.back())) {
        if (parent.is_map()) cannot(path, "it is in a map");
        if (*item > parent.items.size()) cannot(path, "the list has " + counted(parent.items.size(), "item"));
        return *item;
    }
    if (parent.is_list()) cannot(path, "it is in a list");
    if (is_last) return parent.entries.size();
    const auto beside = part_index(parent, position.key);
    if (!beside) cannot(path, fmt::format("there is no '{}' beside it", position.key));
    return *beside + (position.side == Position::Side::after ? 1 : 0);
}

std::size_t Editor::width_of(Node::Kind kind) const {
    return nested_width(root_, extent_, kind, Lines(text_)).value_or(2);
}

/// The change of an insertion; `value` becomes what is written.
Edit Editor::insertion(const KeyPath& path, Found parent, std::size_t index, NewValue& value) const {
    const auto& extent = *parent.extent;
    const auto lines = [&](std::size_t dash) {
        return key_of(path.back()) ? key_lines(*key_of(path.back()), value, width_of(value.node.kind))
                                   : item_lines(value, dash);
    };
    if (!is_empty(*parent.node) && !parent.node->flow)
        return insert_in_block(text_, extent, index,
                               lines(dash_width(text_, extent.parts[index > 0 ? index - 1 : 0])));
    if (const auto width = width_below(path, parent, value))
        return fill_with_block(text_, extent, *width, lines(2));
    value = in_brackets(value);
    const auto part = flow_part(path.back(), value);
    if (extent.is_bare) cannot(path, "its map has no braces", "put {} round the map");
    if (!parent.node->is_null()) return insert_in_flow(text_, extent, index, part);
    return replace_value(text_, extent, key_of(path.back()) ? "{" + part + "}" : "[" + part + "]");
}

/// How much deeper the first part of an empty value stands on lines of its own; nothing where it stands in
/// brackets, as one line does that brackets wait for.
std::optional<std::size_t> Editor::width_below(const KeyPath& path, Found parent,
                                               const NewValue& value) const {
    const auto is_line = !value.is_block && value.source.find('\n') == std::string::npos;
    if (path.size() < 2 || !is_empty(*parent.node) || (is_line && !parent.node->is_null()))
        return std::nullopt;
    const auto around = find_parent(parent_of(path));
    if (around.node->flow || !can_fill_with_block(text_, *parent.extent)) return std::nullopt;
    if (around.node->is_list()) return 2;
    return width_of(key_of(path.back()) ? Node::Kind::map : Node::Kind::list);
}

Edit Editor::insert(const KeyPath& path, std::string_view yaml, const Position& position) {
    const auto parent = find_parent(path);
    if (!parent.node) {
        if (item_of(path.back()) && *item_of(path.back()) == 0) return insert_first_item(path, yaml);
        cannot(path, fmt::format("there is no '{}'", name_of(parent_of(path))));
    }
    if (parent.node->is_scalar()) cannot(path, "it would be part of a text");
    if (key_of(path.back()) && part_index(*parent.node, path.back()))
        cannot(path, "it is there already", "set it, or remove it first");
    const auto index = index_of(path, *parent.node, position);
    auto value = read_value(yaml);
    auto edit = insertion(path, parent, index, value);
    auto expected = root_;
    insert_node(at(expected, parent_of(path)), path.back(), index, value.node);
    return commit(path, std::move(edit), &expected);
}

/// The first item of a list whose key is not there.
Edit Editor::insert_first_item(const KeyPath& path, std::string_view yaml) {
    const auto list = parent_of(path);
    if (!key_of(list.back())) cannot(path, fmt::format("there is no '{}'", name_of(list)));
    return insert(list, item_lines(read_value(yaml), 2));
}

Edit Editor::append(const KeyPath& path, std::string_view item) {
    std::string value;
    for (auto rest = item; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size() - 1) + 1;
        const auto line = rest.substr(0, end);
        if (!line.starts_with(value.empty() ? "- " : "  ") && line != "\n")
            throw Failure(fmt::format("cannot add to '{}' in {}: '{}' is no line of an item", name_of(path),
                                      path_, truncate(line, 60)),
                          "begin the first line with '- ', and the others with two blanks");
        value += line == "\n" ? line : line.substr(2);
        rest.remove_prefix(end);
    }
    const auto list = find(path);
    auto last = path;
    last.emplace_back(list.node ? list.node->items.size() : 0);
    return insert(last, value);
}

Edit Editor::remove(const KeyPath& path) {
    const auto parent = find_parent(path);
    const auto index = parent.node ? part_index(*parent.node, path.back()) : std::nullopt;
    if (!index) cannot(path, "it is not there");
    const auto& extent = *parent.extent;
    Edit edit;
    if (extent.is_bare)
        edit = {extent.begin, text_.substr(extent.begin, extent.end - extent.begin), "{}"};
    else if (parent.node->flow)
        edit = remove_from_flow(text_, extent, *index);
    else if (extent.parts.size() > 1)
        edit = remove_from_block(text_, extent, *index);
    else
        edit = empty_block(text_, extent, parent.node->is_list() ? "[]" : "{}");
    auto expected = root_;
    auto& left = at(expected, parent_of(path));
    const auto offset = static_cast<std::ptrdiff_t>(*index);
    if (left.is_list())
        left.items.erase(left.items.begin() + offset);
    else
        left.entries.erase(left.entries.begin() + offset);
    return commit(path, std::move(edit), &expected);
}

void Editor::undo(const Edit& edit) {
    if (std::string_view(text_).substr(std::min(edit.offset, text_.size())).starts_with(edit.inserted))
        commit({}, {edit.offset, edit.inserted, edit.removed}, nullptr);
    else
        throw Failure(fmt::format("cannot take a change of {} back: other changes followed it", path_),
                      "take those back first");
}

} // namespace peerreview
