#pragma once

#include "project/project.hpp"

#include <string>
#include <string_view>

namespace peerreview {

/// Plain words for readers who do not see the records; whoever writes them into a document escapes them.
/// Nobody is named: people stand by role and school.

std::string_view role_words(Role role);

/// "visit to lessons", for one activity of the day.
std::string_view activity_words(Activity activity);

/// "visits to lessons", for several.
std::string_view activities_words(Activity activity);

/// The school's name, or its id where there is no such school.
std::string school_words(const Project& project, const SchoolId& school);

/// "three": how many schools review each other in a triad or ring.
std::string_view size_words(std::size_t schools);

/// The leader's role; "senior leader" where it is not known.
std::string_view leader_words(const Project& project, const Visitor& visitor);

/// "deputy headteacher, Ash Primary School".
std::string visitor_words(const Project& project, const Visitor& visitor);

/// The text with a capital letter first.
std::string capital(std::string text);

/// "a, b and c".
std::string joined(const std::vector<std::string>& words);

} // namespace peerreview
