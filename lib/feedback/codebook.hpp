#pragma once

#include "project/project.hpp"

#include <string>
#include <string_view>

namespace peerreview {

/// The built-in codebook as YAML, from lib/feedback/themes.yaml.
extern const std::string_view themes_yaml;

/// The codebook of a project: its own themes.yaml, else the built-in one.
const Themes& codebook_of(const Project& project);

/// The theme of that code; null where the codebook has none.
const Theme* find_theme(const Themes& codebook, std::string_view code);

} // namespace peerreview
