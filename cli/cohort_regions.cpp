#include "cli/cohort.hpp"
#include "cli/school_map.hpp"
#include "cli/terminal.hpp"
#include "project/travel.hpp"
#include "solve/cohorts.hpp"
#include "source/text.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

struct RegionsOptions {
    std::uint32_t size = 24;
    FormatOption format;
    MapOptions map;
};

std::string region_id(std::size_t index) { return fmt::format("r{:03}", index + 1); }

std::string joined(const std::vector<SchoolId>& schools) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : " ") + school.text;
    return text;
}

std::string town_of(const Project& project, const SchoolId& id) {
    const auto& school = project.schools.at(id).value;
    return school.town.empty() ? id.text : school.town;
}

/// "2 special near Durham", "1 consultant".
std::string words_of(const Project& project, const CohortLack& lack) {
    if (lack.kind == CohortLack::Kind::consultants) return counted(lack.count, "consultant");
    const auto what =
        lack.phase ? fmt::format("{} {}", lack.count, name_of(*lack.phase)) : counted(lack.count, "school");
    return fmt::format("{} near {}", what, town_of(project, lack.near));
}

std::string lacks_of(const Project& project, const ProposedCohort& cohort) {
    std::string text;
    for (const auto& lack : cohort.lacks) text += (text.empty() ? "" : "; ") + words_of(project, lack);
    return text;
}

/// Minutes of travel of a triad in the middle.
std::int64_t minutes_a_triad(const ProposedCohort& cohort) {
    return cohort.triads == 0 ? 0 : minutes_of(cohort.seconds / static_cast<std::int64_t>(cohort.triads));
}

/// "8"; of these "2 rings".
std::string triads_of(const ProposedCohort& cohort) {
    if (cohort.rings == 0) return std::to_string(cohort.triads);
    return fmt::format("{} ({})", cohort.triads, counted(cohort.rings, "ring"));
}

std::string as_table(const Project& project, const ProposedCohorts& proposed) {
    Rows rows = {{"region", "centre", "schools", "triads", "wait", "minutes", "lacks"}};
    std::size_t large = 0, placed = 0;
    for (std::size_t i = 0; i < proposed.cohorts.size(); ++i) {
        const auto& cohort = proposed.cohorts[i];
        rows.push_back({region_id(i), town_of(project, cohort.centre), std::to_string(cohort.schools.size()),
                        triads_of(cohort), std::to_string(cohort.waiting.size()),
                        std::to_string(minutes_a_triad(cohort)), lacks_of(project, cohort)});
        large += cohort.is_large_enough ? 1 : 0;
        placed += cohort.is_large_enough ? cohort.placed() : 0;
    }
    auto text = text_table(rows, terminal_width());
    text +=
        fmt::format("large enough for a cohort, with {} schools in triads: {} of {} regions, {} schools\n",
                    project.policy().anonymity_cohort, large, proposed.cohorts.size(), placed);
    if (!proposed.without_place.empty())
        text += fmt::format("in no region, since their easting and northing are missing: {}\n",
                            joined(proposed.without_place));
    return text;
}

std::string as_csv(const Project& project, const ProposedCohorts& proposed) {
    Rows rows = {
        {"region", "centre", "schools", "triads", "waiting", "minutes", "farthest", "large-enough", "lacks"}};
    for (std::size_t i = 0; i < proposed.cohorts.size(); ++i) {
        const auto& cohort = proposed.cohorts[i];
        rows.push_back({region_id(i), cohort.centre.text, joined(cohort.schools),
                        std::to_string(cohort.triads), joined(cohort.waiting),
                        std::to_string(minutes_a_triad(cohort)), std::to_string(minutes_of(cohort.farthest)),
                        cohort.is_large_enough ? "yes" : "no", lacks_of(project, cohort)});
    }
    return csv_table(rows);
}

Json ids_json(const std::vector<SchoolId>& schools) {
    auto list = Json::array();
    for (const auto& school : schools) list.push_back(school.text);
    return list;
}

Json lack_json(const CohortLack& lack) {
    const auto is_consultant = lack.kind == CohortLack::Kind::consultants;
    return {{"what", is_consultant ? "consultant" : "school"},
            {"count", lack.count},
            {"phase", lack.phase ? Json(name_of(*lack.phase)) : Json()},
            {"near", lack.near.empty() ? Json() : Json(lack.near.text)}};
}

std::string as_json(const ProposedCohorts& proposed) {
    auto regions = Json::array();
    for (std::size_t i = 0; i < proposed.cohorts.size(); ++i) {
        const auto& cohort = proposed.cohorts[i];
        auto lacks = Json::array();
        for (const auto& lack : cohort.lacks) lacks.push_back(lack_json(lack));
        regions.push_back({{"id", region_id(i)},
                           {"centre", cohort.centre.text},
                           {"schools", ids_json(cohort.schools)},
                           {"triads", cohort.triads},
                           {"rings", cohort.rings},
                           {"waiting", ids_json(cohort.waiting)},
                           {"seconds", cohort.seconds},
                           {"farthest", cohort.farthest},
                           {"large-enough", cohort.is_large_enough},
                           {"lacks", std::move(lacks)}});
    }
    const Json document = {
        {"version", 1}, {"regions", std::move(regions)}, {"without-place", ids_json(proposed.without_place)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// "near Durham, 24 schools, 8 triads".
std::string words_of(const Project& project, const ProposedCohort& cohort) {
    return fmt::format("near {}, {}, {}{}", town_of(project, cohort.centre),
                       counted(cohort.schools.size(), "school"), counted(cohort.triads, "triad"),
                       cohort.is_large_enough ? "" : ", too few");
}

MapSubject on_map(const Project& project, const ProposedCohorts& proposed) {
    MapSubject subject{"Regions for cohorts: " + project.cohort.value.name, "region", {}};
    for (std::size_t i = 0; i < proposed.cohorts.size(); ++i)
        subject.groups.push_back(
            {region_id(i), words_of(project, proposed.cohorts[i]), proposed.cohorts[i].schools});
    return subject;
}

Status run_regions(const Session& session, const RegionsOptions& options) {
    refuse_map_with_format(options.map, options.format);
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    Diagnostics findings;
    const Travel travel(*project, findings);
    print_findings(session, findings);
    if (findings.has_errors()) return Status::errors;
    const auto proposed = propose_cohorts(*project, travel, options.size);
    if (options.map.is_given())
        show_map(*project, on_map(*project, proposed), options.map);
    else
        print(options.format.is_json()  ? as_json(proposed)
              : options.format.is_csv() ? as_csv(*project, proposed)
                                        : as_table(*project, proposed));
    const auto one_can_run = std::ranges::any_of(proposed.cohorts, &ProposedCohort::is_large_enough);
    return one_can_run ? Status::fine : Status::refused;
}

} // namespace

void declare_cohort_regions(Command& noun, Session& session) {
    const auto options = std::make_shared<RegionsOptions>();
    auto* verb = noun.add_subcommand("regions", "Propose where cohorts could run, and what each lacks");
    verb->add_option("--size", options->size, "Schools that a cohort should have [default: 24]")
        ->check(in_range(3, 300))
        ->option_text("N");
    add_format(*verb, options->format);
    add_map_options(*verb, "regions", options->map);
    verb->footer("Example: peerreview cohort regions --size 30");
    verb->callback(
        [=, &session] { session.verb = [=, &session] { return run_regions(session, *options); }; });
}

} // namespace peerreview
