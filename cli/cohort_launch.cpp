#include "cli/changes.hpp"
#include "cli/cohort.hpp"
#include "cli/gate.hpp"
#include "project/gates.hpp"
#include "record/school_days.hpp"
#include "yaml/edit.hpp"

#include <algorithm>
#include <memory>

namespace peerreview {

namespace {

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
    const auto date = date_given("launch", options.date);
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
    Editor file("peerreview.yaml", std::string(project->cohort_file->text()));
    file.set({"launch"}, iso(date));
    changes.write("peerreview.yaml", file.text());
    finish_changes(changes, options.dry_run);
    return Status::fine;
}

} // namespace

void declare_cohort_launch(Command& noun, Session& session) {
    const auto options = std::make_shared<LaunchOptions>();
    auto* launch = noun.add_subcommand("launch", "Set the launch day of a cohort that is in place");
    launch->add_option("DATE", options->date, "The launch and training day")->required();
    add_waive_options(*launch, options->waive);
    add_dry_run(*launch, options->dry_run);
    launch->footer("Example: peerreview cohort launch 2026-09-24");
    launch->callback(
        [=, &session] { session.verb = [=, &session] { return run_launch(session, *options); }; });
}

} // namespace peerreview
