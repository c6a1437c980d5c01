#include "yaml/schema_rule.hpp"

#include <algorithm>

namespace peerreview {

namespace {

using Rule = Schema::Rule;

/// Copies what may be seen.
class View {
public:
    explicit View(SharingClass most) : most_(most) {}

    /// Nothing where neither the value nor anything in it may be seen.
    std::optional<Node> of(const Node& node, const Rule& unresolved, SharingClass inherited) const {
        const auto& rule = branch_for(node, follow(unresolved));
        const auto own = rule.sharing.value_or(inherited);
        if (!node.is_map() && !node.is_list()) return own <= most_ ? std::optional(node) : std::nullopt;
        Node seen{.kind = node.kind, .flow = node.flow, .place = node.place};
        if (rule.items)
            for (const auto& item : node.items)
                if (auto part = of(item, *rule.items, own)) seen.items.push_back(std::move(*part));
        for (const auto& entry : node.entries) {
            const auto* property = property_of(rule, entry.key);
            if (!property) continue;
            if (auto part = of(entry.value, *property, own))
                seen.entries.push_back({entry.key, entry.key_place, std::move(*part)});
        }
        const auto is_empty = seen.items.empty() && seen.entries.empty();
        return own <= most_ || !is_empty ? std::optional(std::move(seen)) : std::nullopt;
    }

private:
    /// Of alternatives the first that has the value's type.
    static const Rule& branch_for(const Node& node, const Rule& rule) {
        for (const auto* branch : rule.any_of)
            if (has_type(node, follow(*branch))) return follow(*branch);
        return rule;
    }
    static const Rule* property_of(const Rule& rule, const std::string& key) {
        const auto known =
            std::ranges::find(rule.properties, key, &std::pair<std::string, const Rule*>::first);
        return known == rule.properties.end() ? nullptr : known->second;
    }

    SharingClass most_;
};

} // namespace

Node Schema::visible(const Node& node, SharingClass most) const {
    const auto seen = View(most).of(node, *root_, SharingClass::host);
    return seen ? *seen : Node{.kind = Node::Kind::map, .place = node.place};
}

} // namespace peerreview
