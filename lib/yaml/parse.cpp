#include "yaml/parse.hpp"

#include "source/text.hpp"
#include "yaml/plain.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <unordered_set>

namespace peerreview {

namespace {

constexpr std::size_t deepest = 64;

/// Raised to leave the parser early; the finding has been reported.
struct Stop {};

/// Builds the tree from yaml-cpp's events. Marks count bytes from the start of the text.
class Builder : public YAML::EventHandler {
public:
    Builder(const SourceFile& file, std::size_t skipped, Diagnostics& diagnostics)
        : file_(file), skipped_(skipped), diagnostics_(diagnostics) {}

    Node& root() { return root_; }
    bool is_empty() const { return !has_root_; }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        // An empty value has no place of its own: yaml-cpp marks the next token.
        add(Node{.place = awaits_value() ? open_.back().key_place : place(mark)});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, "an alias ('*name')"); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        auto node =
            Node{.kind = Node::Kind::scalar, .quoted = tag == "!", .place = place(mark), .text = value};
        if (node.quoted && find_invalid_utf8(value)) refuse(mark, "an escape that gives no valid character");
        if (!node.quoted && is_null_word(value)) node.kind = Node::Kind::null;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(mark, tag, anchor, Node::Kind::list, style);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(mark, tag, anchor, Node::Kind::map, style);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        Node node;
        bool has_key = false;
        std::string key;
        Place key_place;
        std::unordered_set<std::string> keys; // of a large map, so that look-ups are not quadratic

        /// Whether a key stands in the map already, in whatever spelling.
        bool has(const std::string& text) {
            constexpr std::size_t few = 16;
            const auto wanted = spelling(text);
            if (node.entries.size() < few)
                return std::ranges::any_of(node.entries,
                                           [&](const Entry& entry) { return spelling(entry.key) == wanted; });
            if (keys.empty())
                for (const auto& entry : node.entries) keys.insert(spelling(entry.key));
            return !keys.insert(wanted).second;
        }

        /// The same for keys that a reader takes for one: folded, but for the plain keys of most records.
        static std::string spelling(const std::string& key) {
            const auto is_plain = [](char letter) {
                return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
            };
            return std::ranges::all_of(key, is_plain) ? key : fold(key);
        }
    };

    Place place(const YAML::Mark& mark) const {
        const auto offset = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos) + skipped_;
        return {&file_, static_cast<std::uint32_t>(std::min(offset, file_.text().size()))};
    }
    bool awaits_value() const { return !open_.empty() && open_.back().has_key; }

    static bool is_null_word(std::string_view text) { return text.empty() || text == "~" || text == "null"; }

    [[noreturn]] void refuse(const YAML::Mark& mark, std::string_view what) {
        diagnostics_.error(place(mark), "not-allowed", "{} is not allowed in a record", what).hint =
            "write the value out, or put quotes round the text";
        throw Stop();
    }
    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0) refuse(mark, "an anchor ('&name')");
    }
    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "!" && tag != "?") refuse(mark, "a tag ('!name')");
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind,
              YAML::EmitterStyle::value style) {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        if (open_.size() >= deepest) {
            diagnostics_.error(place(mark), "syntax", "values are nested more than {} deep", deepest);
            throw Stop();
        }
        if (is_key_position()) refuse(mark, "a key that is a list or a map");
        open_.emplace_back(Open{.node = Node{.kind = kind, .place = place(mark)}});
        open_.back().node.flow = style == YAML::EmitterStyle::Flow;
    }
    void close() {
        auto node = std::move(open_.back().node);
        open_.pop_back();
        add(std::move(node));
    }
    bool is_key_position() const {
        return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key;
    }

    void add(Node&& node) {
        if (open_.empty()) {
            root_ = std::move(node);
            has_root_ = true;
        } else if (open_.back().node.is_list()) {
            open_.back().node.items.push_back(std::move(node));
        } else if (!open_.back().has_key) {
            add_key(std::move(node));
        } else {
            add_value(std::move(node));
        }
    }
    void add_key(Node&& key) {
        auto& map = open_.back();
        if (key.is_null()) {
            diagnostics_.error(key.place, "syntax", "a key is missing before ':'");
            throw Stop();
        }
        if (key.text == "<<" && !key.quoted) {
            diagnostics_.error(key.place, "not-allowed", "a merge key ('<<') is not allowed in a record");
            throw Stop();
        }
        if (map.has(key.text)) {
            diagnostics_.error(key.place, "repeated-key", "'{}' stands twice in this map", key.text).hint =
                "keep one of the two";
        }
        map.has_key = true;
        map.key = std::move(key.text);
        map.key_place = key.place;
    }
    void add_value(Node&& value) {
        auto& map = open_.back();
        if (value.is_null()) require_colon(map.key_place, map.key);
        if (map.node.entries.empty()) map.node.entries.reserve(8); // the size of most maps
        map.node.entries.push_back({std::move(map.key), map.key_place, std::move(value)});
        map.has_key = false;
    }
    /// yaml-cpp takes a lone word at a block's end for a key with no value.
    void require_colon(Place key_place, const std::string& key) {
        const auto rest = file_.text().substr(key_place.offset);
        const auto colon = rest.find(':', std::min(key.size(), rest.size()));
        const auto between = rest.substr(0, colon).find('\n', std::min(key.size(), rest.size()));
        if (colon != std::string_view::npos && between == std::string_view::npos) return;
        diagnostics_.error(key_place, "syntax", "expected ':' after '{}'", key);
        throw Stop();
    }

    const SourceFile& file_;
    std::size_t skipped_;
    Diagnostics& diagnostics_;
    Node root_;
    bool has_root_ = false;
    std::vector<Open> open_;
};

struct Advice {
    std::string_view theirs; ///< what yaml-cpp says
    std::string_view ours;
    std::string_view hint;
};

constexpr auto advices = std::to_array<Advice>({
    {"illegal map value", "a ':' stands where none is expected", "put quotes round text that has ': ' in it"},
    {"illegal map key", "a key is not expected here", "check the indentation of this line"},
    {"end of map not found", "this line does not continue the map above it",
     "check its indentation, and that it reads 'key: value'"},
    {"end of map flow not found", "a '{' is never closed", "close it, or put quotes round the text"},
    {"end of sequence not found", "this line does not continue the list above it", "check its indentation"},
    {"end of sequence flow not found", "a '[' is never closed", "close it, or put quotes round the text"},
    {"unknown token", "this character cannot begin a value",
     "put quotes round text that begins with @, ` or %"},
    {"illegal block entry", "'-' does not begin a list item here", "put it on a line of its own"},
    {"illegal flow end", "a closing bracket has no opening one", "put quotes round the text"},
    {"unknown escape character", "a backslash in double quotes is no escape",
     "use single quotes, or double the backslash"},
    {"the referenced anchor is not defined", "an alias ('*name') is not allowed in a record",
     "put quotes round text that begins with *"},
    {"illegal EOF in scalar", "a quote is never closed", "close it"},
    {"illegal document indicator in scalar", "a quote is never closed", "close it"},
    {"bad file", "values are nested too deeply", ""},
});

void report_syntax(const SourceFile& file, std::size_t skipped, const YAML::Exception& error,
                   Diagnostics& diagnostics) {
    const auto offset = error.mark.pos < 0 ? 0 : static_cast<std::size_t>(error.mark.pos) + skipped;
    const auto place = Place{&file, static_cast<std::uint32_t>(std::min(offset, file.text().size()))};
    const auto advice =
        std::ranges::find_if(advices, [&](const Advice& a) { return error.msg.starts_with(a.theirs); });
    if (advice == advices.end()) {
        diagnostics.error(place, "syntax", "this is not YAML: {}", error.msg);
        return;
    }
    diagnostics.error(place, "syntax", "{}", advice->ours).hint = std::string(advice->hint);
}

Place at(const SourceFile& file, std::size_t offset) { return {&file, static_cast<std::uint32_t>(offset)}; }

bool is_forbidden_control(unsigned char byte) {
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

/// The first character that no record may hold: C0 and C1 controls, NEL, LS, PS, and a byte order mark that
/// does not stand at the file's start.
std::size_t find_forbidden(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte < 0x7F) continue; // nearly all
        if (byte < 0x80) {
            if (is_forbidden_control(byte) || (byte == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
                return i;
        } else if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            return i;
        } else if (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9" ||
                   text.substr(i, 3) == "\xEF\xBB\xBF") {
            return i;
        }
    }
    return std::string_view::npos;
}

std::size_t find_tab_indent(std::string_view text) {
    for (std::size_t line = 0; line < text.size();) {
        const auto first = text.find_first_not_of(' ', line);
        if (first == std::string_view::npos) break;
        const auto content = text.find_first_not_of(" \t", first);
        if (text[first] == '\t' && content != std::string_view::npos && text[content] != '\n' &&
            text[content] != '\r' && text[content] != '#')
            return first;
        const auto end = text.find('\n', first);
        if (end == std::string_view::npos) break;
        line = end + 1;
    }
    return std::string_view::npos;
}

/// The first line that is no comment. yaml-cpp takes its time over each character of a comment, and each
/// record begins with one that names its schema.
std::size_t skip_comments(std::string_view text, std::size_t from) {
    while (from < text.size() && text[from] == '#')
        from = std::min(text.find('\n', from), text.size() - 1) + 1;
    return from;
}

std::size_t mark_size(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

/// Where the record begins after the comments at its head; nothing where its bytes are none that a record
/// may hold. yaml-cpp would pass over most of these in silence.
std::optional<std::size_t> first_of_record(const SourceFile& file, Diagnostics& diagnostics) {
    const auto text = file.text();
    if (text.size() > largest_record) {
        diagnostics.error(at(file, 0), "too-large", "a record is at most {} MiB", largest_record >> 20);
        return std::nullopt;
    }
    if (const auto bad = find_invalid_utf8(text)) {
        diagnostics.error(at(file, *bad), "not-utf8", "this byte is not UTF-8").hint =
            "save the file as UTF-8 in your editor";
        return std::nullopt;
    }
    const auto mark = mark_size(text);
    if (const auto bad = find_forbidden(text, mark); bad != std::string_view::npos) {
        diagnostics.error(at(file, bad), "syntax", "a control character stands here").hint = "delete it";
        return std::nullopt;
    }
    const auto first = skip_comments(text, mark);
    if (text.substr(first).starts_with('%')) {
        diagnostics.error(at(file, first), "not-allowed", "a directive ('%') is not allowed in a record");
        return std::nullopt;
    }
    return first;
}

/// Reads the text and then one more line that ends the document: without it an unclosed quote at the end
/// would be accepted.
class Feed : public std::streambuf {
public:
    explicit Feed(std::string_view text) : end_(text.ends_with('\n') ? "...\n" : "\n...\n") { set(text); }

protected:
    int_type underflow() override {
        if (ended_) return traits_type::eof();
        ended_ = true;
        set(end_);
        return traits_type::to_int_type(*gptr());
    }

private:
    void set(std::string_view part) {
        auto* begin = const_cast<char*>(part.data()); // a get area is never written to
        setg(begin, begin, begin + part.size());
    }
    std::string_view end_;
    bool ended_ = false;
};

bool read_documents(std::istream& stream, Builder& builder, const SourceFile& file, std::size_t skipped,
                    Diagnostics& diagnostics) {
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder) || builder.is_empty()) return true;
        Diagnostics ignored;
        Builder second(file, skipped, ignored);
        if (!parser.HandleNextDocument(second)) return true;
        const auto end = file.text().find("\n---");
        const auto place = end == std::string_view::npos ? file.text().size() : end + 1;
        diagnostics.error(at(file, place), "not-allowed", "a second document is not allowed in a record")
            .hint = "keep one record a file";
    } catch (const Stop&) {
    } catch (const YAML::Exception& error) {
        report_syntax(file, skipped, error, diagnostics);
    }
    return false;
}

std::optional<Node> parse_any(const SourceFile& file, std::size_t from, Diagnostics& diagnostics) {
    if (const auto tab = find_tab_indent(file.text()); tab != std::string_view::npos) {
        diagnostics.error(at(file, tab), "tab", "a tab indents this line").hint = "indent with spaces";
        return std::nullopt;
    }
    const auto errors = diagnostics.count(Severity::error);
    Feed feed(file.text().substr(from));
    std::istream stream(&feed);
    Builder builder(file, from, diagnostics);
    if (!read_documents(stream, builder, file, from, diagnostics)) return std::nullopt;
    if (builder.is_empty() || builder.root().is_null()) {
        diagnostics.error(at(file, mark_size(file.text())), "syntax", "the file is empty").hint =
            "write the record, or delete the file";
        return std::nullopt;
    }
    if (diagnostics.count(Severity::error) > errors) return std::nullopt;
    return std::move(builder.root());
}

} // namespace

std::optional<Node> parse_yaml(const SourceFile& file, Diagnostics& diagnostics) {
    const auto from = first_of_record(file, diagnostics);
    if (!from) return std::nullopt;
    if (auto plain = read_plain(file, *from)) return plain;
    return parse_any(file, *from, diagnostics);
}

std::optional<Node> parse_any_yaml(const SourceFile& file, Diagnostics& diagnostics) {
    const auto from = first_of_record(file, diagnostics);
    return from ? parse_any(file, *from, diagnostics) : std::nullopt;
}

} // namespace peerreview
