#include "project/retention.hpp"
#include "project/school_lookup.hpp"


#include <algorithm>

namespace peerreview {

namespace {

using std::chrono::years;

Date years_after(Date date, int count) {
    const std::chrono::year_month_day day(date);
    const auto later = day + years(count);
    return later.ok() ? Date(later) : Date(later.year() / later.month() / std::chrono::last);
}

class Retention {
public:
    Retention(const Project& project, Date today) : project_(project), lookup_(project), today_(today) {}

    void add(const SourceFile* file, std::string what, std::string action, std::optional<Date> until) {
        if (until && *until < today_) past_.push_back({file, std::move(what), std::move(action), *until});
    }

    template <class Records>
    void add_all(const Records& records, const std::string& what, const std::string& action,
                 std::optional<Date> until) {
        for (const auto& [id, record] : records) add(record.file, what, action, until);
    }

    /// The last day of the calendar and so many years; nothing without a calendar.
    std::optional<Date> close_and_years(int count) const {
        if (!project_.calendar) return std::nullopt;
        std::optional<Date> close;
        for (const auto& term : project_.calendar->value.terms)
            if (term.end) close = std::max(close.value_or(*term.end), *term.end);
        return close ? std::optional(years_after(*close, count)) : std::nullopt;
    }

    void add_review(const SchoolId& host, const ReviewRecords& review) {
        const auto final = review.report ? review.report->value.dates.final : std::nullopt;
        if (final && project_.schools.contains(host))
            add_all(review.evidence, "evidence", "delete", lookup_.days(host).after(*final, 20));
        if (review.feedback) add(review.feedback->file, "feedback", "reduce to codes", close_and_years(1));
        if (review.report) add(review.report->file, "the report", "delete", close_and_years(2));
        if (review.actions)
            add(review.actions->file, "the action plan", "return to the host", close_and_years(2));
    }

    std::vector<PastRetention> list() && {
        std::ranges::sort(past_, {}, [](const PastRetention& past) { return past.file->path(); });
        return std::move(past_);
    }

private:
    const Project& project_;
    SchoolLookup lookup_;
    Date today_;
    std::vector<PastRetention> past_;
};

} // namespace

std::vector<PastRetention> past_retention(const Project& project, Date today) {
    Retention retention(project, today);
    for (const auto& [host, review] : project.reviews) retention.add_review(host, review);
    retention.add_all(project.evaluations, "an evaluation", "keep totals, delete",
                      retention.close_and_years(1));
    retention.add_all(project.people, "names and e-mail addresses", "delete", retention.close_and_years(2));
    if (project.training)
        retention.add(project.training->file, "attendance", "anonymise", retention.close_and_years(3));
    retention.add_all(project.decisions, "a decision", "delete", retention.close_and_years(6));
    return std::move(retention).list();
}

} // namespace peerreview
