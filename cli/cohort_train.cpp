#include "cli/changes.hpp"
#include "cli/cohort.hpp"
#include "source/csv.hpp"
#include "source/text.hpp"
#include "store/store.hpp"
#include "yaml/edit.hpp"
#include "yaml/write.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>

namespace peerreview {

namespace {

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
        : session_(session), project_(project), options_(options), date_(date_given("train", options.date)),
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
            text = std::string(project_.training->file->text());
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
        auto& editor = schools_.try_emplace(path, path, std::string(record.file->text())).first->second;
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

} // namespace

void declare_cohort_train(Command& noun, Session& session) {
    const auto options = std::make_shared<TrainOptions>();
    auto* train = noun.add_subcommand("train", "Record who attended a training day");
    train->add_option("DATE", options->date, "The day")->required();
    train->add_option("--attended", options->attended, "Ids of leaders who were there")
        ->option_text("LEADER...");
    train->add_option("--file", options->file, "A CSV of who was there: leader, and minutes if you like")
        ->option_text("FILE.csv");
    train
        ->add_option("--kind", options->kind,
                     "launch, catch-up or refresher [default: launch on the launch day, else catch-up]")
        ->check(one_of({"launch", "catch-up", "refresher"}))
        ->option_text("KIND");
    train->add_option("--place", options->place, "Where it was")->option_text("TEXT");
    add_dry_run(*train, options->dry_run);
    train->footer("Example: peerreview cohort train 2026-09-24 --attended ash-head ash-deputy");
    train->callback([=, &session] { session.verb = [=, &session] { return run_train(session, *options); }; });
}

} // namespace peerreview
