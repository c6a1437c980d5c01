#include "project/school_lookup.hpp"

#include "source/failure.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

SchoolLookup::SchoolLookup(const Project& project)
    : project_(project), calendar_(project.calendar ? project.calendar->value : Calendar()),
      days_(calendar_) {
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
    const auto& record = project_.schools.at(school).value;
    return days_.of(record).without(record.blocked);
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

void refuse_unknown(const Project& project, const SchoolId& school) {
    std::vector<std::string_view> known;
    for (const auto& [id, record] : project.schools) known.push_back(id.text);
    const auto near = nearest(school.text, known);
    throw Failure("there is no school '" + school.text + "'",
                  near.empty() ? "see 'peerreview cohort list'" : "did you mean '" + near + "'?");
}

HostedReview hosted_review(const Project& project, const SchoolId& host) {
    return SchoolLookup(project).hosted(host);
}

SchoolDays school_days_of(const Project& project, const SchoolId& school) {
    const auto calendar = project.calendar ? project.calendar->value : Calendar();
    const auto& record = project.schools.at(school).value;
    return SchoolDays(calendar, terms_of(calendar, record)).without(record.blocked);
}

SchoolDays days_of_any(const Project& project, const Calendar& calendar,
                       const std::vector<SchoolId>& schools) {
    SchoolDays days(calendar);
    std::set<std::vector<HalfTerm>> known; // the schools of one authority keep the same terms
    for (const auto& id : schools)
        if (const auto& terms = project.schools.at(id).value.terms;
            !terms.empty() && known.insert(terms).second)
            days = days.joined(SchoolDays(calendar, terms));
    return days;
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
