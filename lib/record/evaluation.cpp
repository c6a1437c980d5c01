#include "record/evaluation.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<EvaluationSubject> evaluation_subject_names[] = {
    {EvaluationSubject::review, "review"},
    {EvaluationSubject::event, "event"},
    {EvaluationSubject::programme, "programme"}};
std::string_view name_of(EvaluationSubject value) { return name_in(evaluation_subject_names, value); }
static bool read_value(const Node& node, EvaluationSubject& value) {
    return value_in(evaluation_subject_names, node, value);
}

constexpr EnumName<Respondent> respondent_names[] = {{Respondent::host_head, "host-head"},
                                                     {Respondent::host_staff, "host-staff"},
                                                     {Respondent::reviewer, "reviewer"},
                                                     {Respondent::consultant, "consultant"}};
std::string_view name_of(Respondent value) { return name_in(respondent_names, value); }
static bool read_value(const Node& node, Respondent& value) {
    return value_in(respondent_names, node, value);
}

static void read_value(const Node& node, Scales& scales) {
    read(node, "organisation", scales.organisation);
    read(node, "briefing", scales.briefing);
    read(node, "focus", scales.focus);
    read(node, "challenge", scales.challenge);
    read(node, "support", scales.support);
    read(node, "usefulness", scales.usefulness);
    read(node, "fairness", scales.fairness);
    read(node, "learning-as-reviewer", scales.learning_as_reviewer);
    read(node, "workload", scales.workload);
}

Evaluation read_evaluation(const Node& node) {
    Evaluation evaluation;
    read(node, "about", evaluation.about);
    read(node, "host", evaluation.host);
    read(node, "event", evaluation.event);
    read(node, "role", evaluation.role);
    read(node, "date", evaluation.date);
    read(node, "scales", evaluation.scales);
    read(node, "free-text", evaluation.free_text);
    read(node, "would-recommend", evaluation.would_recommend);
    read(node, "change-made-since", evaluation.change_made_since);
    return evaluation;
}

} // namespace peerreview
