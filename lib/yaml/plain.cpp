#include "yaml/plain.hpp"

#include <algorithm>

namespace peerreview {

namespace {

/// Raised where the text leaves the form that is read here.
struct Beyond {};

constexpr std::size_t deepest = 24;
constexpr std::size_t most_keys = 64; // of one map: each key is compared with those before it

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_small(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_key_letter(char letter) { return is_small(letter) || is_digit(letter) || letter == '-'; }
bool is_bracket(char letter) {
    return letter == '[' || letter == ']' || letter == '{' || letter == '}' || letter == ',';
}

/// What a word without quotes may begin with here: a letter or a number, or a byte beyond ASCII.
bool begins_word(std::string_view text) {
    const auto first = text.front();
    if (first == '-') return text.size() > 1 && is_digit(text[1]);
    return is_small(first) || is_digit(first) || (first >= 'A' && first <= 'Z') || first == '(' ||
           static_cast<unsigned char>(first) >= 0x80;
}

bool is_null_word(std::string_view text) { return text == "null" || text == "Null" || text == "NULL"; }

/// A line that is neither blank nor a comment.
struct Line {
    std::size_t begin = 0;  ///< of its first character that is no space
    std::size_t end = 0;    ///< where its newline or the text's end stands
    std::size_t column = 0; ///< spaces before `begin`
};

class Reader {
public:
    Reader(const SourceFile& file, std::size_t from) : file_(file), text_(file.text()), next_(from) {
        advance();
    }

    Node document() {
        if (is_over_ || line_.column != 0) throw Beyond();
        auto root = block(0, 0);
        if (!is_over_) throw Beyond();
        return root;
    }

private:
    Place place(std::size_t offset) const { return {&file_, static_cast<std::uint32_t>(offset)}; }
    std::string_view rest(const Line& line) const { return text_.substr(line.begin, line.end - line.begin); }

    /// Moves to the next line with content.
    void advance() {
        while (next_ < text_.size()) {
            const auto end = std::min(text_.find('\n', next_), text_.size());
            const auto begin = std::min(text_.find_first_not_of(' ', next_), end);
            line_ = {begin, end, begin - next_};
            next_ = end + 1;
            if (begin == end || text_[begin] == '#') continue;
            if (line_.column == 0 && (rest(line_).starts_with("---") || rest(line_).starts_with("...")))
                throw Beyond();
            return;
        }
        is_over_ = true;
    }

    bool is_item() const {
        const auto text = rest(line_);
        return text.size() > 2 && text[0] == '-' && text[1] == ' ';
    }

    /// The map or the list whose first line is the present one.
    Node block(std::size_t column, std::size_t depth) {
        if (depth > deepest) throw Beyond();
        return is_item() ? list(column, depth) : map(column, depth);
    }

    Node list(std::size_t column, std::size_t depth) {
        auto node = Node{.kind = Node::Kind::list, .place = place(line_.begin)};
        while (!is_over_ && line_.column == column && is_item()) {
            const auto content = text_.find_first_not_of(' ', line_.begin + 1);
            line_.column += content - line_.begin;
            line_.begin = content;
            if (content >= line_.end || is_item()) throw Beyond();
            node.items.push_back(key_end() ? map(line_.column, depth + 1) : value_here(column));
        }
        if (!is_over_ && line_.column > column) throw Beyond();
        return node;
    }

    Node map(std::size_t column, std::size_t depth) {
        if (depth > deepest) throw Beyond();
        auto node = Node{.kind = Node::Kind::map, .place = place(line_.begin)};
        node.entries.reserve(8);
        while (!is_over_ && line_.column == column && !is_item()) {
            const auto end = key_end();
            if (!end) throw Beyond();
            const auto key = text_.substr(line_.begin, end - line_.begin);
            add_key(node, key, place(line_.begin));
            line_.begin = std::min(text_.find_first_not_of(' ', end + 1), line_.end);
            node.entries.back().value = value(node.entries.back().key_place, column, depth);
        }
        if (!is_over_ && line_.column > column) throw Beyond();
        return node;
    }

    /// Where the ':' of the key stands that the present line begins with; 0 where it begins with none.
    std::size_t key_end() const {
        auto end = line_.begin;
        while (end < line_.end && is_key_letter(text_[end])) ++end;
        if (end == line_.begin || text_[line_.begin] == '-' || end >= line_.end || text_[end] != ':')
            return 0;
        return end + 1 == line_.end || text_[end + 1] == ' ' ? end : 0;
    }

    static void add_key(Node& map, std::string_view key, Place key_place) {
        const auto is_same = [&](const Entry& entry) { return entry.key == key; };
        if (is_null_word(key) || map.entries.size() == most_keys || std::ranges::any_of(map.entries, is_same))
            throw Beyond();
        map.entries.push_back({std::string(key), key_place, {}});
    }

    /// What stands under a key of a map at `column`: on the key's line, or on those below it.
    Node value(Place key_place, std::size_t column, std::size_t depth) {
        if (line_.begin != line_.end && text_[line_.begin] != '#') return value_here(column);
        advance();
        if (!is_over_ && line_.column == column && is_item()) return list(column, depth + 1);
        if (!is_over_ && line_.column > column) return block(line_.column, depth + 1);
        return Node{.place = key_place};
    }

    /// The value on the present line's rest, of a key or an item of a block at `column`.
    Node value_here(std::size_t column) {
        const auto first = text_[line_.begin];
        if (first == '|' || first == '>') return block_text(column);
        auto at = line_.begin;
        auto node = is_bracket(first)               ? brackets(at, 0)
                    : first == '\'' || first == '"' ? quoted(at)
                                                    : word(at);
        require_end(at);
        advance();
        if (!is_over_ && line_.column > column) throw Beyond(); // a value of several lines
        return node;
    }

    /// Nothing may follow on the line but a comment.
    void require_end(std::size_t at) const {
        const auto next = std::min(text_.find_first_not_of(' ', at), line_.end);
        if (next != line_.end && (next == at || text_[next] != '#')) throw Beyond();
    }

    Node scalar(std::size_t begin, std::size_t end) const {
        const auto text = text_.substr(begin, end - begin);
        if (is_null_word(text)) throw Beyond();
        return Node{.kind = Node::Kind::scalar, .place = place(begin), .text = std::string(text)};
    }

    /// Words without quotes up to the line's end or a comment.
    Node word(std::size_t& at) const {
        const auto begin = at;
        if (!begins_word(rest(line_))) throw Beyond();
        auto end = begin; // of the last character that is no space
        for (; at < line_.end; ++at) {
            if (text_[at] == ' ') continue;
            if (text_[at] == '#' && text_[at - 1] == ' ') break;
            if (text_[at] == ':' && (at + 1 == line_.end || text_[at + 1] == ' ')) throw Beyond();
            end = at + 1;
        }
        at = end;
        return scalar(begin, end);
    }

    /// Text in quotes that has no escape.
    Node quoted(std::size_t& at) const {
        const auto begin = at;
        const auto quote = text_[begin];
        const auto end = text_.find(quote, begin + 1);
        if (end >= line_.end) throw Beyond();
        const auto text = text_.substr(begin + 1, end - begin - 1);
        if (text_.substr(end + 1).starts_with(quote) || (quote == '"' && text.find('\\') != text.npos))
            throw Beyond();
        at = end + 1;
        return Node{
            .kind = Node::Kind::scalar, .quoted = true, .place = place(begin), .text = std::string(text)};
    }

    /// A list or a map in brackets, on one line.
    Node brackets(std::size_t& at, std::size_t depth) {
        if (depth > deepest || (text_[at] != '[' && text_[at] != '{')) throw Beyond();
        const auto is_list = text_[at] == '[';
        const auto close = is_list ? ']' : '}';
        auto node =
            Node{.kind = is_list ? Node::Kind::list : Node::Kind::map, .flow = true, .place = place(at)};
        for (skip_spaces(++at); text_[at] != close; skip_spaces(at)) {
            if (is_list)
                node.items.push_back(value_in_brackets(at, depth));
            else
                pair_in_brackets(node, at, depth);
            skip_spaces(at);
            if (text_[at] == close) break;
            if (text_[at] != ',') throw Beyond();
            skip_spaces(++at);
            if (text_[at] == close) throw Beyond(); // a comma at the end
        }
        ++at;
        return node;
    }
    void skip_spaces(std::size_t& at) const {
        at = text_.find_first_not_of(' ', at);
        if (at >= line_.end) throw Beyond();
    }

    Node value_in_brackets(std::size_t& at, std::size_t depth) {
        if (text_[at] == '[' || text_[at] == '{') return brackets(at, depth + 1);
        return text_[at] == '\'' || text_[at] == '"' ? quoted(at) : word_in_brackets(at);
    }
    void pair_in_brackets(Node& map, std::size_t& at, std::size_t depth) {
        const auto begin = at;
        while (at < line_.end && is_key_letter(text_[at])) ++at;
        if (at == begin || text_[begin] == '-' || !text_.substr(at).starts_with(": ")) throw Beyond();
        add_key(map, text_.substr(begin, at - begin), place(begin));
        skip_spaces(++at);
        map.entries.back().value = value_in_brackets(at, depth);
    }
    Node word_in_brackets(std::size_t& at) const {
        const auto begin = at;
        if (!begins_word(text_.substr(begin, line_.end - begin))) throw Beyond();
        auto end = begin;
        for (; at < line_.end && !is_bracket(text_[at]); ++at) {
            if (text_[at] == ' ') continue;
            if (text_[at] == '#' || text_[at] == ':' || text_[at] == '?') throw Beyond();
            end = at + 1;
        }
        return scalar(begin, end);
    }

    /// Literal ('|') or folded ('>') text: the lines below that stand deeper than `column`.
    Node block_text(std::size_t column) {
        const auto begin = line_.begin;
        const auto is_folded = text_[begin] == '>';
        const auto is_stripped = text_.substr(begin + 1).starts_with('-');
        if (begin + (is_stripped ? 2 : 1) != line_.end || line_.end == text_.size()) throw Beyond();
        auto node = Node{.kind = Node::Kind::scalar, .quoted = true, .place = place(begin)};
        append_lines(node.text, column, is_folded);
        if (!is_stripped) node.text += '\n';
        advance();
        return node;
    }

    /// Appends the lines of a block of text, all of one indentation, without the newline of the last.
    void append_lines(std::string& text, std::size_t column, bool is_folded) {
        std::size_t indent = 0;
        std::size_t newlines = 0; // since the last line with words
        while (next_ < text_.size()) {
            const auto end = text_.find('\n', next_);
            const auto begin = text_.find_first_not_of(' ', next_);
            if (end == text_.npos || begin == text_.npos) throw Beyond(); // no newline at the end
            if (begin == end && begin != next_) throw Beyond();           // a line of spaces
            if (begin < end && begin - next_ <= column) break;
            if (begin < end) {
                if (text.empty()) indent = begin - next_;
                if (begin - next_ != indent || text_[end - 1] == ' ' || (text.empty() && newlines > 0))
                    throw Beyond();
                append_break(text, newlines, is_folded);
                text.append(text_, begin, end - begin);
                newlines = 0;
            }
            ++newlines;
            next_ = end + 1;
        }
        if (text.empty()) throw Beyond();
    }
    static void append_break(std::string& text, std::size_t newlines, bool is_folded) {
        if (newlines == 0) return;
        if (is_folded)
            text.append(newlines == 1 ? 1 : newlines - 1, newlines == 1 ? ' ' : '\n');
        else
            text.append(newlines, '\n');
    }

    const SourceFile& file_;
    std::string_view text_;
    std::size_t next_; ///< where the line after the present one begins
    Line line_;
    bool is_over_ = false;
};

} // namespace

std::optional<Node> read_plain(const SourceFile& file, std::size_t from) {
    for (const auto beyond : {'\t', '\r'})
        if (file.text().find(beyond, from) != std::string_view::npos) return std::nullopt;
    try {
        return Reader(file, from).document();
    } catch (const Beyond&) {
        return std::nullopt;
    }
}

} // namespace peerreview
