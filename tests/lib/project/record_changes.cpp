#include "project/record_changes.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

using namespace peerreview;

namespace {

using Records = std::map<std::string, std::string>;

std::string shown(const Records& before, const Records& now) {
    std::string text;
    for (const auto& record : record_changes(before, now)) {
        text += fmt::format("{} {}\n", static_cast<int>(record.kind), record.path);
        for (const auto& change : record.values)
            text += fmt::format("  {} {}\n", change.path.back(), change.now ? change.now->text : "");
    }
    return text;
}

} // namespace

TEST_CASE("records are new, gone, changed, changed in layout or unreadable") {
    CHECK(shown({{"schools/a.yaml", "name: A\n"},
                 {"schools/b.yaml", "name: B\n"},
                 {"schools/c.yaml", "name: C\n"},
                 {"schools/d.yaml", "name: D\n"},
                 {"schools/e.yaml", "name: E\n"}},
                {{"schools/a.yaml", "name: Ash\n"},
                 {"schools/b.yaml", "name: 'B'\n"},
                 {"schools/d.yaml", "name: D\n"},
                 {"schools/e.yaml", "name: [\n"},
                 {"schools/f.yaml", "name: F\n"}}) ==
          "2 schools/a.yaml\n  name Ash\n3 schools/b.yaml\n1 schools/c.yaml\n4 schools/e.yaml\n"
          "0 schools/f.yaml\n");
}

TEST_CASE("a pair of schools in travel.csv is a value, and the last of two rows counts") {
    CHECK(shown({{"travel.csv", "from,to,minutes\na,b,10\na,c,20\n"}},
                {{"travel.csv", "from,to,minutes\na,b,10\na,c,20\na,c,25\n"}}) ==
          "2 travel.csv\n  a to c 25\n");
}

TEST_CASE("files that are no records of a project are left out") {
    CHECK(shown({}, {{".pre-commit-config.yaml", "a: 1\n"}, {"build/x.yaml", "a: 1\n"}}) == "");
}

TEST_CASE("a file is called by what it is about") {
    CHECK(subject_of("schools/ash.yaml") == "school ash");
    CHECK(subject_of("reviews/ash/feedback.yaml") == "review of ash: feedback");
    CHECK(subject_of("reviews/ash/evidence/elm-a.yaml") == "review of ash: evidence of elm-a");
    CHECK(subject_of("calendar.yaml") == "the calendar");
    CHECK(subject_of("elsewhere/x/y.yaml") == "elsewhere/x/y.yaml");
}

TEST_CASE("people are personal, and of consultants all but their work") {
    CHECK(is_personal("people/ash.yaml", {"leaders", "ash-a", "name"}));
    CHECK(is_personal("consultants/c.yaml", {"postcode"}));
    CHECK(is_personal("consultants/c.yaml", {}));
    CHECK_FALSE(is_personal("consultants/c.yaml", {"days"}));
    CHECK_FALSE(is_personal("schools/ash.yaml", {"postcode"}));
    CHECK(is_personal("schools/ash.yaml", {"leaders", "ash-a", "blocked", "2026-11-02"})); // and why
    CHECK(is_personal("peerreview.yaml", {"privacy", "canaries"}));
    CHECK(is_personal("evaluations/x.yaml", {"free-text"}));
    for (const auto* path : {"schools/ash.yaml", "evaluations/x.yaml", "peerreview.yaml"})
        CHECK(is_personal(path, {})); // a record that is no map any more is told as a whole
    CHECK_FALSE(is_personal("schedule/t001.yaml", {}));
}

TEST_CASE("of personal items no name and no day is told, and of a consultant no school") {
    using Keys = std::vector<std::string>;
    CHECK(told_keys("consultants/c.yaml", {"paid-by", "ash", "date"}) == Keys{"paid-by"});
    CHECK(told_keys("consultants/c.yaml", {"blocked", "2026-11-02"}) == Keys{"blocked"});
    CHECK(told_keys("people/ash.yaml", {"leaders", "ash-a", "name"}) == Keys{"leaders", "ash-a", "name"});
    CHECK(told_keys("people/ash.yaml", {"leaders", "Robin Example"}) == Keys{"leaders"});
    CHECK(told_keys("schools/ash.yaml", {"leaders", "ash-a", "blocked", "2026-11-02"}) ==
          Keys{"leaders", "ash-a", "blocked"});
    CHECK(told_keys("consultants/c.yaml", {}).empty());
}
