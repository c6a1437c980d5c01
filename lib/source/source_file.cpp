#include "source/source_file.hpp"

#include <algorithm>

namespace peerreview {

namespace {

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// The offset at which the line of `offset` begins.
std::size_t line_start(std::string_view text, std::size_t offset) {
    const auto newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    return newline == std::string_view::npos ? 0 : newline + 1;
}

} // namespace

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}

LineColumn SourceFile::line_column(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const auto start = line_start(text_, offset);
    const auto text = std::string_view(text_);
    const auto lines = std::ranges::count(text.substr(0, start), '\n');
    const auto before = std::ranges::count_if(text.substr(start, offset - start), starts_code_point);
    return {static_cast<int>(lines) + 1, static_cast<int>(before) + 1};
}

std::string_view SourceFile::line(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const auto start = line_start(text_, offset);
    auto line = std::string_view(text_).substr(start);
    line = line.substr(0, line.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

} // namespace peerreview
