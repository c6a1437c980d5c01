#include "record/write_records.hpp"

#include "findings.hpp"
#include "yaml/parse.hpp"
#include "yaml/schema.hpp"
#include "yaml/write.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peerreview;

namespace {

/// The record after reading, checking and writing it.
template <class Read, class Write>
std::string written(std::string_view schema, const std::string& text, Read read_record, Write write_record) {
    const SourceFile file("record.yaml", text);
    Diagnostics findings;
    const auto node = parse_yaml(file, findings);
    REQUIRE(node);
    schema_of(schema).check(*node, findings);
    CHECK(brief(findings) == "");
    return write_record(read_record(*node));
}

} // namespace

TEST_CASE("a triad is written with all that its record holds") {
    const std::string text =
        "# yaml-language-server: $schema=https://peerreview.example/schemas/v1/triad.json\n"
        "kind: ring-of-four\n"
        "schools:\n"
        "  - ash\n"
        "  - elm\n"
        "  - fir\n"
        "  - oak\n"
        "consultant: cole\n"
        "second-reader: dean\n"
        "seconds: 416\n"
        "reasons:\n"
        "  - rule: trust\n"
        "    result: pass\n"
        "  - rule: travel\n"
        "    result: waived\n"
        "    note: \"by rail: 40 minutes\"\n"
        "waivers:\n"
        "  - rule: travel\n"
        "    by: programme lead\n"
        "    date: 2026-09-01\n"
        "    why: a direct train\n"
        "pinned: true\n";
    CHECK(written("triad", text, read_triad, write_triad) == text);
}

TEST_CASE("keys that a triad does not have are left out") {
    Triad triad;
    triad.schools = {{"ash"}, {"elm"}, {"no"}};
    CHECK(write_triad(triad) == schema_line("triad") + "schools:\n  - ash\n  - elm\n  - \"no\"\n");
}

TEST_CASE("a schedule is written as it was read") {
    const std::string text =
        "# yaml-language-server: $schema=https://peerreview.example/schemas/v1/schedule.json\n"
        "reviews:\n"
        "  - host: ash\n"
        "    date: 2027-01-14\n"
        "    consultant: cole\n"
        "    reviewers:\n"
        "      - {school: elm, leader: elm-1}\n"
        "      - {school: oak, leader: oak-1}\n"
        "    reserves:\n"
        "      - {school: elm, leader: elm-2}\n"
        "follow-up: 2027-05-20\n";
    CHECK(written("schedule", text, read_schedule, write_schedule) == text);
}

TEST_CASE("people are written with all that their record holds") {
    const std::string text =
        "# yaml-language-server: $schema=https://peerreview.example/schemas/v1/people.json\n"
        "leaders:\n"
        "  - id: ash-1\n"
        "    name: \"Zo\xC3\xAB Ash\"\n"
        "    email: \"zoe@ash.example\"\n"
        "    title: Dr\n";
    CHECK(written("people", text, read_people, write_people) == text);
}

TEST_CASE("a decision is written with the dates that it took away") {
    const std::string text =
        "# yaml-language-server: $schema=https://peerreview.example/schemas/v1/decision.json\n"
        "date: 2026-10-01\n"
        "kind: leaver\n"
        "subject: ash\n"
        "by-role: programme lead\n"
        "why: the head is leaving\n"
        "effect: triad t001 is short of a school\n"
        "cancelled:\n"
        "  - triad: t001\n"
        "    schools: [ash, elm, oak]\n"
        "    consultant: cole\n"
        "    reviews:\n"
        "      - host: ash\n"
        "        date: 2027-01-14\n"
        "        consultant: cole\n"
        "        reviewers:\n"
        "          - {school: elm, leader: elm-1}\n"
        "          - {school: oak, leader: oak-1}\n"
        "        reserves:\n"
        "          - {school: elm, leader: elm-2}\n"
        "    follow-up: 2027-05-20\n"
        "  - triad: t002\n"
        "    schools: [fir, bay, yew]\n"
        "    follow-up: 2027-05-21\n";
    CHECK(written("decision", text, read_decision, write_decision) == text);
}
