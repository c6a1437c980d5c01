#include "yaml/splice.hpp"

#include "yaml/lines.hpp"

#include <algorithm>
#include <cassert>

namespace peerreview {

namespace {

std::string_view between(std::string_view text, std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
}

/// The change of the bytes from `begin` to `end`, without what is the same at both ends.
Edit changed(std::string_view text, std::size_t begin, std::size_t end, std::string_view inserted) {
    auto removed = between(text, begin, end);
    const auto same = std::ranges::mismatch(removed, inserted).in1 - removed.begin();
    removed.remove_prefix(static_cast<std::size_t>(same));
    inserted.remove_prefix(static_cast<std::size_t>(same));
    while (!removed.empty() && !inserted.empty() && removed.back() == inserted.back()) {
        removed.remove_suffix(1);
        inserted.remove_suffix(1);
    }
    return {begin + static_cast<std::size_t>(same), std::string(removed), std::string(inserted)};
}

bool is_unended(std::string_view text, std::size_t end) {
    return end == text.size() && !text.ends_with('\n');
}

/// Whether a comment or nothing stands between `offset` and the end of its line.
bool ends_line(std::string_view text, std::size_t offset) {
    const Lines lines(text);
    const auto next = lines.skip_blanks(offset);
    return next == lines.end(offset) || text[next] == '#';
}

/// The line start below the part and the deeper comments under it.
std::size_t end_of_lines(std::string_view text, const Extent& part) {
    const Lines lines(text);
    return lines.skip_deeper_comments(lines.next(part.end), lines.column(part.marker));
}

/// Whole lines as they come behind the text before `place`, a line start or the text's end.
std::string lines_at(std::string_view text, std::size_t place, std::string_view newline,
                     const std::string& lines) {
    return is_unended(text, place) ? std::string(newline) + lines : lines + std::string(newline);
}

} // namespace

// ---- values

Edit replace_value(std::string_view text, const Extent& value, std::string_view source) {
    const Lines lines(text);
    const auto is_block = source.starts_with('|') || source.starts_with('>');
    const auto head = source.substr(0, is_block ? source.find_first_of("\r\n") : source.size());
    const auto body = source.substr(head.size());
    const auto has_lead = value.lead != Extent::none;
    auto begin = value.begin;
    if (source.empty() && has_lead && begin > value.lead && text[begin - 1] == ' ') --begin;
    // What stands behind the value's first line if it or the new one has its content on the lines below.
    std::string_view behind;
    auto end = value.end;
    if (value.end > value.header_end)
        behind = between(text, value.header_end, lines.end(value.header_end));
    else if (!body.empty())
        behind = between(text, value.end, end = lines.end(value.end));
    std::string inserted = value.is_empty() && has_lead && !source.empty() ? " " : "";
    inserted.append(head).append(behind).append(body);
    return changed(text, begin, end, inserted);
}

// ---- blocks

Edit insert_in_block(std::string_view text, const Extent& block, std::size_t index, std::string_view lines) {
    assert(index <= block.parts.size());
    const Lines at(text);
    const auto first = block.parts.front().marker;
    const auto column = at.column(first);
    if (index == 0) {
        const auto newline = at.newline(first);
        const auto above = indented(lines, column, newline).substr(column);
        return {first, "", above + std::string(newline) + std::string(column, ' ')};
    }
    const auto& previous = block.parts[index - 1];
    const auto place = end_of_lines(text, previous);
    const auto newline = at.newline(previous.end);
    return {place, "", lines_at(text, place, newline, indented(lines, column, newline))};
}

Edit remove_from_block(std::string_view text, const Extent& block, std::size_t index) {
    assert(block.parts.size() > 1);
    const Lines lines(text);
    const auto& part = block.parts[index];
    const auto end = end_of_lines(text, part);
    if (!lines.is_first(part.marker)) { // the first, on the line of a dash: the next thing takes its place
        const auto next = text.find_first_not_of(" \t\r\n", end);
        return changed(text, part.marker, next, "");
    }
    const auto start = lines.start(part.marker);
    return changed(text, is_unended(text, end) ? lines.end(start - 1) : start, end, "");
}

Edit empty_block(std::string_view text, const Extent& block, std::string_view brackets) {
    const Lines lines(text);
    const auto& part = block.parts.front();
    const auto end = end_of_lines(text, part);
    const auto last = text[end - 1] == '\n' ? lines.end(end - 1) : end; // without the line end
    if (block.lead == Extent::none || !lines.is_first(part.marker))
        return changed(text, part.marker, last, brackets);
    // The lines from the key on stay, and without the part the last of them ends as the part's did.
    const auto kept = between(text, block.lead, lines.end(lines.start(part.marker) - 1));
    return changed(text, block.lead, last, " " + std::string(brackets) + std::string(kept));
}

bool can_fill_with_block(std::string_view text, const Extent& value) {
    if (value.lead == Extent::none || value.is_empty()) return value.lead != Extent::none;
    const auto first = text[value.begin];
    const auto has_inside = (first == '[' || first == '{') && value.end - value.begin > 2;
    return between(text, value.lead, value.begin) == " " && !has_inside;
}

Edit fill_with_block(std::string_view text, const Extent& value, std::size_t width, std::string_view lines) {
    const Lines at(text);
    const auto place = end_of_lines(text, value);
    const auto newline = at.newline(value.marker);
    const auto below = indented(lines, at.column(value.marker) + width, newline);
    auto inserted = std::string(between(text, value.end, place));
    inserted += lines_at(text, place, newline, below);
    return changed(text, value.lead, place, inserted);
}

// ---- brackets

namespace {

Edit insert_in_empty_flow(std::string_view text, const Extent& flow, std::string_view source) {
    const auto inside = flow.begin + 1;
    if (text[inside] == ' ') return {inside + 1, "", std::string(source) + " "};
    return {inside, "", std::string(source)};
}

Edit append_in_flow(std::string_view text, const Extent& flow, std::string_view source) {
    const Lines lines(text);
    const auto& last = flow.parts.back();
    const auto has_comma = last.comma != Extent::none;
    const auto after = has_comma ? last.comma + 1 : last.end;
    const auto part = std::string(source) + (has_comma ? "," : "");
    const auto* comma = has_comma ? "" : ",";
    if (!lines.is_first(last.marker) || (has_comma && !ends_line(text, after)))
        return {after, "", comma + (" " + part)};
    const auto end = ends_line(text, after) ? lines.end(after) : after;
    auto inserted = comma + std::string(between(text, after, end));
    inserted += lines.newline(last.marker);
    inserted += between(text, lines.start(last.marker), last.marker);
    return changed(text, after, end, inserted + part);
}

/// The last of several parts, with no comma behind it: the comma before it goes, and what stands between
/// that comma and the part's own lines stays.
Edit remove_last_from_flow(std::string_view text, const Extent& part, std::size_t comma) {
    const Lines lines(text);
    if (!lines.is_first(part.marker)) return changed(text, comma, part.end, "");
    const auto kept = between(text, comma + 1, lines.end(lines.start(part.marker) - 1));
    const auto end = ends_line(text, part.end) ? lines.end(part.end) : part.end;
    return changed(text, comma, end, kept);
}

} // namespace

Edit insert_in_flow(std::string_view text, const Extent& flow, std::size_t index, std::string_view source) {
    assert(index <= flow.parts.size());
    if (flow.parts.empty()) return insert_in_empty_flow(text, flow, source);
    if (index == flow.parts.size()) return append_in_flow(text, flow, source);
    const Lines lines(text);
    const auto next = flow.parts[index].marker;
    auto inserted = std::string(source) + ",";
    if (lines.is_first(next))
        inserted.append(lines.newline(next)).append(between(text, lines.start(next), next));
    else
        inserted += ' ';
    return {next, "", inserted};
}

Edit remove_from_flow(std::string_view text, const Extent& flow, std::size_t index) {
    const Lines lines(text);
    const auto& part = flow.parts[index];
    const auto has_comma = part.comma != Extent::none;
    if (!has_comma && index > 0) return remove_last_from_flow(text, part, flow.parts[index - 1].comma);
    const auto after = has_comma ? part.comma + 1 : part.end;
    if (lines.is_first(part.marker) && ends_line(text, after))
        return changed(text, lines.start(part.marker), lines.next(after), "");
    const auto is_one_line = [&](std::size_t begin, std::size_t end) {
        return between(text, begin, end).find('\n') == std::string_view::npos;
    };
    if (index + 1 < flow.parts.size() && is_one_line(after, flow.parts[index + 1].marker))
        return changed(text, part.marker, flow.parts[index + 1].marker, "");
    if (index > 0 && is_one_line(flow.parts[index - 1].comma, part.marker))
        return changed(text, flow.parts[index - 1].comma + 1, after, "");
    const auto is_spaced = !has_comma && text[part.marker - 1] == ' ' && text[after] == ' ';
    return changed(text, part.marker, is_spaced ? after + 1 : after, "");
}

} // namespace peerreview
