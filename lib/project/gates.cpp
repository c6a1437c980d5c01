#include "project/gates.hpp"

#include "project/lifecycle.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

/// Collects what is missing and not waived.
class Gate {
public:
    explicit Gate(const Project& project) : project_(project) {}

    void lacks(std::string_view rule, const std::string& subject, std::string text) {
        if (!waiver_of(project_, subject, rule) && !waiver_of(project_, "cohort", rule))
            list_.push_back({std::string(rule), subject, std::move(text)});
    }
    std::vector<Lack> list() && { return std::move(list_); }

private:
    const Project& project_;
    std::vector<Lack> list_;
};

void check_size(const Project& project, Gate& gate) {
    if (project.schools.size() < 3)
        gate.lacks("size", "cohort",
                   fmt::format("{} school{}, and three are the least", project.schools.size(),
                               project.schools.size() == 1 ? "" : "s"));
}

/// All schools but the one or two that a multiple of three leaves over.
void check_triads(const Project& project, Gate& gate) {
    std::set<SchoolId> placed;
    for (const auto& [id, triad] : project.triads) {
        placed.insert(triad.value.schools.begin(), triad.value.schools.end());
        if (triad.value.schools.size() < 3) gate.lacks("triads", id.text, "triad " + id.text + " is short");
    }
    if (project.triads.empty()) return gate.lacks("triads", "cohort", "no triads are formed");
    std::vector<SchoolId> waiting;
    for (const auto& [id, school] : project.schools)
        if (!placed.contains(id) && !has_left(project, id)) waiting.push_back(id);
    if (waiting.size() <= 2) return;
    for (const auto& id : waiting) gate.lacks("triads", id.text, "'" + id.text + "' is in no triad");
}

void check_consultants(const Project& project, Gate& gate) {
    for (const auto& [id, triad] : project.triads)
        if (triad.value.consultant.empty())
            gate.lacks("consultants", id.text, "triad " + id.text + " has no consultant");
}

void check_agreements(const Project& project, Gate& gate) {
    for (const auto& [id, triad] : project.triads)
        for (const auto& school : triad.value.schools) {
            const auto found = project.schools.find(school);
            if (found != project.schools.end() && !found->second.value.agreement_signed)
                gate.lacks("agreements", school.text,
                           "'" + school.text + "' has no agreement-signed in its record");
        }
}

/// A declared conflict of the consultant of a triad with one of its schools.
void check_conflicts(const Project& project, Gate& gate) {
    for (const auto& [id, triad] : project.triads) {
        const auto consultant = project.consultants.find(triad.value.consultant);
        if (consultant == project.consultants.end()) continue;
        for (const auto& school : consultant->second.value.conflicts)
            if (std::ranges::find(triad.value.schools, school) != triad.value.schools.end())
                gate.lacks("conflicts", id.text,
                           fmt::format("'{}' of triad {} has declared a conflict with '{}'",
                                       consultant->first.text, id.text, school.text));
    }
}

} // namespace

std::vector<Lack> lacking_in_place(const Project& project) {
    Gate gate(project);
    check_size(project, gate);
    check_triads(project, gate);
    check_consultants(project, gate);
    check_agreements(project, gate);
    check_conflicts(project, gate);
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_summary(const Project& project, const SchoolId& host) {
    Gate gate(project);
    const auto found = project.reviews.find(host);
    if (found == project.reviews.end() || !found->second.feedback) return {};
    const auto& feedback = found->second.feedback->value;
    if (!feedback.summary_issued) return {};
    for (const auto& item : feedback.items)
        if (item.evidence.empty())
            gate.lacks("evidence", host.text, "item '" + item.id + "' rests on no evidence");
    if (!feedback.host_agreed || *feedback.host_agreed > *feedback.summary_issued)
        gate.lacks("host-agreed", host.text,
                   "the host has not agreed the wording: no host-agreed in feedback.yaml");
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_final(const Project& project, const SchoolId& host, Date today) {
    Gate gate(project);
    const auto found = project.reviews.find(host);
    if (found == project.reviews.end() || !found->second.report) return {};
    const auto& report = found->second.report->value;
    if (report.status.value_or(ReportStatus::draft) == ReportStatus::draft) return {};
    if (report.second_reader.empty() || report.second_reader == report.author)
        gate.lacks("second-reader", host.text, "no second reader beside the author");
    const auto& dates = report.dates;
    const auto lapse = dates.accuracy_requested && project.calendar
                           ? school_days_of(project, host).after(*dates.accuracy_requested, 5)
                           : std::nullopt;
    if (!dates.accuracy_reply && !(lapse && *lapse < today))
        gate.lacks("accuracy", host.text,
                   "the host has neither replied on accuracy nor let 5 school days pass");
    if (!found->second.feedback || !found->second.feedback->value.summary_issued)
        gate.lacks("summary", host.text, "the written summary was not issued");
    return std::move(gate).list();
}

std::vector<Lack> lacking_for_publishing(const Project& project) {
    Gate gate(project);
    for (const auto& [host, review] : project.reviews)
        if (review.feedback && !review.feedback->value.items.empty() &&
            (!review.report ||
             review.report->value.status.value_or(ReportStatus::draft) == ReportStatus::draft))
            gate.lacks("reports-final", host.text, "the report of '" + host.text + "' is not final");
    std::set<std::string> signers;
    for (const auto& [id, record] : project.decisions)
        if (record.value.kind == DecisionKind::sign_off && record.value.subject == "cohort-report")
            signers.insert(record.value.by_role);
    if (signers.size() < 2)
        gate.lacks("sign-off", "cohort",
                   fmt::format("{} of 2 people have signed the cohort report off", signers.size()));
    return std::move(gate).list();
}

} // namespace peerreview
