// Makes a programme of any size in the middle of its first term of reviews, as a project folder that passes
// its own check: schools in triads, their leaders, consultants, training, schedules, and of every review what
// would be there on the day of the picture. The same arguments give the same bytes on every machine.
//
//   bench_programme FOLDER [TRIADS [SEED]]
//
// Records have the sizes and the shape of those in examples/cohort: about 9 KB a school in 8 files.

#include "phrases.hpp"

#include "record/calendar.hpp"
#include "record/school_days.hpp"
#include "record/training.hpp"
#include "record/typical_calendar.hpp"
#include "record/write_records.hpp"
#include "source/failure.hpp"
#include "source/source_file.hpp"
#include "yaml/parse.hpp"
#include "yaml/write.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace peerreview;
namespace fs = std::filesystem;
using std::chrono::days;

constexpr Date launch = std::chrono::sys_days(std::chrono::year(2025) / 9 / 25);
constexpr Date picture = std::chrono::sys_days(std::chrono::year(2025) / 12 / 12);
constexpr std::size_t places_at_an_event = 1000; // what training.yaml takes

/// Numbers that are the same everywhere: the engine is fixed by the standard, distributions are not.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t count) { return engine_() % count; }
    int from_to(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool one_in(std::size_t count) { return below(count) == 0; }
    template <class List>
    const auto& of(const List& list) {
        return list[below(std::size(list))];
    }

private:
    std::mt19937_64 engine_;
};

/// Writes plain files: a picture for a bench need not outlive a power cut, so nothing is synchronised.
class Folder {
public:
    explicit Folder(fs::path root) : root_(std::move(root)) {}

    void write(const std::string& path, const std::string& text) {
        const auto target = root_ / path;
        if (const auto parent = target.parent_path(); made_.insert(parent).second)
            fs::create_directories(parent);
        std::ofstream file(target, std::ios::binary);
        file << text;
        if (!file.flush()) throw Failure("cannot write " + target.string());
        ++files_, bytes_ += text.size();
    }
    std::size_t files() const { return files_; }
    std::size_t bytes() const { return bytes_; }

private:
    fs::path root_;
    std::set<fs::path> made_;
    std::size_t files_ = 0, bytes_ = 0;
};

/// Gives each name once: a second one gets a number.
class Names {
public:
    std::string id_of(const std::string& name, std::size_t longest) {
        const auto id = slug(name, longest);
        const auto count = ++seen_[id];
        return count == 1 ? id : fmt::format("{}-{}", id, count);
    }

private:
    std::map<std::string, int> seen_;
};

/// One triad with its people, before anything is written.
struct Group {
    TriadId id;
    ConsultantId consultant;
    std::vector<School> schools;
    std::vector<SchoolId> ids;
    std::vector<People> people;
    Schedule schedule;
};

// ---- YAML that the library has no writer for: reviews are written by people

/// A text as the examples have it: on its line where it fits, or else folded over lines of 92 columns.
std::string folded(const std::string& key, const std::string& text, std::size_t indent) {
    if (indent + key.size() + 2 + text.size() <= 92) return fmt::format("{}: {}\n", key, text);
    auto result = key + ": >-";
    auto column = std::size_t{92};
    const auto margin = std::string(indent + 2, ' ');
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto breaks = column + 1 + (end - at) > 92;
        result += breaks ? "\n" + margin : " ";
        column = (breaks ? margin.size() : column + 1) + (end - at);
        result += text.substr(at, end - at);
        at = end + 1;
    }
    return result + '\n';
}

std::string filled(std::string_view phrase, Chance& chance) {
    static constexpr std::string_view words[] = {"two",   "three", "four", "five", "six",
                                                 "seven", "eight", "nine", "ten",  "eleven"};
    const auto seen = static_cast<std::size_t>(chance.from_to(4, 9));
    std::string text;
    for (const auto character : phrase) {
        if (character == 'N')
            text += words[seen];
        else if (character == 'M')
            text += words[chance.below(seen)];
        else
            text += character;
    }
    return text;
}

struct Line {
    std::string id;
    const bench::Topic* topic;
};

std::string list_of(std::span<const std::string> ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : ", ") + id;
    return "[" + text + "]";
}

// ---- a school and its people

constexpr std::array phases_in_turn = {Phase::primary, Phase::primary, Phase::primary, Phase::secondary,
                                       Phase::primary, Phase::primary, Phase::special};

std::string school_name(Phase phase, const std::string& town, Chance& chance) {
    if (phase == Phase::secondary) return town + " " + std::string(chance.of(bench::secondary_kinds));
    if (phase == Phase::special) return std::string(chance.of(bench::special_kinds)) + " School " + town;
    if (chance.one_in(3))
        return fmt::format("{} {} School, {}", chance.of(bench::saints),
                           chance.one_in(2) ? "Church of England Primary" : "Catholic Primary", town);
    return town + " " + std::string(chance.of(bench::primary_kinds));
}

School make_school(Phase phase, int number, int easting, int northing, Chance& chance) {
    School school;
    school.town = std::string(chance.of(bench::town_heads)) + std::string(chance.of(bench::town_tails));
    school.name = school_name(phase, school.town, chance);
    school.urn = std::to_string(100000 + number);
    school.type = std::string(chance.of(bench::types));
    school.phase = phase;
    school.ages = phase == Phase::primary     ? Ages{3, 11}
                  : phase == Phase::secondary ? Ages{11, 18}
                                              : Ages{2, 19};
    school.authority = std::string(chance.of(bench::authorities));
    if (chance.one_in(3)) school.trust = fmt::format("{} Learning Trust", school.town);
    school.member = chance.one_in(4);
    school.street = fmt::format("{} {} {}", chance.from_to(1, 240), chance.of(bench::town_heads),
                                chance.of(bench::streets));
    school.postcode =
        fmt::format("{}{} {}{}{}", chance.of(bench::postal_areas), chance.from_to(1, 28),
                    chance.from_to(1, 9), chance.of(bench::postal_letters), chance.of(bench::postal_letters));
    school.easting = easting + chance.from_to(-6000, 6000);
    school.northing = northing + chance.from_to(-6000, 6000);
    if (chance.one_in(12)) {
        const auto from = launch + days(chance.from_to(130, 170));
        school.blocked.push_back({from, from + days(chance.from_to(0, 2)), "an event for pupils"});
    }
    return school;
}

void add_leaders(School& school, People& people, Names& leader_ids, Chance& chance) {
    constexpr std::array roles = {Role::headteacher, Role::deputy, Role::assistant};
    const auto count = chance.one_in(3) ? 3u : 2u;
    for (std::size_t i = 0; i < count; ++i) {
        const auto first = std::string(chance.of(bench::first_names));
        const auto last =
            std::string(chance.of(bench::surname_heads)) + std::string(chance.of(bench::surname_tails));
        Leader leader;
        leader.id = {leader_ids.id_of(fmt::format("{} {}", first.substr(0, 1), last), 40)};
        leader.role = roles[i];
        if (i < 2) leader.trained = launch;
        people.leaders.push_back({leader.id, first + " " + last,
                                  fmt::format("{}@school{}.example.org", leader.id.text, school.urn), ""});
        school.leaders.push_back(std::move(leader));
    }
}

// ---- a triad and its days

/// The three reviews of a triad lie two weeks apart. A consultant has two triads, which take turns, so no
/// week has two reviews of one consultant.
Schedule make_schedule(const Group& group, std::size_t number, const SchoolDays& calendar, Chance& chance) {
    const auto first = calendar.after(launch, 15).value() + days(4); // a Monday
    Schedule schedule;
    for (std::size_t i = 0; i < group.ids.size(); ++i) {
        const auto week = static_cast<int>(number / 2 % 2 + 2 * i + number % 2);
        const auto index = calendar.first_from(first) + 5 * week + static_cast<int>(chance.below(4));
        PlannedReview review{group.ids[i], calendar.date(index), group.consultant, {}, {}};
        for (std::size_t j = 0; j < group.ids.size(); ++j) {
            if (j == i) continue;
            const auto& leaders = group.schools[j].leaders;
            const auto goes = (j + 1) % 3 == i ? 0u : 1u; // one leader of a school for each of its two visits
            review.reviewers.push_back({group.ids[j], leaders[goes].id});
            review.reserves.push_back({group.ids[j], leaders[1 - goes].id});
        }
        schedule.reviews.push_back(std::move(review));
    }
    schedule.follow_up = calendar.after(schedule.reviews.back().date.value(), 55);
    return schedule;
}

/// What one review leaves behind by the day of the picture.
class ReviewFiles {
public:
    ReviewFiles(const PlannedReview& review, const SchoolDays& calendar, Folder& folder,
                Names& evaluation_ids, Chance& chance)
        : review_(review), calendar_(calendar), folder_(folder), evaluation_ids_(evaluation_ids),
          chance_(chance), root_("reviews/" + review.host.text + "/") {
        const auto count = chance.one_in(5) ? 3 : 2;
        const auto first = chance.below(std::size(bench::topics));
        for (auto i = 0; i < count; ++i)
            lines_.push_back(
                {fmt::format("l{}", i + 1),
                 &bench::topics[(first + static_cast<std::size_t>(i) * 3) % std::size(bench::topics)]});
    }

    void write() {
        write_priorities();
        for (std::size_t i = 0; i < review_.reviewers.size(); ++i) write_evidence(i);
        write_feedback();
        if (on(10) > picture) return;
        write_report();
        if (!is_final()) return;
        write_actions();
        if (chance_.one_in(4)) write_evaluations();
    }

private:
    Date on(int school_days) const { return calendar_.after(*review_.date, school_days).value(); }
    bool is_final() const { return on(20) <= picture; }
    std::string prefix(std::size_t reviewer) const { return reviewer == 0 ? "e" : "f"; }

    void write_priorities() {
        const auto agreed = calendar_.before(*review_.date, 20).value_or(launch);
        const auto planned = calendar_.before(*review_.date, 10).value_or(launch);
        auto text = schema_line("priorities") +
                    fmt::format("agreed: {}\npack-issued: {}\nplan-agreed: {}\npriorities:\n", iso(agreed),
                                iso(planned), iso(planned));
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto& topic = *lines_[i].topic;
            text += fmt::format("  - id: p{}\n    title: {}\n", i + 1, topic.title);
            text += "    " + folded("why-now", filled(topic.why_now, chance_), 4);
            text += fmt::format("    theme: {}\n", topic.theme);
            text += "    " + folded("school-view", filled(topic.school_view, chance_), 4);
            text += "    " + folded("what-we-think", filled(topic.think, chance_), 4);
            text += fmt::format("    how-we-know:\n      - {}\n", topic.know);
            text += "    " + folded("what-we-are-unsure-of", std::string(topic.unsure), 4);
            text += "    " + folded("what-we-want-from-reviewers", std::string(topic.want), 4);
            text += fmt::format("    confidence: {}\n    lines:\n      - id: {}\n",
                                chance_.of(bench::confidences), lines_[i].id);
            text += "        " + folded("question", std::string(topic.question), 8);
            text += fmt::format("        themes: [{}, {}]\n        activities: [lesson-visit, pupil-voice]\n",
                                topic.theme, topic.second_theme);
        }
        folder_.write(root_ + "priorities.yaml", text);
    }

    void write_evidence(std::size_t reviewer) {
        const auto& leader = review_.reviewers[reviewer].leader.text;
        auto text = schema_line("evidence") + "evidence:\n";
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto looks = (i + reviewer) % 2 == 0;
            text += fmt::format("  - id: {}{}\n    line: {}\n    activity: {}\n    by: [{}]\n    sample: "
                                "{{{}: {}}}\n    strand: {}\n    repeated: {}\n",
                                prefix(reviewer), i + 1, lines_[i].id, looks ? "lesson-visit" : "pupil-voice",
                                leader, looks ? "lessons" : "pupils", chance_.from_to(4, 12),
                                looks ? "seen" : "heard", chance_.one_in(2));
            text +=
                "    " +
                folded("note", filled(looks ? lines_[i].topic->seen : lines_[i].topic->heard, chance_), 4);
        }
        folder_.write(root_ + "evidence/" + leader + ".yaml", text);
    }

    std::string item(int number, const Line& line, bool is_strength, std::string_view phrase) {
        const auto index = line.id.substr(1);
        auto text = fmt::format("  - id: i{}\n    line: {}\n    kind: {}\n", number, line.id,
                                is_strength ? "strength" : "development");
        text += "    " + folded("text", filled(phrase, chance_), 4);
        text +=
            fmt::format("    themes: [{}{}]\n    evidence: [e{}, f{}]\n", line.topic->theme,
                        chance_.one_in(2) ? ", " + std::string(line.topic->second_theme) : "", index, index);
        if (!is_strength) text += "    " + folded("next-step", std::string(line.topic->next_step), 4);
        return text + fmt::format("    spread: {}\n    school-view: {}\n    agreed-wording: true\n",
                                  chance_.of(bench::spreads), chance_.of(bench::views));
    }

    void write_feedback() {
        auto text = schema_line("feedback") + fmt::format("said-on: {}\n", iso(*review_.date));
        if (on(5) <= picture)
            text += fmt::format("summary-issued: {}\nhost-agreed: {}\n", iso(on(5)), iso(on(5)));
        text += fmt::format("authors: [{}, {}]\n", review_.reviewers[0].leader.text,
                            review_.reviewers[1].leader.text);
        text += folded("thanks", std::string(chance_.of(bench::thanks)), 0) + "items:\n";
        auto number = 0;
        for (const auto& line : lines_)
            for (const auto phrase : line.topic->strengths) text += item(++number, line, true, phrase);
        for (const auto& line : lines_) text += item(++number, line, false, line.topic->development);
        folder_.write(root_ + "feedback.yaml", text);
    }

    /// The ids of a line's items, as write_feedback numbers them.
    std::vector<std::string> items_of(std::size_t line) const {
        const auto of = [](std::size_t number) { return fmt::format("i{}", number); };
        return {of(2 * line + 1), of(2 * line + 2), of(2 * lines_.size() + line + 1)};
    }

    void write_report() {
        auto text = schema_line("report") +
                    fmt::format("version: 1\nstatus: {}\nauthor: {}\ndates:\n  drafted: {}\n",
                                is_final() ? "final" : "draft", review_.consultant.text, iso(on(10)));
        if (on(15) <= picture)
            text += fmt::format("  accuracy-requested: {}\n  accuracy-reply: {}\n", iso(on(11)), iso(on(15)));
        if (is_final()) text += fmt::format("  final: {}\n", iso(on(20)));
        text += folded("context", std::string(chance_.of(bench::contexts)), 0) + "findings:\n";
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            text += fmt::format("  - line: {}\n    ", lines_[i].id) +
                    folded("text", filled(lines_[i].topic->finding, chance_), 4);
            text += fmt::format("    items: {}\n    school-view: {}\n", list_of(items_of(i)),
                                chance_.of(bench::views));
        }
        text += "professional-learning:\n";
        for (const auto& visitor : review_.reviewers)
            text += fmt::format("  - school: {}\n    text: {}\n", visitor.school.text,
                                chance_.of(bench::learning));
        if (is_final())
            text += fmt::format("sharing:\n  decided-by: headteacher\n  date: {}\n  audience: [governors]\n",
                                iso(on(20)));
        folder_.write(root_ + "report.yaml", text);
    }

    void write_actions() {
        auto text = schema_line("actions");
        if (on(25) <= picture) text += fmt::format("agreed: {}\n", iso(on(25)));
        text += "actions:\n";
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto start = on(25);
            const auto end = calendar_.after(start, chance_.from_to(40, 80)).value();
            text += fmt::format("  - id: a{}\n    from: [{}]\n    ", i + 1, items_of(i).back()) +
                    folded("action", std::string(lines_[i].topic->action), 4);
            text += fmt::format("    owner-role: {}\n    start: {}\n    deadline: {}\n    success:\n      - "
                                "{} by {}\n    monitoring-role: {}\n    status: {}\n",
                                chance_.of(bench::roles), iso(start), iso(end),
                                filled(lines_[i].topic->success, chance_), iso(end), chance_.of(bench::roles),
                                on(25) <= picture ? "agreed" : "proposed");
        }
        folder_.write(root_ + "actions.yaml", text);
    }

    void write_evaluations() {
        for (const std::string_view role : {"host-head", "reviewer", "reviewer"}) {
            auto text = schema_line("evaluation") +
                        fmt::format("about: review\nhost: {}\nrole: {}\ndate: {}\nscales: {{organisation: "
                                    "{}, focus: {}, usefulness: {}}}\n",
                                    review_.host.text, role, iso(on(20)), chance_.from_to(3, 5),
                                    chance_.from_to(3, 5), chance_.from_to(3, 5));
            text +=
                folded("free-text", std::string(chance_.of(bench::opinions)), 0) + "would-recommend: true\n";
            folder_.write(
                "evaluations/" +
                    evaluation_ids_.id_of(fmt::format("{} {}", review_.host.text.substr(0, 40), role), 60) +
                    ".yaml",
                text);
        }
    }

    const PlannedReview& review_;
    const SchoolDays& calendar_;
    Folder& folder_;
    Names& evaluation_ids_;
    Chance& chance_;
    std::string root_;
    std::vector<Line> lines_;
};

// ---- the whole

Calendar calendar_of_the_year(Folder& folder) {
    const auto text = typical_calendar(2025);
    folder.write("calendar.yaml", text);
    const SourceFile file("calendar.yaml", text);
    Diagnostics findings;
    return read_calendar(parse_yaml(file, findings).value());
}

Consultant make_consultant(const School& near, Chance& chance) {
    Consultant consultant;
    consultant.name = fmt::format("{} {}{}", chance.of(bench::first_names), chance.of(bench::surname_heads),
                                  chance.of(bench::surname_tails));
    consultant.phases = {Phase::primary, Phase::secondary, Phase::special};
    consultant.postcode = near.postcode.substr(0, near.postcode.find(' '));
    consultant.easting = *near.easting + 500;
    consultant.northing = *near.northing - 500;
    consultant.days = 9;
    return consultant;
}

class Programme {
public:
    Programme(Folder& folder, std::uint64_t seed)
        : folder_(folder), chance_(seed), calendar_(calendar_of_the_year(folder)) {}

    void write(std::size_t triads) {
        folder_.write(
            "peerreview.yaml",
            schema_line("cohort") +
                fmt::format("format: 1\nname: England 2025\nregion: England\nyear: 2025/26\nlaunch: {}\n",
                            iso(launch)));
        for (std::size_t i = 0; i < triads; ++i) write_triad(i);
        write_training();
    }

private:
    void write_triad(std::size_t number) {
        auto group = make_group(number);
        if (number % 2 == 0) {
            consultant_ = {fmt::format("c-{:04}", number / 2 + 1)};
            folder_.write("consultants/" + consultant_.text + ".yaml",
                          write_consultant(make_consultant(group.schools.front(), chance_)));
        }
        group.consultant = consultant_;
        group.schedule = make_schedule(group, number, calendar_, chance_);
        for (std::size_t i = 0; i < group.ids.size(); ++i) write_school_files(group, i);
        const auto seconds = chance_.from_to(1500, 7200);
        folder_.write("triads/" + group.id.text + ".yaml", write_triad_of(group, seconds));
        folder_.write("schedule/" + group.id.text + ".yaml", write_schedule(group.schedule));
        for (const auto& review : group.schedule.reviews)
            ReviewFiles(review, calendar_, folder_, evaluation_ids_, chance_).write();
        if (number % 40 == 7) write_postponement(group);
    }

    Group make_group(std::size_t number) {
        Group group;
        group.id = {fmt::format("t{:03}", number + 1)};
        const auto easting = chance_.from_to(200000, 600000), northing = chance_.from_to(60000, 600000);
        const auto phase = phases_in_turn[number % phases_in_turn.size()];
        std::map<SchoolId, School> schools; // a triad names its schools by id
        for (auto i = 0; i < 3; ++i) {
            auto school = make_school(phase, static_cast<int>(3 * number) + i, easting, northing, chance_);
            schools.emplace(SchoolId{school_ids_.id_of(school.name, 57)}, std::move(school));
        }
        for (auto& [id, school] : schools) {
            add_leaders(school, group.people.emplace_back(), leader_ids_, chance_);
            group.ids.push_back(id);
            group.schools.push_back(std::move(school));
        }
        return group;
    }

    void write_school_files(const Group& group, std::size_t i) {
        const auto& id = group.ids[i];
        folder_.write("schools/" + id.text + ".yaml", write_school(group.schools[i]));
        folder_.write("people/" + id.text + ".yaml", write_people(group.people[i]));
        for (const auto& leader : group.schools[i].leaders)
            if (leader.trained) attendance_.push_back({id, leader.id, {}, {}});
    }

    static std::string write_triad_of(const Group& group, int seconds) {
        Triad triad;
        triad.schools = group.ids;
        triad.consultant = group.consultant;
        triad.seconds = seconds;
        return peerreview::write_triad(triad);
    }

    void write_postponement(const Group& group) {
        Decision decision;
        decision.date = launch + days(30);
        decision.kind = DecisionKind::postponement;
        decision.subject = group.ids.front().text;
        decision.by_role = "lead consultant";
        decision.why = "The hall was closed for repairs.";
        folder_.write(fmt::format("decisions/{}-{}.yaml", iso(*decision.date), group.id.text),
                      write_decision(decision));
    }

    /// The launch day is held at as many places as there must be.
    void write_training() {
        auto text = schema_line("training") + "events:\n";
        for (std::size_t i = 0; i < attendance_.size(); ++i) {
            if (i % places_at_an_event == 0)
                text += fmt::format("  - id: launch-{}\n    kind: launch\n    date: {}\n    attendance:\n",
                                    i / places_at_an_event + 1, iso(launch));
            text += fmt::format("      - {{school: {}, leader: {}}}\n", attendance_[i].school.text,
                                attendance_[i].leader.text);
        }
        folder_.write("training.yaml", text);
    }

    Folder& folder_;
    Chance chance_;
    SchoolDays calendar_;
    Names school_ids_, leader_ids_, evaluation_ids_;
    ConsultantId consultant_;
    std::vector<Attendance> attendance_;
};

} // namespace

int main(int count, char** words) {
    if (count < 2 || count > 4) {
        std::fputs("usage: bench_programme FOLDER [TRIADS [SEED]]\n", stderr);
        return 2;
    }
    try {
        Folder folder(words[1]);
        Programme(folder, count > 3 ? std::stoull(words[3]) : 1)
            .write(count > 2 ? std::stoul(words[2]) : 8000);
        fmt::print("{} files, {:.1f} MB\n", folder.files(), static_cast<double>(folder.bytes()) / 1e6);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_programme: {}\n", error.what());
        return 1;
    }
    return 0;
}
