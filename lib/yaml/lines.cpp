#include "yaml/lines.hpp"

#include <algorithm>

namespace peerreview {

namespace {
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
}

std::size_t Lines::start(std::size_t offset) const {
    const auto newline = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    if (newline != std::string_view::npos) return newline + 1;
    return text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

std::size_t Lines::end(std::size_t offset) const {
    const auto newline = text_.find('\n', offset);
    if (newline == std::string_view::npos) return text_.size();
    return newline > 0 && text_[newline - 1] == '\r' ? newline - 1 : newline;
}

std::size_t Lines::next(std::size_t offset) const {
    const auto newline = text_.find('\n', offset);
    return newline == std::string_view::npos ? text_.size() : newline + 1;
}

bool Lines::is_first(std::size_t offset) const { return skip_blanks(start(offset)) >= offset; }

std::string_view Lines::newline(std::size_t offset) const {
    auto newline = text_.find('\n', offset);
    if (newline == std::string_view::npos) newline = text_.find('\n');
    if (newline == std::string_view::npos || newline == 0 || text_[newline - 1] != '\r') return "\n";
    return "\r\n";
}

std::size_t Lines::skip_blanks(std::size_t offset) const {
    return std::min(text_.find_first_not_of(" \t", offset), text_.size());
}

std::size_t Lines::skip_trivia(std::size_t offset) const {
    for (;;) {
        offset = std::min(text_.find_first_not_of(" \t\r\n", offset), text_.size());
        if (offset == text_.size() || text_[offset] != '#') return offset;
        offset = end(offset);
    }
}

std::size_t Lines::skip_deeper_comments(std::size_t offset, std::size_t column) const {
    auto end = offset;
    for (auto line = offset; line < text_.size(); line = next(line)) {
        const auto first = skip_blanks(line);
        if (first == this->end(line)) continue;
        if (text_[first] != '#' || first - line <= column) break;
        end = next(line);
    }
    return end;
}

std::string indented(std::string_view lines, std::size_t indent, std::string_view newline) {
    std::string text;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        const auto line = lines.substr(0, end);
        if (!line.empty()) text += std::string(indent, ' ');
        text += line;
        if (end == std::string_view::npos) break;
        text += newline;
        lines.remove_prefix(end + 1);
    }
    return text;
}

} // namespace peerreview
