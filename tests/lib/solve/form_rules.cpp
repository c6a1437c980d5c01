#include "solve/form.hpp"

#include "record/typical_calendar.hpp"
#include "solve/pairs.hpp"
#include "yaml/parse.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// A generator for instances, the same on every machine.
struct Draw {
    std::uint64_t state;
    std::uint64_t next() { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }
    int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
};

Closed closed(int day, int days) {
    const auto from = std::chrono::sys_days(std::chrono::year(2026) / 9 / 1) + std::chrono::days(day);
    return {from, from + std::chrono::days(days), "works"};
}

/// Schools of all phases and some trusts, some of them without a place, apart, in conflict, met before, or
/// closed for much of the year.
Project cohort_of(int schools, std::uint64_t seed) {
    Draw draw{seed};
    Project project;
    project.cohort.value.year = "2026/27";
    const auto id = [](int i) { return SchoolId{"school-" + std::to_string(100 + i)}; };
    for (int i = 0; i < schools; ++i) {
        School school;
        if (draw.below(20) > 0) school.phase = static_cast<Phase>(draw.below(4));
        if (draw.below(3) == 0) school.trust = draw.below(2) ? "Oak  Trust" : "oak trust";
        if (draw.below(15) > 0) {
            school.easting = 300000 + draw.below(90000);
            school.northing = 200000 + draw.below(90000);
        }
        if (draw.below(6) == 0) school.apart.push_back(id(draw.below(schools)));
        if (draw.below(6) == 0)
            school.history.push_back({draw.below(2) ? "2024/25" : "2023/24", {id(draw.below(schools))}});
        if (draw.below(4) == 0) school.roll = 50 + draw.below(1000);
        for (int leader = draw.below(3); leader > 0; --leader) {
            auto& own = school.leaders.emplace_back();
            if (draw.below(3) == 0) own.conflicts.push_back(id(draw.below(schools)));
            if (draw.below(2) == 0) own.strengths.push_back(draw.below(2) ? "LN1" : "CT2");
        }
        if (draw.below(5) == 0) school.blocked.push_back(closed(draw.below(20), 100 + draw.below(70)));
        if (draw.below(5) == 0) school.blocked.push_back(closed(140 + draw.below(20), 190));
        project.schools[id(i)].value = school;
    }
    return project;
}

std::vector<SchoolId> ids_of(const Project& project) {
    std::vector<SchoolId> ids;
    for (const auto& [id, record] : project.schools) ids.push_back(id);
    return ids;
}

/// Pairs and costs, by the rules one by one.
std::string by_rules(const Project& project, const Travel& travel) {
    std::string text;
    const auto ids = ids_of(project);
    for (std::size_t a = 0; a < ids.size(); ++a)
        for (auto b = a + 1; b < ids.size(); ++b)
            if (why_apart(project, travel, ids[a], ids[b]).empty())
                text += fmt::format("{}-{}: {}\n", a, b,
                                    travel.between(ids[a], ids[b])->seconds +
                                        penalty_of(project, ids[a], ids[b]));
    return text;
}

std::string by_problem(const Project& project, const Travel& travel) {
    std::string text;
    for (const auto& pair : problem_of(project, travel, ids_of(project)).pairs)
        text += fmt::format("{}-{}: {}\n", pair.a, pair.b, pair.cost);
    return text;
}

School place(int easting, std::string trust = {}) {
    School school;
    school.phase = Phase::primary;
    school.easting = easting;
    school.northing = 0;
    school.trust = std::move(trust);
    return school;
}

} // namespace

TEST_CASE("the pairs of the problem are those that the rules allow, at the same cost") {
    constexpr PhaseRule phases[] = {PhaseRule::same, PhaseRule::prefer_same, PhaseRule::any};
    constexpr TrustRule trusts[] = {TrustRule::different, TrustRule::prefer_different, TrustRule::any};
    for (std::uint64_t seed = 1; seed <= 9; ++seed) {
        auto project = cohort_of(60, seed);
        project.cohort.value.policy.phase = phases[seed % 3];
        project.cohort.value.policy.trust = trusts[seed / 3 % 3];
        if (seed % 2 == 0) project.cohort.value.policy.triads = {.rivals = 100, .size = 7, .strengths = 20};
        const SourceFile days("calendar.yaml", typical_calendar(2026));
        Diagnostics none;
        project.calendar.emplace(&days, Tree(days), read_calendar(*parse_yaml(days, none)));
        const SourceFile csv("travel.csv",
                             "from,to,minutes\nschool-100,school-101,10\nschool-101,school-100,80\n"
                             "school-103,school-102,20.5\nschool-104,school-105,200\n");
        project.travel = &csv;
        Diagnostics diagnostics;
        const Travel travel(project, diagnostics);
        REQUIRE(!diagnostics.has_errors());
        INFO("seed ", seed);
        CHECK(by_problem(project, travel) == by_rules(project, travel));
    }
}

TEST_CASE("a preference costs half an hour, and is given up where it costs more") {
    Project project;
    project.cohort.value.policy.trust = TrustRule::prefer_different;
    // Two trusts of three near each other, so that mixing them means 20 km between: one pair mixed at most.
    for (int i = 0; i < 6; ++i)
        project.schools[{"s" + std::to_string(i)}].value =
            place(i < 3 ? i * 100 : 30000 + i * 100, i < 3 ? "Oak" : "Elm");
    Diagnostics diagnostics;
    const Travel travel(project, diagnostics);
    const auto near = form_arrangement(project, travel, {});
    CHECK(near.penalty == 6 * preference_seconds);
    CHECK(near.bound == near.seconds + near.penalty);
    for (int i = 3; i < 6; ++i) project.schools[{"s" + std::to_string(i)}].value = place(i * 100, "Elm");
    const auto mixed = form_arrangement(project, travel, {});
    CHECK(mixed.penalty == 2 * preference_seconds);
    CHECK(mixed.bound == mixed.seconds + mixed.penalty);
}

TEST_CASE("a waiver silences the rule that it names and no other") {
    Project project;
    const SourceFile file("triads/t001.yaml", "schools: [s0, s1, s2]\n");
    for (int i = 0; i < 3; ++i)
        project.schools[{"s" + std::to_string(i)}].value = place(i * 100, i < 2 ? "Oak" : "Elm");
    project.schools[{"s0"}].value.apart.push_back({"s1"});
    auto& triad = project.triads[{"t001"}];
    triad.value.schools = {{"s0"}, {"s1"}, {"s2"}};
    const auto found = [&] {
        Diagnostics travel_findings, findings;
        const Travel travel(project, travel_findings);
        check_triads(project, travel, findings);
        std::string text;
        for (const auto& finding : findings.all()) text += finding.message + "\n";
        return text;
    };
    const std::string trust = "'s0' and 's1' may not share a triad: both belong to Oak\n";
    const std::string apart = "'s0' and 's1' may not share a triad: one asks to be apart from the other\n";
    CHECK(found() == trust + apart);
    triad.value.waivers.push_back({"trust", "programme lead", std::nullopt, "no other school"});
    CHECK(found() == apart);
    triad.value.waivers.push_back({"travel", "programme lead", std::nullopt, "no other school"});
    CHECK(found() == apart);
    triad.value.waivers.push_back({"apart", "programme lead", std::nullopt, "they asked for it"});
    CHECK(found() == "");
}

TEST_CASE("a certificate holds for the records that it was made of, and through its file") {
    auto project = cohort_of(50, 3);
    Diagnostics diagnostics;
    const Travel travel(project, diagnostics);
    auto arrangement = form_arrangement(project, travel, {});
    auto& part = arrangement.certificate.parts.at(0);
    part.others.push_back(part); // as a second proof, which does not name the schools
    part.others[0].schools.clear();
    const auto text = write_certificate(arrangement.certificate);
    const auto read = read_certificate(text);
    REQUIRE(read.certificate);
    CHECK(write_certificate(*read.certificate) == text);
    CHECK(certificate_fault(project, travel, *read.certificate) == "");
    auto raised = *read.certificate;
    ++raised.bound;
    CHECK(certificate_fault(project, travel, raised) != "");
    auto dearer = *read.certificate;
    dearer.parts[0].others.at(0).nodes[0].school_prices[0] += 1'000'000 * solve::price_scale;
    CHECK(certificate_fault(project, travel, dearer) != "");
    project.schools.erase(project.schools.begin());
    CHECK(certificate_fault(project, travel, *read.certificate) != "");
    CHECK(read_certificate("{\"version\":1}").fault != "");
}
