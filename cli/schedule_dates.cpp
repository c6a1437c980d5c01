#include "cli/gate.hpp"
#include "cli/schedule.hpp"
#include "cli/terminal.hpp"
#include "project/agenda.hpp"
#include "solve/explain.hpp"
#include "solve/wishes.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

constexpr int postponed_at_most = 20; // school days, DOMAIN 3.6

// ---- move

struct MoveOptions {
    std::string host, date, by, why;
    bool postpones = false, dry_run = false;
};

void refuse_half_orders(const MoveOptions& options) {
    if (options.postpones == !options.date.empty())
        throw Failure("move takes a date, or --postpone",
                      "peerreview schedule move HOST DATE, or move HOST --postpone");
    if (options.by.empty() || options.why.empty())
        throw Failure("a move needs a reason and somebody who answers for it", "add --by ROLE --why TEXT");
}

std::string nearest_words(const std::vector<Date>& dates) {
    std::string text;
    for (const auto& date : dates)
        text += (text.empty() ? "dates near it that break nothing: " : ", ") + iso(date);
    return text;
}

/// Says what stands against a date and which dates do not, and refuses.
[[noreturn]] void refuse(const MovedReview& moved, const std::string& what) {
    std::cout.flush();
    for (const auto& fact : moved.against) std::cerr << fact_line(fact);
    const auto hint =
        moved.nearest.empty() ? "no date within a term of it breaks nothing" : nearest_words(moved.nearest);
    throw Failure(what, hint, Status::refused);
}

Decision decision_of(const Session& session, const MoveOptions& options, const SchoolId& host,
                     const std::vector<Move>& moves) {
    const auto move = std::ranges::find(moves, host, &Move::host);
    const auto is_later = move->to > move->from;
    std::string effect;
    for (const auto& change : moves) effect += (effect.empty() ? "" : " ") + in_words(change);
    return {session.today(), options.postpones || is_later ? DecisionKind::postponement : DecisionKind::swap,
            host.text,       "",
            options.by,      options.why,
            effect};
}

Status run_move(const Session& session, const MoveOptions& options) {
    refuse_half_orders(options);
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const SchoolId host{options.host};
    const auto triad = triad_of_host(*project, host);
    const auto moved = options.postpones
                           ? postpone_review(*project, triad, host, postponed_at_most)
                           : move_review(*project, triad, host, date_given("move", options.date));
    if (!moved.schedule)
        refuse(moved, options.postpones ? fmt::format("no date in the {} school days after it breaks nothing",
                                                      postponed_at_most)
                                        : fmt::format("{} breaks what is written above", options.date));
    const auto moves = moves_of(*project, triad, *moved.schedule);
    const auto move = std::ranges::find(moves, host, &Move::host);
    if (move == moves.end() || !move->is_on_another_day()) {
        tell(session, fmt::format("the review of '{}' is on {} already", host.text, options.date));
        return Status::fine;
    }
    Changes changes(project->root);
    write_changed(*project, triad, *moved.schedule, changes);
    auto decision = decision_of(session, options, host, moves);
    if (auto dates = lost_dates(*project, triad, *moved.schedule))
        decision.cancelled.push_back(std::move(*dates));
    record_decision(*project, decision, "move-" + host.text, changes);
    finish_changes(changes, options.dry_run);
    tell_moves(session, moves);
    return Status::fine;
}

// ---- explain

struct ExplainOptions {
    std::string triad, format = "text";
    std::vector<std::string> why_not;
};

std::string dump(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string explanation_text(const Project& project, const TriadId& triad,
                             const std::vector<ReviewExplanation>& list) {
    std::string text;
    for (const auto& entry : list) {
        const auto* review = standing_review(project, triad, entry.host);
        text += fmt::format("{}: {}, with consultant {}\n", entry.host.text, in_words(entry.date),
                            review->consultant.text);
        if (entry.is_held) {
            text += "  it was held, and does not move\n";
            continue;
        }
        text +=
            fmt::format("{:>5} school days from the first of the season on\n"
                        "{:>5} of these on which the host may be reviewed and both visiting schools work\n"
                        "{:>5} of these on which both visiting schools have somebody to send\n"
                        "{:>5} of these on which the consultant has room\n"
                        "{:>5} of these beside the other reviews, with a day for the follow-up meeting\n"
                        "{:>5} of these on a weekday that is liked as well or better (choice {} of {})\n",
                        entry.season, entry.open, entry.leaders, entry.consultant, entry.possible,
                        entry.liked_alike, entry.rank, project.policy().weekdays.size());
        if (!entry.is_allowed)
            text +=
                fmt::format("  its own date is none of these: 'peerreview schedule explain --why-not {} {}' "
                            "says why\n",
                            entry.host.text, iso(entry.date));
        for (const auto& wish : entry.unmet) text += "  " + terminal(wish) + "\n";
    }
    return text;
}

std::string explanation_json(const Project& project, const TriadId& triad,
                             const std::vector<ReviewExplanation>& list) {
    auto reviews = Json::array();
    for (const auto& entry : list)
        reviews.push_back({{"host", entry.host.text},
                           {"date", iso(entry.date)},
                           {"consultant", standing_review(project, triad, entry.host)->consultant.text},
                           {"held", entry.is_held},
                           {"allowed", entry.is_held || entry.is_allowed},
                           {"weekday_choice", entry.rank},
                           {"days",
                            {{"season", entry.season},
                             {"open", entry.open},
                             {"leaders", entry.leaders},
                             {"consultant", entry.consultant},
                             {"possible", entry.possible},
                             {"liked_alike", entry.liked_alike}}},
                           {"unmet", entry.unmet}});
    return dump({{"version", 1}, {"triad", triad.text}, {"reviews", std::move(reviews)}});
}

Status explain_triad(const Project& project, const ExplainOptions& options) {
    const TriadId triad{options.triad};
    if (!project.triads.contains(triad))
        throw Failure("there is no triad '" + triad.text + "'", "see 'peerreview triad list'");
    if (!project.schedules.contains(triad))
        throw Failure("triad " + triad.text + " has no dates yet", "run 'peerreview schedule plan'",
                      Status::refused);
    const auto list = explain_dates(project, triad);
    print(options.format == "json" ? explanation_json(project, triad, list)
                                   : folded_lines(explanation_text(project, triad, list)));
    return Status::fine;
}

/// What a date that nothing forbids costs, against the one that stands.
std::vector<std::string> costs_of(const Project& project, const TriadId& triad, const SchoolId& host,
                                  Date date, const Schedule& schedule) {
    std::vector<std::string> costs;
    const auto& before = *standing_review(project, triad, host);
    const auto& weekdays = project.policy().weekdays;
    const auto choice = [&](Date day) {
        const auto weekday = std::chrono::weekday(day).iso_encoding();
        return std::ranges::find(weekdays, weekday) - weekdays.begin() + 1;
    };
    if (choice(date) != choice(*before.date))
        costs.push_back(fmt::format("its weekday is choice {} of {}, and that of {} is choice {}",
                                    choice(date), weekdays.size(), iso(*before.date), choice(*before.date)));
    const SchoolDays days(project.calendar->value);
    const auto later = days.number_at(date) - days.number_at(*before.date);
    if (later != 0)
        costs.push_back(fmt::format("it is {} {} than the published date",
                                    counted(std::abs(later), "school day"), later > 0 ? "later" : "earlier"));
    const auto moves = moves_of(project, triad, schedule);
    for (const auto& move : moves) costs.insert(costs.end(), move.people.begin(), move.people.end());
    Diagnostics findings;
    const Travel travel(project, findings);
    const auto& now = project.schedules.at(triad).value;
    for (const auto& review : schedule.reviews) { // it may come too near to the one after it
        const auto* stands = standing_review(project, triad, review.host);
        if (!review.date || !stands || !stands->date) continue;
        const auto unmet_now = unmet_wishes(project, travel, triad, now, *stands);
        for (const auto& wish : unmet_wishes(project, travel, triad, schedule, review))
            if (std::ranges::find(unmet_now, wish) == unmet_now.end())
                costs.push_back(review.host == host ? wish : fmt::format("'{}': {}", review.host.text, wish));
    }
    for (const auto& move : moves)
        if (move.host.empty() && move.from)
            costs.push_back(fmt::format("the follow-up meeting moves from {} to {}", iso(*move.from),
                                        move.to ? iso(*move.to) : "no day of this school year"));
    return costs;
}

Status explain_date(const Project& project, const ExplainOptions& options) {
    const SchoolId host{options.why_not[0]};
    const auto date = date_given("--why-not", options.why_not[1]);
    const auto triad = triad_of_host(project, host);
    const auto moved = move_review(project, triad, host, date);
    const auto costs =
        moved.schedule ? costs_of(project, triad, host, date, *moved.schedule) : std::vector<std::string>();
    if (options.format == "json") {
        auto against = Json::array(), nearest = Json::array();
        for (const auto& fact : moved.against) against.push_back(fact_json(fact));
        for (const auto& near : moved.nearest) nearest.push_back(iso(near));
        print(dump({{"version", 1},
                    {"triad", triad.text},
                    {"host", host.text},
                    {"date", iso(date)},
                    {"possible", moved.schedule.has_value()},
                    {"against", std::move(against)},
                    {"costs", costs},
                    {"nearest", std::move(nearest)}}));
        return Status::fine;
    }
    std::string text;
    if (moved.schedule) {
        text = folded(fmt::format("nothing forbids {} for '{}'{}", iso(date), host.text,
                                  costs.empty() ? ", and it costs nothing" : "; it costs:"));
        for (const auto& cost : costs) text += folded("  " + cost);
    } else {
        text = folded(fmt::format("{} is no date for '{}', because:", in_words(date), host.text));
        for (const auto& fact : moved.against) text += fact_line(fact);
        if (!moved.nearest.empty()) text += folded(nearest_words(moved.nearest));
    }
    print(text);
    return Status::fine;
}

Status run_explain(const Session& session, const ExplainOptions& options) {
    if (options.triad.empty() == options.why_not.empty())
        throw Failure("explain takes a triad, or --why-not HOST DATE");
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    if (!project->calendar)
        throw Failure("there is no calendar.yaml", "put the school year's into the project");
    return options.why_not.empty() ? explain_triad(*project, options) : explain_date(*project, options);
}

} // namespace

void declare_schedule_move(Command& noun, Session& session) {
    const auto options = std::make_shared<MoveOptions>();
    auto* move = noun.add_subcommand("move", "Move the review of a host to another date");
    move->add_option("host", options->host, "The school that is reviewed")->required()->option_text("HOST");
    move->add_option("date", options->date, "Its new date")->option_text("DATE");
    move->add_flag("--postpone", options->postpones,
                   "Take the next date that breaks nothing, within 20 school days");
    move->add_option("--by", options->by, "Role of who answers for it")->option_text("ROLE");
    move->add_option("--why", options->why, "The reason, for the decision record")->option_text("TEXT");
    add_dry_run(*move, options->dry_run);
    move->footer("Example: peerreview schedule move ash --postpone --by lead --why 'inspection call'");
    move->callback([=, &session] { session.verb = [=, &session] { return run_move(session, *options); }; });
}

void declare_schedule_explain(Command& noun, Session& session) {
    const auto options = std::make_shared<ExplainOptions>();
    auto* explain = noun.add_subcommand("explain", "Say why a triad has these dates, or a host not another");
    explain->add_option("triad", options->triad, "The triad")->option_text("TRIAD");
    explain->add_option("--why-not", options->why_not, "Everything that forbids this host this date")
        ->expected(2)
        ->option_text("HOST DATE");
    explain->add_option("--format", options->format, "Form of the output: text or json [default: text]")
        ->check(one_of({"text", "json"}))
        ->option_text("FORMAT");
    explain->footer("Example: peerreview schedule explain --why-not ash 2026-11-12");
    explain->callback(
        [=, &session] { session.verb = [=, &session] { return run_explain(session, *options); }; });
}

} // namespace peerreview
