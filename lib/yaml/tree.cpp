#include "yaml/tree.hpp"

#include "yaml/parse.hpp"

#include <cassert>

namespace peerreview {

Spot Spot::with(Step step) const {
    assert(count_ < steps_.size());
    auto next = *this;
    next.steps_[next.count_++] = step;
    return next;
}

Spot::Reached Spot::walk() const {
    const auto* node = &tree_->root();
    for (std::size_t i = 0; i < count_; ++i) {
        const auto* value = node->find(steps_[i].key);
        if (!value) return {node, false};
        node = value;
        if (!steps_[i].index) continue;
        if (*steps_[i].index >= node->items.size()) return {node, false};
        node = &node->items[*steps_[i].index];
    }
    return {node, true};
}

Spot::operator Place() const { return walk().node->place; }

bool Spot::exists() const { return walk().is_end; }

const Node& Tree::root() const {
    if (!root_) {
        Diagnostics ignored; // the first reading has reported them
        auto node = file_ ? parse_yaml(*file_, ignored) : std::nullopt;
        root_ = std::make_shared<const Node>(std::move(node).value_or(Node()));
    }
    return *root_;
}

} // namespace peerreview
