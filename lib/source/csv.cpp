#include "source/csv.hpp"

#include "source/text.hpp"

#include <array>

namespace peerreview {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Walks the text once and hands out rows.
class Reader {
public:
    Reader(const SourceFile& file, Diagnostics& diagnostics)
        : file_(file), text_(file.text()), diagnostics_(diagnostics) {}

    std::vector<CsvRow> read() {
        std::vector<CsvRow> rows;
        if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
        while (at_ < text_.size()) {
            if (at_line_end()) {
                skip_line_end();
                continue;
            }
            rows.push_back(read_row());
        }
        return rows;
    }

private:
    bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
    void skip_line_end() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    }
    CsvRow read_row() {
        CsvRow row;
        for (;;) {
            row.cells.push_back(read_cell());
            if (at_ >= text_.size() || text_[at_] != ',') break;
            ++at_;
        }
        skip_line_end();
        return row;
    }
    CsvCell read_cell() {
        CsvCell cell{.offset = static_cast<std::uint32_t>(at_)};
        if (at_ < text_.size() && text_[at_] == '"') read_quoted(cell);
        while (!at_line_end() && text_[at_] != ',') cell.text += text_[at_++];
        return cell;
    }
    void read_quoted(CsvCell& cell) {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                cell.text += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell.text += text_[at_++];
            } else {
                ++at_;
                return;
            }
        }
        diagnostics_.error({&file_, cell.offset}, "syntax", "a quote is never closed").hint = "close it";
    }

    const SourceFile& file_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
};

/// Windows-1252 from 0x80 to 0x9F; 0 where it has no character.
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& text, char32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | (code >> 6));
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | (code >> 12));
        text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    }
}

} // namespace

std::vector<CsvRow> read_csv(const SourceFile& file, Diagnostics& diagnostics) {
    return Reader(file, diagnostics).read();
}

std::string to_utf8(std::string bytes) {
    if (bytes.starts_with(byte_order_mark)) bytes.erase(0, byte_order_mark.size());
    if (!find_invalid_utf8(bytes)) return bytes;
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 16);
    for (const auto character : bytes) {
        const auto byte = static_cast<unsigned char>(character);
        const auto code = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80u] : char32_t{byte};
        append_utf8(text, code == 0 && byte != 0 ? 0xFFFD : code);
    }
    return text;
}

} // namespace peerreview
