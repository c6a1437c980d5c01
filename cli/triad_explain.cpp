#include "cli/interrupt.hpp"
#include "cli/triad.hpp"
#include "cli/triad_arrangement.hpp"
#include "cli/triad_views.hpp"
#include "project/school_lookup.hpp"
#include "project/travel.hpp"
#include "render/words.hpp"
#include "source/text.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct ExplainOptions {
    std::vector<std::string> schools, why_not;
    std::string format = "text";
};

// ---- what is, in words

std::string with_id(const Project& project, const SchoolId& school) {
    return fmt::format("{} ({})", school_words(project, school), school.text);
}

bool is_together(const TriadExplanation& explanation) { return explanation.question == TriadQuestion::apart; }

/// Of a school in no triad: how many might share one with it.
std::string outside_head(const Project& project, const TriadExplanation& explanation,
                         const std::string& name) {
    const auto& id = explanation.schools.front();
    const auto& school = project.schools.at(id).value;
    const auto partners = static_cast<std::int64_t>(explanation.partners);
    auto text = name + " is in no triad. " + (partners == 0 ? "No school" : counted(partners, "school")) +
                " may share one with it.";
    if (has_left(project, id)) text = name + " has left the programme.";
    if (!explanation.pairs.empty())
        text += " The nearest schools of all:";
    else if (has_left(project, id))
        return wrapped("", text);
    else if (!school.easting || !school.northing)
        text += " Its record has no easting and northing, so that travel to it is not known.";
    return wrapped("", text);
}

/// Of a school: its triad and who else is in it.
std::string school_head(const Project& project, const TriadExplanation& explanation) {
    const auto& school = explanation.schools.front();
    const auto name = with_id(project, school);
    const auto& id = explanation.triads.front();
    if (id.empty()) return outside_head(project, explanation, name);
    const auto& triad = project.triads.at(id).value;
    auto text =
        wrapped("", fmt::format("{} is in {} {}{}, with", name, triad.schools.size() == 3 ? "triad" : "ring",
                                id.text, triad.pinned ? ", which is pinned" : ""));
    std::int64_t seconds = 0;
    for (const auto& pair : explanation.pairs) seconds += pair.time ? pair.time->seconds : 0;
    for (const auto& other : triad.schools)
        if (other != school) text += wrapped("  ", with_id(project, other));
    return text + fmt::format("Travel between them comes to {}.\n", counted(minutes_of(seconds), "minute"));
}

std::string place_of_school(const Project& project, const SchoolId& school, const TriadId& id) {
    return with_id(project, school) + (id.empty() ? " is in no triad." : " is in " + id.text + ".");
}

/// Whether a rule keeps some pair apart.
bool is_broken(const TriadExplanation& explanation) {
    return std::ranges::any_of(explanation.pairs, [](const PairExplanation& pair) {
        return std::ranges::find(pair.rules, PairResult::broken, &RuleOutcome::result) != pair.rules.end();
    });
}

std::string pair_head(const Project& project, const TriadExplanation& explanation) {
    std::string text;
    if (is_together(explanation))
        return wrapped(
            "", fmt::format("{} and {} are together in {}.", with_id(project, explanation.schools[0]),
                            with_id(project, explanation.schools[1]), explanation.triads.front().text));
    for (std::size_t i = 0; i < explanation.schools.size(); ++i)
        text += wrapped("", place_of_school(project, explanation.schools[i], explanation.triads[i]));
    return text + (is_broken(explanation) ? "Rules keep them from sharing a triad:\n"
                                          : "No rule keeps them from sharing a triad:\n");
}

bool stands(const TriadExplanation& explanation) {
    return explanation.question == TriadQuestion::with && !explanation.triads.front().empty() &&
           std::ranges::count(explanation.triads, explanation.triads.front()) == 3;
}

// ---- what would be, in words

std::string proof_words(const TriadExplanation& explanation, const OtherArrangement& other) {
    if (!explanation.is_whole)
        return fmt::format("an estimate: of {} schools, only the {} nearest could change triads",
                           explanation.of, explanation.looked_at);
    if (other.is_proven) return "proved";
    return fmt::format("an estimate: it may be up to {} less",
                       counted(minutes_of(other.cost.total() - other.bound), "minute"));
}

/// "12 minutes more travel and 1 more school without a triad".
std::string difference(const ArrangementCost& to, const ArrangementCost& from) {
    const auto more = to.total() - from.total();
    const auto minutes = minutes_of(std::abs(more));
    const auto what = to.penalty == from.penalty ? "travel" : "travel and preferences";
    auto text =
        more == 0 ? fmt::format("the same {}", what)
                  : fmt::format("{} {} {}", minutes == 0 ? "less than a minute" : counted(minutes, "minute"),
                                more > 0 ? "more" : "less", what);
    if (const auto waits = to.waiting - from.waiting; waits != 0)
        text += fmt::format(" and {} without a triad",
                            counted(std::abs(waits), waits > 0 ? "more school" : "fewer school"));
    return text;
}

bool is_same(const ArrangementCost& a, const ArrangementCost& b) {
    return a.waiting == b.waiting && a.total() == b.total();
}

/// The present arrangement and the best one.
std::string present_lines(const TriadExplanation& explanation) {
    const auto& present = explanation.present;
    auto text =
        fmt::format("At present {} of travel in all triads, and {} {} in none{}.",
                    counted(minutes_of(present.seconds), "minute"), counted(present.waiting, "school"),
                    present.waiting == 1 ? "is" : "are",
                    present.penalty > 0 ? fmt::format("; preferences that are given up count as {} more",
                                                      counted(minutes_of(present.penalty), "minute"))
                                        : "");
    const auto& best = explanation.best;
    const auto proof = proof_words(explanation, best);
    if (is_same(present, best.cost))
        text += fmt::format(" No arrangement is better ({}).", proof);
    else if (best.cost.waiting < present.waiting ||
             (best.cost.waiting == present.waiting && best.cost.total() < present.total()))
        text += fmt::format(" That is not the best: the best means {} ({}).", difference(best.cost, present),
                            proof);
    else
        text += fmt::format(" The best that keeps all rules means {} ({}).", difference(best.cost, present),
                            proof);
    std::string notes;
    if (!explanation.waived.empty()) {
        notes = "A rule is waived or broken in ";
        for (const auto& id : explanation.waived)
            notes += (&id == explanation.waived.data() ? "" : ", ") + id.text;
        notes += "; but for what is asked, the others here keep every rule.";
    }
    for (const auto& id : explanation.unpinned)
        notes += fmt::format("{}{} is pinned; here it could change.", notes.empty() ? "" : " ", id.text);
    return wrapped("", text) + (notes.empty() ? "" : wrapped("", notes));
}

std::string question_words(const Project& project, const TriadExplanation& explanation) {
    const auto name = [&](std::size_t i) { return school_words(project, explanation.schools[i]); };
    switch (explanation.question) {
    case TriadQuestion::otherwise:
        return explanation.triads.front().empty() ? fmt::format("were {} in a triad", name(0))
                                                  : fmt::format("were {} in another triad", name(0));
    case TriadQuestion::together:
        return fmt::format("were {} and {} together", name(0), name(1));
    case TriadQuestion::apart:
        return fmt::format("were {} and {} apart", name(0), name(1));
    case TriadQuestion::with:
        break;
    }
    return fmt::format("were {}, {} and {} a triad", name(0), name(1), name(2));
}

std::string moved_words(const OtherArrangement& other, const SchoolId& school) {
    const auto move = std::ranges::find(other.moved, school, &SchoolMove::school);
    if (move == other.moved.end()) return {};
    return move->from.empty() ? ", from none" : ", from " + move->from.text;
}

/// The triads that would be different, school by school.
std::string change_lines(const Project& project, const OtherArrangement& other) {
    std::string text;
    for (const auto& triad : other.changed) {
        const auto label = fmt::format("  {:<6}", triad.id.empty() ? "new" : triad.id.text);
        for (const auto& school : triad.schools)
            text += wrapped(&school == triad.schools.data() ? label : std::string(label.size(), ' '),
                            school_words(project, school) + moved_words(other, school));
    }
    for (const auto& move : other.moved)
        if (move.waits)
            text += wrapped("  none  ", school_words(project, move.school) + ", from " + move.from.text);
    return text;
}

std::string wished_lines(const Project& project, const TriadExplanation& explanation) {
    auto question = question_words(project, explanation);
    if (!explanation.wished) return wrapped("", fmt::format("No arrangement has it so, {}.", question));
    const auto& wished = *explanation.wished;
    question[0] = 'W';
    auto text = fmt::format("{}, the best for the whole cohort would mean {} {} now ({}).", question,
                            difference(wished.cost, explanation.present),
                            is_same(wished.cost, explanation.present) ? "as" : "than",
                            proof_words(explanation, wished));
    if (explanation.question != TriadQuestion::otherwise && is_broken(explanation))
        text += " The rules that are broken would have to be waived first.";
    if (!is_same(explanation.present, explanation.best.cost))
        text += fmt::format(" Against the best: {}.", difference(wished.cost, explanation.best.cost));
    if (wished.changed.empty()) return wrapped("", text + " Nothing would change.");
    const auto anyway = std::ranges::count(wished.changed, true, &NewTriad::is_in_best);
    text +=
        fmt::format(" {} would be different{}, and {} would move:", counted(wished.changed.size(), "triad"),
                    anyway > 0 ? fmt::format(" ({} of them in the best arrangement anyway)", anyway) : "",
                    counted(wished.moved.size(), "school"));
    return wrapped("", text) + change_lines(project, wished);
}

std::string figures_lines(const Project& project, const TriadExplanation& explanation) {
    if (explanation.no_figures)
        return wrapped("", "No figures for other arrangements: " + *explanation.no_figures + ".");
    return present_lines(explanation) + "\n" + wished_lines(project, explanation);
}

std::string as_text(const Project& project, const TriadExplanation& explanation) {
    std::string text;
    const auto is_school = explanation.question == TriadQuestion::otherwise;
    if (is_school)
        text = school_head(project, explanation);
    else if (stands(explanation))
        text = fmt::format("They are triad {}.\n", explanation.triads.front().text);
    else
        text = pair_head(project, explanation);
    if (!explanation.pairs.empty()) text += "\n";
    for (const auto& pair : explanation.pairs) text += pair_lines(project, pair);
    if (is_school && !explanation.triads.front().empty())
        text += "\n" + consultant_lines(project, explanation.triads.front()) +
                reader_lines(project, explanation.triads.front());
    return text + "\n" + figures_lines(project, explanation);
}

// ---- JSON

Json id_or_null(const TriadId& id) { return id.empty() ? Json() : Json(id.text); }

Json cost_json(const ArrangementCost& cost) {
    return {{"waiting", cost.waiting}, {"seconds", cost.seconds}, {"penalty", cost.penalty}};
}

Json arrangement_json(const OtherArrangement& other) {
    auto triads = Json::array(), moves = Json::array();
    for (const auto& triad : other.changed) {
        auto schools = Json::array();
        for (const auto& school : triad.schools) schools.push_back(school.text);
        triads.push_back(
            {{"id", id_or_null(triad.id)}, {"schools", std::move(schools)}, {"in_best", triad.is_in_best}});
    }
    for (const auto& move : other.moved)
        moves.push_back({{"school", move.school.text},
                         {"from", id_or_null(move.from)},
                         {"to", id_or_null(move.to)},
                         {"waits", move.waits}});
    auto json = cost_json(other.cost);
    json["bound"] = other.bound;
    json["proven"] = other.is_proven;
    json["triads"] = std::move(triads);
    json["moves"] = std::move(moves);
    return json;
}

std::string as_json(const Project& project, const TriadExplanation& explanation) {
    auto schools = Json::array(), triads = Json::array(), pairs = Json::array(), unpinned = Json::array(),
         waived = Json::array();
    for (const auto& school : explanation.schools) schools.push_back(school.text);
    for (const auto& id : explanation.triads) triads.push_back(id_or_null(id));
    for (const auto& pair : explanation.pairs) pairs.push_back(pair_json(pair));
    for (const auto& id : explanation.unpinned) unpinned.push_back(id.text);
    for (const auto& id : explanation.waived) waived.push_back(id.text);
    Json document = {{"version", 1},
                     {"question", name_of(explanation.question)},
                     {"schools", std::move(schools)},
                     {"triads", std::move(triads)},
                     {"partners", explanation.partners},
                     {"pairs", std::move(pairs)}};
    if (explanation.question == TriadQuestion::otherwise && !explanation.triads.front().empty()) {
        const auto& id = explanation.triads.front();
        const auto consultant = facilitator_of(project, id);
        document["consultant"] = consultant.empty() ? Json() : Json(consultant.text);
        document["consultants"] = consultants_json(project, id);
        add_readers(project, id, document);
    }
    const auto has_figures = !explanation.no_figures;
    document["no_figures"] = has_figures ? Json() : Json(*explanation.no_figures);
    document["schools_looked_at"] = explanation.looked_at;
    document["schools_in_all"] = explanation.of;
    document["unpinned"] = std::move(unpinned);
    document["rules_not_kept"] = std::move(waived);
    document["present"] = cost_json(explanation.present);
    document["best"] = has_figures ? arrangement_json(explanation.best) : Json();
    document["wished"] = has_figures && explanation.wished ? arrangement_json(*explanation.wished) : Json();
    return dumped(document);
}

// ---- the verb

std::vector<SchoolId> ids_of(const std::vector<std::string>& words) {
    std::vector<SchoolId> ids;
    for (const auto& word : words) ids.push_back({word});
    return ids;
}

TriadExplanation explain(const Ready& now, const ExplainOptions& options, const solve::TriadOptions& search) {
    if (!options.why_not.empty())
        return explain_why_not(now.project, *now.travel, ids_of(options.why_not), search);
    const auto schools = ids_of(options.schools);
    if (schools.size() == 1) return explain_school(now.project, *now.travel, schools[0], search);
    return explain_pair(now.project, *now.travel, schools[0], schools[1], search);
}

Status run_explain(const Session& session, const ExplainOptions& options) {
    if (options.schools.empty() == options.why_not.empty() || options.schools.size() > 2)
        throw Failure("explain takes one school, two schools, or --why-not A B C");
    const auto now = ready(session);
    if (!now) return Status::errors;
    const Interrupt interrupt;
    const auto explanation = explain(*now, options, {.stop = &interrupt.was_asked()});
    if (interrupt.was_asked()) {
        tell(session, "interrupted: nothing is proved");
        return Status::interrupted;
    }
    print(options.format == "json" ? as_json(now->project, explanation) : as_text(now->project, explanation));
    return Status::fine;
}

} // namespace

void declare_triad_explain(Command& noun, Session& session) {
    const auto options = std::make_shared<ExplainOptions>();
    auto* explain =
        noun.add_subcommand("explain", "Say why schools are together or not, and what else costs");
    explain->add_option("school", options->schools, "One school, or two")->option_text("SCHOOL...");
    explain->add_option("--why-not", options->why_not, "What speaks against these three as a triad")
        ->expected(3)
        ->option_text("A B C");
    add_text_or_json(*explain, options->format);
    explain->footer("Example: peerreview triad explain ash elm");
    explain->callback(
        [=, &session] { session.verb = [=, &session] { return run_explain(session, *options); }; });
}

} // namespace peerreview
