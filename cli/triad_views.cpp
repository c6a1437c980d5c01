#include "cli/triad_views.hpp"

#include "cli/terminal.hpp"
#include "cli/triad.hpp"
#include "project/travel.hpp"
#include "render/words.hpp"
#include "solve/instance.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace peerreview {

using Json = nlohmann::ordered_json;

std::string place_text(const Place& place) {
    if (!place.file) return {};
    return fmt::format("{}:{}", place.file->path(), place.file->line_column(place.offset).line);
}

Json place_json(const Place& place) {
    const auto at = place.file ? place.file->line_column(place.offset) : LineColumn();
    return {{"file", place.file ? Json(place.file->path()) : Json()},
            {"line", place.file ? Json(at.line) : Json()},
            {"column", place.file ? Json(at.column) : Json()}};
}

std::string dumped(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string pair_lines(const Project& project, const PairExplanation& pair) {
    auto text = wrapped("", school_words(project, pair.a) + " and " + school_words(project, pair.b));
    for (const auto& rule : pair.rules) {
        auto why = rule.why;
        if (rule.result != PairResult::pass)
            for (const auto& place : rule.places)
                why += (&place == rule.places.data() ? " (" : ", ") + place_text(place) +
                       (&place == &rule.places.back() ? ")" : "");
        text += wrapped(fmt::format("  {:<8}{:<12}", name_of(rule.result), rule.rule), why);
    }
    return text;
}

Json pair_json(const PairExplanation& pair) {
    auto rules = Json::array();
    for (const auto& rule : pair.rules) {
        auto places = Json::array();
        for (const auto& place : rule.places) places.push_back(place_json(place));
        rules.push_back({{"rule", rule.rule},
                         {"result", name_of(rule.result)},
                         {"why", rule.why},
                         {"places", std::move(places)}});
    }
    return {{"schools", {pair.a.text, pair.b.text}},
            {"seconds", pair.time ? Json(pair.time->seconds) : Json()},
            {"rules", std::move(rules)}};
}

namespace {

struct ShowOptions {
    std::string triad, format = "text";
};

/// The triads with those who facilitate them.
std::map<TriadId, Triad> triads_of(const Project& project) {
    std::map<TriadId, Triad> triads;
    for (const auto& [id, record] : project.triads) {
        triads[id] = record.value;
        triads[id].consultant = facilitator_of(project, id);
    }
    return triads;
}

/// Seconds to all schools; nothing where one is not known.
std::optional<std::int64_t> in_all(const ConsultantOption& option) {
    std::int64_t sum = 0;
    for (const auto& seconds : option.seconds) {
        if (!seconds) return std::nullopt;
        sum += *seconds;
    }
    return sum;
}

std::string travel_words(const ConsultantOption& option) {
    const auto sum = in_all(option);
    return sum ? counted(minutes_of(*sum), "minute") + " from home to its schools" : "travel is not known";
}

/// "t001, t002"; of many how many.
std::string some_of(const std::vector<TriadId>& triads) {
    constexpr std::size_t most_named = 3;
    std::string text;
    if (triads.size() > most_named) return counted(std::ssize(triads), "other triad");
    for (const auto& id : triads) text += (text.empty() ? "" : ", ") + id.text;
    return text;
}

/// What another consultant would mean.
std::string other_words(const ConsultantOption& option) {
    auto words = travel_words(option) + "; ";
    for (std::size_t i = 0; i < option.against.size(); ++i)
        words += fmt::format("{}{} ({})", i == 0 ? "may not: " : ", ", option.against[i],
                             place_text(option.places[i]));
    if (!option.against.empty()) return words;
    if (!option.without.empty())
        return words + fmt::format("then {} would have no consultant", some_of(option.without));
    if (!option.more) return words + "what that would cost is not worked out for so many triads";
    if (*option.more == 0) return words + "would do as well";
    return words + fmt::format("then all consultants together would travel {} {}",
                               counted(minutes_of(std::abs(*option.more)), "minute"),
                               *option.more > 0 ? "more" : "less");
}

/// Why the triad has the consultant that it has.
std::string chosen_words(const std::vector<ConsultantOption>& options, const ConsultantOption& chosen) {
    auto words = travel_words(chosen);
    const auto may =
        std::ranges::count_if(options, [](const auto& option) { return option.against.empty(); });
    const auto first =
        std::ranges::find_if(options, [](const auto& option) { return option.against.empty(); });
    if (!chosen.against.empty())
        return words + fmt::format("; against it: {} ({})", chosen.against[0], place_text(chosen.places[0]));
    if (may == 1) return words + "; nobody else may";
    if (in_all(chosen) && first->consultant == chosen.consultant)
        return words + fmt::format("; the nearest of the {} who may", may);
    const auto is_least =
        std::ranges::all_of(options, [](const auto& option) { return !option.more || *option.more >= 0; });
    return words + (is_least ? "; not the nearest, but so all consultants together travel least"
                             : "; not what costs least");
}

/// What a second reader would be to a triad, and where that stands.
std::string other_words(const ReaderOption& option) {
    if (!option.against.empty())
        return fmt::format("may not: {} ({})", option.against, place_text(option.place));
    auto words = fmt::format("reads for {}", counted(option.triads, "triad"));
    if (!option.knows_phases)
        words += fmt::format("; not all of its schools are of the consultant's phases ({})",
                             place_text(option.place));
    return words;
}

/// Why the triad has the second reader that it has.
std::string chosen_words(const std::vector<ReaderOption>& options, const ReaderOption& chosen) {
    auto words = other_words(chosen);
    if (!chosen.against.empty()) return words;
    const auto may =
        std::ranges::count_if(options, [](const auto& option) { return option.against.empty(); });
    if (may == 1) return words + "; nobody else may";
    const auto& first =
        options.front(); // of those who know the phases, where anybody does, with the least load
    if (first.knows_phases && !chosen.knows_phases) return words + "; somebody else who may knows its phases";
    const auto peers = std::ranges::count_if(options, [&](const auto& option) {
        return option.against.empty() && option.knows_phases == chosen.knows_phases;
    });
    if (peers == 1) return words + "; nobody else who may knows its phases";
    if (chosen.triads > first.triads + 1) return words + "; " + first.consultant.text + " reads for fewer";
    return words +
           fmt::format("; one of the {} who may{}", peers, chosen.knows_phases ? " and know its phases" : "");
}

/// The two schools that review one: in a ring the next two.
std::pair<SchoolId, SchoolId> reviewers_of(const Triad& triad, const SchoolId& host) {
    const auto& schools = triad.schools;
    const auto at = static_cast<std::size_t>(std::ranges::find(schools, host) - schools.begin());
    const auto [one, two] = visitors_of(at, schools.size());
    return {schools[one], schools[two]};
}

/// What people of a triad: the schools, one after the other.
std::string school_lines(const Project& project, const Triad& triad) {
    std::string text;
    for (const auto& id : triad.schools) {
        const auto found = project.schools.find(id);
        if (found == project.schools.end()) continue;
        const auto& school = found->second.value;
        std::vector<std::string> parts = {id.text};
        if (school.phase) parts.emplace_back(name_of(*school.phase));
        if (!school.town.empty()) parts.push_back(school.town);
        parts.push_back(school.trust.empty() ? "no trust" : school.trust);
        std::string line;
        for (const auto& part : parts) line += (line.empty() ? "" : ", ") + part;
        text += wrapped("  ", school.name) + wrapped("    ", line);
        if (triad.schools.size() == 3) continue;
        const auto [first, second] = reviewers_of(triad, id);
        text += wrapped("    ", "reviewed by " + school_words(project, first) + " and " +
                                    school_words(project, second));
    }
    return text;
}

std::string waiver_lines(const Triad& triad) {
    std::string text;
    for (const auto& waiver : triad.waivers) {
        auto line = "the rule '" + waiver.rule + "' is waived";
        if (!waiver.by.empty()) line += " by " + waiver.by;
        if (waiver.date) line += " on " + in_words(*waiver.date);
        if (!waiver.why.empty()) line += ": " + waiver.why;
        text += wrapped("", line);
    }
    return text;
}

std::string date_lines(const Project& project, const TriadId& id) {
    const auto found = project.schedules.find(id);
    if (found == project.schedules.end()) return "No dates are planned yet.\n";
    std::string text = "Reviews\n";
    for (const auto& review : found->second.value.reviews)
        text +=
            wrapped("  ", fmt::format("{}: {}{}", review.date ? in_words(*review.date) : "no date",
                                      school_words(project, review.host),
                                      review.consultant.empty() ? "" : ", with " + review.consultant.text));
    if (const auto day = found->second.value.follow_up)
        text += wrapped("  ", in_words(*day) + ": follow-up meeting");
    return text;
}

std::string triad_text(const Project& project, const TriadId& id, const std::vector<PairExplanation>& pairs) {
    const auto& triad = project.triads.at(id).value;
    std::int64_t seconds = 0;
    for (const auto& pair : pairs) seconds += pair.time ? pair.time->seconds : 0;
    auto text = fmt::format("{} {}: {} of travel between its schools{}\n",
                            triad.schools.size() == 3 ? "Triad" : "Ring", id.text,
                            counted(minutes_of(seconds), "minute"), triad.pinned ? "; pinned" : "");
    text += school_lines(project, triad) + "\n";
    for (const auto& pair : pairs) text += pair_lines(project, pair);
    const auto waivers = waiver_lines(triad);
    if (!waivers.empty()) text += "\n" + waivers;
    return text + "\n" + consultant_lines(project, id) + reader_lines(project, id) + "\n" +
           date_lines(project, id);
}

Json waivers_json(const Triad& triad) {
    auto list = Json::array();
    for (const auto& waiver : triad.waivers)
        list.push_back({{"rule", waiver.rule},
                        {"by", waiver.by.empty() ? Json() : Json(waiver.by)},
                        {"date", waiver.date ? Json(iso(*waiver.date)) : Json()},
                        {"why", waiver.why.empty() ? Json() : Json(waiver.why)}});
    return list;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json schools_json(const Project& project, const Triad& triad) {
    auto list = Json::array();
    for (const auto& id : triad.schools) {
        const auto found = project.schools.find(id);
        const auto school = found == project.schools.end() ? School() : found->second.value;
        const auto [first, second] = reviewers_of(triad, id);
        list.push_back({{"id", id.text},
                        {"name", text_or_null(school.name)},
                        {"phase", school.phase ? Json(name_of(*school.phase)) : Json()},
                        {"town", text_or_null(school.town)},
                        {"trust", text_or_null(school.trust)},
                        {"reviewed_by", {first.text, second.text}}});
    }
    return list;
}

Json dates_json(const Project& project, const TriadId& id, Json document) {
    auto reviews = Json::array();
    Json follow_up;
    if (const auto found = project.schedules.find(id); found != project.schedules.end()) {
        for (const auto& review : found->second.value.reviews)
            reviews.push_back({{"host", review.host.text},
                               {"date", review.date ? Json(iso(*review.date)) : Json()},
                               {"consultant", text_or_null(review.consultant.text)}});
        if (const auto day = found->second.value.follow_up) follow_up = iso(*day);
    }
    document["reviews"] = std::move(reviews);
    document["follow_up"] = std::move(follow_up);
    return document;
}

std::string triad_json(const Project& project, const TriadId& id, const std::vector<PairExplanation>& pairs) {
    const auto& triad = project.triads.at(id).value;
    auto list = Json::array();
    std::int64_t seconds = 0;
    for (const auto& pair : pairs) {
        list.push_back(pair_json(pair));
        seconds += pair.time ? pair.time->seconds : 0;
    }
    Json document = {{"version", 1},
                     {"triad", id.text},
                     {"kind", name_of(triad.kind.value_or(TriadKind::triad))},
                     {"pinned", triad.pinned},
                     {"schools", schools_json(project, triad)},
                     {"seconds", seconds},
                     {"pairs", std::move(list)},
                     {"waivers", waivers_json(triad)},
                     {"consultant", text_or_null(facilitator_of(project, id).text)},
                     {"consultants", consultants_json(project, id)}};
    add_readers(project, id, document);
    return dumped(dates_json(project, id, std::move(document)));
}

Status run_show(const Session& session, const ShowOptions& options) {
    const auto now = ready(session);
    if (!now) return Status::errors;
    const TriadId id{options.triad};
    const auto found = now->project.triads.find(id);
    if (found == now->project.triads.end())
        throw Failure("there is no triad '" + id.text + "'", "see 'peerreview triad list'");
    const auto& triad = found->second.value;
    const auto pairs = explain_pairs(now->project, *now->travel, triad.schools, triad.waivers);
    print(options.format == "json" ? triad_json(now->project, id, pairs)
                                   : triad_text(now->project, id, pairs));
    return Status::fine;
}

/// Who was chosen and why, and the first of the others; the options stand in the order of their fitness.
template <class Option>
std::string option_lines(const std::string& title, const ConsultantId& chosen,
                         const std::vector<Option>& options, std::string_view beyond) {
    constexpr std::int64_t most_shown = 5;
    std::string text;
    for (const auto& option : options)
        if (option.consultant == chosen)
            text = wrapped(title + chosen.text + ": ", chosen_words(options, option));
    std::int64_t others = 0;
    for (const auto& option : options)
        if (option.consultant != chosen && ++others <= most_shown)
            text += wrapped("  " + option.consultant.text + ": ", other_words(option));
    if (others > most_shown) text += fmt::format("  and {} more{}\n", others - most_shown, beyond);
    return text;
}

} // namespace

std::string consultant_lines(const Project& project, const TriadId& id) {
    const auto consultant = facilitator_of(project, id);
    const auto& proposed = project.triads.at(id).value.consultant;
    const auto options = consultant_options(project, triads_of(project), id);
    std::string text = consultant.empty() ? "No consultant yet.\n" : "";
    if (consultant != proposed && !proposed.empty())
        text = wrapped("", fmt::format("By its dates {} facilitates it; {} was proposed.", consultant.text,
                                       proposed.text));
    return text + option_lines("Consultant ", consultant, options, ", farther away");
}

Json consultants_json(const Project& project, const TriadId& id) {
    auto list = Json::array();
    for (const auto& option : consultant_options(project, triads_of(project), id)) {
        auto against = Json::array(), seconds = Json::array(), without = Json::array();
        for (std::size_t i = 0; i < option.against.size(); ++i)
            against.push_back({{"why", option.against[i]}, {"place", place_json(option.places[i])}});
        for (const auto& part : option.seconds) seconds.push_back(part ? Json(*part) : Json());
        for (const auto& other : option.without) without.push_back(other.text);
        list.push_back({{"id", option.consultant.text},
                        {"seconds", std::move(seconds)},
                        {"triads", option.triads},
                        {"most", option.most},
                        {"against", std::move(against)},
                        {"without", std::move(without)},
                        {"more", option.more ? Json(*option.more) : Json()}});
    }
    return list;
}

std::string reader_lines(const Project& project, const TriadId& id) {
    const auto& reader = project.triads.at(id).value.second_reader;
    const auto options = reader_options(project, id);
    if (options.empty()) return {};
    return (reader.empty() ? "No second reader yet.\n" : "") +
           option_lines("Second reader ", reader, options, "");
}

void add_readers(const Project& project, const TriadId& id, Json& document) {
    auto list = Json::array();
    for (const auto& option : reader_options(project, id))
        list.push_back({{"id", option.consultant.text},
                        {"triads", option.triads},
                        {"phases", option.knows_phases},
                        {"against", text_or_null(option.against)},
                        {"place", option.place.file ? place_json(option.place) : Json()}});
    document["second_reader"] = text_or_null(project.triads.at(id).value.second_reader.text);
    document["second_readers"] = std::move(list);
}

void add_text_or_json(Command& verb, std::string& format) {
    verb.add_option("--format", format, "Form of the output: text or json [default: text]")
        ->check(one_of({"text", "json"}))
        ->option_text("FORMAT");
}

void declare_triad_show(Command& noun, Session& session) {
    const auto options = std::make_shared<ShowOptions>();
    auto* show = noun.add_subcommand("show", "Show a triad: schools, travel, rules, consultant and dates");
    show->add_option("triad", options->triad, "The triad")->required()->option_text("TRIAD");
    add_text_or_json(*show, options->format);
    show->footer("Example: peerreview triad show t001");
    show->callback([=, &session] { session.verb = [=, &session] { return run_show(session, *options); }; });
}

} // namespace peerreview
