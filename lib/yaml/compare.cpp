// Records may be large where a stranger wrote them, so that keys and items are found by maps, never by loops
// in loops.

#include "yaml/compare.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace peerreview {

namespace {

/// What people know items by, the surest first.
constexpr std::string_view names_of_items[] = {"id",   "host", "school", "leader",
                                               "rule", "year", "date",   "from"};

/// Values by name, each name once, and the names in their order.
struct Named {
    std::vector<std::string_view> names;
    std::map<std::string_view, const Node*> values;

    bool add(std::string_view name, const Node& value) {
        names.push_back(name);
        return values.emplace(name, &value).second;
    }
    const Node* find(std::string_view name) const {
        const auto found = values.find(name);
        return found == values.end() ? nullptr : found->second;
    }
};

/// The items of a list by their values of a key; nothing where one has none, or two the same.
std::optional<Named> named_by(std::string_view key, const Node& list) {
    Named named;
    for (const auto& item : list.items) {
        const auto* name = item.find(key);
        if (!name || !name->is_scalar() || !named.add(name->text, item)) return std::nullopt;
    }
    return named;
}

Named entries_of(const Node& map) {
    Named named;
    for (const auto& entry : map.entries) named.add(entry.key, entry.value);
    return named;
}

/// All that a value says, and no more than that: two say the same where these texts are the same.
std::string written_out(const Node& node) {
    if (node.is_null()) return "~";
    const auto with_size = [](std::string_view text) {
        return std::to_string(text.size()) + ":" + std::string(text);
    };
    if (node.is_scalar()) return with_size(node.text);
    std::string text;
    for (const auto& item : node.items) text += written_out(item);
    for (const auto& [key, value] : entries_of(node).values) text += with_size(key) + written_out(*value);
    return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

std::vector<std::string> each_written_out(const Node& list) {
    std::vector<std::string> texts;
    for (const auto& item : list.items) texts.push_back(written_out(item));
    return texts;
}

class Comparison {
public:
    std::vector<ValueChange> run(const Node& before, const Node& now) {
        value({}, before, now);
        return std::move(changes_);
    }

private:
    using Path = std::vector<std::string>;

    void value(const Path& path, const Node& before, const Node& now) {
        if (before.is_map() && now.is_map()) return named(path, entries_of(before), entries_of(now));
        if (before.is_list() && now.is_list()) return list(path, before, now);
        if (before.kind != now.kind || before.text != now.text)
            changes_.push_back({path, ChangeKind::changed, &before, &now});
    }

    void named(const Path& path, const Named& before, const Named& now) {
        for (const auto name : now.names) {
            const auto& present = *now.find(name);
            if (const auto* old = before.find(name))
                value(below(path, name), *old, present);
            else
                changes_.push_back({below(path, name), ChangeKind::added, nullptr, &present});
        }
        for (const auto name : before.names)
            if (!now.find(name))
                changes_.push_back({below(path, name), ChangeKind::removed, before.find(name), nullptr});
    }

    void list(const Path& path, const Node& before, const Node& now) {
        const auto count = changes_.size();
        const auto has_order = order_of_items(path, before, now);
        if (!has_order && changes_.size() == count)
            changes_.push_back({path, ChangeKind::order, &before, &now});
    }

    /// Compares the items of two lists, and tells whether those of both are in the same order.
    bool order_of_items(const Path& path, const Node& before, const Node& now) {
        for (const auto key : names_of_items) {
            const auto old = named_by(key, before), present = named_by(key, now);
            if (!old || !present) continue;
            named(path, *old, *present);
            return old->names == present->names;
        }
        const auto old = each_written_out(before), present = each_written_out(now);
        whole_items(path, before, old, now, present);
        return old == present;
    }

    /// Each item of one list stands for one that says the same in the other.
    void whole_items(const Path& path, const Node& before, const std::vector<std::string>& old,
                     const Node& now, const std::vector<std::string>& present) {
        std::map<std::string_view, std::size_t> left;
        for (const auto& text : old) ++left[text];
        for (std::size_t i = 0; i < present.size(); ++i)
            if (const auto same = left.find(present[i]); same != left.end() && same->second > 0)
                --same->second;
            else
                changes_.push_back({path, ChangeKind::added, nullptr, &now.items[i]});
        for (auto i = old.size(); i-- > 0;) // of several that say the same the last are gone
            if (auto& count = left[old[i]]; count > 0) {
                --count;
                changes_.push_back({path, ChangeKind::removed, &before.items[i], nullptr});
            }
    }

    static Path below(Path path, std::string_view step) {
        path.emplace_back(step);
        return path;
    }

    std::vector<ValueChange> changes_;
};

} // namespace

std::vector<ValueChange> compare_records(const Node& before, const Node& now) {
    return Comparison().run(before, now);
}

} // namespace peerreview
