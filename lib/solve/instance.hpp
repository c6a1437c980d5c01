#pragma once

#include "project/project.hpp"
#include "record/school_days.hpp"
#include "solve/days.hpp"

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace peerreview {

/// What kind of thing can stand in the way of a date.
enum class FactKind {
    school_blocked,
    leader_blocked,
    leader_trained,
    leader_excluded,
    leader_conflict,
    leader_days_out,
    safeguarding,
    no_leaders,
    consultant_blocked,
    consultant_days,
    consultant_conflict,
    consultant_phases,
    no_consultant,
    booking,
    first_day,
    gap,
    season,
    follow_up,
    consultant_per_week,
    consultant_rest,
    writing_days,
    leader_per_week,
    leader_per_half_term,
    settling,
    test_window,
    exam_window,
    closed,
    training_day,
    bank_holiday,
    school_terms,
    terms,
};

/// One thing that can stand in the way: its kind, the school, leader or consultant whose it is, and which of
/// several.
struct FactKey {
    FactKind kind = FactKind::gap;
    std::string id;
    std::size_t index = 0;
    friend auto operator<=>(const FactKey&, const FactKey&) = default;
};

/// A place that another triad takes of a consultant.
struct Booked {
    ConsultantId consultant;
    Date date;
    bool is_review = true;
    TriadId triad;
    Place place; ///< where it is written
};

/// The records as they would be if something were otherwise.
struct Relaxation {
    std::set<FactKey> off;                        ///< facts that are looked past
    std::optional<Policy> policy;                 ///< in place of the project's
    std::map<ConsultantId, int> capacity;         ///< in place of `days`
    std::set<std::pair<std::string, Date>> freed; ///< days of a school or consultant that are not blocked
    std::set<SchoolId> new_leaders;               ///< schools that have one more leader, always free
};

struct InstanceOptions {
    std::optional<Date> from;    ///< no review before it; else launch and lead decide
    std::vector<TriadId> triads; ///< these alone; empty: all
    std::vector<Booked> booked;  ///< what triads outside the instance take
    bool keeps_dates = true;     ///< what stands in schedule/ counts as published
    std::set<SchoolId> pinned;   ///< hosts whose reviews stay as they stand, as if they had been held
    std::optional<std::pair<SchoolId, Date>> fixed; ///< the one date that this host's review may have
    std::optional<ConsultantId> consultant;         ///< the one who may facilitate
    Relaxation relaxation;
};

/// The records as a problem on indices, and what the indices mean.
struct Instance {
    SchoolDays days; ///< joined by those of the schools' own terms
    solve::DayProblem problem;
    std::vector<TriadId> triads;
    std::vector<ConsultantId> consultants;
    std::vector<std::pair<SchoolId, LeaderId>> leaders;
    std::vector<std::vector<std::uint32_t>> reserves; ///< of each leader, who may stand in, best first
};

/// Throws Failure where there is no calendar.
const Calendar& calendar_of(const Project& project);

/// Throws Failure where there is no calendar or one of too many days, or no date to start from.
Instance make_instance(const Project& project, const InstanceOptions& options);

/// The two schools that visit the i-th of a triad: the next two of its list, in the list's order.
std::array<std::size_t, 2> visitors_of(std::size_t host, std::size_t schools);

/// Whether the review of a host was held: its feedback says when it was said.
bool was_held(const Project& project, const SchoolId& host);

/// The review that stands in schedule/ for a host of a triad; null where none does.
const PlannedReview* standing_review(const Project& project, const TriadId& triad, const SchoolId& host);

/// Whether a consultant has the experience for a triad's phases.
bool knows_phases(const Project& project, const Consultant& consultant, const Triad& triad);

/// Why a leader is not sent at all; empty where the leader may be.
std::string why_excluded(const Leader& leader);

} // namespace peerreview
