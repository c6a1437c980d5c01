#include "solve/unplaced.hpp"

#include "source/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
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
    auto words = quoted_in(part.substr(waive, part.find(", and for ") - waive));
    const auto rule = words.front().text;
    words.erase(words.begin());
    aside.waived.emplace_back(rule, words);
    for (auto more = part.find(", and for "); more != std::string_view::npos;) {
        const auto next = part.find(", and for ", more + 1);
        aside.waived.emplace_back(rule, quoted_in(part.substr(more, next - more)));
        more = next;
    }
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

/// What three schools cost as a triad: ten million for each rule that a pair breaks, and their travel, a
/// hundred times that where it is over the limit.
std::int64_t price_of(const Project& project, const Travel& travel, const std::vector<SchoolId>& triad) {
    std::int64_t price = 0;
    for (std::size_t i = 0; i < 3; ++i)
        for (auto j = i + 1; j < 3; ++j) {
            const auto broken = broken_rules(project, travel, triad[i], triad[j]);
            const auto time = travel.between(triad[i], triad[j]);
            price += time->seconds + 10'000'000 * std::ssize(broken);
            if (std::ranges::find(broken, "travel", &BrokenRule::rule) != broken.end())
                price += 100 * std::int64_t{time->longest};
        }
    return price;
}

constexpr std::int64_t never = 1'000'000'000'000;

/// The least price of triads of these schools in which so many wait, by trying all; not `placed` of them.
std::int64_t least_price(const Project& project, const Travel& travel, const std::vector<SchoolId>& schools,
                         std::size_t waiting, const SchoolId& placed) {
    if (schools.size() == waiting) return std::ranges::count(schools, placed) == 0 ? 0 : never;
    const std::vector<SchoolId> others(schools.begin() + 1, schools.end());
    auto least = never;
    if (waiting > 0 && schools[0] != placed)
        least = least_price(project, travel, others, waiting - 1, placed);
    for (std::size_t i = 0; i < others.size(); ++i)
        for (auto j = i + 1; j < others.size(); ++j) {
            auto rest = others;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            least = std::min(least, price_of(project, travel, {schools[0], others[i], others[j]}) +
                                        least_price(project, travel, rest, waiting, placed));
        }
    return least;
}

/// Each way out works, both ways of it: the triads that it names may be, and the others are as many as it
/// says. The first is the cheapest of all, and none sets aside a rule that one before it does.
void check_ways(const Project& project, const Travel& travel, const Unplaced& answer, bool is_alone,
                int& raised) {
    const auto schools = ids_in(project);
    const auto most = most_placed(schools, [&](const SchoolId& a, const SchoolId& b) {
        return broken_rules(project, travel, a, b).empty();
    });
    const auto now = schools.size() - most, waiting = now < 3 ? now : now - 3;
    std::set<std::string> rules;
    for (const auto& way : answer.ways_out) {
        INFO(way);
        const auto then = quoted_in(way.substr(way.find(": then ")));
        REQUIRE(then.size() % 3 == 0);
        if (is_alone) CHECK(then[0] == answer.schools.front());
        CHECK(way.ends_with(now < 3 ? "and as many schools wait as now"
                                    : fmt::format("and {} school{} wait{}, not {}", waiting,
                                                  waiting == 1 ? "" : "s", waiting == 1 ? "s" : "", now)));
        const auto aside = read_way(way);
        for (const bool by_limits : {false, true}) {
            Project changed;
            changed.cohort = project.cohort;
            changed.schools = project.schools;
            if (by_limits) raise_limits(changed, aside);
            Diagnostics findings;
            const Travel anew(changed, findings);
            for (std::size_t t = 0; t < then.size(); t += 3)
                for (const auto& [i, j] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)})
                    CHECK(may_share(changed, anew, aside, by_limits, then[t + static_cast<std::size_t>(i)],
                                    then[t + static_cast<std::size_t>(j)]));
        }
        raised += !aside.raised.empty();
        auto rest = schools;
        std::erase_if(rest, [&](const auto& school) { return holds(then, school); });
        auto price = least_price(project, travel, rest, waiting, {});
        CHECK(price < 10'000'000);
        for (std::size_t t = 0; t < then.size(); t += 3)
            price += price_of(project, travel, {then[t], then[t + 1], then[t + 2]});
        if (&way == &answer.ways_out.front())
            CHECK(price == least_price(project, travel, schools, waiting,
                                       is_alone ? answer.schools.front() : SchoolId{}));
        for (const auto& [rule, names] : aside.waived) CHECK(rules.count(rule) == 0);
        for (const auto& [rule, names] : aside.waived) rules.insert(rule);
    }
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
                REQUIRE_FALSE(answer.ways_out.empty());
                check_ways(project, travel, answer, true, raised);
                continue;
            }
            ++together;
            check_conflict(project, travel, answer.conflict,
                           [&](const Allowed& allowed) { return most_placed(schools, allowed) > most; });
            check_ways(project, travel, answer, false, raised);
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
