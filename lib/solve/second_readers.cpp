#include "solve/second_readers.hpp"

#include "solve/consultants.hpp"
#include "solve/groups.hpp"
#include "solve/instance.hpp"
#include "solve/job_assignment.hpp"

#include <algorithm>
#include <tuple>

namespace peerreview {

namespace {

bool may_read(const Project& project, const TriadId& id, const Triad& triad, const ConsultantId& consultant) {
    return !facilitates(project, id, triad, consultant) &&
           !conflict_with(project.consultants.at(consultant).value, triad);
}

/// The consultant whose record says that he reads for a triad, where he may; else an empty id.
ConsultantId declared_reader(const Project& project, const TriadId& id, const Triad& triad) {
    for (const auto& [consultant, record] : project.consultants) {
        const auto& list = record.value.second_reader_for;
        if (std::ranges::find(list, id) != list.end() && may_read(project, id, triad, consultant))
            return consultant;
    }
    return {};
}

/// So many consultants are thought of for a triad, each triad beginning with another one, so that a national
/// programme is no more work for each of its triads than a cohort.
constexpr std::size_t most_choices = 24;

std::vector<solve::Choice> choices_of(const Project& project, const std::pair<const TriadId, Triad>& entry,
                                      const std::vector<ConsultantId>& ids, std::uint32_t job) {
    std::vector<solve::Choice> knowing, others;
    for (std::size_t i = 0; i < ids.size() && knowing.size() < most_choices; ++i) {
        const auto worker = (job + i) % ids.size();
        const auto& [id, triad] = entry;
        if (!may_read(project, id, triad, ids[worker])) continue;
        const auto knows = knows_phases(project, project.consultants.at(ids[worker]).value, triad);
        auto& list = knows ? knowing : others;
        if (list.size() < most_choices)
            list.push_back({job, static_cast<std::uint32_t>(worker), knows ? 0 : 1});
    }
    const auto room = static_cast<std::ptrdiff_t>(std::min(others.size(), most_choices - knowing.size()));
    knowing.insert(knowing.end(), others.begin(), others.begin() + room);
    return knowing;
}

/// Why not, and where that stands.
void note_against(const Project& project, const TriadId& id, const Triad& triad, ReaderOption& option) {
    const auto& record = project.consultants.at(option.consultant);
    option.knows_phases = knows_phases(project, record.value, triad);
    if (!option.knows_phases) option.place = record.node.place_of("phases");
    if (const auto conflict = conflict_with(record.value, triad)) {
        option.against = "declares a conflict with " + record.value.conflicts[*conflict].text;
        option.place = record.node.place_of("conflicts", *conflict);
    }
    if (!facilitates(project, id, triad, option.consultant)) return;
    option.against = "facilitates it";
    option.place = triad.consultant == option.consultant ? project.triads.at(id).node.place_of("consultant")
                                                         : project.schedules.at(id).node.place_of("reviews");
}

} // namespace

bool facilitates(const Project& project, const TriadId& id, const Triad& triad,
                 const ConsultantId& consultant) {
    if (triad.consultant == consultant) return true;
    const auto schedule = project.schedules.find(id);
    const auto standing = project.triads.find(id);
    if (schedule == project.schedules.end() || standing == project.triads.end() ||
        !has_schools(standing->second.value, triad.schools))
        return false;
    const auto& reviews = schedule->second.value.reviews;
    return std::ranges::find(reviews, consultant, &PlannedReview::consultant) != reviews.end();
}

void propose_second_readers(const Project& project, std::map<TriadId, Triad>& triads) {
    std::vector<std::pair<const TriadId, Triad>*> without;
    std::map<ConsultantId, std::int32_t> reads;
    for (auto& entry : triads) {
        auto& [id, triad] = entry;
        if (facilitates(project, id, triad, triad.second_reader)) triad.second_reader = {};
        if (triad.consultant.empty()) continue;
        if (triad.second_reader.empty()) triad.second_reader = declared_reader(project, id, triad);
        if (triad.second_reader.empty())
            without.push_back(&entry);
        else
            ++reads[triad.second_reader];
    }
    std::vector<ConsultantId> ids;
    std::vector<std::int32_t> taken;
    for (const auto& [id, record] : project.consultants) {
        ids.push_back(id);
        taken.push_back(reads[id]);
    }
    std::vector<solve::Choice> choices;
    for (std::uint32_t job = 0; job < without.size(); ++job)
        for (const auto& choice : choices_of(project, *without[job], ids, job)) choices.push_back(choice);
    const auto chosen = solve::share_jobs(static_cast<std::uint32_t>(without.size()), taken, choices);
    for (std::size_t job = 0; job < without.size(); ++job)
        if (chosen[job] >= 0) without[job]->second.second_reader = ids[static_cast<std::size_t>(chosen[job])];
}

std::vector<ReaderOption> reader_options(const Project& project, const TriadId& id) {
    std::vector<ReaderOption> options;
    for (const auto& [consultant, record] : project.consultants) {
        ReaderOption option{.consultant = consultant};
        option.triads = static_cast<int>(std::ranges::count_if(project.triads, [&](const auto& entry) {
            return entry.second.value.second_reader == consultant;
        }));
        note_against(project, id, project.triads.at(id).value, option);
        options.push_back(std::move(option));
    }
    std::ranges::stable_sort(options, {}, [](const ReaderOption& option) {
        return std::tuple(!option.against.empty(), !option.knows_phases, option.triads);
    });
    return options;
}

void check_second_readers(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, record] : project.triads) {
        const auto& triad = record.value;
        const auto found = project.consultants.find(triad.second_reader);
        if (found == project.consultants.end()) continue;
        const auto report = [&](const std::string& why) {
            diagnostics
                .error(record.node.place_of("second-reader"), "second-reader",
                       "'{}' may not read the reports of {} a second time: {}", triad.second_reader.text,
                       id.text, why)
                .hint = "name another consultant, or take the line out and run 'peerreview triad form'";
        };
        if (triad.second_reader == triad.consultant)
            report("who facilitates a triad writes its reports");
        else if (facilitates(project, id, triad, triad.second_reader))
            report("schedule/" + id.text + ".yaml has this consultant facilitate it");
        if (const auto conflict = conflict_with(found->second.value, triad))
            report("a conflict with '" + found->second.value.conflicts[*conflict].text + "' is declared");
    }
}

} // namespace peerreview
