#include "project/agenda.hpp"

#include "project/small_project.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

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

namespace {

/// The withdrawal of ash, which dissolves the triad and takes its dates away.
void dissolve(Project& project, const char* date) {
    const auto dates = standing_dates(project, {"t001"});
    REQUIRE(dates);
    decide(project, DecisionKind::leaver, "ash", date);
    project.decisions["d" + std::to_string(project.decisions.size() - 1)].value.cancelled = {*dates};
    project.schedules.clear();
    project.triads.clear();
}

/// The event of a host's review, or of the follow-up meeting, as its day, revision and `x` where cancelled.
std::string state_of(const Project& project, const std::string& host, const AgendaReader& reader = {}) {
    Diagnostics findings;
    std::string text;
    for (const auto& event : agenda(project, reader, Travel(project, findings)))
        if (event.kind != AgendaKind::launch && event.host.text == host)
            text += fmt::format("{} {}{}", iso(event.date), event.revision, event.cancelled ? " x" : "");
    return text;
}

} // namespace

TEST_CASE("dates that a decision took away stay as cancelled events for all who had them") {
    auto project = small_project();
    const auto without_launch = [&](const AgendaReader& reader) {
        const auto text = brief(project, reader);
        return text.substr(text.find('\n') + 1);
    };
    dissolve(project, "2026-10-01");
    CHECK(without_launch({}) == "2026-11-12 review ash onlooker x\n"
                                "2026-11-26 review elm onlooker x\n"
                                "2026-12-03 review oak onlooker x\n"
                                "2027-03-04 follow-up onlooker x\n");
    CHECK(without_launch(leader("elm-deputy")) == "2026-11-12 review ash reviewer x\n"
                                                  "2026-11-26 review elm host x\n"
                                                  "2026-12-03 review oak reviewer x\n");
    CHECK(without_launch(leader("oak-head")) == "2026-12-03 review oak host x\n"
                                                "2027-03-04 follow-up member x\n");
    CHECK(without_launch(consultant) == "2026-11-12 review ash consultant x\n"
                                        "2026-11-26 review elm consultant x\n"
                                        "2026-12-03 review oak consultant x\n"
                                        "2027-03-04 follow-up member x\n");
    CHECK(without_launch({.consultant = ConsultantId{"c-south"}}).empty());
}

TEST_CASE("what was cancelled and stands again is newer than its cancellation each time") {
    auto project = small_project();
    const auto triad = project.triads.at({"t001"});
    const auto schedule = project.schedules.at({"t001"}).value;
    CHECK(state_of(project, "elm") == "2026-11-26 0");
    decide(project, DecisionKind::postponement, "ash", "2026-09-30"); // what is said of ash counts ever after
    CHECK(state_of(project, "elm") == "2026-11-26 1");
    dissolve(project, "2026-10-01");
    CHECK(state_of(project, "elm") == "2026-11-26 2 x");
    CHECK(state_of(project, "") == "2027-03-04 2 x");
    project.triads[{"t001"}] = triad;
    project.triads[{"t001"}].value.schools = {{"elm"}, {"fir"}, {"oak"}};
    auto& again = project.schedules[{"t001"}].value = schedule;
    again.reviews.erase(again.reviews.begin());
    again.reviews[0].date = *parse_date("2027-01-14");
    CHECK(state_of(project, "ash") == "2026-11-12 2 x");
    CHECK(state_of(project, "elm") == "2027-01-14 3");
    dissolve(project, "2026-10-20");
    CHECK(state_of(project, "elm") == "2027-01-14 4 x");
    CHECK(state_of(project, "ash") == "2026-11-12 3 x");
}

TEST_CASE("a visit that goes to another leader after its cancellation stays cancelled for the first") {
    auto project = small_project();
    const auto triad = project.triads.at({"t001"});
    auto schedule = project.schedules.at({"t001"}).value;
    dissolve(project, "2026-10-01");
    project.triads[{"t001"}] = triad;
    schedule.reviews[2].reviewers[1].leader = {"elm-head"};
    project.schedules[{"t001"}].value = schedule;
    CHECK(state_of(project, "oak", leader("elm-deputy")) == "2026-12-03 1 x");
    CHECK(state_of(project, "oak", leader("elm-head")) == "2026-12-03 2");
    CHECK(state_of(project, "oak") == "2026-12-03 2");
}

TEST_CASE("a follow-up meeting that has no day any more is what is lost, and one that moves is not") {
    auto project = small_project();
    auto schedule = project.schedules.at({"t001"}).value;
    CHECK_FALSE(lost_dates(project, {"t001"}, schedule));
    CHECK_FALSE(lost_dates(project, {"t002"}, schedule));
    schedule.follow_up = *parse_date("2027-03-05");
    CHECK_FALSE(lost_dates(project, {"t001"}, schedule));
    schedule.follow_up.reset();
    const auto dates = lost_dates(project, {"t001"}, schedule);
    REQUIRE(dates);
    CHECK(dates->reviews.empty());
    CHECK(dates->schools.size() == 3);
    CHECK(dates->consultant.text == "c-north");
    decide(project, DecisionKind::correction, "t001", "2026-11-01");
    project.decisions["d0"].value.cancelled = {*dates};
    project.schedules[{"t001"}].value = schedule;
    CHECK(state_of(project, "", leader("ash-head")) == "2027-03-04 1 x");
    CHECK(state_of(project, "", leader("ash-deputy")).empty());
    CHECK(state_of(project, "ash") == "2026-11-12 1");
}

TEST_CASE("a visit that another leader makes is cancelled for the first alone, and comes back newer") {
    auto project = small_project();
    const auto before = project.schedules.at({"t001"}).value;
    auto after = before;
    after.reviews[2].reviewers[1].leader = {"elm-head"};
    const auto change = [&](const Schedule& schedule, const char* date) {
        const auto dates = lost_dates(project, {"t001"}, schedule);
        REQUIRE(dates);
        CHECK(dates->reviews.size() == 1);
        CHECK_FALSE(dates->follow_up);
        decide(project, DecisionKind::correction, "t001", date);
        project.decisions["d" + std::to_string(project.decisions.size() - 1)].value.cancelled = {*dates};
        project.schedules[{"t001"}].value = schedule;
    };
    change(after, "2026-11-01");
    CHECK(state_of(project, "oak", leader("elm-deputy")) == "2026-12-03 1 x");
    CHECK(state_of(project, "oak", leader("elm-head")) == "2026-12-03 2");
    CHECK(state_of(project, "oak", leader("ash-deputy")) == "2026-12-03 2");
    CHECK(state_of(project, "oak", school("elm")) == "2026-12-03 2");
    CHECK(state_of(project, "oak", consultant) == "2026-12-03 2");
    CHECK(state_of(project, "oak") == "2026-12-03 2");
    CHECK(state_of(project, "ash", leader("elm-deputy")) == "2026-11-12 1");
    change(before, "2026-11-02");
    CHECK(state_of(project, "oak", leader("elm-deputy")) == "2026-12-03 4");
    CHECK(state_of(project, "oak", leader("elm-head")) == "2026-12-03 3 x");
}

TEST_CASE("who goes into reserve loses no date and a consultant who is replaced loses the meeting too") {
    auto project = small_project();
    auto schedule = project.schedules.at({"t001"}).value;
    auto& last = schedule.reviews[2];
    std::swap(last.reviewers[0], last.reserves[0]);
    CHECK_FALSE(lost_dates(project, {"t001"}, schedule));
    for (auto& review : schedule.reviews) review.consultant = {"c-south"};
    const auto dates = lost_dates(project, {"t001"}, schedule);
    REQUIRE(dates);
    CHECK(dates->reviews.size() == 3);
    decide(project, DecisionKind::correction, "t001", "2026-11-01");
    project.decisions["d0"].value.cancelled = {*dates};
    project.schedules[{"t001"}].value = schedule;
    const AgendaReader south = {.consultant = ConsultantId{"c-south"}};
    CHECK(state_of(project, "", consultant) == "2027-03-04 1 x");
    CHECK(state_of(project, "elm", consultant) == "2026-11-26 1 x");
    CHECK(state_of(project, "", south) == "2027-03-04 2");
    CHECK(state_of(project, "elm", leader("ash-deputy")) == "2026-11-26 2");
}
