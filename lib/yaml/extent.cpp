// The parser tells where each value begins, and what a scalar's text is; this walks the file's bytes along
// the tree, over what stands between the values, and so finds where they end:
// - a plain scalar ends where as many bytes that are not blank have passed as its text has, since folding
//   changes blanks alone and a comment ends it;
// - a quoted scalar ends at its quote, a block scalar by its indentation, counted as yaml-cpp counts it;
// - empty values, which the parser marks at the next token, end at the ':', the '-' or before the ','.
// At each step the walk must meet the very byte that the tree promises, or it gives up.

#include "yaml/extent.hpp"

#include "source/failure.hpp"
#include "yaml/lines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace peerreview {

namespace {

bool is_blank(char character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/// Where a value stands: the indentation of the block around it, none at the root, and whether in brackets.
struct Context {
    std::size_t indent = Extent::none;
    bool in_flow = false;
};

class Walk {
public:
    explicit Walk(const SourceFile& file) : file_(file), text_(file.text()), lines_(text_) {}

    Extent value(const Node& node, std::size_t at, Context context) const {
        if (node.is_null()) return null_value(at, context);
        expect(lines_.skip_trivia(at) == node.place.offset, at);
        return value_at(node, context);
    }

    Extent value_at(const Node& node, Context context) const {
        if (node.is_scalar()) return scalar(node.place.offset, node.text, context);
        if (node.flow) return node.is_list() ? flow_list(node, context) : flow_map(node, context);
        return node.is_list() ? block_list(node) : block_map(node);
    }

private:
    void expect(bool holds, std::size_t at) const {
        if (holds) return;
        throw Failure(fmt::format("cannot edit {} in place: line {} is written in an unusual form",
                                  file_.path(), file_.line_column(at).line),
                      "change it by hand");
    }
    bool has(std::size_t at, char character) const { return at < text_.size() && text_[at] == character; }
    bool ends_word(std::size_t at, bool in_flow) const {
        return at >= text_.size() || is_blank(text_[at]) ||
               (in_flow && std::string_view(",]}").find(text_[at]) != std::string_view::npos);
    }

    // ---- scalars

    Extent scalar(std::size_t begin, std::string_view text, Context context) const {
        const auto first = text_[begin];
        if (first == '|' || first == '>') return block_scalar(begin, context.indent);
        const auto end = first == '"' || first == '\'' ? quoted_end(begin) : plain_end(begin, text);
        return {.begin = begin, .end = end, .header_end = end};
    }
    std::size_t plain_end(std::size_t begin, std::string_view text) const {
        auto left = text.size() - static_cast<std::size_t>(std::ranges::count_if(text, is_blank));
        auto end = begin;
        for (; left > 0 && end < text_.size(); ++end)
            if (!is_blank(text_[end])) --left;
        expect(left == 0, begin);
        return end;
    }
    std::size_t quoted_end(std::size_t begin) const {
        const auto quote = text_[begin];
        for (auto i = begin + 1; i < text_.size(); ++i) {
            if ((quote == '"' && text_[i] == '\\') || (quote == '\'' && text_.substr(i, 2) == "''"))
                ++i;
            else if (text_[i] == quote)
                return i + 1;
        }
        expect(false, begin);
        return begin;
    }
    Extent block_scalar(std::size_t begin, std::size_t parent) const {
        Extent extent{.begin = begin, .end = begin + 1};
        const auto base = parent == Extent::none ? 0 : parent;
        auto least = base + 1;
        bool keeps = false, detects = true;
        for (; extent.end < text_.size() &&
               std::string_view("+-123456789").find(text_[extent.end]) != std::string_view::npos;
             ++extent.end) {
            const auto indicator = text_[extent.end];
            keeps |= indicator == '+';
            if (indicator == '+' || indicator == '-') continue;
            least = base + static_cast<std::size_t>(indicator - '0');
            detects = false;
        }
        extent.header_end = extent.end;
        extent.end = block_end(extent.header_end, least, detects, keeps);
        return extent;
    }
    /// The end of the last line of a block scalar's content. `least` is its indentation, or the least of it
    /// where the first line that is not empty `detects` it.
    std::size_t block_end(std::size_t header_end, std::size_t least, bool detects, bool keeps) const {
        auto end = header_end;
        for (auto line = lines_.next(header_end); line < text_.size(); line = lines_.next(line)) {
            const auto line_end = lines_.end(line);
            const auto spaces = std::min(text_.find_first_not_of(' ', line), text_.size()) - line;
            if (detects) least = std::max(least, spaces);
            const auto is_empty = line + std::min(spaces, least) == line_end;
            if (!is_empty && spaces < least) break;
            if (!is_empty) detects = false;
            if (!is_empty || keeps) end = line_end;
        }
        return end;
    }

    /// An empty value, or one that is written as ~ or null: the parser does not tell them apart.
    Extent null_value(std::size_t at, Context context) const {
        constexpr auto words = std::to_array<std::string_view>({"~", "null", "Null", "NULL"});
        const auto next = lines_.skip_trivia(at);
        for (const auto word : words)
            if (text_.substr(next).starts_with(word) && is_whole(next + word.size(), context.in_flow))
                return {.begin = next, .end = next + word.size(), .header_end = next + word.size()};
        return {.begin = at, .end = at, .header_end = at};
    }
    /// Whether a plain word that ends at `end` has no other word and no ':' behind it.
    bool is_whole(std::size_t end, bool in_flow) const {
        if (!ends_word(end, in_flow)) return false;
        const auto next = lines_.skip_blanks(end);
        return next == lines_.end(next) || text_[next] == '#' || (in_flow && ends_word(next, true));
    }

    // ---- maps and lists

    Extent block_list(const Node& list) const {
        Extent extent{.begin = list.place.offset, .end = list.place.offset};
        const Context context{.indent = lines_.column(extent.begin)};
        for (const auto& item : list.items) {
            const auto dash = lines_.skip_trivia(extent.end);
            expect(has(dash, '-') && ends_word(dash + 1, false), dash);
            auto part = value(item, dash + 1, context);
            part.marker = dash;
            part.lead = dash + 1;
            extent.end = part.end;
            extent.parts.push_back(std::move(part));
        }
        extent.header_end = extent.end;
        return extent;
    }
    Extent block_map(const Node& map) const {
        Extent extent{.begin = map.place.offset, .end = map.place.offset};
        const Context context{.indent = lines_.column(extent.begin)};
        for (const auto& entry : map.entries) {
            extent.parts.push_back(map_entry(entry, extent.end, context));
            extent.end = extent.parts.back().end;
        }
        extent.header_end = extent.end;
        return extent;
    }
    Extent map_entry(const Entry& entry, std::size_t at, Context context) const {
        const auto marker = lines_.skip_trivia(at);
        const auto is_explicit = has(marker, '?') && ends_word(marker + 1, false);
        const auto key = is_explicit ? lines_.skip_trivia(marker + 1) : marker;
        expect(key == entry.key_place.offset, marker);
        const auto key_end = scalar(key, entry.key, context).end;
        const auto spans = is_explicit || context.in_flow;
        const auto colon = spans ? lines_.skip_trivia(key_end) : lines_.skip_blanks(key_end);
        const auto has_colon = has(colon, ':');
        expect(has_colon || entry.value.is_null(), key);
        auto part = has_colon ? value(entry.value, colon + 1, context)
                              : Extent{.begin = key_end, .end = key_end, .header_end = key_end};
        part.marker = marker;
        if (has_colon) part.lead = colon + 1;
        return part;
    }

    Extent flow_list(const Node& list, Context context) const {
        Extent extent{.begin = list.place.offset, .end = list.place.offset + 1};
        context.in_flow = true;
        expect(has(extent.begin, '['), extent.begin);
        for (const auto& item : list.items) {
            auto part = value(item, lines_.skip_trivia(extent.end), context);
            part.marker = part.begin;
            add_flow_part(extent, std::move(part));
        }
        close(extent, ']');
        return extent;
    }
    Extent flow_map(const Node& map, Context context) const {
        Extent extent{.begin = map.place.offset, .end = map.place.offset};
        extent.is_bare = !has(extent.begin, '{');
        context.in_flow = true;
        if (!extent.is_bare) ++extent.end;
        for (const auto& entry : map.entries) {
            auto part = map_entry(entry, extent.end, context);
            if (extent.is_bare)
                extent.parts.push_back(std::move(part));
            else
                add_flow_part(extent, std::move(part));
        }
        if (!extent.is_bare)
            close(extent, '}');
        else
            extent.header_end = extent.end = extent.parts.back().end;
        return extent;
    }
    void add_flow_part(Extent& extent, Extent part) const {
        const auto after = lines_.skip_trivia(part.end);
        if (has(after, ',')) part.comma = after;
        extent.end = has(after, ',') ? after + 1 : part.end;
        extent.parts.push_back(std::move(part));
    }
    void close(Extent& extent, char bracket) const {
        extent.end = lines_.skip_trivia(extent.end);
        expect(has(extent.end, bracket), extent.begin);
        extent.header_end = ++extent.end;
    }

    const SourceFile& file_;
    std::string_view text_;
    Lines lines_;
};

} // namespace

Extent extent_of(const SourceFile& file, const Node& root) { return Walk(file).value_at(root, {}); }

} // namespace peerreview
