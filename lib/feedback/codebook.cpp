#include "feedback/codebook.hpp"

#include "yaml/parse.hpp"

#include <algorithm>
#include <stdexcept>

namespace peerreview {

namespace {

const Themes& built_in() {
    static const auto themes = [] {
        const SourceFile file("themes.yaml", std::string(themes_yaml));
        Diagnostics findings;
        const auto node = parse_yaml(file, findings);
        if (!node || findings.has_errors()) throw std::logic_error("the built-in codebook is no record");
        return read_themes(*node);
    }();
    return themes;
}

} // namespace

const Themes& codebook_of(const Project& project) {
    return project.themes ? project.themes->value : built_in();
}

const Theme* find_theme(const Themes& codebook, std::string_view code) {
    for (const auto* list : {&codebook.codes, &codebook.reserved})
        if (const auto found = std::ranges::find(*list, code, &Theme::id); found != list->end())
            return &*found;
    return nullptr;
}

} // namespace peerreview
