#include "record/register.hpp"

#include "findings.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace peerreview;

namespace {

std::string read(const std::string& text, const RegisterOptions& options = {}) {
    const SourceFile file("x.csv", text);
    Diagnostics findings;
    const auto result = read_register(file, options, findings);
    std::string summary;
    for (const auto& row : result.rows)
        summary += row.school.urn + " " + std::string(name_of(row.school.phase.value())) + "\n";
    for (const auto& [reason, count] : result.skipped) summary += fmt::format("{} {}\n", count, reason);
    return summary + brief(findings);
}

const std::string header = "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus "
                           "(name),PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge\n";

} // namespace

TEST_CASE("phases come from the type, the register and the ages, in this order") {
    CHECK(read(header + "100001,A,Community Special School,Open,Not applicable,2,19\n"
                        "100002,B,Community School,Open,Middle deemed secondary,9,13\n"
                        "100003,C,Free School,\"Open, but proposed to close\",,4,11\n"
                        "100004,D,Free School,Open,Not applicable,11,16\n"
                        "100005,E,Free School,Open,,4,18\n") ==
          "100001 special\n100002 secondary\n100003 primary\n100004 secondary\n100005 all-through\n");
}

TEST_CASE("closed schools and other phases are skipped with a count") {
    CHECK(read(header + "100001,A,X,Closed,Primary,4,11\n100002,B,X,Open,Nursery,2,5\n100003,C,X,Open,16 "
                        "plus,16,19\n100004,D,X,Open,,,\n") ==
          "1 16 plus\n1 closed\n1 no phase\n1 nursery\n");
}

TEST_CASE("rows with shifted columns and bad numbers are refused one by one") {
    CHECK(read(header + "100001,A,X,Open,Primary,4,11,extra\n1,B,X,Open,Primary,4,11\n100003,C,X,Open,"
                        "Primary,4,11\n100003,D,X,Open,Primary,4,11\n") ==
          "100003 primary\n2:1 field-count\n3:1 bad-value\n5:1 repeated-urn\n");
}

TEST_CASE("a file without the needed columns gives nothing") {
    CHECK(read("Name,Phase\nA,Primary\n") == "1:1 missing-column\n");
}

TEST_CASE("other columns are mapped, longitude and latitude too") {
    RegisterOptions options;
    options.map = {{"urn", "ref"},     {"name", "name"},     {"low-age", "from"},
                   {"high-age", "to"}, {"longitude", "lon"}, {"latitude", "lat"}};
    const SourceFile file(
        "x.csv", "ref,name,from,to,lon,lat\n106283,Navigation,3,11,-2.348176824998722,53.39631330758996\n");
    Diagnostics findings;
    const auto result = read_register(file, options, findings);
    REQUIRE(result.rows.size() == 1);
    // The register itself puts the school at 376945, 388888.
    CHECK(std::abs(result.rows[0].school.easting.value_or(0) - 376945) < 50);
    CHECK(std::abs(result.rows[0].school.northing.value_or(0) - 388888) < 50);
}
