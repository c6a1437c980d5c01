#include "project/school_lookup.hpp"

#include <algorithm>

namespace peerreview {

SchoolLookup::SchoolLookup(const Project& project)
    : project_(project), days_(project.calendar ? project.calendar->value : Calendar()) {
    for (const auto& [id, triad] : project.triads)
        for (const auto& school : triad.value.schools) hosted_[school] = {nullptr, nullptr, &triad, id};
    for (const auto& [id, schedule] : project.schedules)
        for (const auto& review : schedule.value.reviews) {
            auto& hosted = hosted_[review.host];
            hosted.review = &review, hosted.schedule = &schedule, hosted.id = id;
        }
    for (const auto& [id, decision] : project.decisions)
        decisions_[decision.value.subject].push_back(&decision.value);
    for (const auto& [id, evaluation] : project.evaluations)
        if (evaluation.value.about == EvaluationSubject::review)
            evaluations_[evaluation.value.host].push_back(&evaluation.value);
}

HostedReview SchoolLookup::hosted(const SchoolId& host) const {
    const auto found = hosted_.find(host);
    return found == hosted_.end() ? HostedReview() : found->second;
}

SchoolDays SchoolLookup::days(const SchoolId& school) const {
    return days_.without(project_.schools.at(school).value.blocked);
}

bool SchoolLookup::has_left(const SchoolId& school) const {
    const auto found = decisions_.find(school.text);
    return found != decisions_.end() &&
           std::ranges::find(found->second, DecisionKind::leaver, &Decision::kind) != found->second.end();
}

const Decision* SchoolLookup::waiver(const std::string& subject, std::string_view rule) const {
    const auto found = decisions_.find(subject);
    if (found == decisions_.end()) return nullptr;
    const auto waiver = std::ranges::find_if(found->second, [&](const Decision* decision) {
        return decision->kind == DecisionKind::waiver && decision->rule == rule;
    });
    return waiver == found->second.end() ? nullptr : *waiver;
}

const std::vector<const Evaluation*>& SchoolLookup::evaluations(const SchoolId& host) const {
    static const std::vector<const Evaluation*> none;
    const auto found = evaluations_.find(host);
    return found == evaluations_.end() ? none : found->second;
}

HostedReview hosted_review(const Project& project, const SchoolId& host) {
    return SchoolLookup(project).hosted(host);
}

SchoolDays school_days_of(const Project& project, const SchoolId& school) {
    const SchoolDays days(project.calendar ? project.calendar->value : Calendar());
    return days.without(project.schools.at(school).value.blocked);
}

bool has_left(const Project& project, const SchoolId& school) {
    return std::ranges::any_of(project.decisions, [&](const auto& entry) {
        const auto& decision = entry.second.value;
        return decision.kind == DecisionKind::leaver && decision.subject == school.text;
    });
}

const Decision* waiver_of(const Project& project, const std::string& subject, std::string_view rule) {
    for (const auto& [id, record] : project.decisions) {
        const auto& decision = record.value;
        if (decision.kind == DecisionKind::waiver && decision.subject == subject && decision.rule == rule)
            return &decision;
    }
    return nullptr;
}

} // namespace peerreview
