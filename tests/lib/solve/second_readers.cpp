#include "solve/second_readers.hpp"

#include "project_folder.hpp"
#include "solve/form.hpp"
#include "solve/swap.hpp"

#include <doctest/doctest.h>

using namespace peerreview;

namespace {

/// Two triads and, beside `cc`, the consultants that are named; nobody is far off.
std::map<std::string, std::string> two_triads(const std::vector<std::string>& consultants) {
    auto files = cohort_files({"ac", "bc", "cc", "dc", "ec", "fc"});
    for (const auto& id : consultants)
        files["consultants/" + id + ".yaml"] = "name: Ottoline Thistlewood\nphases: [primary]\ndays: 3\n";
    files["triads/t001.yaml"] = "schools: [ac, bc, cc]\nconsultant: cc\n";
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\nconsultant: cc\n";
    return files;
}

std::map<TriadId, Triad> proposed(const std::map<std::string, std::string>& files) {
    const ProjectFolder folder(files);
    const auto project = folder.load();
    std::map<TriadId, Triad> triads;
    for (const auto& [id, record] : project.triads) triads[id] = record.value;
    propose_second_readers(project, triads);
    return triads;
}

/// "t001 reader, t002 reader".
std::string readers(const std::map<std::string, std::string>& files) {
    std::string text;
    for (const auto& [id, triad] : proposed(files)) text += id.text + " " + triad.second_reader.text + "\n";
    return text;
}

std::string checked(const std::map<std::string, std::string>& files) {
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    check_triads(project, Travel(project, findings), findings);
    std::string text;
    for (const auto& finding : findings.all()) text += finding.code + ": " + finding.message + "\n";
    return text;
}

} // namespace

TEST_CASE("another consultant than the triad's own reads its reports, and each reads about as much") {
    CHECK(readers(two_triads({"c-one"})) == "t001 c-one\nt002 c-one\n");
    auto files = two_triads({"c-one", "c-two"});
    const auto triads = proposed(files);
    CHECK(triads.at({"t001"}).second_reader != triads.at({"t002"}).second_reader);
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\nconsultant: c-one\n";
    files["triads/t001.yaml"] += "second-reader: c-two\n";
    CHECK(readers(files) == "t001 c-two\nt002 cc\n");
}

TEST_CASE("a single consultant reads no report of his own, and a triad without a consultant has no reader") {
    auto files = two_triads({});
    CHECK(readers(files) == "t001 \nt002 \n");
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\n";
    CHECK(readers(files) == "t001 \nt002 \n");
}

TEST_CASE("no reader has declared a conflict, and one of the schools' phases is preferred to an even load") {
    auto files = two_triads({"c-one", "c-two"});
    files["consultants/c-one.yaml"] += "conflicts: [fc]\n";
    CHECK(readers(files) == "t001 c-one\nt002 c-two\n");
    files = two_triads({"c-one", "c-two"});
    files["consultants/c-one.yaml"] = "name: Ottoline Thistlewood\nphases: [secondary]\n";
    CHECK(readers(files) == "t001 c-two\nt002 c-two\n");
    files.erase("consultants/c-two.yaml");
    CHECK(readers(files) == "t001 c-one\nt002 c-one\n");
}

TEST_CASE("a second reader that a person names stays, unless that consultant has come to facilitate") {
    auto files = two_triads({"c-one", "c-two"});
    files["triads/t001.yaml"] += "second-reader: c-two\n";
    files["triads/t002.yaml"] += "second-reader: c-two\n";
    CHECK(readers(files) == "t001 c-two\nt002 c-two\n");
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\nconsultant: c-two\nsecond-reader: c-two\n";
    CHECK(readers(files) == "t001 c-two\nt002 c-one\n"); // cc may too, and c-one comes first
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\nconsultant: cc\nsecond-reader: c-two\n";
    files["schedule/t002.yaml"] = "reviews:\n  - host: dc\n    date: 2026-11-12\n    consultant: c-two\n"
                                  "    reviewers: [{school: ec, leader: ec-a}, {school: fc, leader: fc-a}]\n";
    CHECK(readers(files) == "t001 c-two\nt002 c-one\n");
}

TEST_CASE("a consultant's own record may say for which triads he reads") {
    auto files = two_triads({"c-one", "c-two"});
    files["consultants/c-two.yaml"] += "second-reader-for: [t001, t002]\n";
    CHECK(readers(files) == "t001 c-two\nt002 c-two\n");
    files["consultants/c-two.yaml"] += "conflicts: [ac]\n";
    CHECK(readers(files) == "t001 c-one\nt002 c-two\n");
}

TEST_CASE("a swap replaces a second reader who has declared a conflict with who arrives, and no other") {
    auto files = two_triads({"c-one", "c-two"});
    files["triads/t001.yaml"] += "second-reader: c-one\n";
    files["consultants/c-one.yaml"] += "conflicts: [dc]\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    const auto swap = swap_schools(project, Travel(project, findings), {"ac"}, {"dc"});
    CHECK(swap.triads.at({"t001"}).second_reader == ConsultantId{"c-two"});
    CHECK(swap.triads.at({"t002"}).second_reader.empty()); // it had none
    CHECK(swap.notes == std::vector<std::string>{"t001: second reader 'c-one' declares a conflict with 'dc'",
                                                 "t001: second reader 'c-two' does"});
}

TEST_CASE("forming keeps the second reader of a triad that stays, and asks the reader last to facilitate") {
    auto files = two_triads({"c-one", "c-two"});
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\nsecond-reader: c-one\n";
    files["consultants/cc.yaml"] = "name: Cosima Quillfeather\nphases: [primary]\ndays: 3\n";
    const ProjectFolder folder(files);
    const auto project = folder.load();
    Diagnostics findings;
    const auto triads = form_arrangement(project, Travel(project, findings), {}).triads;
    CHECK(triads.at({"t002"}).second_reader == ConsultantId{"c-one"});
    CHECK(triads.at({"t002"}).consultant == ConsultantId{"c-two"});
}

TEST_CASE("a second reader who facilitates or has declared a conflict is found where it stands") {
    auto files = two_triads({"c-one"});
    CHECK(checked(files).empty());
    files["triads/t001.yaml"] += "second-reader: c-one\n";
    CHECK(checked(files).empty());
    files["consultants/c-one.yaml"] += "conflicts: [bc]\n";
    files["triads/t002.yaml"] += "second-reader: cc\n";
    CHECK(
        checked(files) ==
        "second-reader: 'c-one' may not read the reports of t001 a second time: a conflict with 'bc' is "
        "declared\n"
        "second-reader: 'cc' may not read the reports of t002 a second time: who facilitates a triad writes "
        "its reports\n");
    files["consultants/c-one.yaml"] = "name: Ottoline Thistlewood\n";
    files["triads/t002.yaml"] = "schools: [dc, ec, fc]\nconsultant: cc\nsecond-reader: c-one\n";
    files["schedule/t002.yaml"] = "reviews:\n  - host: dc\n    date: 2026-11-12\n    consultant: c-one\n"
                                  "    reviewers: [{school: ec, leader: ec-a}, {school: fc, leader: fc-a}]\n";
    CHECK(checked(files) == "second-reader: 'c-one' may not read the reports of t002 a second time: "
                            "schedule/t002.yaml has this consultant facilitate it\n");
}
