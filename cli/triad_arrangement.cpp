#include "cli/triad_arrangement.hpp"

#include "cli/schedule.hpp"
#include "cli/terminal.hpp"
#include "project/agenda.hpp"
#include "project/travel.hpp"
#include "record/write_records.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <sstream>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<SchoolId>& schools, const char* between) {
    std::string text;
    for (const auto& school : schools) text += (text.empty() ? "" : between) + school.text;
    return text;
}

Json id_or_null(const ConsultantId& id) { return id.empty() ? Json() : Json(id.text); }

double gap_of(const Arrangement& arrangement) {
    const auto total = arrangement.seconds + arrangement.penalty;
    return arrangement.bound > 0
               ? static_cast<double>(total - arrangement.bound) / static_cast<double>(arrangement.bound)
               : 0;
}

using Rows = std::vector<std::vector<std::string>>;

/// The last columns of a table of triads, which a terminal would have no room for.
void add_last_columns(const Arrangement& arrangement, Rows& rows) {
    rows.front().insert(rows.front().end(), {"second-reader", "kind"});
    auto row = rows.begin();
    for (const auto& [id, triad] : arrangement.triads)
        (++row)->insert(row->end(), {triad.second_reader.text,
                                     std::string(name_of(triad.kind.value_or(TriadKind::triad)))});
}

/// The schools in the last column, or each on a line below its triad where a line would not fit.
std::string text_of(const Arrangement& arrangement, Rows rows) {
    constexpr int any_width = 1'000'000;
    auto table = text_table(rows, any_width);
    std::istringstream whole(table);
    auto fits = true;
    for (std::string line; std::getline(whole, line);) fits = fits && display_width(line) <= terminal_width();
    if (fits) return table;
    for (auto& row : std::span(rows).subspan(1)) row.back().clear();
    std::istringstream lines(text_table(rows, terminal_width()));
    std::string text, line;
    std::getline(lines, text);
    text += "\n";
    for (const auto& [id, triad] : arrangement.triads) {
        std::getline(lines, line);
        text += line + "\n";
        for (const auto& school : triad.schools) text += "  " + school.text + "\n";
    }
    return text;
}

Json as_json(const std::vector<Unplaced>& list) {
    auto array = Json::array();
    for (const auto& [schools, conflict, ways_out] : list) {
        auto ids = Json::array(), facts = Json::array();
        for (const auto& school : schools) ids.push_back(school.text);
        for (const auto& fact : conflict) facts.push_back(fact_json(fact));
        array.push_back(
            {{"schools", std::move(ids)}, {"conflict", std::move(facts)}, {"ways_out", ways_out}});
    }
    return array;
}

} // namespace

std::string in_words(const std::vector<Unplaced>& list) {
    std::string text;
    for (const auto& [schools, conflict, ways_out] : list) {
        const auto* reason = conflict.empty() ? "since there are not three schools" : "because:";
        text += folded(
            fmt::format("{} wait{}, {}", joined(schools, ", "), schools.size() == 1 ? "s" : "", reason));
        text += reason_lines(conflict, ways_out);
    }
    return text;
}

Json arrangement_json(const Arrangement& arrangement, std::uint64_t seed) {
    auto triads = Json::array();
    for (const auto& [id, triad] : arrangement.triads) {
        auto schools = Json::array();
        for (const auto& school : triad.schools) schools.push_back(school.text);
        triads.push_back({{"id", id.text},
                          {"kind", name_of(triad.kind.value_or(TriadKind::triad))},
                          {"schools", std::move(schools)},
                          {"seconds", triad.seconds.value_or(0)},
                          {"consultant", id_or_null(triad.consultant)},
                          {"second_reader", id_or_null(triad.second_reader)}});
    }
    auto waiting = Json::array();
    for (const auto& wait : arrangement.waiting)
        waiting.push_back({{"school", wait.school.text}, {"why", wait.why}});
    return {{"version", 1},
            {"seconds", arrangement.seconds},
            {"penalty", arrangement.penalty},
            {"bound", arrangement.bound},
            {"gap", gap_of(arrangement)},
            {"seed", seed},
            {"triads", std::move(triads)},
            {"waiting", std::move(waiting)}};
}

std::string arrangement_table(const Arrangement& arrangement, const FormatOption& format) {
    Rows rows = {{"triad", "minutes", "consultant", "schools"}};
    for (const auto& [id, triad] : arrangement.triads)
        rows.push_back({!format.is_csv() && triad.schools.size() > 3 ? id.text + " (ring)" : id.text,
                        std::to_string(minutes_of(triad.seconds.value_or(0))), triad.consultant.text,
                        joined(triad.schools, format.is_csv() ? " " : ", ")});
    if (format.is_csv()) add_last_columns(arrangement, rows);
    if (format.is_csv()) return csv_table(rows);
    auto text = text_of(arrangement, rows);
    for (const auto& wait : arrangement.waiting)
        text += folded(fmt::format("waiting: {}: {}", wait.school.text, wait.why));
    const auto total = arrangement.seconds + arrangement.penalty;
    text +=
        fmt::format("travel {} seconds{}; ", arrangement.seconds,
                    arrangement.penalty > 0 ? fmt::format(" and {} of penalties", arrangement.penalty) : "");
    if (total > 0 && arrangement.bound == 0) return text + "no lower bound is proven\n";
    return text + fmt::format("proven lower bound {} ({:.2f} % below)\n", arrangement.bound,
                              total > 0 ? 100.0 * static_cast<double>(total - arrangement.bound) /
                                              static_cast<double>(total)
                                        : 0.0);
}

Json comparison_json(const Comparison& comparison) {
    const auto ids = [](const std::vector<ChangedTriad>& list) {
        auto array = Json::array();
        for (const auto& entry : list) array.push_back(entry.id.text);
        return array;
    };
    const auto place = [](const TriadId& triad) { return triad.empty() ? Json() : Json(triad.text); };
    auto moved = Json::array();
    for (const auto& [school, from, to] : comparison.moved)
        moved.push_back({{"school", school.text}, {"from", place(from)}, {"to", place(to)}});
    return {{"triads", ids(comparison.changed)},
            {"added", ids(comparison.added)},
            {"moved", std::move(moved)},
            {"seconds", comparison.unknown_now > 0 ? Json() : Json(comparison.then - comparison.now)}};
}

std::string shown_arrangement(const Arrangement& arrangement, const FormatOption& format, std::uint64_t seed,
                              const Comparison* comparison, const std::vector<Unplaced>& unplaced) {
    if (format.is_text()) return arrangement_table(arrangement, format) + in_words(unplaced);
    if (!format.is_json()) return arrangement_table(arrangement, format);
    auto document = arrangement_json(arrangement, seed);
    if (comparison) document["changes"] = comparison_json(*comparison);
    if (!unplaced.empty()) document["unplaced"] = as_json(unplaced);
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Status status_of(const Arrangement& arrangement) {
    const auto only_remainders = std::ranges::all_of(arrangement.waiting, &Waiting::is_remainder);
    return only_remainders && !arrangement.triads.empty() ? Status::fine : Status::refused;
}

void write_triads(const Project& project, const std::map<TriadId, Triad>& triads,
                  const Comparison& comparison, Changes& changes) {
    for (const auto& [id, record] : project.triads)
        if (!triads.contains(id)) changes.remove(record.file->path());
    for (const auto& [id, triad] : triads) {
        const auto standing = project.triads.find(id);
        const auto text = write_triad(triad);
        const auto is_same = [&](Triad now) {
            if (now.schools.size() == 3) std::ranges::sort(now.schools);
            return write_triad(now) == text;
        };
        if (standing == project.triads.end() || !is_same(standing->second.value))
            changes.write("triads/" + id.text + ".yaml", text);
    }
    for (const auto& entry : comparison.changed)
        if (const auto dates = project.schedules.find(entry.id); dates != project.schedules.end())
            changes.remove(dates->second.file->path());
}

std::vector<CancelledDates> dates_lost(const Project& project, const Comparison& comparison) {
    std::vector<CancelledDates> list;
    for (const auto& entry : comparison.changed)
        if (auto dates = standing_dates(project, entry.id)) list.push_back(std::move(*dates));
    return list;
}

void refuse_held(const Project& project, const Comparison& comparison, Date today, const std::string& hint) {
    for (const auto& entry : comparison.changed)
        if (const auto held = held_reviews(project, entry.id, today); !held.empty())
            throw Failure(fmt::format("{} would change, and the review of '{}' was held", entry.id.text,
                                      held.front().text),
                          hint, Status::refused);
}

} // namespace peerreview
