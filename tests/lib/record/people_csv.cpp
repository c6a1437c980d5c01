#include "record/people_csv.hpp"

#include "findings.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

TEST_CASE("columns of people stand in any order and head is read as headteacher") {
    const SourceFile file("p.csv", "name,id,role,school,trained,email,blocked\n"
                                   "Ada Example,a-example,head,123456,2026-09-24,a@example.org,"
                                   "2026-11-02/2026-11-06;2026-12-01/2026-12-01\n");
    Diagnostics findings;
    const auto rows = read_people_csv(file, findings);
    CHECK(brief(findings).empty());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].school == "123456");
    CHECK(rows[0].name == "Ada Example");
    CHECK(rows[0].leader.role == Role::headteacher);
    CHECK(rows[0].leader.blocked.size() == 2);
    CHECK(iso(*rows[0].leader.trained) == "2026-09-24");
}

TEST_CASE("a column that is not known or not there is an error with its place") {
    Diagnostics findings;
    const SourceFile file("p.csv", "school,id,name,role,email,trained,grade\n");
    CHECK(read_people_csv(file, findings).empty());
    CHECK(brief(findings) == "1:35 unknown-column\n");
    Diagnostics missing;
    const SourceFile other("c.csv", "id,name,phases,postcode,easting,northing\n");
    CHECK(read_consultants_csv(other, missing).empty());
    CHECK(brief(missing) == "1:1 missing-column\n");
}

TEST_CASE("a row with a mistake is left out and the others stay") {
    const SourceFile file("p.csv", "school,id,name,role,email,trained\nash,a-one,A One,deputy,,2026-02-30\n"
                                   "ash,a-two,A Two,deputy,,\n");
    Diagnostics findings;
    const auto rows = read_people_csv(file, findings);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].leader.id.text == "a-two");
    CHECK(brief(findings) == "2:25 bad-date\n");
}
