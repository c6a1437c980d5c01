#include "project/agenda.hpp"

#include "project/small_project.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The events as lines: day, kind, host, part, `x` where cancelled.
std::string brief(const Project& project, const AgendaReader& reader) {
    constexpr const char* kinds[] = {"launch", "review", "follow-up"};
    constexpr const char* parts[] = {"host", "reviewer", "consultant", "reserve", "member", "onlooker"};
    Diagnostics findings;
    std::string text;
    for (const auto& event : agenda(project, reader, Travel(project, findings))) {
        text += iso(event.date) + " " + kinds[static_cast<int>(event.kind)];
        if (!event.host.empty()) text += " " + event.host.text;
        text += std::string(" ") + parts[static_cast<int>(event.part)];
        text += event.cancelled ? " x\n" : "\n";
    }
    return text;
}

AgendaReader leader(const std::string& id) { return {.leader = LeaderId{id}}; }
AgendaReader school(const std::string& id) { return {.school = SchoolId{id}}; }
const AgendaReader consultant = {.consultant = ConsultantId{"c-north"}};

} // namespace

TEST_CASE("the agenda of a cohort has launch, reviews and follow-up by date") {
    CHECK(brief(small_project(), {}) == "2026-09-24 launch onlooker\n"
                                        "2026-11-12 review ash onlooker\n"
                                        "2026-11-26 review elm onlooker\n"
                                        "2026-12-03 review oak onlooker\n"
                                        "2027-03-04 follow-up onlooker\n");
}

TEST_CASE("the agenda of a leader has what the leader does alone") {
    CHECK(brief(small_project(), leader("ash-deputy")) == "2026-09-24 launch member\n"
                                                          "2026-11-12 review ash host\n"
                                                          "2026-11-26 review elm reviewer\n"
                                                          "2026-12-03 review oak reviewer\n");
    CHECK(brief(small_project(), leader("elm-head")) == "2026-09-24 launch member\n"
                                                        "2026-11-12 review ash reserve\n"
                                                        "2026-11-26 review elm host\n"
                                                        "2027-03-04 follow-up member\n");
}

TEST_CASE("the agenda of a school has what it hosts and where its leaders go") {
    CHECK(brief(small_project(), school("oak")) == "2026-09-24 launch member\n"
                                                   "2026-11-12 review ash reviewer\n"
                                                   "2026-11-26 review elm reviewer\n"
                                                   "2026-12-03 review oak host\n"
                                                   "2027-03-04 follow-up member\n");
}

TEST_CASE("a consultant's agenda tells the way from home and from the host before") {
    const auto project = small_project();
    Diagnostics findings;
    const auto events = agenda(project, consultant, Travel(project, findings));
    REQUIRE(events.size() == 5);
    CHECK(events[1].home == 312); // 3 km × 1.3 ÷ 45 km/h
    CHECK(events[3].home == 936);
    CHECK_FALSE(events[1].onward);
    CHECK(events[2].onward == 312);
}

TEST_CASE("no way is told where a point is not known") {
    auto project = small_project();
    project.consultants[{"c-north"}].value.easting.reset();
    project.schools[{"elm"}].value.northing.reset();
    Diagnostics findings;
    const auto events = agenda(project, consultant, Travel(project, findings));
    CHECK_FALSE(events[1].home);
    CHECK_FALSE(events[2].onward);
}

TEST_CASE("a review after its host left is cancelled and one before it was held") {
    auto project = small_project();
    decide(project, DecisionKind::leaver, "elm", "2026-11-20");
    CHECK(brief(project, {}) == "2026-09-24 launch onlooker\n"
                                "2026-11-12 review ash onlooker\n"
                                "2026-11-26 review elm onlooker x\n"
                                "2026-12-03 review oak onlooker\n"
                                "2027-03-04 follow-up onlooker\n");
}

TEST_CASE("a visit of a leader whose school left is cancelled for that leader alone") {
    auto project = small_project();
    decide(project, DecisionKind::leaver, "ash", "2026-11-20");
    CHECK(brief(project, leader("ash-deputy")) == "2026-09-24 launch member\n"
                                                  "2026-11-12 review ash host\n"
                                                  "2026-11-26 review elm reviewer x\n"
                                                  "2026-12-03 review oak reviewer x\n");
    CHECK(brief(project, leader("elm-deputy")).find("oak reviewer\n") != std::string::npos);
}

TEST_CASE("a follow-up meeting of one school alone is cancelled") {
    auto project = small_project();
    decide(project, DecisionKind::leaver, "ash", "2027-01-20");
    CHECK(brief(project, {}).find(" x") == std::string::npos);
    decide(project, DecisionKind::leaver, "elm", "2027-01-21");
    CHECK(brief(project, {}).find("2027-03-04 follow-up onlooker x\n") != std::string::npos);
}

TEST_CASE("each decision that may move a date raises the revision and others do not") {
    auto project = small_project();
    Diagnostics findings;
    const auto revision = [&](std::size_t event) {
        return agenda(project, {}, Travel(project, findings))[event].revision;
    };
    CHECK(revision(1) == 0);
    decide(project, DecisionKind::postponement, "ash", "2026-11-09");
    CHECK(revision(1) == 1);
    decide(project, DecisionKind::swap, "t001", "2026-11-10");
    CHECK(revision(1) == 2);
    CHECK(revision(4) == 2);
    decide(project, DecisionKind::waiver, "ash", "2026-11-10");
    decide(project, DecisionKind::postponement, "birch", "2026-11-10");
    CHECK(revision(1) == 2);
    CHECK(revision(0) == 0);
}
