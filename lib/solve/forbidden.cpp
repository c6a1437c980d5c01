#include "solve/forbidden.hpp"

#include "source/text.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace peerreview {

Forbidden::Forbidden(const Project& project, const Travel& travel, std::vector<SchoolId> schools)
    : project_(project), travel_(travel), schools_(std::move(schools)),
      of_(schools_.size() * schools_.size()), broken_(of_.size()) {
    for (std::size_t a = 0; a < schools_.size(); ++a)
        for (auto b = a + 1; b < schools_.size(); ++b) {
            broken_[at(a, b)] = broken_rules(project, travel, schools_[a], schools_[b]);
            for (const auto& broken : broken_[at(a, b)]) note(broken, a, b);
        }
    put_weighty_first();
}

const std::vector<BrokenRule>& Forbidden::broken(std::size_t a, std::size_t b) const {
    return broken_[at(std::min(a, b), std::max(a, b))];
}

bool Forbidden::is_allowed(std::size_t a, std::size_t b, const std::vector<bool>& counts) const {
    return std::ranges::none_of(of_[at(std::min(a, b), std::max(a, b))],
                                [&](std::size_t fact) { return counts[fact]; });
}

template <class Make>
std::size_t Forbidden::fact_called(const std::string& name, Make make) {
    const auto [found, is_new] = index_.emplace(name, facts_.size());
    if (is_new) facts_.push_back(make());
    return found->second;
}

void Forbidden::note(const BrokenRule& broken, std::size_t a, std::size_t b) {
    const auto &first = schools_[a], &second = schools_[b];
    auto& facts = of_[at(a, b)];
    if (broken.rule == "travel") {
        facts.push_back(far_off(a));
        facts.push_back(far_off(b));
    } else if (broken.rule == "trust") {
        const auto& trust = project_.schools.at(first).value.trust;
        facts.push_back(fact_called("trust " + fold(trust), [&] { return of_trust(trust); }));
    } else if (broken.rule == "phase") {
        const auto phase = [&](const SchoolId& school) {
            return name_of(project_.schools.at(school).value.phase.value_or(Phase::primary));
        };
        const auto one = phase(first), other = phase(second); // std::minmax keeps no temporaries
        const auto name = fmt::format("phase {} {}", std::min(one, other), std::max(one, other));
        facts.push_back(fact_called(name, [&] {
            return Fact{broken.why, places_of_rule(project_, travel_, "phase", first, second).front(), {}};
        }));
    } else {
        const auto [one, other] = std::minmax(first, second);
        facts.push_back(fact_called(broken.rule + " " + one.text + " " + other.text, [&] {
            return Fact{quoted({one, other}) + ": " + broken.why,
                        places_of_rule(project_, travel_, broken.rule, one, other).front(),
                        {}};
        }));
    }
}

/// Of several conflicts one whose facts come early is found: let it be what keeps the first school far
/// off by itself, then those that forbid most.
void Forbidden::put_weighty_first() {
    std::vector<std::size_t> weight(facts_.size()), order(facts_.size()), rank(facts_.size());
    for (const auto& facts : of_)
        for (const auto fact : facts) ++weight[fact];
    if (const auto own = index_.find("travel " + schools_[0].text); own != index_.end())
        weight[own->second] = of_.size();
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t fact) { return weight[fact]; });
    std::vector<Fact> sorted;
    for (const auto fact : order) {
        rank[fact] = sorted.size();
        sorted.push_back(std::move(facts_[fact]));
    }
    facts_ = std::move(sorted);
    for (auto& facts : of_)
        for (auto& fact : facts) fact = rank[fact];
}

std::size_t Forbidden::far_off(std::size_t school) {
    const auto& id = schools_[school];
    return fact_called("travel " + id.text, [&] {
        return Fact{*of_distance_.insert(distance_of(id)).first,
                    project_.schools.at(id).node.place_of("easting"),
                    {}};
    });
}

/// The travel limit of two schools in minutes.
double Forbidden::limit_of(const SchoolId& a, const SchoolId& b) const {
    const auto of = [&](const SchoolId& school) {
        return project_.policy().travel_limit.at(
            project_.schools.at(school).value.phase.value_or(Phase::primary));
    };
    return std::min(of(a), of(b));
}

std::string Forbidden::distance_of(const SchoolId& school) const {
    std::int64_t nearest = -1;
    std::vector<SchoolId> near;
    std::set<double> limits;
    SchoolId which;
    for (const auto& other : schools_) {
        if (other == school) continue;
        limits.insert(limit_of(school, other));
        const auto broken = broken_rules(project_, travel_, school, other);
        if (std::ranges::find(broken, "travel", &BrokenRule::rule) == broken.end()) near.push_back(other);
        const auto time = travel_.between(school, other);
        if (!time || (nearest >= 0 && time->longest >= nearest)) continue;
        nearest = time->longest;
        which = other;
    }
    if (nearest < 0) return fmt::format("'{}' has no place: travel to it is not known", school.text);
    const auto limit =
        limits.size() == 1 ? fmt::format("{} minutes", *limits.begin()) : "the limit of travel";
    std::ranges::sort(near);
    if (near.empty())
        return fmt::format(
            "no school is within {} of '{}': the nearest, '{}', is {} minutes away{}", limit, school.text,
            which.text, minutes_up(nearest),
            limits.size() == 1 ? "" : fmt::format(", over the limit of {}", limit_of(school, which)));
    if (near.size() <= 4)
        return fmt::format("only {} {} within {} of '{}'", quoted(near), near.size() == 1 ? "is" : "are",
                           limit, school.text);
    return fmt::format("only {} of {} schools are within {} of '{}'", near.size(), schools_.size() - 1, limit,
                       school.text);
}

Fact Forbidden::of_trust(const std::string& trust) const {
    std::vector<SchoolId> members;
    for (const auto& school : schools_)
        if (fold(project_.schools.at(school).value.trust) == fold(trust)) members.push_back(school);
    std::ranges::sort(members);
    const auto names = members.size() > 3 ? fmt::format("'{}', '{}', '{}' and others", members[0].text,
                                                        members[1].text, members[2].text)
                                          : quoted(members);
    return {fmt::format("{} schools belong to {}: {}", members.size(), trust, names),
            project_.schools.at(members.front()).node.place_of("trust"),
            {}};
}

std::string quoted(const std::vector<SchoolId>& schools) {
    std::string text;
    for (std::size_t i = 0; i < schools.size(); ++i)
        text += (i == 0 ? "" : i + 1 == schools.size() ? " and " : ", ") + ("'" + schools[i].text + "'");
    return text;
}

} // namespace peerreview
