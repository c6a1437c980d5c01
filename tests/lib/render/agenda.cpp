#include "render/agenda.hpp"

#include "project/small_project.hpp"
#include "render/wall_calendar.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

std::vector<AgendaEvent> events_of(const Project& project, const AgendaReader& reader = {}) {
    Diagnostics findings;
    return agenda(project, reader, Travel(project, findings));
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("dates name schools and roles and no leader and no consultant") {
    const auto project = small_project();
    const AgendaReader reader{.leader = LeaderId{"ash-deputy"}};
    const auto events = events_of(project, reader);
    const auto text = agenda_title(project, reader) + agenda_text(project, events) +
                      wall_calendar(project, agenda_title(project, reader), events);
    CHECK(has(text, "Peer review dates: deputy headteacher, Ash Primary School"));
    CHECK(has(text,
              "Reviewers: deputy headteacher, Ash Primary School; deputy headteacher, Oak Primary School."));
    CHECK_FALSE(has(text, "ash-deputy"));
    CHECK_FALSE(has(text, "oak-deputy"));
    CHECK_FALSE(has(text, "c-north"));
}

TEST_CASE("the table of dates has a row for each review and follow-up meeting") {
    const auto project = small_project();
    const auto rows = agenda_rows(project, events_of(project, {.consultant = ConsultantId{"c-north"}}));
    REQUIRE(rows.size() == 5);
    CHECK(rows[2] ==
          std::vector<std::string>{"2026-11-26", "Thursday", "review", "t001", "Elm Primary School",
                                   "consultant", "planned",
                                   "deputy headteacher, Ash Primary School; deputy headteacher, Oak "
                                   "Primary School",
                                   "headteacher, Ash Primary School", "10", "5"});
    CHECK(rows[4][2] == "follow-up meeting");
    CHECK(rows[4][4] == "Ash Primary School, Elm Primary School and Oak Primary School");
}

TEST_CASE("a wall calendar has a captioned table for each month") {
    const auto project = small_project();
    const auto page = wall_calendar(project, "Dates", events_of(project));
    for (const auto* month : {"September 2026", "October 2026", "November 2026", "December 2026",
                              "January 2027", "February 2027", "March 2027"})
        CHECK(has(page, std::string("<caption>") + month + "</caption>"));
    CHECK_FALSE(has(page, "<caption>August 2026"));
    CHECK_FALSE(has(page, "<caption>April 2027"));
    CHECK(has(page, "<th scope=\"col\"><abbr title=\"Monday\">Mon</abbr></th>"));
    CHECK(has(page, "<td><time datetime=\"2026-11-12\"><span aria-hidden=\"true\">12</span><span "
                    "class=\"unseen\">Thursday 12 November 2026</span></time>\n<ul>\n<li>Peer review of Ash "
                    "Primary School</li>\n</ul></td>"));
    CHECK(has(page, "<td class=\"closed\"><time datetime=\"2026-11-14\">"));
    CHECK(has(page, "<th scope=\"row\"><time datetime=\"2027-03-04\">Thursday 4 March 2027</time></th>"));
}

TEST_CASE("each month of a wall calendar has whole weeks and each day once") {
    const auto project = small_project();
    const auto page = wall_calendar(project, "Dates", events_of(project));
    auto count = [&](std::string_view part) {
        int found = 0;
        for (auto at = page.find(part); at != std::string::npos; at = page.find(part, at + 1)) ++found;
        return found;
    };
    CHECK(count("<span aria-hidden=\"true\">") == 30 + 31 + 30 + 31 + 31 + 28 + 31);
    CHECK((count("<td class=\"outside\">") + count("<span aria-hidden=\"true\">")) % 7 == 0);
}

TEST_CASE("text of a record is text in a wall calendar") {
    auto project = small_project();
    project.schools[{"ash"}].value.name = "<script>alert(1)</script>\n<b>";
    const auto page = wall_calendar(project, "Dates", events_of(project));
    CHECK_FALSE(has(page, "<script"));
    CHECK_FALSE(has(page, "<b>"));
    CHECK(has(page, "&lt;script&gt;"));
}

TEST_CASE("a wall calendar without dates says so") {
    CHECK(has(wall_calendar(small_project(), "Dates", {}), "No dates are planned."));
}
