#include "cli/changes.hpp"
#include "cli/session.hpp"
#include "feedback/check.hpp"
#include "project/rules.hpp"
#include "project/school_lookup.hpp"
#include "source/escape.hpp"
#include "store/store.hpp"
#include "yaml/write.hpp"

#include <algorithm>
#include <memory>

namespace peerreview {

namespace {

struct NewOptions {
    std::string host;
    bool dry_run = false;
};

std::string lines_of_enquiry(const Priorities& priorities) {
    std::string text = "# Lines of enquiry:\n";
    for (const auto& priority : priorities.priorities)
        for (const auto& line : priority.lines)
            text += "#   " + terminal(line.id) + ": " + terminal(line.question) + "\n";
    return text;
}

std::string evidence_form(const Priorities& priorities, const LeaderId& leader) {
    return schema_line("evidence") + lines_of_enquiry(priorities) +
           "# One entry an activity; describe before you interpret, in 20 to 120 words, and name nobody:\n"
           "#   - id: e1\n"
           "#     line: " +
           terminal(priorities.priorities.front().lines.front().id) +
           "\n"
           "#     activity: lesson-visit\n"
           "#     by: [" +
           leader.text +
           "]\n"
           "#     note: what you saw, heard or read\n"
           "evidence: []\n";
}

std::string feedback_form(const Priorities& priorities) {
    return schema_line("feedback") + lines_of_enquiry(priorities) +
           "# One entry an agreed point, strengths first; 7 to 45 words, and name nobody:\n"
           "#   - id: i1\n"
           "#     line: " +
           terminal(priorities.priorities.front().lines.front().id) +
           "\n"
           "#     kind: strength\n"
           "#     text: how many of how many, and what\n"
           "#     themes: [CT3]\n"
           "#     evidence: [e1]\n"
           "items: []\n";
}

/// The leaders who review this host, by the schedule.
std::vector<LeaderId> reviewers_of(const Project& project, const SchoolId& host) {
    std::vector<LeaderId> leaders;
    for (const auto& [id, schedule] : project.schedules)
        for (const auto& review : schedule.value.reviews)
            if (review.host == host)
                for (const auto& visitor : review.reviewers) leaders.push_back(visitor.leader);
    return leaders;
}

void write_new(Changes& changes, const Project& project, const std::string& path, std::string bytes) {
    if (!store::exists(project.root / path)) changes.write(path, std::move(bytes));
}

Status run_new(const Session& session, const NewOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const SchoolId host{options.host};
    if (!project->schools.contains(host)) refuse_unknown(*project, host);
    const auto review = project->reviews.find(host);
    if (review == project->reviews.end() || !review->second.priorities ||
        review->second.priorities->value.priorities.empty())
        throw Failure("there is no reviews/" + host.text + "/priorities.yaml",
                      "the forms are made from its lines of enquiry: write it first", Status::errors);
    const auto& priorities = review->second.priorities->value;
    Changes changes(project->root);
    const auto folder = "reviews/" + host.text + "/";
    write_new(changes, *project, folder + "feedback.yaml", feedback_form(priorities));
    for (const auto& leader : reviewers_of(*project, host))
        write_new(changes, *project, folder + "evidence/" + leader.text + ".yaml",
                  evidence_form(priorities, leader));
    if (changes.empty()) tell(session, "nothing to write: the forms of " + host.text + " are all there");
    finish_changes(changes, options.dry_run);
    return Status::fine;
}

Status run_check(const Session& session, const CheckOptions& options) {
    Diagnostics findings;
    const auto project = session.load(findings);
    check_feedback(project, findings);
    check_every_rule(session, project, findings);
    return show_findings(session, findings, options);
}

} // namespace

void declare_feedback(Command& app, Session& session) {
    auto* noun = app.add_subcommand("feedback", "What reviewers saw, and what was agreed");
    noun->require_subcommand();

    const auto new_options = std::make_shared<NewOptions>();
    auto* make = noun->add_subcommand("new", "Write the forms for evidence and feedback of a review");
    make->add_option("HOST", new_options->host, "Id of the host")->required()->option_text(" ");
    add_dry_run(*make, new_options->dry_run);
    make->footer("Example: peerreview feedback new dodford-first-school");
    make->callback(
        [=, &session] { session.verb = [=, &session] { return run_new(session, *new_options); }; });

    const auto check_options = std::make_shared<CheckOptions>();
    auto* check =
        noun->add_subcommand("check", "Check every record, and all texts against the wording rules");
    add_check_options(*check, *check_options);
    check->footer("Example: peerreview feedback check --format json");
    check->callback(
        [=, &session] { session.verb = [=, &session] { return run_check(session, *check_options); }; });
}

} // namespace peerreview
