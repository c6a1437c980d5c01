#include "cli/changes.hpp"
#include "cli/cohort.hpp"
#include "cli/gate.hpp"
#include "cli/terminal.hpp"
#include "project/agenda.hpp"
#include "project/school_lookup.hpp"
#include "render/words.hpp"

#include <algorithm>
#include <memory>

namespace peerreview {

namespace {

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
    if (!project->schools.contains(id)) refuse_unknown(*project, id);
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

void declare_cohort_withdraw(Command& noun, Session& session) {
    const auto options = std::make_shared<WithdrawOptions>();
    auto* withdraw = noun.add_subcommand("withdraw", "Take a school out of the programme");
    withdraw->add_option("SCHOOL", options->school, "Its id")->required();
    withdraw->add_option("--by", options->by, "Role of who decided")->required()->option_text("ROLE");
    withdraw->add_option("--why", options->why, "The reason, for the decision record")
        ->required()
        ->option_text("TEXT");
    withdraw->add_flag("--force", options->force,
                       "Delete its triad and the dates of it, where no review was held");
    add_dry_run(*withdraw, options->dry_run);
    withdraw->footer(
        "Example: peerreview cohort withdraw ash --by 'programme lead' --why 'the head is leaving'");
    withdraw->callback(
        [=, &session] { session.verb = [=, &session] { return run_withdraw(session, *options); }; });
}

} // namespace peerreview
