#include "privacy/audit.hpp"
#include "record/school.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peerreview;

namespace {

const std::vector<Identifier> identifiers = {{"Crown Meadow First School", "name", {}},
                                             {"Crown Meadow", "short name", {}},
                                             {"Redditch", "town", {}},
                                             {"Park", "town", {}},
                                             {"116721", "URN", {}},
                                             {"B97 6PD", "postcode", {}},
                                             {"Wolstenholme", "surname", {}},
                                             {"AND", "acronym", {}}};

std::string leaks_of_text(const std::string& text) {
    std::string list;
    for (const auto& leak : Audit(identifiers).of_text(text))
        list += "|" + text.substr(leak.offset, leak.length);
    return list;
}

} // namespace

TEST_CASE("declared identifiers are found in finished text") {
    CHECK(leaks_of_text("A school in redditch; Redditch's **Crown** Meadow") ==
          "|redditch|Redditch|Crown** Meadow");
    CHECK(leaks_of_text("URN 116721, B976PD") == "|116721|B976PD");
    CHECK(leaks_of_text("with Mrs WOLSTENHOLME") == "|WOLSTENHOLME");
}

TEST_CASE("a name that is an ordinary word is a word in lower case") {
    CHECK(leaks_of_text("They park outside.") == "");
    CHECK(leaks_of_text("They met at Park.") == "|Park");
    CHECK(leaks_of_text("Park outside. Park inside.") == "");
}

TEST_CASE("an acronym is told by its capitals") {
    CHECK(leaks_of_text("this and that") == "");
    CHECK(leaks_of_text("at AND and A.N.D.") == "|AND|A.N.D");
}

TEST_CASE("contact details are found although nobody declared them") {
    CHECK(leaks_of_text("write to office@example.org") == "|office@example.org");
    CHECK(leaks_of_text("see www.example.org/x") == "|www.example.org/x");
    CHECK(leaks_of_text("ring 01527 546789 today") == "|01527 546789");
    CHECK(leaks_of_text("with Mrs Okafor") == "|Mrs Okafor");
    CHECK(leaks_of_text("in 2025/26, 12 of 24 schools") == "");
}

TEST_CASE("HTML is read as it is shown and in its attributes") {
    const Audit audit(identifiers);
    CHECK(audit.of_html("<p>Red<em>ditch</em></p>").size() == 1);
    CHECK(audit.of_html("<p title=\"Redditch\">x</p>").size() == 1);
    CHECK(audit.of_html("<p>Crown &amp; Meadow</p>").empty());
    CHECK(audit.of_html("<style>\nRedditch</style><p>x</p>").empty());
}

TEST_CASE("a short name leaves out the generic tail") {
    CHECK(short_name("Crown Meadow First School & Nursery") == "Crown Meadow");
    CHECK(short_name("The Chase") == "Chase");
    CHECK(short_name("St Mary's Catholic Primary School") == "St Mary");
    CHECK(short_name("Primary School") == "");
}
