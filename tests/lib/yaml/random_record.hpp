#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// The numbers of splitmix64 (Steele, Lea and Flood 2014): the same on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::size_t below(std::size_t count) {
        state_ += 0x9E3779B97F4A7C15u;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return static_cast<std::size_t>((z ^ (z >> 31)) % count);
    }
    bool one_in(std::size_t count) { return below(count) == 0; }
    template <std::size_t size>
    std::string_view of(const std::array<std::string_view, size>& choices) {
        return choices[below(size)];
    }

private:
    std::uint64_t state_;
};

/// Writes records as people lay them out, each in a layout of its own: comments at all places, every kind
/// of scalar, block and flow maps and lists within each other. Comments are numbered, `# c1`, so that a
/// test can see them go.
class RandomRecord {
public:
    explicit RandomRecord(std::uint64_t seed) : random_(seed) {
        newline_ = random_.one_in(4) ? "\r\n" : "\n";
        map_width_ = random_.one_in(4) ? 4 : 2;
        list_width_ = std::array<std::size_t, 4>{2, 2, 0, 4}[random_.below(4)];
        dash_width_ = random_.one_in(6) ? 4 : 2;
        noise_ = std::array<std::size_t, 3>{3, 8, 1000}[random_.below(3)];
    }

    std::string text() {
        if (random_.one_in(12)) text_ += "\xEF\xBB\xBF";
        noise(0);
        if (random_.one_in(10)) text_ += "---" + newline_;
        if (random_.one_in(12))
            list(0, 0, false);
        else
            map(0, 0, false);
        noise(0);
        if (random_.one_in(20)) text_ += "..." + newline_;
        if (random_.one_in(5)) unend();
        return text_;
    }

private:
    static constexpr std::size_t deepest = 4;

    void unend() {
        if (text_.ends_with(newline_)) text_.resize(text_.size() - newline_.size());
    }
    void pad(std::size_t column) { text_.append(column, ' '); }
    std::string comment() { return "# c" + std::to_string(++comments_) + " - it's: {[\"x,"; }

    /// Blank lines and comment lines above a part at `column`, less deep or deeper too.
    void noise(std::size_t column) {
        while (random_.one_in(noise_)) {
            if (random_.one_in(3)) {
                pad(random_.one_in(4) ? column : 0);
                text_ += newline_;
                continue;
            }
            const auto deeper = is_below_text_ || !random_.one_in(4) ? 0u : 2u;
            pad(random_.one_in(5) ? 0 : column + deeper);
            text_ += comment() + newline_;
        }
        is_below_text_ = false;
    }
    void end_line() {
        if (random_.one_in(noise_ + 1))
            text_ += (random_.one_in(3) ? "   " : " ") + comment();
        else if (random_.one_in(15))
            text_ += ' ';
        text_ += newline_;
    }

    std::string key() {
        const auto number = std::to_string(++keys_);
        switch (random_.below(9)) {
        case 0:
            return "\"key: #" + number + "\"";
        case 1:
            return "'it''s " + number + "'";
        case 2:
            return "sch\u00f6n " + number;
        case 3:
            return "a#b-" + number;
        case 4:
            return "null x" + number;
        default:
            return "key" + number;
        }
    }

    void map(std::size_t column, std::size_t depth, bool is_inline) {
        const auto count = 1 + random_.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0 || !is_inline) noise(column), pad(column);
            if (random_.one_in(25)) {
                text_ += "? " + key();
                end_line();
                pad(column);
                text_ += ":";
            } else {
                text_ += key() + (random_.one_in(20) ? " :" : ":");
            }
            value(column, depth, false);
        }
    }
    void list(std::size_t column, std::size_t depth, bool is_inline) {
        const auto count = 1 + random_.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0 || !is_inline) noise(column), pad(column);
            text_ += "-";
            value(column, depth, true);
        }
    }

    /// What follows the ':' or the '-' of a part at `column`.
    void value(std::size_t column, std::size_t depth, bool is_item) {
        const auto kind = random_.below(depth < deepest ? 12 : 8);
        if (kind == 0) return end_line();
        if (kind == 7) return block_scalar(column);
        if (kind >= 8 && is_item && !random_.one_in(4)) {
            text_.append(dash_width_ - 1, ' ');
            return kind < 11 ? map(column + dash_width_, depth + 1, true)
                             : list(column + dash_width_, depth + 1, true);
        }
        if (kind >= 10) {
            end_line();
            return map(column + map_width_, depth + 1, false);
        }
        if (kind >= 8) {
            end_line();
            return list(column + (is_item ? 2 : list_width_), depth + 1, false);
        }
        if (random_.one_in(12)) {
            end_line();
            noise(column + 2);
            pad(column + 2);
        } else {
            text_ += random_.one_in(12) ? "   " : " ";
        }
        text_ += kind < 5 ? scalar(column + 2) : flow(column + 2, depth + 1);
        end_line();
    }

    std::string scalar(std::size_t column) {
        const auto next = (random_.one_in(4) ? newline_ + newline_ : newline_) + std::string(column, ' ');
        switch (random_.below(13)) {
        case 0:
            return "~";
        case 1:
            return "null";
        case 2:
            return "plain words, with #no comment ]";
        case 3:
            return "first" + next + "second" + next + "third one";
        case 4:
            return "\"in \\\"quotes\\\" # no: comment\"";
        case 5:
            return "\"over" + next + "lines\\" + next + "with # escapes \\\\\"";
        case 6:
            return "'it''s # quoted'";
        case 7:
            return "'over" + next + "lines'";
        case 8:
            return "\u00e9t\u00e9 \u2013 \U0001F600";
        case 9:
            return "\"\"";
        case 10:
            return "2027-01-14";
        default:
            return std::to_string(random_.below(1000));
        }
    }

    void block_scalar(std::size_t column) {
        const auto indicator = random_.one_in(5);
        const auto width = 1 + random_.below(4);
        text_ += random_.one_in(2) ? " |" : " >";
        if (indicator) text_ += std::to_string(width);
        text_ += random_.of(std::array<std::string_view, 3>{"", "-", "+"});
        end_line();
        if (random_.one_in(6)) text_ += newline_;
        const auto count = random_.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            pad(column + width + (indicator || i > 0 ? random_.below(3) : 0));
            text_ += random_.of(
                std::array<std::string_view, 4>{"text # no comment", "- key: value", "\u00fc [", "#"});
            text_ += newline_;
            if (random_.one_in(4)) text_ += newline_;
        }
        is_below_text_ = true;
    }

    std::string flow_scalar() {
        switch (random_.below(8)) {
        case 0:
            return "~";
        case 1:
            return "\"a, b] #\"";
        case 2:
            return "'it''s }'";
        case 3:
            return "two words";
        case 4:
            return "\u00e9";
        default:
            return std::to_string(random_.below(100));
        }
    }

    /// What stands between the parts in brackets: blanks, or new lines with comments.
    std::string gap(std::size_t layout, std::size_t column) {
        if (layout == 0) return random_.one_in(8) ? "" : " ";
        if (layout == 1 && !random_.one_in(3)) return " ";
        auto text = random_.one_in(noise_ + 1) ? " " + comment() : std::string();
        text += newline_;
        if (random_.one_in(noise_ + 2)) text += std::string(column, ' ') + comment() + newline_;
        if (random_.one_in(noise_ + 5)) text += newline_;
        return text + std::string(column, ' ');
    }
    std::string flow(std::size_t column, std::size_t depth) {
        const auto is_list = random_.one_in(2);
        const auto layout = random_.below(4); // 0 and 3 on one line, 1 wrapped, 2 a part a line
        const auto count = random_.below(4);
        const auto inside = column + 2;
        const auto split = layout == 1 || layout == 2;
        std::string text = is_list ? "[" : "{";
        if (split || random_.one_in(4)) text += gap(layout % 3, inside);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) text += "," + gap(layout % 3, inside);
            if (!is_list)
                text += key() + ":" + (random_.one_in(8) ? "" : " ");
            else if (random_.one_in(12))
                text += "bare" + std::to_string(++keys_) + ": ";
            const auto is_spaced = text.ends_with(' ') || text.ends_with('[');
            if (depth < deepest && is_spaced && random_.one_in(4))
                text += flow(inside, depth + 1);
            else if (is_spaced || is_list)
                text += flow_scalar();
        }
        if (count > 0 && random_.one_in(5)) text += ",";
        if (split || random_.one_in(4)) text += gap(layout % 3, column);
        return text + (is_list ? "]" : "}");
    }

    Random random_;
    std::string text_, newline_;
    std::size_t map_width_ = 2, list_width_ = 2, dash_width_ = 2, noise_ = 3;
    std::size_t comments_ = 0, keys_ = 0;
    bool is_below_text_ = false; // a deeper comment there would be text
};
