#include "solve/soft_rules.hpp"

#include "solve/apart.hpp"

#include <algorithm>
#include <cmath>

namespace peerreview {

namespace {

using Groups = std::vector<std::string>;

/// What the rules look at: pupils, place, and the groups of theme codes, which are their letters.
struct Facts {
    const School* school = nullptr;
    Groups priorities, strengths; ///< sorted, each once
};

/// The letters of a theme code: LN of LN2.
std::string group_of(const std::string& code) { return code.substr(0, code.find_first_of("-0123456789")); }

void tidy(Groups& groups) {
    std::ranges::sort(groups);
    const auto again = std::ranges::unique(groups);
    groups.erase(again.begin(), again.end());
}

Facts facts_of(const Project& project, const SchoolId& id) {
    Facts facts{&project.schools.at(id).value, {}, {}};
    for (const auto& leader : facts.school->leaders)
        for (const auto& code : leader.strengths) facts.strengths.push_back(group_of(code));
    const auto review = project.reviews.find(id);
    if (review != project.reviews.end() && review->second.priorities)
        for (const auto& priority : review->second.priorities->value.priorities) {
            if (!priority.theme.empty()) facts.priorities.push_back(group_of(priority.theme));
            for (const auto& code : priority.other_themes) facts.priorities.push_back(group_of(code));
        }
    tidy(facts.strengths);
    tidy(facts.priorities);
    return facts;
}

bool share_one(const Groups& a, const Groups& b) { return std::ranges::find_first_of(a, b) != a.end(); }

std::string joined(const Groups& groups) {
    std::string text;
    for (const auto& group : groups) text += (text.empty() ? "" : ", ") + group;
    return text;
}

// Each says why a pair is against it; nothing where it is not.

std::string rivals(const Facts& a, const Facts& b) {
    const auto &first = *a.school, &second = *b.school;
    if (!first.phase || !second.phase || !same_phase(*first.phase, *second.phase)) return {};
    if (!first.easting || !first.northing || !second.easting || !second.northing) return {};
    const auto is_primary = *first.phase == Phase::primary || *second.phase == Phase::primary;
    if (*first.phase == Phase::special) return {}; // pupils are placed there, and schools do not compete
    const auto metres = std::hypot(*first.easting - *second.easting, *first.northing - *second.northing);
    if (metres >= (is_primary ? 3000 : 6000)) return {};
    return fmt::format("they are {:.1f} km apart and may compete for pupils", metres / 1000);
}

std::string priorities(const Facts& a, const Facts& b) {
    if (a.priorities.empty() || b.priorities.empty()) return {};
    const auto fits = [](const Facts& host, const Facts& partner) {
        return share_one(host.priorities, partner.priorities) ||
               share_one(host.priorities, partner.strengths);
    };
    if (fits(a, b) || fits(b, a)) return {};
    return fmt::format("their priorities, in {} and in {}, have no group of themes in common",
                       joined(a.priorities), joined(b.priorities));
}

std::string size(const Facts& a, const Facts& b) {
    const auto [less, more] = std::minmax({a.school->roll.value_or(0), b.school->roll.value_or(0)});
    if (less <= 0 || more <= 3 * less) return {};
    return fmt::format("{} and {} pupils differ by more than a factor of 3", less, more);
}

std::string strengths(const Facts& a, const Facts& b) {
    if (a.strengths.empty() || a.strengths != b.strengths) return {};
    return "leaders of both have their strengths in " + joined(a.strengths) + " alone";
}

struct SoftRule {
    std::string_view name;
    int SoftWeights::*weight;
    std::string (*why_against)(const Facts&, const Facts&);
};
constexpr SoftRule soft_rules[] = {{"rivals", &SoftWeights::rivals, rivals},
                                   {"priorities", &SoftWeights::priorities, priorities},
                                   {"size", &SoftWeights::size, size},
                                   {"strengths", &SoftWeights::strengths, strengths}};

} // namespace

std::vector<Against> against_soft_rules(const Project& project, const SchoolId& a, const SchoolId& b) {
    std::vector<Against> list;
    if (project.policy().triads == SoftWeights{}) return list;
    const auto first = facts_of(project, a), second = facts_of(project, b);
    for (const auto& rule : soft_rules)
        if (const auto weight = project.policy().triads.*rule.weight; weight > 0)
            if (auto why = rule.why_against(first, second); !why.empty())
                list.push_back({rule.name, std::move(why), weight});
    return list;
}

std::vector<std::string_view> soft_rules_of(const Policy& policy) {
    std::vector<std::string_view> names;
    for (const auto& rule : soft_rules)
        if (policy.triads.*rule.weight > 0) names.push_back(rule.name);
    return names;
}

} // namespace peerreview
