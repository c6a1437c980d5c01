#include "render/catalogue.hpp"

#include <sstream>
#include <utility>

namespace peerreview {

namespace {

/// The words of a line of mdoc without its macro and zero-width marks; empty for a macro of layout.
std::string plain_line(const std::string& line) {
    std::string text = line;
    if (line.starts_with('.')) {
        const auto space = line.find(' ');
        text = space == std::string::npos ? "" : line.substr(space + 1);
    }
    for (auto at = text.find("\\&"); at != std::string::npos; at = text.find("\\&")) text.erase(at, 2);
    for (const auto* mark : {" .", " ,", " ;", " :"}) // punctuation stands apart in a macro's line
        if (text.ends_with(mark)) text.erase(text.size() - 2, 1);
    return text;
}

struct Item {
    std::string code, text;
};

/// The items of the page's list of codes.
std::vector<Item> items() {
    std::vector<Item> list;
    std::istringstream lines{std::string(diagnostics_page)};
    auto in_list = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(".It Li ")) {
            list.push_back({line.substr(7), ""});
            in_list = true;
        } else if (line.starts_with(".El") || line.starts_with(".Sh")) {
            in_list = false;
        } else if (in_list) {
            auto& text = list.back().text;
            if (line == ".Pp")
                text += "\n\n";
            else if (const auto words = plain_line(line); !words.empty())
                text += (text.empty() || text.ends_with('\n') ? "" : " ") + words;
        }
    }
    return list;
}

} // namespace

std::optional<std::string> explanation_of(std::string_view code) {
    for (auto& item : items())
        if (item.code == code) return std::move(item.text);
    return std::nullopt;
}

std::vector<std::string> known_codes() {
    std::vector<std::string> codes;
    for (auto& item : items()) codes.push_back(std::move(item.code));
    return codes;
}

} // namespace peerreview
