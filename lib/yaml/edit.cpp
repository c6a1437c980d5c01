#include "yaml/edit.hpp"

#include "source/failure.hpp"
#include "yaml/parse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>
#include <optional>

namespace peerreview {

namespace {

std::string name_of(const KeyPath& path) {
    std::string name;
    for (const auto& part : path) {
        if (!name.empty()) name += '.';
        name += part.index() == 0 ? std::get<0>(part) : std::to_string(std::get<1>(part) + 1);
    }
    return name;
}

const Node* child(const Node* node, const std::variant<std::string, std::size_t>& part) {
    if (!node) return nullptr;
    if (part.index() == 0) return node->find(std::get<0>(part));
    return std::get<1>(part) < node->items.size() ? &node->items[std::get<1>(part)] : nullptr;
}

const Node* at(const Node& root, const KeyPath& path) {
    const auto* node = &root;
    for (const auto& part : path) node = child(node, part);
    return node;
}

bool is_blank(char character) { return character == ' ' || character == '\t'; }

/// Finds where values end, which the parser does not tell.
class Extent {
public:
    explicit Extent(std::string_view text) : text_(text) {}

    /// The offset past the last byte of a value that is not empty.
    std::size_t end(const Node& node, bool in_flow) const {
        switch (node.kind) {
        case Node::Kind::scalar:
            return scalar_end(node, in_flow);
        case Node::Kind::map:
            return node.flow ? bracket_end(node) : end_of_entry(node.entries.back());
        case Node::Kind::list:
            return node.flow ? bracket_end(node) : end_of_item(node.items.back());
        case Node::Kind::null:
            break;
        }
        return node.place.offset;
    }

    std::size_t end_of_entry(const Entry& entry) const {
        if (!entry.value.is_null()) return end(entry.value, false);
        if (entry.value.place.offset != entry.key_place.offset) // a written null, ~ or null
            return word_end(entry.value.place.offset);
        return colon_end(entry);
    }

    /// The offset past the ':' of a key.
    std::size_t colon_end(const Entry& entry) const {
        return text_.find(':', key_end(entry.key_place.offset)) + 1;
    }

    /// The offset of the first byte of the next line.
    std::size_t next_line(std::size_t offset) const {
        if (offset > 0 && text_[offset - 1] == '\n') return offset; // a block scalar ends at a line's start
        const auto newline = text_.find('\n', offset);
        return newline == std::string_view::npos ? text_.size() : newline + 1;
    }

    /// The number of blanks before the byte at `offset` in its line; the '-' of a list counts as one.
    std::size_t column(std::size_t offset) const {
        const auto newline = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
        return offset - (newline == std::string_view::npos ? 0 : newline + 1);
    }

    /// The offset past the closing bracket of a flow list or map.
    std::size_t bracket_end(const Node& node) const {
        auto last = std::size_t{node.place.offset} + 1;
        for (const auto& item : node.items) last = item.is_null() ? last : end(item, true);
        for (const auto& entry : node.entries)
            last = entry.value.is_null() ? colon_end(entry) : end(entry.value, true);
        return text_.find(node.is_map() ? '}' : ']', last) + 1;
    }

private:
    std::size_t end_of_item(const Node& item) const {
        return item.is_null() ? word_end(item.place.offset) : end(item, false);
    }
    std::size_t word_end(std::size_t offset) const {
        const auto found = text_.find_first_of(" \t\r\n,]}", offset);
        return found == std::string_view::npos ? text_.size() : found;
    }
    std::size_t key_end(std::size_t offset) const {
        return text_[offset] == '"' || text_[offset] == '\'' ? quoted_end(offset) : offset;
    }
    std::size_t quoted_end(std::size_t offset) const {
        const auto quote = text_[offset];
        for (auto i = offset + 1; i < text_.size(); ++i) {
            if (quote == '"' && text_[i] == '\\')
                ++i;
            else if (text_[i] == quote && quote == '\'' && i + 1 < text_.size() && text_[i + 1] == quote)
                ++i;
            else if (text_[i] == quote)
                return i + 1;
        }
        return text_.size();
    }
    std::size_t scalar_end(const Node& node, bool in_flow) const {
        const auto start = std::size_t{node.place.offset};
        if (!node.quoted) return plain_end(node, in_flow);
        return text_[start] == '|' || text_[start] == '>' ? block_end(start) : quoted_end(start);
    }
    /// A block scalar runs to the next line that is indented no deeper than the line of its header.
    std::size_t block_end(std::size_t start) const {
        const auto header = start - column(start);
        const auto indent = text_.find_first_not_of(" -", header) - header;
        for (auto line = next_line(start); line < text_.size(); line = next_line(line + 1)) {
            const auto first = text_.find_first_not_of(' ', line);
            if (first == std::string_view::npos) break;
            if (text_[first] != '\n' && text_[first] != '\r' && first - line <= indent) return line;
        }
        return text_.size();
    }
    /// The end of the line's part of a plain scalar, before a comment, a bracket or the line end.
    std::size_t plain_line_end(std::size_t start, bool in_flow) const {
        auto end = start;
        for (; end < text_.size() && text_[end] != '\n'; ++end) {
            if (text_[end] == '#' && end > start && is_blank(text_[end - 1])) break;
            if (in_flow && (text_[end] == ',' || text_[end] == ']' || text_[end] == '}')) break;
        }
        while (end > start && (is_blank(text_[end - 1]) || text_[end - 1] == '\r')) --end;
        return end;
    }
    /// Plain text may run over several lines, which the parser joins with blanks: lines are taken until
    /// they make up the text.
    std::size_t plain_end(const Node& node, bool in_flow) const {
        auto end = plain_line_end(node.place.offset, in_flow);
        auto length = end - node.place.offset;
        while (length < node.text.size()) {
            const auto start = text_.find_first_not_of(" \t\r\n", end);
            if (start == std::string_view::npos) break;
            end = plain_line_end(start, in_flow);
            length += end - start + 1;
        }
        return end;
    }

    std::string_view text_;
};

std::string indented(std::string_view lines, std::size_t indent, std::string_view newline) {
    std::string text;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        text += std::string(indent, ' ');
        text += lines.substr(0, end);
        text += newline;
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
    return text;
}

[[noreturn]] void cannot_edit(const std::string& path, const KeyPath& key) {
    throw Failure(fmt::format("cannot change '{}' in {} in place", name_of(key), path), "change it by hand");
}

Node parse_record(const SourceFile& file) {
    Diagnostics diagnostics;
    auto node = parse_yaml(file, diagnostics);
    if (!node) throw Failure(fmt::format("cannot edit {}: it is not the YAML of a record", file.path()));
    return std::move(*node);
}

} // namespace

Editor::Editor(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
    const SourceFile file(path_, text_);
    parse_record(file);
}

void Editor::replace(std::size_t begin, std::size_t end, std::string_view bytes) {
    text_.replace(begin, end - begin, bytes);
}

void Editor::set(const KeyPath& path, std::string_view scalar) {
    assert(!path.empty());
    const SourceFile file(path_, text_);
    const auto root = parse_record(file);
    const SourceFile wanted_file(path_, fmt::format("v: {}\n", scalar));
    const auto wanted = *parse_record(wanted_file).find("v");
    const Extent extent(file.text());
    const auto parent_path = KeyPath(path.begin(), path.end() - 1);
    const auto* parent = at(root, parent_path);
    if (!parent || !parent->is_map() || path.back().index() != 0) cannot_edit(path_, path);
    const auto& key = std::get<0>(path.back());
    const auto entry = std::ranges::find(parent->entries, key, &Entry::key);
    const std::string newline = text_.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    if (entry != parent->entries.end()) {
        const auto& value = entry->value;
        if (value.is_list() || value.is_map()) cannot_edit(path_, path);
        if (value.is_scalar() && value.text == wanted.text && value.quoted == wanted.quoted) return;
        if (value.is_null() && value.place.offset == entry->key_place.offset)
            replace(extent.colon_end(*entry), extent.colon_end(*entry), " " + std::string(scalar));
        else if (value.is_null())
            replace(value.place.offset, extent.end_of_entry(*entry), scalar);
        else if (const auto end = extent.end(value, parent->flow); text_[end - 1] == '\n')
            replace(value.place.offset, end, std::string(scalar) + newline);
        else
            replace(value.place.offset, end, scalar);
    } else if (parent->flow) {
        const auto end = extent.bracket_end(*parent) - 1;
        const auto* comma = parent->entries.empty() ? "" : ", ";
        replace(end, end, fmt::format("{}{}: {}", comma, key, scalar));
    } else {
        const auto place = extent.next_line(extent.end_of_entry(parent->entries.back()));
        const auto line = indented(fmt::format("{}: {}", key, scalar),
                                   extent.column(parent->entries.front().key_place.offset), newline);
        replace(place, place, (place > 0 && text_[place - 1] != '\n' ? newline : "") + line);
    }
    const SourceFile edited(path_, text_);
    const auto after = parse_record(edited);
    const auto* value = at(after, path);
    if (!value || value->text != wanted.text) cannot_edit(path_, path);
}

void Editor::append(const KeyPath& path, std::string_view item) {
    const SourceFile file(path_, text_);
    const auto root = parse_record(file);
    const Extent extent(file.text());
    const auto* list = at(root, path);
    const auto* parent = at(root, KeyPath(path.begin(), path.end() - 1));
    if (!parent || !parent->is_map() || parent->flow || path.back().index() != 0) cannot_edit(path_, path);
    const std::string newline = text_.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    std::string lines;
    std::size_t place = 0;
    if (list && list->is_list() && !list->flow && !list->items.empty()) {
        const auto dash = text_.rfind('-', list->items.back().place.offset);
        place = extent.next_line(extent.end(*list, false));
        lines = indented(item, extent.column(dash), newline);
    } else if (!list) {
        place = extent.next_line(extent.end_of_entry(parent->entries.back()));
        const auto column = extent.column(parent->entries.front().key_place.offset);
        lines =
            indented(std::get<0>(path.back()) + ":", column, newline) + indented(item, column + 2, newline);
    } else {
        cannot_edit(path_, path);
    }
    if (place > 0 && text_[place - 1] != '\n') lines = newline + lines;
    const auto before = list ? list->items.size() : 0;
    replace(place, place, lines);
    const SourceFile edited(path_, text_);
    const auto after = parse_record(edited);
    const auto* grown = at(after, path);
    if (!grown || grown->items.size() != before + 1) cannot_edit(path_, path);
}

} // namespace peerreview
