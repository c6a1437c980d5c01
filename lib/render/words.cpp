#include "render/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace peerreview {

std::string_view role_words(Role role) {
    constexpr std::array<std::string_view, 6> words = {
        "headteacher",           "deputy headteacher",
        "assistant headteacher", "special educational needs coordinator",
        "phase leader",          "senior leader"};
    return words[static_cast<std::size_t>(role)];
}

namespace {

struct ActivityWords {
    std::string_view one, many;
};
ActivityWords words_for(Activity activity) {
    constexpr std::array<ActivityWords, 11> words = {
        {{"visit to lessons", "visits to lessons"},
         {"learning walk", "learning walks"},
         {"look at pupils' work", "looks at pupils' work"},
         {"discussion with pupils", "discussions with pupils"},
         {"discussion with staff", "discussions with staff"},
         {"meeting with leaders", "meetings with leaders"},
         {"meeting with governors", "meetings with governors"},
         {"discussion with parents", "discussions with parents"},
         {"look at school-level figures", "looks at school-level figures"},
         {"look at documents", "looks at documents"},
         {"time in shared spaces", "times in shared spaces"}}};
    return words[static_cast<std::size_t>(activity)];
}

} // namespace

std::string_view activity_words(Activity activity) { return words_for(activity).one; }

std::string_view activities_words(Activity activity) { return words_for(activity).many; }

std::string school_words(const Project& project, const SchoolId& school) {
    const auto found = project.schools.find(school);
    return found == project.schools.end() ? school.text : found->second.value.name;
}

std::string_view size_words(std::size_t schools) {
    constexpr std::array<std::string_view, 3> words = {"three", "four", "five"};
    assert(schools >= 3 && schools <= 5); // by the schema
    return words[schools - 3];
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

std::string capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
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
