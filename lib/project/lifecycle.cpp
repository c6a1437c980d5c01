#include "project/lifecycle.hpp"

#include "project/gates.hpp"
#include "project/school_lookup.hpp"

#include <algorithm>

namespace peerreview {

namespace {

constexpr std::string_view kind_names[deliverable_count] = {
    "training", "priorities", "self-evaluation", "pack",  "day-plan", "review",    "verbal-feedback",
    "summary",  "draft",      "accuracy",        "final", "actions",  "follow-up", "evaluation"};

/// What a deliverable waits for.
constexpr std::optional<DeliverableKind> predecessor(DeliverableKind kind) {
    using enum DeliverableKind;
    switch (kind) {
    case training:
    case priorities:
        return std::nullopt;
    case self_evaluation:
    case day_plan:
        return priorities;
    case pack:
        return self_evaluation;
    case review:
        return day_plan;
    case verbal_feedback:
    case evaluation:
        return review;
    case summary:
        return verbal_feedback;
    case draft:
        return summary;
    case accuracy:
        return draft;
    case final:
        return accuracy;
    case actions:
        return final;
    case follow_up:
        return actions;
    }
    return std::nullopt;
}

/// What the records say of one deliverable, before the day decides what that means.
struct Fact {
    bool done = false;
    std::optional<Date> done_on;
    std::optional<Date> due;
    std::string missing; ///< what is still missing, or what gives the date
};

/// The records of one school, asked for one deliverable after the other.
class SchoolFacts {
public:
    SchoolFacts(const Project& project, const SchoolLookup& lookup, const SchoolId& id, Date today)
        : project_(project), lookup_(lookup), id_(id), today_(today), school_(project.schools.at(id).value),
          hosted_(lookup.hosted(id)), days_(lookup.days(id)) {
        const auto found = project.reviews.find(id);
        if (found != project.reviews.end()) records_ = &found->second;
    }

    Fact fact(DeliverableKind kind) const {
        using enum DeliverableKind;
        switch (kind) {
        case training:
            return of_training();
        case priorities:
            return of_priorities();
        case self_evaluation:
            return of_self_evaluation();
        case pack:
            return of_date_in_priorities(&Priorities::pack_issued, "no pack-issued in priorities.yaml");
        case day_plan:
            return of_date_in_priorities(&Priorities::plan_agreed, "no plan-agreed in priorities.yaml");
        case review:
            return of_review();
        case verbal_feedback:
            return of_feedback(&Feedback::said_on, 0, "no said-on in feedback.yaml");
        case summary:
            return of_feedback(&Feedback::summary_issued, policy().summary,
                               "no summary-issued in feedback.yaml");
        case draft:
            return of_report(&ReportDates::drafted, policy().draft, "no dates.drafted in report.yaml");
        case accuracy:
            return of_accuracy();
        case final:
            return of_final();
        case actions:
            return of_actions();
        case follow_up:
            return of_follow_up();
        case evaluation:
            return of_evaluation();
        }
        return {};
    }

    /// School days of this school from `due` to today.
    int late(Date due) const { return std::max(0, days_.first_from(today_) - days_.first_from(due)); }

    bool is_planned() const { return hosted_.review != nullptr && hosted_.review->date.has_value(); }

private:
    const Policy& policy() const { return project_.policy(); }

    bool has_come(const std::optional<Date>& date) const { return date && *date <= today_; }

    /// The day so many school days after the review; before it where negative.
    std::optional<Date> from_review(int school_days) const {
        if (!is_planned()) return std::nullopt;
        const auto review = *hosted_.review->date;
        if (school_days == 0) return review;
        return school_days > 0 ? days_.after(review, school_days) : days_.before(review, -school_days);
    }

    Fact dated(const std::optional<Date>& date, std::optional<Date> due, std::string missing) const {
        if (has_come(date)) return {true, date, due, {}};
        if (!due && !is_planned()) missing = "no date of the review in schedule/";
        return {false, {}, due, std::move(missing)};
    }

    Fact of_training() const {
        int trained = 0;
        std::optional<Date> last;
        for (const auto& leader : school_.leaders) {
            if (!has_come(leader.trained) || has_come(leader.left)) continue;
            ++trained;
            last = std::max(last.value_or(*leader.trained), *leader.trained);
        }
        const auto& launch = project_.cohort.value.launch;
        if (trained >= policy().leaders_least) return {true, last, launch, {}};
        if (!launch) return {false, {}, {}, "no launch in peerreview.yaml"};
        return {false, {}, launch, fmt::format("{} of {} leaders trained", trained, policy().leaders_least)};
    }

    Fact of_priorities() const {
        const auto due = from_review(-policy().priorities);
        if (!records_ || !records_->priorities) return dated({}, due, "no priorities.yaml");
        return dated(records_->priorities->value.agreed, due, "no agreed in priorities.yaml");
    }

    Fact of_self_evaluation() const {
        const auto due = from_review(-policy().pack);
        const auto is_told = [](const Priority& priority) {
            return !priority.what_we_think.empty() && !priority.how_we_know.empty() &&
                   !priority.what_we_are_unsure_of.empty() && !priority.what_we_want_from_reviewers.empty();
        };
        if (!records_ || !records_->priorities) return dated({}, due, "no priorities.yaml");
        const auto& list = records_->priorities->value.priorities;
        auto fact = dated({}, due, "a priority lacks the school's own view");
        fact.done = !list.empty() && std::ranges::all_of(list, is_told);
        if (fact.done) fact.missing.clear();
        return fact;
    }

    /// What comes before the day cannot be outstanding once the review was held.
    Fact of_date_in_priorities(std::optional<Date> Priorities::*date, std::string missing) const {
        const auto due = from_review(-policy().pack);
        auto fact = dated(records_ && records_->priorities ? records_->priorities->value.*date : std::nullopt,
                          due, std::move(missing));
        if (!fact.done && was_held()) fact = {true, {}, due, {}};
        return fact;
    }

    bool was_held() const {
        return records_ && records_->feedback && has_come(records_->feedback->value.said_on);
    }

    Fact of_review() const {
        auto fact = dated({}, from_review(0), "no feedback of the day in feedback.yaml");
        if (was_held()) fact = {true, records_->feedback->value.said_on, fact.due, {}};
        return fact;
    }

    Fact of_feedback(std::optional<Date> Feedback::*date, int school_days, std::string missing) const {
        return dated(records_ && records_->feedback ? records_->feedback->value.*date : std::nullopt,
                     from_review(school_days), std::move(missing));
    }

    Fact of_report(std::optional<Date> ReportDates::*date, int school_days, std::string missing) const {
        return dated(records_ && records_->report ? records_->report->value.dates.*date : std::nullopt,
                     from_review(school_days), std::move(missing));
    }

    /// The host has replied, or has let five school days pass (DOMAIN: gate G4).
    Fact of_accuracy() const {
        auto fact = of_report(&ReportDates::accuracy_reply, policy().accuracy, "no reply of the host");
        if (fact.done || !records_ || !records_->report) return fact;
        const auto& dates = records_->report->value.dates;
        const auto lapse =
            has_come(dates.accuracy_requested) ? days_.after(*dates.accuracy_requested, 5) : std::nullopt;
        if (lapse && *lapse < today_) fact = {true, lapse, fact.due, {}};
        return fact;
    }

    Fact of_final() const {
        auto fact = of_report(&ReportDates::final, policy().final, "the report is not final");
        if (fact.done && records_->report->value.status.value_or(ReportStatus::draft) == ReportStatus::draft)
            fact = {false, {}, fact.due, "the report's status is draft"};
        return fact;
    }

    Fact of_actions() const {
        return dated(records_ && records_->actions ? records_->actions->value.agreed : std::nullopt,
                     from_review(policy().actions), "no agreed in actions.yaml");
    }

    /// The meeting has met when its day has come and each action has a note on its progress.
    Fact of_follow_up() const {
        const auto due = hosted_.schedule ? hosted_.schedule->value.follow_up : std::nullopt;
        auto fact = dated({}, due, "no notes on progress in actions.yaml");
        if (is_planned() && !due) fact.missing = "no day of the meeting in schedule/";
        if (!has_come(due) || !records_ || !records_->actions) return fact;
        const auto is_noted = [](const Action& action) { return !action.progress.empty(); };
        if (std::ranges::all_of(records_->actions->value.actions, is_noted)) fact = {true, due, due, {}};
        return fact;
    }

    /// The host and both reviewers have answered.
    Fact of_evaluation() const {
        bool host = false;
        int reviewers = 0;
        for (const auto* answer : lookup_.evaluations(id_)) {
            host |= answer->role == Respondent::host_head || answer->role == Respondent::host_staff;
            reviewers += answer->role == Respondent::reviewer ? 1 : 0;
        }
        auto fact = dated({}, from_review(15), "");
        fact.done = host && reviewers >= 2;
        if (fact.done)
            fact.missing.clear();
        else if (is_planned())
            fact.missing =
                host ? fmt::format("{} of 2 reviewers answered", reviewers) : "no answer of the host";
        return fact;
    }

    const Project& project_;
    const SchoolLookup& lookup_;
    const SchoolId& id_;
    Date today_;
    const School& school_;
    HostedReview hosted_;
    SchoolDays days_;
    const ReviewRecords* records_ = nullptr;
};

bool is_open(const Deliverable& deliverable) {
    return deliverable.state != DeliverableState::done && deliverable.state != DeliverableState::waived;
}

/// What one deliverable is on the day, given those before it.
Deliverable judged(DeliverableKind kind, const Fact& fact, const SchoolFacts& facts, Date today,
                   const Deliverable* before) {
    using enum DeliverableState;
    Deliverable deliverable{kind, due, fact.due, 0, fact.missing};
    if (fact.done) return {kind, done, fact.done_on, 0, {}};
    const auto blocks = before && (before->state == overdue || before->state == blocked);
    if (fact.due && *fact.due < today) deliverable.late = facts.late(*fact.due);
    if (blocks || !fact.due) {
        deliverable.state = blocked;
        if (fact.due && before)
            deliverable.why = before->state == blocked ? before->why : std::string(name_of(before->kind));
    } else if (deliverable.late > 0) {
        deliverable.state = before && is_open(*before) ? blocked : overdue;
        if (deliverable.state == blocked) deliverable.why = name_of(before->kind);
    }
    return deliverable;
}

/// The state of a review (DOMAIN 2.3): the last one reached.
std::string review_state(const SchoolStatus& status, bool is_planned) {
    using enum DeliverableKind;
    struct Reached {
        DeliverableKind kind;
        std::string_view state;
    };
    constexpr Reached order[] = {{priorities, "priorities-agreed"}, {pack, "pack-received"},
                                 {day_plan, "plan-agreed"},         {review, "held"},
                                 {summary, "summary-issued"},       {draft, "draft"},
                                 {accuracy, "accuracy-checked"},    {final, "final"},
                                 {actions, "actions-agreed"},       {follow_up, "progress-reviewed"}};
    std::string state = is_planned ? "planned" : "";
    for (const auto& [kind, name] : order)
        if (!is_open(status.deliverables[static_cast<std::size_t>(kind)])) state = name;
    if (std::ranges::none_of(status.deliverables, is_open)) state = "closed";
    return state;
}

SchoolStatus status_of(const Project& project, const SchoolLookup& lookup, const SchoolId& id, Date today) {
    const SchoolFacts facts(project, lookup, id, today);
    SchoolStatus status{id, {}, {}};
    for (std::size_t i = 0; i < deliverable_count; ++i) {
        const auto kind = static_cast<DeliverableKind>(i);
        const auto before = predecessor(kind);
        const auto* first = before ? &status.deliverables[static_cast<std::size_t>(*before)] : nullptr;
        auto& deliverable = status.deliverables[i] = judged(kind, facts.fact(kind), facts, today, first);
        if (const auto* waiver = lookup.waiver(id.text, name_of(kind)); waiver && is_open(deliverable))
            deliverable = {kind, DeliverableState::waived, waiver->date, 0, waiver->why};
    }
    status.state = lookup.has_left(id) ? "cancelled" : review_state(status, facts.is_planned());
    return status;
}

/// The state of the whole: the first that some school has not passed.
std::string cohort_state(const Project& project, const std::vector<SchoolStatus>& schools, Date today) {
    using enum DeliverableKind;
    const auto all_have = [&](DeliverableKind kind) {
        return std::ranges::all_of(schools, [&](const SchoolStatus& status) {
            return status.state == "cancelled" || status.state.empty() ||
                   !is_open(status.deliverables[static_cast<std::size_t>(kind)]);
        });
    };
    const auto& launch = project.cohort.value.launch;
    if (!launch) return lacking_in_place(project).empty() ? "in-place" : "recruiting";
    if (*launch > today) return "in-place";
    const auto has_begun = [&](const auto& entry) {
        const auto& reviews = entry.second.value.reviews;
        return std::ranges::any_of(
            reviews, [&](const PlannedReview& review) { return review.date && *review.date <= today; });
    };
    if (std::ranges::none_of(project.schedules, has_begun)) return "launched";
    if (!all_have(review)) return "reviewing";
    if (!all_have(final)) return "reporting";
    return all_have(follow_up) && all_have(evaluation) ? "closed" : "follow-up";
}

} // namespace

std::string_view name_of(DeliverableKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string_view name_of(DeliverableState state) {
    constexpr std::string_view names[] = {"done", "due", "overdue", "blocked", "waived"};
    return names[static_cast<std::size_t>(state)];
}

CohortStatus cohort_status(const Project& project, Date today) {
    CohortStatus status;
    const SchoolLookup lookup(project);
    for (const auto& [id, school] : project.schools)
        status.schools.push_back(status_of(project, lookup, id, today));
    status.state = cohort_state(project, status.schools, today);
    return status;
}

} // namespace peerreview
