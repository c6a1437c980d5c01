#include "yaml/merge.hpp"

#include "source/failure.hpp"
#include "yaml/edit.hpp"
#include "yaml/lines.hpp"
#include "yaml/parse.hpp"

#include <algorithm>
#include <cassert>

namespace peerreview {

namespace {

/// Raised where both sides changed the same value.
struct Conflict {};

/// One of the three texts, read.
struct Version {
    Version(const std::string& path, const std::string& bytes) : file(path, bytes) {
        Diagnostics ignored;
        auto node = parse_yaml(file, ignored);
        if (!node) throw Conflict();
        root = std::move(*node);
        extent = extent_of(file, root);
    }
    SourceFile file;
    Node root;
    Extent extent;
};

/// A part of a version; of a value that is not there, nothing.
struct Part {
    const Node* node = nullptr;
    const Extent* extent = nullptr;
    explicit operator bool() const { return node != nullptr; }
};

bool same(Part one, Part other) {
    if (!one || !other) return !one && !other;
    return is_same(*one.node, *other.node);
}
bool are_maps(Part one, Part other) { return one && other && one.node->is_map() && other.node->is_map(); }
bool are_lists(Part one, Part other) { return one && other && one.node->is_list() && other.node->is_list(); }

Part value_of(Part map, const std::string& key) {
    if (!map) return {};
    const auto& entries = map.node->entries;
    const auto entry = std::ranges::find(entries, key, &Entry::key);
    if (entry == entries.end()) return {};
    return {&entry->value, &map.extent->parts[static_cast<std::size_t>(entry - entries.begin())]};
}

std::vector<Part> items_of(Part list) {
    std::vector<Part> items;
    for (std::size_t i = 0; list && i < list.node->items.size(); ++i)
        items.push_back({&list.node->items[i], &list.extent->parts[i]});
    return items;
}

/// Whether two items of a list are versions of one.
bool is_same_item(Part one, Part other) {
    const auto* id = one.node->find("id");
    const auto* other_id = other.node->find("id");
    return id && other_id ? id->text == other_id->text : is_same(*one.node, *other.node);
}

Part find_item(const std::vector<Part>& items, Part item) {
    const auto found = std::ranges::find_if(items, [&](Part other) { return is_same_item(item, other); });
    return found == items.end() ? Part{} : *found;
}

/// The items that stand in the other list too.
std::vector<Part> common(const std::vector<Part>& items, const std::vector<Part>& others) {
    std::vector<Part> result;
    std::ranges::copy_if(items, std::back_inserter(result),
                         [&](Part item) { return !!find_item(others, item); });
    return result;
}

/// Brings into one version what another changed in their base.
class Merge {
public:
    Merge(const std::string& path, const std::string& base, const std::string& ours,
          const std::string& theirs)
        : base_(path, base), ours_(path, ours), theirs_(path, theirs), editor_(path, ours) {}

    std::string run() {
        value({}, {&base_.root, &base_.extent}, {&ours_.root, &ours_.extent},
              {&theirs_.root, &theirs_.extent});
        return editor_.text();
    }

private:
    void value(const KeyPath& path, Part base, Part ours, Part theirs) {
        if (same(base, theirs) || same(ours, theirs)) return;
        if (are_maps(ours, theirs)) return map(path, base, ours, theirs);
        if (are_lists(ours, theirs)) return list(path, base, ours, theirs);
        if (!same(base, ours)) throw Conflict();
        take(path, ours, theirs);
    }

    void map(const KeyPath& path, Part base, Part ours, Part theirs) {
        for (const auto& entry : ours.node->entries)
            if (!value_of(theirs, entry.key))
                value(below(path, entry.key), value_of(base, entry.key), {&entry.value, nullptr}, {});
        for (const auto& entry : theirs.node->entries)
            value(below(path, entry.key), value_of(base, entry.key), value_of(ours, entry.key),
                  value_of(theirs, entry.key));
    }

    /// Items that are there still, then those that theirs took out from the last on, then its new ones: so
    /// that no index is used after it has moved.
    void list(const KeyPath& path, Part base, Part ours, Part theirs) {
        const auto before = items_of(base), mine = items_of(ours), other = items_of(theirs);
        require_order(before, mine);
        require_order(before, other);
        for (std::size_t i = 0; i < mine.size(); ++i)
            if (const auto item = find_item(other, mine[i]))
                value(below(path, i), find_item(before, mine[i]), mine[i], item);
        for (const auto item : before)
            if (!find_item(other, item) && !find_item(mine, item) && !item.node->find("id")) throw Conflict();
        auto size = mine.size();
        for (auto i = mine.size(); i-- > 0;) {
            const auto original = find_item(before, mine[i]);
            if (!original || find_item(other, mine[i])) continue;
            if (!same(original, mine[i])) throw Conflict();
            editor_.remove(below(path, i));
            --size;
        }
        for (const auto item : other)
            if (!find_item(before, item) && !find_item(mine, item))
                editor_.insert(below(path, size++), source_of(item));
    }

    static void require_order(const std::vector<Part>& before, const std::vector<Part>& after) {
        if (!std::ranges::equal(common(before, after), common(after, before), is_same_item)) throw Conflict();
    }

    /// What theirs has, where ours is as the base.
    void take(const KeyPath& path, Part ours, Part theirs) {
        if (!theirs) {
            editor_.remove(path);
        } else if (!ours) {
            editor_.insert(path, source_of(theirs));
        } else if (ours.node->is_scalar() && theirs.node->is_scalar()) {
            editor_.set(path, source_of(theirs));
        } else {
            const auto* key = std::get_if<std::string>(&path.back());
            if (!key) throw Conflict();
            editor_.remove(path);
            editor_.insert(path, source_of(theirs));
        }
    }

    /// A value's YAML from column 1. The lines of a block map or list stand as deep as its first, those of
    /// any other value as deep as below its key.
    std::string source_of(Part part) const {
        const auto text = theirs_.file.text();
        const auto& extent = *part.extent;
        const auto is_block = (part.node->is_map() || part.node->is_list()) && !part.node->flow;
        const auto depth = Lines(text).column(is_block ? extent.begin : extent.marker);
        std::string result;
        for (auto at = extent.begin; at < extent.end;) {
            const auto end = std::min(text.find('\n', at), extent.end);
            auto line = text.substr(at, end - at);
            if (at != extent.begin)
                line.remove_prefix(std::min(line.find_first_not_of(' '), std::min(depth, line.size())));
            if (line.ends_with('\r')) line.remove_suffix(1);
            result += std::string(line) + (end < extent.end ? "\n" : "");
            at = end + 1;
        }
        return result;
    }

    static KeyPath below(KeyPath path, KeyPath::value_type step) {
        path.push_back(std::move(step));
        return path;
    }

    Version base_, ours_, theirs_;
    Editor editor_;
};

} // namespace

std::optional<std::string> merge_records(const std::string& path, const std::string& base,
                                         const std::string& ours, const std::string& theirs) {
    try {
        return Merge(path, base, ours, theirs).run();
    } catch (const Conflict&) {
        return std::nullopt;
    } catch (const Failure&) { // an edit that cannot be made in place
        return std::nullopt;
    }
}

} // namespace peerreview
