#include "cli/cohort.hpp"
#include "cli/gate.hpp"
#include "cli/terminal.hpp"
#include "project/agenda.hpp"
#include "project/school_lookup.hpp"
#include "render/words.hpp"
#include "source/csv.hpp"
#include "source/text.hpp"
#include "store/store.hpp"
#include "yaml/edit.hpp"
#include "yaml/write.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>

namespace peerreview {

namespace {

Option* dry_run(Command& verb, bool& flag) {
    return verb.add_flag("-n,--dry-run", flag, "Show what would change as a diff, and write nothing");
}

Date date_from(const std::string& text, std::string_view what) {
    const auto date = parse_date(text);
    if (!date) throw Failure(fmt::format("{} takes a date such as 2026-09-24, not '{}'", what, text));
    return *date;
}

std::string text_of(const SourceFile* file) { return std::string(file->text()); }

const Loaded<School>& school_called(const Project& project, const std::string& id) {
    const auto found = project.schools.find({id});
    if (found == project.schools.end()) refuse_unknown(project, {id});
    return found->second;
}

// ---- launch

struct LaunchOptions {
    std::string date;
    WaiveOptions waive;
    bool dry_run = false;
};

/// School days from launch to the end of the follow-up window when a year runs as it should: the aim of ten
/// days more than the least lead, two ideal gaps of ten, and the window (DOMAIN 2.1 and D12).
int days_to_close(const Policy& policy) { return policy.lead + 10 + 2 * 10 + policy.follow_up_to; }

void warn_of_short_year(const Session& session, const Project& project, Date launch) {
    const SchoolDays days(project.calendar->value);
    const auto left = days.count() - days.first_from(launch) - 1;
    const auto needed = days_to_close(project.policy());
    if (left < needed)
        tell(session,
             fmt::format("warning: {} school days are left after {}, and a cohort takes about {} to its "
                         "follow-up meetings: it cannot close in this school year",
                         std::max(left, 0), iso(launch), needed));
}

Status run_launch(const Session& session, const LaunchOptions& options) {
    const auto date = date_from(options.date, "launch");
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    if (!project->calendar)
        throw Failure("there is no calendar.yaml", "write the school year's calendar first");
    if (const auto why = why_closed(project->calendar->value, date); !why.empty())
        throw Failure(fmt::format("{} is no school day: {}", iso(date), why), "choose another day",
                      Status::refused);
    Changes changes(project->root);
    pass_gate(session, *project, lacking_in_place(*project), "the cohort is not in place", options.waive,
              changes);
    warn_of_short_year(session, *project, date);
    Editor file("peerreview.yaml", text_of(project->cohort_file));
    file.set({"launch"}, iso(date));
    changes.write("peerreview.yaml", file.text());
    finish_changes(changes, options.dry_run);
    return Status::fine;
}

// ---- train

struct TrainOptions {
    std::string date, kind, file, place;
    std::vector<std::string> attended;
    bool dry_run = false;
};

/// Somebody who came, with the minutes where they are known.
struct Attendee {
    LeaderId leader;
    SchoolId school;
    std::size_t index = 0; ///< among the school's leaders
    std::optional<int> minutes;
};

constexpr int least_catch_up = 120; // minutes, DOMAIN 2.2 S3

class AttendanceList {
public:
    AttendanceList(const Session& session, const Project& project, const TrainOptions& options)
        : session_(session), project_(project), options_(options), date_(date_from(options.date, "train")),
          kind_(kind()), changes_(project.root) {}

    Status run() {
        for (const auto& leader : options_.attended) add(leader, std::nullopt);
        if (!options_.file.empty()) read_file();
        if (attendees_.empty())
            throw Failure("who attended?", "name leaders with --attended, or a CSV with --file");
        record_event();
        for (const auto& attendee : attendees_) record_leader(attendee);
        for (const auto& [path, editor] : schools_) changes_.write(path, editor.text());
        finish_changes(changes_, options_.dry_run);
        tell_quorum();
        return Status::fine;
    }

private:
    std::string kind() const {
        if (!options_.kind.empty()) return options_.kind;
        return project_.cohort.value.launch == date_ ? "launch" : "catch-up";
    }

    void add(const std::string& id, std::optional<int> minutes) {
        for (const auto& [school, record] : project_.schools) {
            const auto& leaders = record.value.leaders;
            const auto found = std::ranges::find(leaders, LeaderId{id}, &Leader::id);
            if (found == leaders.end()) continue;
            attendees_.push_back({{id}, school, static_cast<std::size_t>(found - leaders.begin()), minutes});
            return;
        }
        std::vector<std::string_view> known;
        for (const auto& [school, record] : project_.schools)
            for (const auto& leader : record.value.leaders) known.push_back(leader.id.text);
        const auto near = nearest(id, known);
        throw Failure("no school has a leader '" + id + "'",
                      near.empty() ? "" : "did you mean '" + near + "'?");
    }

    void read_file() {
        auto read = store::read_file(options_.file, std::size_t{16} << 20);
        if (!read.problem.empty()) throw Failure("cannot read " + options_.file + ": " + read.problem);
        const SourceFile source(options_.file, to_utf8(std::move(read.bytes)));
        Diagnostics findings;
        const auto rows = read_csv(source, findings);
        const auto is_header = [&] {
            if (rows.empty() || rows[0].cells.empty() || rows[0].cells[0].text != "leader") return false;
            return rows[0].cells.size() == 1 ||
                   (rows[0].cells.size() == 2 && rows[0].cells[1].text == "minutes");
        };
        if (findings.has_errors() || !is_header())
            throw Failure(options_.file +
                              " should be a CSV with the columns leader and, if you like, minutes",
                          {}, Status::errors);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const auto& cells = rows[i].cells;
            const auto minutes = cells.size() > 1 ? minutes_of(cells[1].text, i + 1) : std::nullopt;
            add(cells[0].text, minutes);
        }
    }

    std::optional<int> minutes_of(const std::string& text, std::size_t row) const {
        if (text.empty()) return std::nullopt;
        int minutes = 0;
        const auto* end = text.data() + text.size();
        const auto result = std::from_chars(text.data(), end, minutes);
        if (result.ec != std::errc() || result.ptr != end || minutes < 0 || minutes > 600)
            throw Failure(
                fmt::format("{}: row {}: minutes should be 0 to 600, not '{}'", options_.file, row, text), {},
                Status::errors);
        return minutes;
    }

    std::string item_of(const Attendee& attendee) const {
        return fmt::format("- {{school: {}, leader: {}{}}}\n", attendee.school.text, attendee.leader.text,
                           attendee.minutes ? fmt::format(", minutes: {}", *attendee.minutes) : "");
    }

    /// Adds who came to the event of that day and kind, which is made where it is not there.
    void record_event() {
        std::string text = schema_line("training") + "events:\n";
        std::optional<std::size_t> event;
        std::set<LeaderId> there;
        if (project_.training) {
            text = text_of(project_.training->file);
            const auto& events = project_.training->value.events;
            for (std::size_t i = 0; i < events.size(); ++i) {
                if (events[i].date != date_ || !events[i].kind || name_of(*events[i].kind) != kind_) continue;
                event = i;
                for (const auto& attendance : events[i].attendance) there.insert(attendance.leader);
            }
        }
        std::string attendance;
        for (const auto& attendee : attendees_)
            if (there.insert(attendee.leader).second) attendance += item_of(attendee);
        if (attendance.empty()) return;
        if (!project_.training) {
            changes_.write("training.yaml", text + indented(new_event(attendance)));
            return;
        }
        Editor file("training.yaml", text);
        if (!event) {
            file.append({"events"}, new_event(attendance));
        } else {
            std::size_t begin = 0;
            for (auto end = attendance.find('\n'); end != std::string::npos;
                 end = attendance.find('\n', begin)) {
                file.append({"events", *event, "attendance"}, attendance.substr(begin, end + 1 - begin));
                begin = end + 1;
            }
        }
        changes_.write("training.yaml", file.text());
    }

    std::string new_event(const std::string& attendance) const {
        const auto id = kind_ == "launch" ? kind_ : kind_ + "-" + iso(date_);
        auto text = fmt::format("- id: {}\n  kind: {}\n  date: {}\n", id, kind_, iso(date_));
        if (!options_.place.empty()) text += fmt::format("  place: {}\n", yaml_scalar(options_.place));
        return text + "  attendance:\n" + indented(indented(attendance));
    }

    static std::string indented(const std::string& text) {
        std::string result;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            result += "  " + text.substr(at, end - at + 1);
            at = end + 1;
        }
        return result;
    }

    void record_leader(const Attendee& attendee) {
        const auto& record = project_.schools.at(attendee.school);
        const auto& leader = record.value.leaders[attendee.index];
        if (kind_ == "catch-up" && attendee.minutes.value_or(least_catch_up) < least_catch_up) {
            tell(session_, fmt::format("'{}' was there for {}: a catch-up takes {} to count", leader.id.text,
                                       counted(*attendee.minutes, "minute"), least_catch_up));
            return;
        }
        if (leader.trained && *leader.trained <= date_) return;
        const auto path = record.file->path();
        auto& editor = schools_.try_emplace(path, path, text_of(record.file)).first->second;
        editor.set({"leaders", attendee.index, "trained"}, iso(date_));
        newly_trained_.insert(leader.id);
    }

    /// Names the schools that are still short of trained leaders.
    void tell_quorum() const {
        for (const auto& [id, record] : project_.schools) {
            const auto is_trained = [&](const Leader& leader) {
                return !leader.left && (leader.trained || newly_trained_.contains(leader.id));
            };
            const auto trained = std::ranges::count_if(record.value.leaders, is_trained);
            if (trained < project_.policy().leaders_least)
                tell(session_,
                     fmt::format("'{}' has {}, and {} are the least", id.text,
                                 counted(trained, "trained leader"), project_.policy().leaders_least));
        }
    }

    const Session& session_;
    const Project& project_;
    const TrainOptions& options_;
    Date date_;
    std::string kind_;
    Changes changes_;
    std::vector<Attendee> attendees_;
    std::map<std::string, Editor> schools_;
    std::set<LeaderId> newly_trained_;
};

Status run_train(const Session& session, const TrainOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    return AttendanceList(session, *project, options).run();
}

// ---- withdraw

struct WithdrawOptions {
    std::string school, by, why;
    bool force = false;
    bool dry_run = false;
};

/// How far a school is when it leaves (DOMAIN 3.6).
struct Leaving {
    bool launched = false, hosted = false, visited = false, any_review = false;
};

Leaving leaving_of(const Project& project, const SchoolId& school, const Schedule* schedule, Date today) {
    Leaving leaving;
    leaving.launched = project.cohort.value.launch && *project.cohort.value.launch <= today;
    if (!schedule) return leaving;
    int visits = 0;
    for (const auto& review : schedule->reviews) {
        if (!review.date || *review.date > today) continue;
        leaving.any_review = true;
        leaving.hosted |= review.host == school;
        visits += static_cast<int>(std::ranges::count(review.reviewers, school, &Visitor::school));
    }
    leaving.visited = visits >= 2;
    return leaving;
}

/// The remedies in order, first the best (DOMAIN 3.6), for a triad or ring of which so many schools are left.
std::vector<std::string> remedies(const Leaving& leaving, std::size_t left) {
    const auto is_ring = left > 2;
    if (leaving.hosted && leaving.visited)
        return {
            fmt::format("nothing is owed: hold the follow-up meeting with {} schools, and invite this one",
                        is_ring ? size_words(left) : "two")};
    if (leaving.visited)
        return {"its partners are whole: cancel its review, and leave its items out of every report"};
    if (leaving.hosted)
        return {"a reserve from a school of another triad without a conflict makes its visits",
                "a trained reserve from the bank of leaders makes them",
                fmt::format(
                    "a second leader of the other {} makes them, with a waiver: both reviewers are then of "
                    "one school",
                    is_ring ? "visiting school" : "partner"),
                "the consultant alone is no peer review: leave the visit out and say so in the report"};
    std::vector<std::string> list = {
        "a school from the waiting list takes its place",
        "each of its partners joins another triad (two rings of four), or both join one (a ring of five)"};
    if (is_ring)
        list = {left == 3 ? "the three schools left become a triad" : "the four schools left become a ring",
                list.front()};
    if (leaving.launched) list.emplace_back("a new school's leaders catch up on training before they review");
    return list;
}

Status run_withdraw(const Session& session, const WithdrawOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const SchoolId id{options.school};
    school_called(*project, id.text);
    if (has_left(*project, id)) throw Failure("'" + id.text + "' has left already", {}, Status::refused);
    const auto hosted = hosted_review(*project, id);
    const auto* schedule = hosted.schedule ? &hosted.schedule->value : nullptr;
    const auto leaving = leaving_of(*project, id, schedule, session.today());
    const auto left = hosted.triad ? hosted.triad->value.schools.size() - 1 : 0;
    const auto* const noun = left > 2 ? "ring" : "triad";
    std::string effect = hosted.triad ? fmt::format("{} {} is short of a school", noun, hosted.id.text)
                                      : "no triad is touched";
    Changes changes(project->root);
    Decision decision{session.today(), DecisionKind::leaver, id.text, "", options.by, options.why, effect};
    const auto dissolves = hosted.triad && options.force && !leaving.any_review;
    if (dissolves)
        if (auto dates = standing_dates(*project, hosted.id)) decision.cancelled.push_back(std::move(*dates));
    record_decision(*project, decision, "withdraw-" + id.text, changes);
    std::string text = effect + "\n";
    if (hosted.triad)
        for (const auto& partner : hosted.triad->value.schools)
            if (partner != id) text += "  partner: " + partner.text + "\n";
    for (std::size_t i = 0; schedule && i < schedule->reviews.size(); ++i) {
        const auto& review = schedule->reviews[i];
        if (review.date && *review.date > session.today())
            text += fmt::format("  not held yet: review of {} on {}\n", review.host.text, iso(*review.date));
    }
    if (hosted.triad) {
        text += "what to do, best first:\n";
        const auto list = remedies(leaving, left);
        for (std::size_t i = 0; i < list.size(); ++i) text += fmt::format("  {}. {}\n", i + 1, list[i]);
        if (dissolves) {
            changes.remove(hosted.triad->file->path());
            if (hosted.schedule) changes.remove(hosted.schedule->file->path());
        } else if (!leaving.any_review) {
            text +=
                fmt::format("its {} stays in triads/: 'peerreview triad repair' {} and changes little else; "
                            "--force dissolves it\n",
                            noun, left > 2 ? "takes the school out" : "places its partners");
        }
    }
    if (!options.dry_run) print(folded_lines(text));
    finish_changes(changes, options.dry_run);
    return Status::fine;
}

} // namespace

void declare_cohort_steps(Command& noun, Session& session) {
    const auto launch_options = std::make_shared<LaunchOptions>();
    auto* launch = noun.add_subcommand("launch", "Set the launch day of a cohort that is in place");
    launch->add_option("DATE", launch_options->date, "The launch and training day")->required();
    add_waive_options(*launch, launch_options->waive);
    dry_run(*launch, launch_options->dry_run);
    launch->footer("Example: peerreview cohort launch 2026-09-24");
    launch->callback(
        [=, &session] { session.verb = [=, &session] { return run_launch(session, *launch_options); }; });

    const auto train_options = std::make_shared<TrainOptions>();
    auto* train = noun.add_subcommand("train", "Record who attended a training day");
    train->add_option("DATE", train_options->date, "The day")->required();
    train->add_option("--attended", train_options->attended, "Ids of leaders who were there")
        ->option_text("LEADER...");
    train
        ->add_option("--file", train_options->file, "A CSV of who was there: leader, and minutes if you like")
        ->option_text("FILE.csv");
    train
        ->add_option("--kind", train_options->kind,
                     "launch, catch-up or refresher [default: launch on the launch day, else catch-up]")
        ->check(one_of({"launch", "catch-up", "refresher"}))
        ->option_text("KIND");
    train->add_option("--place", train_options->place, "Where it was")->option_text("TEXT");
    dry_run(*train, train_options->dry_run);
    train->footer("Example: peerreview cohort train 2026-09-24 --attended ash-head ash-deputy");
    train->callback(
        [=, &session] { session.verb = [=, &session] { return run_train(session, *train_options); }; });

    const auto withdraw_options = std::make_shared<WithdrawOptions>();
    auto* withdraw = noun.add_subcommand("withdraw", "Take a school out of the programme");
    withdraw->add_option("SCHOOL", withdraw_options->school, "Its id")->required();
    withdraw->add_option("--by", withdraw_options->by, "Role of who decided")
        ->required()
        ->option_text("ROLE");
    withdraw->add_option("--why", withdraw_options->why, "The reason, for the decision record")
        ->required()
        ->option_text("TEXT");
    withdraw->add_flag("--force", withdraw_options->force,
                       "Delete its triad and the dates of it, where no review was held");
    dry_run(*withdraw, withdraw_options->dry_run);
    withdraw->footer(
        "Example: peerreview cohort withdraw ash --by 'programme lead' --why 'the head is leaving'");
    withdraw->callback(
        [=, &session] { session.verb = [=, &session] { return run_withdraw(session, *withdraw_options); }; });
}

} // namespace peerreview
