#include "project/upgrade.hpp"

#include <algorithm>
#include <vector>

namespace peerreview {

namespace {

// Format 0 was that of the pilots: keys of several words were joined by '_', and some words were others.

/// A word that format 1 spells otherwise. An empty schema means every record.
struct Renamed {
    std::string_view schema;
    std::string_view before;
    std::string_view after;
};
constexpr Renamed renamed_keys[] = {
    {"cohort", "sen", "special"}, // a travel limit
    {"cohort", "academic_year", "year"},    {"cohort", "launch_date", "launch"},
    {"school", "display_name", "name"},     {"people", "display_name", "name"},
    {"consultant", "display_name", "name"}, {"consultant", "days_available", "days"},
    {"triad", "members", "schools"},        {"evidence", "type", "activity"},
    {"evidence", "codes", "themes"},        {"feedback", "codes", "themes"},
};

/// A value of a key that format 1 spells otherwise, alone or as an item of a list.
struct RenamedValue {
    std::string_view key; ///< as format 1 calls it
    std::string_view before;
    std::string_view after;
};
constexpr RenamedValue renamed_values[] = {
    {"format", "0", "1"},
    {"phase", "sen", "special"},
    {"phases", "sen", "special"},
    {"variant", "sen", "special"},
    {"role", "head", "headteacher"},
    {"role", "phase_leader", "phase"},
    {"kind", "practice_to_share", "practice"},
    {"kind", "catch_up", "catch-up"},
    {"kind", "sign_off", "sign-off"},
    {"kind", "override_of_linter", "override"},
    {"kind", "ring4", "ring-of-four"},
    {"kind", "ring5", "ring-of-five"},
};

std::string key_now(std::string_view schema, std::string_view key) {
    for (const auto& word : renamed_keys)
        if (word.schema == schema && word.before == key) return std::string(word.after);
    std::string now(key);
    std::ranges::replace(now, '_', '-');
    return now;
}

std::string_view value_now(std::string_view key, std::string_view value) {
    for (const auto& word : renamed_values)
        if (word.key == key && word.before == value) return word.after;
    return value;
}

/// Some bytes of the text and what stands there now.
struct Replacement {
    std::size_t offset = 0;
    std::string_view before;
    std::string after;
};

class Walk {
public:
    explicit Walk(std::string_view schema) : schema_(schema) {}

    void visit(const Node& node, std::string_view key) {
        if (node.is_scalar()) replace(node.place, node.text, std::string(value_now(key, node.text)));
        for (const auto& item : node.items) visit(item, key);
        for (const auto& entry : node.entries) {
            const auto now = key_now(schema_, entry.key);
            replace(entry.key_place, entry.key, now);
            visit(entry.value, now);
        }
    }

    std::string applied_to(std::string_view text) {
        std::ranges::sort(found_, {}, &Replacement::offset);
        std::string now;
        std::size_t copied = 0;
        for (const auto& change : found_) {
            now.append(text.substr(copied, change.offset - copied)).append(change.after);
            copied = change.offset + change.before.size();
        }
        return now.append(text.substr(copied));
    }

private:
    /// A word in quotes begins a byte later; one that is written with escapes is left, and then reported as
    /// what format 1 does not know.
    void replace(Place place, std::string_view before, std::string after) {
        if (before == after) return;
        const auto text = place.file->text();
        auto offset = std::size_t{place.offset};
        if (offset < text.size() && (text[offset] == '"' || text[offset] == '\'')) ++offset;
        if (text.substr(offset, before.size()) == before)
            found_.push_back({offset, before, std::move(after)});
    }

    std::string_view schema_;
    std::vector<Replacement> found_;
};

} // namespace

std::string upgraded(std::string_view schema, const Node& root) {
    Walk walk(schema);
    walk.visit(root, {});
    return walk.applied_to(root.place.file->text());
}

} // namespace peerreview
