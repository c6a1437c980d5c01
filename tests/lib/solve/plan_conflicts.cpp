// Small projects with much in the way, written to a folder and read as any other.

#include "solve/plan.hpp"

#include "solve/check_schedule.hpp"
#include "solve/day_problems.hpp"
#include "solve/explain.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace peerreview;
using solve::Draw;

namespace {

namespace fs = std::filesystem;

/// A folder that goes when the test ends.
class Folder {
public:
    Folder() {
        auto name = (fs::temp_directory_path() / "peerreview-plan-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& file, const std::string& text) const {
        fs::create_directories((path_ / file).parent_path());
        std::ofstream(path_ / file) << text;
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// A year of two half-terms, 45 school days in all.
constexpr auto calendar =
    "nation: england\nyear: 2026/27\nchecked: 2026-08-01\nterms:\n"
    "  - {start: 2026-09-01, end: 2026-10-09}\n  - {start: 2026-10-19, end: 2026-11-13}\n"
    "bank-holidays:\n  - {date: 2026-09-28, name: a holiday}\n"
    "tests:\n  - {name: a test, start: 2026-10-05, end: 2026-10-08, phases: [primary], "
    "hard: true}\n";
constexpr auto cohort = "format: 1\nname: Test\nregion: North\nyear: 2026/27\nlaunch: 2026-09-08\npolicy:\n"
                        "  gap: 3\n  season: 20\n  lead: 5\n  follow-up: {from: 5, to: 12}\n";

std::string day_in_autumn(int day) { return iso(*parse_date("2026-09-01") + std::chrono::days(day)); }

std::string drawn_range(Draw& draw, int longest) {
    const auto first = draw.number(0, 70);
    return fmt::format("  - {{from: {}, to: {}, why: busy}}\n", day_in_autumn(first),
                       day_in_autumn(first + draw.number(0, longest)));
}

std::string drawn_school(Draw& draw, const std::string& name) {
    auto text = fmt::format("name: {}\nphase: primary\n", name);
    if (draw.chance(40)) { // the week between its half-terms is another than the calendar's
        const auto closes = draw.number(4, 6) * 7 + 2;
        text += fmt::format("terms:\n  - {{start: {}, end: {}}}\n  - {{start: {}, end: 2026-11-13}}\n",
                            draw.chance(50) ? "2026-09-03" : "2026-09-01", day_in_autumn(closes),
                            day_in_autumn(closes + 10));
    }
    if (draw.chance(60)) text += "blocked:\n" + drawn_range(draw, 12) + drawn_range(draw, 6);
    text += "leaders:\n";
    const auto leaders = draw.number(1, 2);
    for (int i = 0; i < leaders; ++i) {
        text += fmt::format("  - id: {}-{}\n    role: deputy\n", name, i);
        if (draw.chance(90)) text += "    trained: 2026-09-08\n";
        if (draw.chance(20)) text += "    max-days-out: 1\n";
        if (draw.chance(40)) {
            const auto first = draw.number(0, 60);
            text += fmt::format("    blocked: [{{from: {}, to: {}, why: away}}]\n", day_in_autumn(first),
                                day_in_autumn(first + draw.number(0, 10)));
        }
    }
    return text;
}

void write_project(const Folder& folder, std::uint64_t seed, int triads) {
    Draw draw(seed);
    folder.write("peerreview.yaml", cohort);
    folder.write("calendar.yaml", calendar);
    for (const std::string consultant : {"ca", "cb"}) {
        auto text = fmt::format("name: {}\nphases: [primary]\ndays: {}\n", consultant, draw.number(2, 7));
        if (draw.chance(50)) text += "blocked:\n" + drawn_range(draw, 20);
        folder.write("consultants/" + consultant + ".yaml", text);
    }
    for (int t = 1; t <= triads; ++t) {
        std::string schools;
        const auto size = draw.chance(25) ? 4 : 3;
        for (int i = 0; i < size; ++i) {
            const auto name = fmt::format("s{}{}", t, i);
            schools += fmt::format("  - {}\n", name);
            folder.write("schools/" + name + ".yaml", drawn_school(draw, name));
        }
        folder.write(
            fmt::format("triads/t00{}.yaml", t),
            fmt::format("{}schools:\n{}consultant: ca\n", size == 4 ? "kind: ring-of-four\n" : "", schools));
    }
}

Project loaded(const Folder& folder) {
    Diagnostics diagnostics;
    auto project = load_project(folder.path(), diagnostics);
    for (const auto& finding : diagnostics.all()) CHECK(finding.message == "");
    return project;
}

bool is_possible(const Project& project, const InstanceOptions& options) {
    const auto instance = make_instance(project, options);
    return solve::can_plan(instance.problem, 0, solve::first_bookings(instance.problem));
}

/// The options with these facts alone on, but one of them.
InstanceOptions with_only(const Project& project, const InstanceOptions& options,
                          const std::vector<Fact>& conflict, const FactKey* off) {
    auto result = options;
    result.booked.clear();
    for (const auto& fact : facts_of(project, options.triads[0], options)) {
        const auto is_on =
            std::ranges::find(conflict, fact.key, &Fact::key) != conflict.end() && (!off || *off != fact.key);
        if (fact.key.kind != FactKind::booking && !is_on) result.relaxation.off.insert(fact.key);
        if (fact.key.kind == FactKind::booking && is_on)
            result.booked.push_back(options.booked[fact.key.index]);
    }
    return result;
}

void save(const Folder& folder, const Plan& plan) {
    for (const auto& [id, schedule] : plan.schedules) {
        std::string text = "reviews:\n";
        for (const auto& review : schedule.reviews) {
            text += fmt::format("  - {{host: {}, date: {}, consultant: {}, reviewers: [", review.host.text,
                                iso(*review.date), review.consultant.text);
            for (const auto& visitor : review.reviewers)
                text += fmt::format("{{school: {}, leader: {}}}, ", visitor.school.text, visitor.leader.text);
            text += "]}\n";
        }
        if (schedule.follow_up) text += fmt::format("follow-up: {}\n", iso(*schedule.follow_up));
        folder.write("schedule/" + id.text + ".yaml", text);
    }
}

} // namespace

TEST_CASE("a triad without dates has a conflict of facts, none of which can be left out") {
    int conflicts = 0, facts = 0;
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        Folder folder;
        write_project(folder, seed, 2);
        const auto project = loaded(folder);
        const auto plan = plan_schedule(project, {});
        for (const auto& unplanned : plan.unplanned) {
            InstanceOptions options;
            options.triads = {unplanned.triad};
            options.booked = bookings_of(project, plan.schedules, unplanned.triad);
            CHECK_FALSE(is_possible(project, options));
            CHECK_FALSE(unplanned.conflict.empty());
            CHECK_FALSE(is_possible(project, with_only(project, options, unplanned.conflict, nullptr)));
            CHECK_FALSE(unplanned.ways_out.empty());
            CHECK(unplanned.ways_out.size() <= 3);
            ++conflicts;
            for (const auto& fact : unplanned.conflict) {
                CAPTURE(fact.text);
                CHECK(fact.place.file);
                CHECK(is_possible(project, with_only(project, options, unplanned.conflict, &fact.key)));
                ++facts;
            }
        }
    }
    CHECK(conflicts > 30);
    CHECK(facts >= conflicts);
}

TEST_CASE("what is planned passes the check, and planning again changes nothing") {
    int planned = 0;
    for (std::uint64_t seed = 200; seed < 260; ++seed) {
        CAPTURE(seed);
        Folder folder;
        write_project(folder, seed, 2);
        const auto first = plan_schedule(loaded(folder), {});
        save(folder, first);
        const auto project = loaded(folder);
        Diagnostics findings;
        check_schedule(project, findings);
        for (const auto& finding : findings.all()) CHECK(finding.message == "");
        const auto again = plan_schedule(project, {});
        CHECK(again.moves.empty());
        for (const auto& [id, schedule] : first.schedules) {
            ++planned;
            const auto& stands = again.schedules.at(id);
            for (std::size_t i = 0; i < schedule.reviews.size(); ++i) {
                CHECK(stands.reviews[i].host == schedule.reviews[i].host);
                CHECK(stands.reviews[i].date == schedule.reviews[i].date);
                CHECK(stands.reviews[i].consultant == schedule.reviews[i].consultant);
                CHECK(stands.reviews[i].reviewers[0].leader == schedule.reviews[i].reviewers[0].leader);
            }
        }
    }
    CHECK(planned > 30);
}

TEST_CASE("a date is refused with reasons where the check would find fault, and only there") {
    int refused = 0, allowed = 0;
    for (std::uint64_t seed = 300; seed < 312; ++seed) {
        Folder folder;
        write_project(folder, seed, 2);
        save(folder, plan_schedule(loaded(folder), {}));
        const auto project = loaded(folder);
        for (const auto& [triad, schedule] : project.schedules) {
            const auto host = schedule.value.reviews[1].host;
            for (int day = 0; day < 74; day += 3) {
                const auto date = *parse_date(day_in_autumn(day));
                CAPTURE(seed);
                CAPTURE(iso(date));
                const auto moved = move_review(project, triad, host, date);
                if (!moved.schedule) {
                    CHECK_FALSE(moved.against.empty());
                    ++refused;
                    continue;
                }
                ++allowed;
                Folder other;
                write_project(other, seed, 2);
                Plan plan;
                for (const auto& [id, stands] : project.schedules) plan.schedules[id] = stands.value;
                plan.schedules[triad] = *moved.schedule;
                save(other, plan);
                Diagnostics findings;
                check_schedule(loaded(other), findings);
                for (const auto& finding : findings.all()) CHECK(finding.message == "");
            }
        }
    }
    CHECK(refused > 100);
    CHECK(allowed > 10);
}
