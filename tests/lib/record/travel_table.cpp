#include "record/travel_table.hpp"

#include "findings.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// The table in a line: places, then times a row.
std::string read(const std::string& json) {
    const SourceFile file("table.json", json);
    Diagnostics findings;
    const auto table = read_travel_table(file, findings);
    if (!table) return brief(findings);
    std::string text;
    for (const auto* side : {&table->from, &table->to})
        for (const auto& point : *side)
            text += point.longitude ? fmt::format("{},{} ", *point.longitude, *point.latitude) : "? ";
    for (const auto& row : table->seconds) {
        text += "|";
        for (const auto& time : row) text += time ? fmt::format(" {}", *time) : " -";
    }
    return text;
}

} // namespace

TEST_CASE("the tables of the services that people use are read") {
    CHECK(read(R"({"code":"Ok","durations":[[0,600.4],[null,0]],
                   "sources":[{"location":[-1.5,54.7],"name":""},{"location":[-1.6,54.8]}],
                   "destinations":[{"location":[-1.5,54.7]},{"location":[-1.6,54.8]}]})") ==
          "-1.5,54.7 -1.6,54.8 -1.5,54.7 -1.6,54.8 | 0 600.4| - 0");
    CHECK(read(R"({"sources":[[{"lon":1,"lat":52}]],"targets":[[{"lon":2,"lat":53},{"lon":3,"lat":54}]],
                   "sources_to_targets":[[{"time":60,"distance":1},{"time":null}]]})") ==
          "1,52 2,53 3,54 | 60 -");
    CHECK(read(R"({"times":[[0,61],[62,0]]})") == "? ? ? ? | 0 61| 62 0");
    CHECK(
        read(
            R"({"rows":[{"elements":[{"status":"OK","duration":{"value":90}},{"status":"ZERO_RESULTS"}]}]})") ==
        "? ? ? | 90 -");
}

TEST_CASE("what is no table of times is refused, and no time is taken from it") {
    CHECK(read("{") == "1:2 syntax\n");
    CHECK(read(R"({"durations":[[0,1e999]]})") == "1:1 syntax\n");
    CHECK(read("[]") == "1:1 missing-key\n");
    CHECK(read(R"({"durations":[]})") == "1:1 missing-key\n");
    CHECK(read(R"({"durations":[[1,2],[3]]})") == "1:1 field-count\n");
    CHECK(read(R"({"durations":[[]]})") == "1:1 field-count\n");
    CHECK(read(R"({"durations":[[-1,1e9],["7",true]]})") == "? ? ? ? | - -| - -");
}
