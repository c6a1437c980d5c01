// Any bytes as any record: the first byte chooses the schema. Reading reports and never crashes, every place
// lies in the file, both readers of YAML agree, and an edit of what was accepted changes that value alone.
//   build/fuzz/fuzz_record -max_total_time=600 CORPUS examples/cohort/schools

#include "../lib/yaml/shown_node.hpp"
#include "render/findings.hpp"
#include "source/failure.hpp"
#include "yaml/edit.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"

#include <cstdint>
#include <cstdlib>

using namespace peerreview;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_edit(const SourceFile& file, const Node& root) {
    if (!root.is_map() || root.entries.empty() || !root.entries.front().value.is_scalar()) return;
    const auto key = root.entries.front().key;
    Editor editor(file.path(), std::string(file.text()));
    try {
        editor.set({key}, "\"changed\"");
    } catch (const Failure&) {
        return; // refusing is allowed, and leaves the text
    }
    Diagnostics findings;
    const SourceFile edited("a.yaml", editor.text());
    const auto after = parse_yaml(edited, findings);
    require(after && after->entries.size() == root.entries.size());
    require(after->entries.front().value.text == "changed");
    for (std::size_t i = 1; i < root.entries.size(); ++i)
        require(after->entries[i].value.text == root.entries[i].value.text);
}

/// The plain reader leaves a text, or reads it as yaml-cpp does.
void check_readers(const SourceFile& file, const Node* root) {
    Diagnostics findings;
    const auto full = parse_any_yaml(file, findings);
    require(full.has_value() == (root != nullptr) && (!root || shown(*full) == shown(*root)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto& schemas = embedded_schemas();
    const auto& schema = schema_of(schemas[data[0] % schemas.size()].name);
    const SourceFile file("a.yaml", std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
    Diagnostics findings;
    const auto root = parse_yaml(file, findings);
    check_readers(file, root ? &*root : nullptr);
    if (root) schema.check(*root, findings);
    for (const auto& finding : findings.all()) require(finding.place.offset <= file.text().size());
    findings.sort();
    require(!findings_json(findings).empty());
    require(findings_text(findings, {}).find('\x1b') == std::string::npos);
    if (root) check_edit(file, *root);
    return 0;
}
