#include "privacy/redact.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

/// What the audience may see of each record, by whose it is.
class Sight {
public:
    Sight(const Project& project, const Audience& audience) : audience_(audience) {
        if (audience.most < SharingClass::triad) return;
        for (const auto& [id, triad] : project.triads) {
            const auto& schools = triad.value.schools;
            if (std::ranges::find(schools, audience.host) == schools.end()) continue;
            triads_.insert(id);
            partners_.insert(schools.begin(), schools.end());
        }
    }

    SharingClass everybodys() const { return std::min(audience_.most, SharingClass::programme); }
    SharingClass of(const SchoolId& school) const {
        if (audience_.most >= SharingClass::triad && school == audience_.host) return audience_.most;
        return partners_.contains(school) ? SharingClass::triad : everybodys();
    }
    SharingClass of(const TriadId& triad) const {
        return triads_.contains(triad) ? SharingClass::triad : everybodys();
    }

private:
    const Audience& audience_;
    std::set<TriadId> triads_;
    std::set<SchoolId> partners_;
};

template <class T>
Loaded<T> seen(const Loaded<T>& record, std::string_view schema, SharingClass most, T (*read)(const Node&)) {
    return {record.file, {}, read(schema_of(schema).visible(record.node, most))};
}

template <class T>
std::optional<Loaded<T>> seen(const std::optional<Loaded<T>>& record, std::string_view schema,
                              SharingClass most, T (*read)(const Node&)) {
    if (!record) return std::nullopt;
    return seen(*record, schema, most, read);
}

ReviewRecords seen(const ReviewRecords& review, SharingClass most) {
    ReviewRecords result;
    result.priorities = seen(review.priorities, "priorities", most, read_priorities);
    result.feedback = seen(review.feedback, "feedback", most, read_feedback);
    result.report = seen(review.report, "report", most, read_report);
    result.actions = seen(review.actions, "actions", most, read_actions);
    result.reply = seen(review.reply, "reply", most, read_reply);
    for (const auto& [leader, evidence] : review.evidence)
        result.evidence[leader] = seen(evidence, "evidence", most, read_evidence);
    return result;
}

} // namespace

Project visible_to(const Project& project, const Audience& audience) {
    const Sight sight(project, audience);
    const auto everybodys = sight.everybodys();
    Project result;
    result.root = project.root;
    result.travel = project.travel;
    result.cohort_file = project.cohort_file;
    result.cohort = seen(project.cohort, "cohort", everybodys, read_cohort);
    result.calendar = seen(project.calendar, "calendar", everybodys, read_calendar);
    result.themes = seen(project.themes, "themes", everybodys, read_themes);
    result.training = seen(project.training, "training", everybodys, read_training);
    result.messages = seen(project.messages, "messages", everybodys, read_messages);
    for (const auto& [id, school] : project.schools)
        result.schools[id] = seen(school, "school", sight.of(id), read_school);
    for (const auto& [id, people] : project.people)
        result.people[id] = seen(people, "people", sight.of(id), read_people);
    for (const auto& [id, consultant] : project.consultants)
        result.consultants[id] = seen(consultant, "consultant", everybodys, read_consultant);
    for (const auto& [id, triad] : project.triads)
        result.triads[id] = seen(triad, "triad", sight.of(id), read_triad);
    for (const auto& [id, schedule] : project.schedules)
        result.schedules[id] = seen(schedule, "schedule", sight.of(id), read_schedule);
    for (const auto& [host, review] : project.reviews) result.reviews[host] = seen(review, sight.of(host));
    for (const auto& [id, evaluation] : project.evaluations)
        result.evaluations[id] = seen(evaluation, "evaluation", everybodys, read_evaluation);
    for (const auto& [id, decision] : project.decisions)
        result.decisions[id] = seen(decision, "decision", everybodys, read_decision);
    for (const auto& [id, edition] : project.editions)
        result.editions[id] = seen(edition, "edition", everybodys, read_edition);
    return result;
}

} // namespace peerreview
