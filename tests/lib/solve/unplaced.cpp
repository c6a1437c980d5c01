#include "solve/unplaced.hpp"

#include "source/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <tuple>

using namespace peerreview;

namespace {

struct Draw {
    std::uint64_t state;
    int below(int count) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(count));
    }
};

SchoolId id(int i) { return {"school-" + std::to_string(i)}; }

/// Schools so far from each other, and of so few trusts and so many phases, that rules leave some waiting.
Project cohort_of(int schools, std::uint64_t seed) {
    Draw draw{seed};
    Project project;
    project.cohort.value.year = "2026/27";
    if (seed % 4 == 0) project.cohort.value.policy.phase = PhaseRule::any;
    for (int i = 0; i < schools; ++i) {
        School school;
        school.name = "School " + std::to_string(i);
        school.phase = draw.below(4) == 0 ? Phase::special : Phase::primary;
        school.easting = 400000 + draw.below(60000);
        school.northing = 200000 + draw.below(60000);
        if (draw.below(2) == 0) school.trust = draw.below(2) == 0 ? "Oak Trust" : "Elm Trust";
        if (draw.below(3) == 0) school.apart.push_back(id((i + 1 + draw.below(schools - 1)) % schools));
        project.schools[id(i)].value = school;
    }
    return project;
}

std::vector<SchoolId> ids_in(const Project& project) {
    std::vector<SchoolId> ids;
    for (const auto& [school, record] : project.schools) ids.push_back(school);
    return ids;
}

/// The names in single quotes, in their order.
std::vector<SchoolId> quoted_in(std::string_view text) {
    std::vector<SchoolId> ids;
    for (auto from = text.find('\''); from != std::string_view::npos; from = text.find('\'', from)) {
        const auto to = text.find('\'', from + 1);
        ids.push_back({std::string(text.substr(from + 1, to - from - 1))});
        from = to + 1;
    }
    return ids;
}

bool holds(const std::vector<SchoolId>& schools, const SchoolId& school) {
    return std::ranges::find(schools, school) != schools.end();
}

using Allowed = std::function<bool(const SchoolId&, const SchoolId&)>;

/// Whether a school has a triad, by trying all.
bool has_triad(const std::vector<SchoolId>& schools, const SchoolId& school, const Allowed& allowed) {
    for (const auto& a : schools)
        for (const auto& b : schools)
            if (a != school && b != school && a < b && allowed(school, a) && allowed(school, b) &&
                allowed(a, b))
                return true;
    return false;
}

/// How many schools can be in triads together, by trying all.
std::size_t most_placed(const std::vector<SchoolId>& schools, const Allowed& allowed) {
    if (schools.size() < 3) return 0;
    const std::vector<SchoolId> others(schools.begin() + 1, schools.end());
    auto most = most_placed(others, allowed);
    for (std::size_t i = 0; i < others.size(); ++i)
        for (auto j = i + 1; j < others.size(); ++j) {
            if (!allowed(schools[0], others[i]) || !allowed(schools[0], others[j]) ||
                !allowed(others[i], others[j]))
                continue;
            auto rest = others;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            most = std::max(most, 3 + most_placed(rest, allowed));
        }
    return most;
}

/// Facts as the records have them: what each forbids is judged from its words and the rules alone.
class Facts {
public:
    Facts(const Project& project, const Travel& travel) : project_(project), travel_(travel) {}

    void add(const std::string& text) {
        if (const auto at = text.find(" belong to "); at != std::string::npos) {
            trusts_.insert(fold(text.substr(at + 11, text.find(": '") - at - 11)));
        } else if (text.find("different phases") != std::string::npos) {
            phase_ = true; // there are two phases here
        } else if (text.find(" asks to be apart ") != std::string::npos) {
            const auto ids = quoted_in(text);
            apart_.insert(std::minmax(ids.at(0), ids.at(1)));
        } else {
            const auto within = text.find("within");
            REQUIRE(within != std::string::npos);
            far_.insert(quoted_in(text.substr(text.find(" of '", within))).front());
        }
    }

    bool allow(const SchoolId& a, const SchoolId& b) const {
        return std::ranges::none_of(broken_rules(project_, travel_, a, b), [&](const BrokenRule& broken) {
            if (broken.rule == "travel") return far_.contains(a) || far_.contains(b);
            if (broken.rule == "trust") return trusts_.contains(fold(project_.schools.at(a).value.trust));
            if (broken.rule == "apart") return apart_.contains(std::minmax(a, b));
            return broken.rule == "phase" && phase_;
        });
    }

private:
    const Project& project_;
    const Travel& travel_;
    std::set<SchoolId> far_;
    std::set<std::string> trusts_;
    std::set<std::pair<SchoolId, SchoolId>> apart_;
    bool phase_ = false;
};

/// The facts of a conflict leave nothing possible, and without any one of them something is.
void check_conflict(const Project& project, const Travel& travel, const std::vector<Fact>& conflict,
                    const std::function<bool(const Allowed&)>& is_possible) {
    const auto possible_without = [&](std::size_t left_out) {
        Facts facts(project, travel);
        for (std::size_t i = 0; i < conflict.size(); ++i)
            if (i != left_out) facts.add(conflict[i].text);
        return is_possible([&](const SchoolId& a, const SchoolId& b) { return facts.allow(a, b); });
    };
    REQUIRE_FALSE(conflict.empty());
    CHECK_FALSE(possible_without(conflict.size()));
    for (std::size_t i = 0; i < conflict.size(); ++i) {
        INFO(conflict[i].text);
        CHECK(possible_without(i));
    }
}

/// What a way out sets aside, read from its words.
struct SetAside {
    std::vector<std::pair<std::string, std::vector<SchoolId>>> waived; ///< a rule, for these schools
    std::vector<std::pair<Phase, double>> raised;                      ///< travel limits
};

void read_part(std::string_view part, SetAside& aside) {
    const auto waive = part.find("waive '");
    REQUIRE(waive != std::string_view::npos);
    auto words = quoted_in(part.substr(waive));
    const auto rule = words.front().text;
    words.erase(words.begin());
    aside.waived.emplace_back(rule, words);
    const auto raise = part.substr(0, waive);
    const auto to = raise.find(" to ");
    if (!raise.starts_with("raise")) return;
    REQUIRE(to != std::string_view::npos);
    const auto limit = std::stod(std::string(raise.substr(to + 4)));
    for (const auto phase : {Phase::primary, Phase::special})
        if (raise.find(std::string(name_of(phase)) + " from ") != std::string_view::npos)
            aside.raised.emplace_back(phase, limit);
}

SetAside read_way(const std::string& way) {
    SetAside aside;
    std::string_view left = std::string_view(way).substr(0, way.find(": then "));
    while (!left.empty()) {
        const auto end = std::min(left.find("; "), left.size());
        read_part(left.substr(0, end), aside);
        left.remove_prefix(std::min(end + 2, left.size()));
    }
    return aside;
}

/// Whether two schools may share a triad with that set aside: travel by its waiver, or by the limits raised.
bool may_share(const Project& project, const Travel& travel, const SetAside& aside, bool by_limits,
               const SchoolId& a, const SchoolId& b) {
    return std::ranges::none_of(broken_rules(project, travel, a, b), [&](const BrokenRule& broken) {
        if (by_limits && broken.rule == "travel") return true; // though the limits are raised
        return std::ranges::none_of(aside.waived, [&](const auto& waiver) {
            return waiver.first == broken.rule && holds(waiver.second, a) && holds(waiver.second, b);
        });
    });
}

/// The project with the limits that a way out names.
void raise_limits(Project& project, const SetAside& aside) {
    for (const auto& [phase, limit] : aside.raised) {
        CHECK(limit > project.policy().travel_limit.at(phase));
        project.cohort.value.policy.travel_limit[phase] = limit;
    }
}

/// Rules that a triad breaks, pairs that break some, and the longest way: what makes a way out dear.
using Price = std::tuple<std::size_t, std::size_t, std::int64_t>;
Price price_of(const Project& project, const Travel& travel, const std::array<SchoolId, 3>& triad) {
    std::set<std::string> rules;
    std::size_t pairs = 0;
    std::int64_t longest = 0;
    for (std::size_t i = 0; i < 3; ++i)
        for (auto j = i + 1; j < 3; ++j) {
            const auto broken = broken_rules(project, travel, triad[i], triad[j]);
            for (const auto& rule : broken) rules.insert(rule.rule);
            pairs += broken.empty() ? 0 : 1;
            longest = std::max(longest, travel.between(triad[i], triad[j])->longest);
        }
    return {rules.size(), pairs, longest};
}

/// Each way out of a school that may share a triad with nobody works, both ways of it; the first is the
/// cheapest of all, and none is cheaper than one before it.
void check_ways_of_one(const Project& project, const Travel& travel, const Unplaced& answer, int& raised) {
    const auto schools = ids_in(project);
    const auto& school = answer.schools.front();
    Price least{9, 9, 0};
    for (const auto& a : schools)
        for (const auto& b : schools)
            if (a < b && a != school && b != school)
                least = std::min(least, price_of(project, travel, {school, a, b}));
    REQUIRE_FALSE(answer.ways_out.empty());
    Price before{};
    for (const auto& way : answer.ways_out) {
        INFO(way);
        const auto then = quoted_in(way.substr(way.find(": then ")));
        REQUIRE(then.size() == 3);
        CHECK(then[0] == school);
        const auto aside = read_way(way);
        for (const bool by_limits : {false, true}) {
            Project changed;
            changed.cohort = project.cohort;
            changed.schools = project.schools;
            if (by_limits) raise_limits(changed, aside);
            Diagnostics findings;
            const Travel anew(changed, findings);
            for (std::size_t i = 0; i < 3; ++i)
                for (auto j = i + 1; j < 3; ++j)
                    CHECK(may_share(changed, anew, aside, by_limits, then[i], then[j]));
        }
        raised += !aside.raised.empty();
        const auto price = price_of(project, travel, {then[0], then[1], then[2]});
        if (&way == &answer.ways_out.front()) CHECK(price == least);
        CHECK(price >= before);
        before = price;
    }
}

/// The way out of schools that could each be placed: as many wait as it says.
void check_way_of_many(const Project& project, const Travel& travel, const std::string& way) {
    INFO(way);
    const auto schools = ids_in(project);
    const auto aside = read_way(way);
    const auto placed = most_placed(schools, [&](const SchoolId& a, const SchoolId& b) {
        return may_share(project, travel, aside, false, a, b);
    });
    const auto told = std::stoul(way.substr(way.find(": then ") + 7));
    CHECK(schools.size() - placed == told);
}

} // namespace

TEST_CASE("each fact of a conflict is needed and each way out works, the cheapest first") {
    int alone = 0, together = 0, ways = 0, raised = 0;
    for (std::uint64_t seed = 1; seed <= 240; ++seed) {
        INFO("seed ", seed);
        const auto project = cohort_of(5 + static_cast<int>(seed % 4), seed);
        Diagnostics findings;
        const Travel travel(project, findings);
        const auto schools = ids_in(project);
        const Allowed by_rules = [&](const SchoolId& a, const SchoolId& b) {
            return broken_rules(project, travel, a, b).empty();
        };
        const auto most = most_placed(schools, by_rules);
        for (const auto& answer : why_unplaced(project, travel, form_arrangement(project, travel, {}))) {
            if (!has_triad(schools, answer.schools.front(), by_rules)) {
                ++alone;
                check_conflict(project, travel, answer.conflict, [&](const Allowed& allowed) {
                    return has_triad(schools, answer.schools.front(), allowed);
                });
                check_ways_of_one(project, travel, answer, raised);
                continue;
            }
            ++together;
            check_conflict(project, travel, answer.conflict,
                           [&](const Allowed& allowed) { return most_placed(schools, allowed) > most; });
            for (const auto& way : answer.ways_out) check_way_of_many(project, travel, way);
            ways += !answer.ways_out.empty();
        }
    }
    CHECK(alone > 100);
    CHECK(together > 10);
    CHECK(ways > 10);
    CHECK(raised > 20);
}

namespace {

/// A special school and primary schools beside it, at so many kilometres from the first.
Project special_beside(const std::vector<int>& kilometres) {
    Project project;
    project.cohort.value.year = "2026/27";
    for (std::size_t i = 0; i < kilometres.size(); ++i) {
        School school;
        school.name = "School";
        school.phase = i == 0 ? Phase::special : Phase::primary;
        school.easting = 400000 + 1000 * kilometres[i];
        school.northing = 200000;
        project.schools[id(static_cast<int>(i))].value = school;
    }
    return project;
}

std::vector<Unplaced> answers_of(const Project& project) {
    Diagnostics findings;
    const Travel travel(project, findings);
    return why_unplaced(project, travel, form_arrangement(project, travel, {}));
}

} // namespace

TEST_CASE("the limit that a way out raises is the one that holds for the pair") {
    // 90 minutes to the primary schools, which may go 75, and the special school 120.
    auto project = special_beside({0, 52, 53});
    project.cohort.value.policy.phase = PhaseRule::any;
    const auto answers = answers_of(project);
    REQUIRE_FALSE(answers.empty());
    REQUIRE_FALSE(answers[0].ways_out.empty());
    CHECK(answers[0].ways_out[0].starts_with(
        "raise policy 'travel.limit' for primary from 75 to 92 minutes, or waive 'travel' for "));
}

TEST_CASE("of a school to which two limits apply no single limit is told") {
    auto project = special_beside({0, 52, 53});
    project.cohort.value.policy.phase = PhaseRule::any;
    project.schools[id(3)].value = project.schools[id(0)].value;
    project.schools[id(3)].value.easting = 500000;
    const auto answers = answers_of(project);
    std::string facts;
    for (const auto& answer : answers)
        for (const auto& fact : answer.conflict) facts += fact.text + "\n";
    CHECK(facts.find("no school is within the limit of travel of 'school-0': the nearest, 'school-1', is 91 "
                     "minutes away, over the limit of 75\n") != std::string::npos);
}

TEST_CASE("where a place is not known the way out is to add it, or to waive travel") {
    auto project = special_beside({0, 1, 2});
    project.schools[id(0)].value.phase = Phase::primary;
    project.schools[id(0)].value.easting.reset();
    const auto answers = answers_of(project);
    REQUIRE_FALSE(answers.empty());
    REQUIRE(answers[0].ways_out.size() == 1);
    CHECK(answers[0].ways_out[0] ==
          "add easting and northing to what has none, or rows to travel.csv, or waive 'travel'");
}
