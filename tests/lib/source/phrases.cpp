#include "source/phrases.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peerreview;

namespace {

/// What of the text is found, each between bars.
std::string found(const std::string& phrase, const std::string& text) {
    Phrases phrases;
    phrases.add(phrase, 1);
    std::string list;
    for (const auto& hit : phrases.find(text)) list += "|" + text.substr(hit.offset, hit.length);
    return list;
}

} // namespace

TEST_CASE("a phrase is found in any spelling that a reader takes for it") {
    const std::string name = "St Mary's & All Saints";
    for (const auto* text :
         {"st marys and all saints", "Saint Mary’s + All-Saints", "ST. MARY’S\n  AND ALL SAINTS",
          "St M\u0430ry's & All Saints", "St Ma\u00ADry's & All Saints",
          "St\u00A0M\u00E1ry's & All\u200B Saints", "\uFF33\uFF54 Mary's & All Saints"}) {
        CAPTURE(text);
        CHECK((found(name, text).empty() ? "not found" : "found") ==
              std::string(std::string_view(text).starts_with("st marys") ? "not found" : "found"));
    }
}

TEST_CASE("a phrase is found at the bounds of words only") {
    CHECK(found("Ash", "Ash, ash's and ASH; ashes and sash") == "|Ash|ash|ASH");
    CHECK(found("Crown Meadow", "Crownmeadow, crown-meadow, crown meadows") == "|Crownmeadow|crown-meadow");
}

TEST_CASE("letters written apart are one word") {
    CHECK(found("NJK", "at N. J. K. and n j k and NJK, not N J") == "|N. J. K|n j k|NJK");
}

TEST_CASE("digits written apart are one number") {
    CHECK(found("116721", "URN 116 721, 116,721 and 11-67-21; not 116 7210") == "|116 721|116,721|11-67-21");
    CHECK(found("01527 546789", "ring 01527 546 789") == "|01527 546 789");
}

TEST_CASE("the longest phrase counts") {
    Phrases phrases;
    phrases.add("Upton", 1);
    phrases.add("Upton upon Severn", 2);
    const auto hits = phrases.find("Upton upon Severn and Upton upon Avon");
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].number == 2);
    CHECK(hits[1].number == 1);
    CHECK(hits[1].length == 5);
}
