#include "render/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace peerreview {

std::string_view role_words(Role role) {
    constexpr std::array<std::string_view, 6> words = {
        "headteacher",           "deputy headteacher",
        "assistant headteacher", "special educational needs coordinator",
        "phase leader",          "senior leader"};
    return words[static_cast<std::size_t>(role)];
}

std::string_view activity_words(Activity activity) {
    constexpr std::array<std::string_view, 11> words = {
        "visit to lessons",       "learning walk",           "look at pupils' work",
        "discussion with pupils", "discussion with staff",   "meeting with leaders",
        "meeting with governors", "discussion with parents", "look at school-level figures",
        "look at documents",      "time in shared spaces"};
    return words[static_cast<std::size_t>(activity)];
}

std::string school_words(const Project& project, const SchoolId& school) {
    const auto found = project.schools.find(school);
    return found == project.schools.end() ? school.text : found->second.value.name;
}

std::string_view leader_words(const Project& project, const Visitor& visitor) {
    const auto school = project.schools.find(visitor.school);
    if (school == project.schools.end()) return role_words(Role::other);
    const auto& leaders = school->second.value.leaders;
    const auto leader = std::ranges::find(leaders, visitor.leader, &Leader::id);
    return role_words(leader == leaders.end() ? Role::other : leader->role.value_or(Role::other));
}

std::string visitor_words(const Project& project, const Visitor& visitor) {
    return fmt::format("{}, {}", leader_words(project, visitor), school_words(project, visitor.school));
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

} // namespace peerreview
