#pragma once

#include "project/project.hpp"
#include "record/school_days.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace peerreview {

/// The review of a host as it is planned, and its triad; nulls where there is none.
struct HostedReview {
    const PlannedReview* review = nullptr;
    const Loaded<Schedule>* schedule = nullptr;
    const Loaded<Triad>* triad = nullptr;
    TriadId id;
};
HostedReview hosted_review(const Project& project, const SchoolId& host);

/// What the records of the whole cohort say of one school, for those who ask for every school: the functions
/// below look through all records each time. The project must outlive it and stay as it is.
class SchoolLookup {
public:
    explicit SchoolLookup(const Project& project);
    SchoolLookup(const SchoolLookup&) = delete;
    SchoolLookup& operator=(const SchoolLookup&) = delete;

    /// hosted_review, school_days_of, has_left and waiver_of.
    HostedReview hosted(const SchoolId& host) const;
    SchoolDays days(const SchoolId& school) const;
    bool has_left(const SchoolId& school) const;
    const Decision* waiver(const std::string& subject, std::string_view rule) const;

    /// The evaluations of a host's review.
    const std::vector<const Evaluation*>& evaluations(const SchoolId& host) const;

private:
    const Project& project_;
    Calendar calendar_;
    TermDays days_;
    std::unordered_map<SchoolId, HostedReview> hosted_;
    std::unordered_map<std::string, std::vector<const Decision*>> decisions_; ///< by subject
    std::unordered_map<SchoolId, std::vector<const Evaluation*>> evaluations_;
};

/// The school days of one school: by its own terms or the calendar's, without its blocked days.
SchoolDays school_days_of(const Project& project, const SchoolId& school);

/// The school days of a calendar, joined by those that only some of these schools have by terms of their own.
SchoolDays days_of_any(const Project& project, const Calendar& calendar,
                       const std::vector<SchoolId>& schools);

/// Throws Failure for a school that is not in the project, and names the one that may be meant.
[[noreturn]] void refuse_unknown(const Project& project, const SchoolId& school);

/// Whether a decision of kind `leaver` has taken the school out of the programme.
bool has_left(const Project& project, const SchoolId& school);

/// The waiver of a rule for a subject (a school, a triad, or `cohort`); null where nobody waived it.
const Decision* waiver_of(const Project& project, const std::string& subject, std::string_view rule);

} // namespace peerreview
