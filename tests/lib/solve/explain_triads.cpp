#include "solve/explain_triads.hpp"

#include "solve/consultants.hpp"
#include "solve/form.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <limits>

using namespace peerreview;

namespace {

/// A generator for instances, the same on every machine.
struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
    int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
};

SchoolId id(int i) { return {"school-" + std::to_string(i)}; }

/// Schools of one phase in a square of 60 km, some of a trust, some apart; the triads that `form` proposes.
Project cohort_of(int schools, std::uint64_t seed) {
    Draw draw{seed};
    Project project;
    project.cohort.value.year = "2026/27";
    for (int i = 0; i < schools; ++i) {
        School school;
        school.name = "School " + std::to_string(i);
        school.phase = Phase::primary;
        school.easting = 400000 + draw.below(60000);
        school.northing = 200000 + draw.below(60000);
        if (draw.below(3) == 0) school.trust = "Oak Trust";
        if (draw.below(4) == 0) school.apart.push_back(id(draw.below(schools)));
        project.schools[id(i)].value = school;
    }
    return project;
}

void take(Project& project, const std::map<TriadId, Triad>& triads) {
    project.triads.clear();
    for (const auto& [triad, record] : triads) project.triads[triad].value = record;
}

using Group = std::vector<SchoolId>;
using Wish = std::function<bool(const std::vector<Group>&)>;

/// Waiting and cost of the best arrangement as wished, by trying all; triads keep all rules but the given
/// one.
class Oracle {
public:
    Oracle(const Project& project, const Travel& travel, Wish wish, Group free_of_rules = {})
        : project_(project), travel_(travel), wish_(std::move(wish)),
          free_of_rules_(std::move(free_of_rules)) {
        for (const auto& [school, record] : project.schools) left_.push_back(school);
        place(0, 0);
    }
    std::string answer() const {
        return best_.first == never ? "none" : fmt::format("{} {}", best_.first, best_.second);
    }

private:
    static constexpr auto never = std::numeric_limits<std::int64_t>::max();

    bool is_free_of_rules(const SchoolId& a, const SchoolId& b) const {
        const auto has = [&](const SchoolId& school) {
            return std::ranges::find(free_of_rules_, school) != free_of_rules_.end();
        };
        return has(a) && has(b);
    }
    std::int64_t cost(const SchoolId& a, const SchoolId& b) const {
        if (!is_free_of_rules(a, b) && !why_apart(project_, travel_, a, b).empty()) return -1;
        return travel_.between(a, b)->seconds;
    }
    void place(std::int64_t waiting, std::int64_t sum) {
        if (left_.empty()) {
            if (wish_(groups_)) best_ = std::min(best_, std::pair(waiting, sum));
            return;
        }
        const auto left = left_;
        left_.erase(left_.begin());
        place(waiting + 1, sum);
        for (std::size_t j = 1; j < left.size(); ++j)
            for (auto k = j + 1; k < left.size(); ++k) {
                const auto ab = cost(left[0], left[j]), ac = cost(left[0], left[k]),
                           bc = cost(left[j], left[k]);
                if (ab < 0 || ac < 0 || bc < 0) continue;
                left_ = left;
                for (const auto at : {k, j, std::size_t{0}})
                    left_.erase(left_.begin() + static_cast<std::ptrdiff_t>(at));
                groups_.push_back({left[0], left[j], left[k]});
                place(waiting, sum + ab + ac + bc);
                groups_.pop_back();
            }
        left_ = left;
    }

    const Project& project_;
    const Travel& travel_;
    Wish wish_;
    Group free_of_rules_, left_;
    std::vector<Group> groups_;
    std::pair<std::int64_t, std::int64_t> best_ = {never, never};
};

bool holds(const Group& group, const SchoolId& school) {
    return std::ranges::find(group, school) != group.end();
}
bool are_together(const std::vector<Group>& groups, const SchoolId& a, const SchoolId& b) {
    return std::ranges::any_of(groups,
                               [&](const Group& group) { return holds(group, a) && holds(group, b); });
}

std::string text(const std::optional<OtherArrangement>& other) {
    if (!other) return "none";
    CHECK(other->is_proven);
    CHECK(other->bound == other->cost.total());
    return fmt::format("{} {}", other->cost.waiting, other->cost.total());
}

/// The present triads with the changes, as sorted groups.
std::vector<Group> changed(const Project& project, const OtherArrangement& other) {
    std::vector<Group> groups;
    const auto moves_or_joins = [&](const SchoolId& school) {
        return std::ranges::any_of(other.changed,
                                   [&](const auto& triad) { return holds(triad.schools, school); }) ||
               std::ranges::any_of(other.moved,
                                   [&](const auto& move) { return move.waits && move.school == school; });
    };
    for (const auto& [triad, record] : project.triads)
        if (std::ranges::none_of(record.value.schools, moves_or_joins))
            groups.push_back(record.value.schools);
    for (const auto& triad : other.changed) groups.push_back(triad.schools);
    return groups;
}

/// Runs a check on projects of nine, eight and ten schools with their best triads.
template <class Check>
void each_cohort(Check check) {
    constexpr int sizes[] = {9, 8, 10};
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        INFO("seed ", seed);
        auto project = cohort_of(sizes[seed % 3], seed);
        Diagnostics findings;
        const Travel travel(project, findings);
        take(project, form_arrangement(project, travel, {}).triads);
        if (!project.triads.empty()) check(project, travel);
    }
}

/// Four schools on a line, a kilometre apart; the first three are a triad.
Project line_of_four() {
    Project project;
    project.cohort.value.year = "2026/27";
    for (int i = 0; i < 4; ++i) {
        School school;
        school.name = "School " + std::to_string(i);
        school.phase = Phase::primary;
        school.easting = 400000 + 1000 * i;
        school.northing = 200000;
        project.schools[id(i)].value = school;
    }
    project.triads[{"t001"}].value.schools = {id(0), id(1), id(2)};
    return project;
}

} // namespace

TEST_CASE("what a school in another triad costs is what trying all arrangements shows") {
    each_cohort([](const Project& project, const Travel& travel) {
        for (int i = 0; i < 3; ++i) {
            const auto explanation = explain_school(project, travel, id(i), {});
            const auto own = triad_of(project, id(i));
            const auto is_elsewhere = [&](const std::vector<Group>& groups) {
                return std::ranges::any_of(groups, [&](const Group& group) {
                    return holds(group, id(i)) &&
                           (own.empty() || group != project.triads.at(own).value.schools);
                });
            };
            CHECK(text(explanation.best) ==
                  Oracle(project, travel, [](const auto&) { return true; }).answer());
            CHECK(text(explanation.wished) == Oracle(project, travel, is_elsewhere).answer());
            if (explanation.wished) CHECK(is_elsewhere(changed(project, *explanation.wished)));
        }
    });
}

TEST_CASE("what a pair together or apart costs is what trying all arrangements shows") {
    each_cohort([](const Project& project, const Travel& travel) {
        for (int i = 1; i < 5; ++i) {
            const auto explanation = explain_pair(project, travel, id(0), id(i), {});
            const auto own = triad_of(project, id(0));
            const auto is_together = !own.empty() && own == triad_of(project, id(i));
            CHECK((explanation.question == TriadQuestion::apart) == is_together);
            const auto is_otherwise = [&](const std::vector<Group>& groups) {
                return are_together(groups, id(0), id(i)) != is_together;
            };
            CHECK(text(explanation.wished) == Oracle(project, travel, is_otherwise, {id(0), id(i)}).answer());
            if (explanation.wished) CHECK(is_otherwise(changed(project, *explanation.wished)));
        }
    });
}

TEST_CASE("what a triad costs that is not is what trying all arrangements shows") {
    each_cohort([](const Project& project, const Travel& travel) {
        const Group asked = {id(0), id(3), id(5)};
        const auto has_it = [&](const std::vector<Group>& groups) {
            return std::ranges::find(groups, asked) != groups.end();
        };
        const auto explanation = explain_why_not(project, travel, asked, {});
        CHECK(text(explanation.wished) == Oracle(project, travel, has_it, asked).answer());
        REQUIRE(explanation.wished);
        CHECK(has_it(changed(project, *explanation.wished)));
    });
}

TEST_CASE("a school that waits is told what taking it in costs and who would wait") {
    const auto project = line_of_four();
    Diagnostics findings;
    const Travel travel(project, findings);
    const auto explanation = explain_school(project, travel, id(3), {});
    CHECK(explanation.triads == std::vector<TriadId>{{}});
    CHECK(explanation.partners == 3);
    REQUIRE(explanation.wished);
    CHECK(explanation.wished->cost.total() == explanation.present.total());
    REQUIRE(explanation.wished->moved.size() == 2);
    CHECK(explanation.wished->moved[0].waits);
    CHECK(explanation.wished->moved[0].school == id(0));
    CHECK(explanation.wished->moved[1].school == id(3));
    CHECK(explanation.wished->moved[1].to == TriadId{"t001"});
}

TEST_CASE("a pinned triad stays unless it is asked about") {
    auto project = cohort_of(9, 4);
    Diagnostics findings;
    const Travel travel(project, findings);
    std::map<TriadId, Triad> triads;
    for (int i = 0; i < 3; ++i) triads[{"t00" + std::to_string(i)}].schools = {id(i), id(i + 3), id(i + 6)};
    triads[{"t000"}].pinned = true;
    take(project, triads);
    CHECK(explain_school(project, travel, id(3), {}).unpinned == std::vector<TriadId>{{"t000"}});
    const auto elsewhere = explain_school(project, travel, id(1), {});
    CHECK(elsewhere.unpinned.empty());
    CHECK(elsewhere.looked_at == 6);
    for (const auto& triad : elsewhere.best.changed)
        CHECK_FALSE(
            (holds(triad.schools, id(0)) || holds(triad.schools, id(3)) || holds(triad.schools, id(6))));
}

TEST_CASE("a ring and a cohort without triads have rules and no figures") {
    auto project = line_of_four();
    Diagnostics findings;
    const Travel travel(project, findings);
    project.triads[{"t001"}].value.schools = {id(0), id(1), id(2), id(3)};
    project.triads[{"t001"}].value.kind = TriadKind::ring_of_four;
    const auto ring = explain_school(project, travel, id(0), {});
    CHECK(ring.no_figures);
    CHECK(ring.pairs.size() == 6);
    project.triads.clear();
    const auto none = explain_pair(project, travel, id(0), id(1), {});
    CHECK(none.no_figures == "no triads are formed yet");
    CHECK(none.pairs.at(0).rules.size() == 7);
}

TEST_CASE("in a great cohort only the triads near the schools asked about can change") {
    auto project = cohort_of(420, 9);
    for (auto& [school, record] : project.schools) record.value.trust.clear();
    Diagnostics findings;
    const Travel travel(project, findings);
    std::map<TriadId, Triad> triads; // as they come: far from the best
    for (int i = 0; i < 420; i += 3)
        triads[{fmt::format("t{:03}", i)}].schools = {id(i), id(i + 1), id(i + 2)};
    take(project, triads);
    const auto explanation = explain_pair(project, travel, id(0), id(5), {.effort = solve::Effort::quick});
    CHECK_FALSE(explanation.is_whole);
    CHECK(explanation.looked_at == 180);
    CHECK(explanation.of == 420);
    REQUIRE(explanation.wished);
    CHECK_FALSE(explanation.wished->is_proven);
    CHECK(explanation.wished->cost.total() < explanation.present.total());
    CHECK(are_together(changed(project, *explanation.wished), id(0), id(5)));
}

TEST_CASE("a rule of a pair is kept, waived, disliked or broken, and says where") {
    const SourceFile first(
        "schools/school-0.yaml",
        "trust: Oak\napart: [school-2, school-1]\nhistory:\n  - {year: 2022/23, with: [school-1]}\n");
    const SourceFile second("schools/school-1.yaml", "trust: oak\n");
    auto project = line_of_four();
    auto& a = project.schools[id(0)];
    auto& b = project.schools[id(1)];
    a.node = Tree(first);
    b.node = Tree(second);
    a.value.trust = "Oak";
    b.value.trust = "oak";
    a.value.apart = {id(2), id(1)};
    a.value.history = {{"2022/23", {id(1)}}};
    Diagnostics findings;
    const Travel travel(project, findings);
    const auto shown = [&](const std::vector<Waiver>& waivers) {
        std::string lines;
        for (const auto& rule : rule_outcomes(project, travel, id(0), id(1), waivers)) {
            lines += fmt::format("{} {}: {}", name_of(rule.result), rule.rule, rule.why);
            for (const auto& place : rule.places)
                lines +=
                    fmt::format(" {}:{}", place.file->path(), place.file->line_column(place.offset).column);
            lines += "\n";
        }
        return lines;
    };
    const std::string travel_line = "pass travel: 2 minutes; the limit is 75\npass phase: both are primary\n";
    const std::string apart_line =
        "broken apart: one asks to be apart from the other schools/school-0.yaml:19\n"
        "pass repeat: they last met in 2022/23 schools/school-0.yaml:28\n"
        "pass conflict: no leader is known who declares a conflict\n"
        "pass dates: they have school days enough in common\n";
    const std::string trusts = " schools/school-0.yaml:8 schools/school-1.yaml:8\n";
    CHECK(shown({}) == travel_line + "broken trust: both belong to Oak" + trusts + apart_line);
    CHECK(shown({{"trust", "", std::nullopt, ""}}) ==
          travel_line + "waived trust: both belong to Oak" + trusts + apart_line);
    project.cohort.value.policy.trust = TrustRule::prefer_different;
    CHECK(shown({}) == travel_line +
                           "penalty trust: both belong to Oak, which the policy would rather keep apart" +
                           trusts + apart_line);
    project.cohort.value.policy.triads = {.size = 120, .strengths = 60};
    a.value.roll = 90;
    b.value.roll = 400;
    CHECK(shown({}).ends_with(
        "penalty size: 90 and 400 pupils differ by more than a factor of 3; it counts 2 minutes\n"
        "pass strengths: nothing in the records is against it\n"));
}

TEST_CASE("a row of travel.csv is the place of a pair's travel, the longer where there are two") {
    auto project = line_of_four();
    const SourceFile csv("travel.csv", "from,to,minutes\nschool-0,school-1,10\nschool-1,school-0,80\n");
    project.travel = &csv;
    Diagnostics findings;
    const Travel travel(project, findings);
    const auto rule = rule_outcomes(project, travel, id(0), id(1), {}).front();
    CHECK(rule.result == PairResult::broken);
    CHECK(rule.why == "80 minutes of travel, over the limit of 75");
    REQUIRE(rule.places.size() == 1);
    CHECK(csv.line_column(rule.places[0].offset).line == 3);
}

TEST_CASE("each consultant would cost what proposing all of them anew around it shows") {
    auto project = cohort_of(9, 2);
    for (auto& [school, record] : project.schools) {
        record.value.trust.clear();
        record.value.apart.clear();
    }
    const auto add = [&](const char* consultant, int easting, int days) -> Consultant& {
        auto& record = project.consultants[{consultant}].value;
        record.easting = easting;
        record.northing = 230000;
        record.days = days;
        return record;
    };
    add("c-east", 460000, 6);
    add("c-west", 400000, 6);
    add("c-full", 430000, 2);
    add("c-none", 430000, 9).phases = {Phase::secondary};
    add("c-kin", 430000, 9).conflicts = {id(0)};
    Diagnostics findings;
    const Travel travel(project, findings);
    auto triads = form_arrangement(project, travel, {}).triads;
    REQUIRE(triads.size() == 3);
    take(project, triads);
    const auto asked = triad_of(project, id(0));
    const auto options = consultant_options(project, triads, asked);
    REQUIRE(options.size() == 5);
    const auto option = [&](const char* consultant) {
        return *std::ranges::find(options, ConsultantId{consultant}, &ConsultantOption::consultant);
    };
    CHECK(option("c-none").against ==
          std::vector<std::string>{"not all of its schools are of the consultant's phases"});
    CHECK(option("c-kin").against == std::vector<std::string>{"declares a conflict with school-0"});
    CHECK(option("c-full").against == std::vector<std::string>{"has no days for a triad"});
    const auto other = triads.at(asked).consultant == ConsultantId{"c-east"} ? "c-west" : "c-east";
    CHECK_FALSE(option(triads.at(asked).consultant.text.c_str()).more);
    REQUIRE(option(other).more);
    CHECK(*option(other).more > 0);
}
