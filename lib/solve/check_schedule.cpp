// The independent check of what stands in schedule/: it shares nothing with the planner, and looks at dates
// where the planner looks at indices, so that a mistake of the one is found by the other.

#include "solve/check_schedule.hpp"

#include "project/school_lookup.hpp"
#include "record/school_days.hpp"
#include "solve/check_wishes.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

/// A review that stands, with what the rules need of it.
struct Standing {
    const PlannedReview& review;
    const Node& node;
    const Triad* triad;
    Date date;
    std::optional<int> index; ///< of the school day that it counts as; nothing of a day closed to the host
};

/// What a consultant does in the year, with the place of each.
struct Diary {
    std::multimap<Date, Place> reviews, meetings; ///< by date; two on one day are a fault of its own
};

class Check {
public:
    Check(const Project& project, Diagnostics& diagnostics)
        : project_(project), calendar_(project.calendar->value), by_terms_(calendar_),
          days_(by_terms_.of({})), policy_(project.policy()), diagnostics_(diagnostics) {}

    void run() {
        for (const auto& [id, record] : project_.schedules) check_triad(id, record);
        for (const auto& [id, diary] : diaries_) check_diary(id, diary);
        for (const auto& [id, visits] : visits_) check_visits(id, visits);
        for (const auto& [school, days] : away_)
            for (const auto& [date, absence] : days) check_absence(school, date, absence);
    }

private:
    void check_triad(const TriadId& id, const Loaded<Schedule>& record) {
        const auto found = project_.triads.find(id);
        const auto* triad = found == project_.triads.end() ? nullptr : &found->second.value;
        std::vector<Standing> reviews;
        const auto* list = record.node.find("reviews");
        for (std::size_t i = 0; list && i < record.value.reviews.size(); ++i) {
            const auto& review = record.value.reviews[i];
            if (!review.date || !project_.schools.contains(review.host)) continue;
            reviews.push_back({review, list->items[i], triad, *review.date,
                               index_of(project_.schools.at(review.host).value, *review.date)});
        }
        for (std::size_t i = 0; i < reviews.size(); ++i) {
            check_review(reviews[i]);
            for (std::size_t j = 0; j < i; ++j) check_spacing(reviews[i], reviews[j]);
        }
        if (record.value.follow_up && !reviews.empty()) check_follow_up(record, reviews);
    }

    std::string why_closed_to(const School& school, Date date) const {
        return why_closed(calendar_, terms_of(calendar_, school), date);
    }

    /// A day that is open by a school's own terms alone counts as the school day before it.
    std::optional<int> index_of(const School& school, Date date) const {
        const auto index = days_.last_to(date);
        return index >= 0 && why_closed_to(school, date).empty() ? std::optional(index) : std::nullopt;
    }

    void check_review(const Standing& standing) {
        check_day(standing);
        check_lead(standing);
        check_visitors(standing);
        check_consultant(standing);
        check_places(standing);
        for (std::size_t i = 0; i < standing.review.reviewers.size(); ++i)
            check_leader(standing, standing.review.reviewers[i]);
    }

    bool was_held(const SchoolId& host) const {
        const auto found = project_.reviews.find(host);
        return found != project_.reviews.end() && found->second.feedback &&
               found->second.feedback->value.said_on;
    }

    void report_day(Place place, Date date, const SchoolId& host, const std::string& why) {
        diagnostics_.error(place, "V06", "{} is no day for a review of '{}': {}", iso(date), host.text, why)
            .hint = was_held(host)
                        ? "it was held: put right what the calendar or the school's record says of the day"
                        : "run 'peerreview schedule plan', or choose another day";
    }

    /// V06: an open day for the host and a working day for both visiting schools.
    void check_day(const Standing& standing) {
        const auto date = standing.date;
        const auto place = standing.node.place_of("date");
        const auto report = [&](const std::string& why) {
            report_day(place, date, standing.review.host, why);
        };
        const auto& host = project_.schools.at(standing.review.host).value;
        if (const auto why = why_closed_to(host, date); !why.empty()) return report(why);
        if (const auto* closed = closed_on(host.blocked, date))
            report("the host is not free (" + closed->why + ")");
        if (const auto* window = window_on(calendar_, host.phase.value_or(Phase::primary), date))
            report(window->name);
        if (is_settling(host, date)) report("it is too near the beginning or the end of a term");
        for (const auto& visitor : standing.review.reviewers)
            if (const auto found = project_.schools.find(visitor.school); found != project_.schools.end()) {
                if (const auto* closed = closed_on(found->second.value.blocked, date))
                    report("'" + visitor.school.text + "' is not free (" + closed->why + ")");
                if (const auto why = why_closed_to(found->second.value, date); !why.empty())
                    report("'" + visitor.school.text + "' is closed: " + why);
            }
    }

    /// Near the beginning or the end of a term of the host.
    bool is_settling(const School& host, Date date) const {
        const auto& days = by_terms_.of(host);
        const auto index = days.find(date);
        return index && days.is_settling(*index);
    }

    /// `lead` school days lie between the launch and a review. A warning: `schedule plan --from` may have
    /// said otherwise.
    void check_lead(const Standing& standing) {
        const auto& launch = project_.cohort.value.launch;
        if (!launch || !standing.index) return;
        const auto first = days_.after(*launch, policy_.lead);
        if (first && standing.date < *first)
            diagnostics_
                .warning(standing.node.place_of("date"), "review-lead",
                         "this review is before {}, the first day that is {} school days after the launch",
                         iso(*first), policy_.lead)
                .hint = "training needs the time; move the review or the launch";
    }

    /// V03: in a ring the next two schools of the list visit.
    void check_visitors(const Standing& standing) {
        if (!standing.triad) return;
        const auto& schools = standing.triad->schools;
        const auto host = std::ranges::find(schools, standing.review.host);
        if (host == schools.end() || schools.size() < 4) return;
        const auto at = static_cast<std::size_t>(host - schools.begin());
        for (std::size_t i = 1; i <= 2; ++i) {
            const auto& next = schools[(at + i) % schools.size()];
            const auto& list = standing.review.reviewers;
            if (std::ranges::find(list, next, &Visitor::school) == list.end())
                diagnostics_.error(standing.node.place_of("reviewers"), "V03",
                                   "in this ring '{}' should be visited by '{}'", standing.review.host.text,
                                   next.text);
        }
    }

    /// V06: the consultant is free. `consultant-conflict`: and has declared none with a school of the triad.
    void check_consultant(const Standing& standing) {
        const auto found = project_.consultants.find(standing.review.consultant);
        if (found == project_.consultants.end()) return;
        const auto place = standing.node.place_of("consultant");
        if (const auto* closed = closed_on(found->second.value.blocked, standing.date))
            diagnostics_.error(place, "V06", "'{}' is not available on {} ({})", found->first.text,
                               iso(standing.date), closed->why);
        diaries_[found->first].reviews.emplace(standing.date, place);
        if (!standing.triad) return;
        for (const auto& school : found->second.value.conflicts)
            if (std::ranges::find(standing.triad->schools, school) != standing.triad->schools.end())
                diagnostics_
                    .error(place, "consultant-conflict",
                           "'{}' has declared a conflict with '{}', which is in this triad",
                           found->first.text, school.text)
                    .hint = "plan again: another consultant is looked for";
    }

    /// V07: nobody in two places on one day.
    void check_places(const Standing& standing) {
        take_place("consultant " + standing.review.consultant.text, standing.date,
                   standing.node.place_of("date"));
        for (const auto& visitor : standing.review.reviewers)
            take_place("leader " + visitor.leader.text, standing.date, standing.node.place_of("date"));
    }

    void take_place(const std::string& person, Date date, Place place) {
        if (!places_.emplace(person, date).second)
            diagnostics_.error(place, "V07", "{} is in two places on {}", person, iso(date));
    }

    const Leader* leader_of(const Visitor& visitor) const {
        const auto school = project_.schools.find(visitor.school);
        if (school == project_.schools.end()) return nullptr;
        const auto& list = school->second.value.leaders;
        const auto found = std::ranges::find(list, visitor.leader, &Leader::id);
        return found == list.end() ? nullptr : &*found;
    }

    /// V06: the leader is free. V05: and has declared no conflict with the host.
    void check_leader(const Standing& standing, const Visitor& visitor) {
        const auto* leader = leader_of(visitor);
        if (!leader) return;
        const auto place = standing.node.place_of("reviewers");
        if (const auto* closed = closed_on(leader->blocked, standing.date))
            diagnostics_.error(place, "V06", "'{}' is not free on {} ({})", visitor.leader.text,
                               iso(standing.date), closed->why);
        if (std::ranges::find(leader->conflicts, standing.review.host) != leader->conflicts.end())
            diagnostics_.error(place, "V05", "'{}' has declared a conflict with '{}'", visitor.leader.text,
                               standing.review.host.text);
        if (leader->left && *leader->left <= standing.date)
            diagnostics_.error(place, "V05", "'{}' left on {}", visitor.leader.text, iso(*leader->left));
        visits_[visitor.leader].push_back({standing.date, place, leader});
        auto& absence = away_[visitor.school][standing.date];
        absence.leaders.insert(visitor.leader);
        absence.place = place;
    }

    /// Gap and season of two reviews of a triad.
    void check_spacing(const Standing& one, const Standing& two) {
        if (!one.index || !two.index) return;
        const auto apart = std::abs(*one.index - *two.index);
        const auto place = one.node.place_of("date");
        const auto least = std::max(policy_.gap, 1); // nobody hosts and visits on one day
        if (apart < least)
            diagnostics_.error(
                place, "review-gap",
                "this review is {} school days from another of its triad, and {} are the least", apart,
                least);
        if (apart > policy_.season)
            diagnostics_.error(place, "review-season",
                               "this review is {} school days from another of its triad, and {} are the most",
                               apart, policy_.season);
    }

    /// The meeting is in its window, and its schools and the consultant of the last review are free.
    void check_follow_up(const Loaded<Schedule>& record, const std::vector<Standing>& reviews) {
        const auto date = *record.value.follow_up;
        const auto place = record.node.place_of("follow-up");
        const auto last = std::ranges::max_element(reviews, {}, &Standing::date);
        const auto is_open_to = [&](const Standing& standing) {
            return why_closed_to(project_.schools.at(standing.review.host).value, date).empty();
        };
        if (std::ranges::none_of(reviews, is_open_to)) {
            diagnostics_.error(place, "V06", "{} is no school day: {}", iso(date),
                               why_closed(calendar_, date));
            return;
        }
        const auto after = last->index ? days_.last_to(date) - *last->index : policy_.follow_up_from;
        if (after < policy_.follow_up_from || after > policy_.follow_up_to)
            diagnostics_.error(
                place, "follow-up-window",
                "the follow-up meeting is {} school days after the last review, and should be {} to {}",
                after, policy_.follow_up_from, policy_.follow_up_to);
        for (const auto& standing : reviews) {
            const auto& school = project_.schools.at(standing.review.host).value;
            const auto* closed = closed_on(school.blocked, date);
            const auto why = closed ? closed->why : why_closed_to(school, date);
            if (closed || !why.empty())
                diagnostics_.error(place, "V06", "'{}' is not free for the follow-up meeting on {} ({})",
                                   standing.review.host.text, iso(date), why);
        }
        check_consultant_of_meeting(last->review.consultant, date, place);
    }

    void check_consultant_of_meeting(const ConsultantId& id, Date date, Place place) {
        const auto found = project_.consultants.find(id);
        if (found == project_.consultants.end()) return;
        if (const auto* closed = closed_on(found->second.value.blocked, date))
            diagnostics_.error(place, "V06", "'{}' is not free for the follow-up meeting on {} ({})", id.text,
                               iso(date), closed->why);
        take_place("consultant " + id.text, date, place);
        diaries_[id].meetings.emplace(date, place);
    }

    /// V08: the consultant's caps of the week and the year, no consecutive days, and days to write.
    void check_diary(const ConsultantId& id, const Diary& diary) {
        std::map<int, int> in_week;
        int in_year = 0;
        const auto capacity = project_.consultants.at(id).value.days.value_or(0);
        for (const auto& [date, place] : diary.reviews) {
            if (++in_year > capacity)
                diagnostics_.error(place, "V08", "'{}' takes {} reviews a year, and this is one more",
                                   id.text, capacity);
            if (++in_week[week_of(date)] > policy_.consultant_reviews_per_week)
                diagnostics_.error(place, "V08",
                                   "'{}' has more reviews in the week of {} than the policy allows", id.text,
                                   iso(date));
            if (diary.reviews.contains(date - std::chrono::days(1)))
                diagnostics_.error(place, "V08", "'{}' has a review on the day before {} too", id.text,
                                   iso(date));
            check_writing_days(id, diary, date, place);
        }
    }

    void check_writing_days(const ConsultantId& id, const Diary& diary, Date date, Place place) {
        constexpr int window = 10, least = 3; // DOMAIN 3.7, D10
        const auto& blocked = project_.consultants.at(id).value.blocked;
        int free = 0;
        for (int i = 1; i <= window; ++i) {
            const auto day = days_.after(date, i);
            free += !day || (!closed_on(blocked, *day) && !diary.reviews.contains(*day) &&
                             !diary.meetings.contains(*day));
        }
        if (free < least)
            diagnostics_.error(place, "V08",
                               "'{}' has {} of {} school days free for writing after {}, not {}", id.text,
                               free, window, iso(date), least);
    }

    struct Visit {
        Date date;
        Place place;
        const Leader* leader;
    };

    /// V09: the leaders' caps of the week, the half-term and the year.
    void check_visits(const LeaderId& id, const std::vector<Visit>& visits) {
        std::map<int, int> in_week, in_block;
        int in_year = 0;
        for (const auto& [date, place, leader] : visits) {
            if (++in_year > leader->max_days_out.value_or(in_year))
                diagnostics_.error(place, "V09", "'{}' is away on more days than the record allows", id.text);
            const auto index = days_.last_to(date);
            if (index < 0) continue;
            if (++in_week[week_of(date)] > policy_.leader_days_per_week)
                diagnostics_.error(place, "V09", "'{}' is away more often in a week than the policy allows",
                                   id.text);
            if (++in_block[days_.block(index)] > policy_.leader_days_per_half_term)
                diagnostics_.error(place, "V09",
                                   "'{}' is away more often in a half-term than the policy allows", id.text);
        }
    }

    /// The leaders of a school who visit on one day.
    struct Absence {
        std::set<LeaderId> leaders;
        Place place; ///< of one of the visits
    };

    /// V09: head and deputy are not both away, and a safeguarding lead or deputy stays.
    void check_absence(const SchoolId& school, Date date, const Absence& absence) {
        const auto& leaders = project_.schools.at(school).value.leaders;
        const auto visits = [&](const Leader& leader) { return absence.leaders.contains(leader.id); };
        const auto any = [&](const auto& what) { return std::ranges::any_of(leaders, what); };
        const auto goes = [&](Role role) {
            return any([&](const Leader& leader) { return leader.role == role && visits(leader); });
        };
        const auto stays = [&](Role role) {
            return any(
                [&](const Leader& leader) { return leader.role == role && !leader.left && !visits(leader); });
        };
        if (goes(Role::headteacher) && goes(Role::deputy) && !stays(Role::deputy))
            diagnostics_.error(absence.place, "V09", "head and deputy of '{}' are both away on {}",
                               school.text, iso(date));
        const auto leads_go = any([&](const Leader& leader) { return leader.dsl && visits(leader); });
        const auto lead_stays = any([&](const Leader& leader) {
            return leader.dsl && !leader.left && !visits(leader) && !closed_on(leader.blocked, date);
        });
        if (leads_go && !lead_stays)
            diagnostics_
                .error(absence.place, "V09", "no safeguarding lead of '{}' is at school on {}", school.text,
                       iso(date))
                .hint = "send another leader; a deputy safeguarding lead in the record has 'dsl: true' too";
    }

    const Project& project_;
    const Calendar& calendar_;
    TermDays by_terms_;
    const SchoolDays& days_;
    const Policy& policy_;
    Diagnostics& diagnostics_;
    std::set<std::pair<std::string, Date>> places_;
    std::map<ConsultantId, Diary> diaries_;
    std::map<LeaderId, std::vector<Visit>> visits_;
    std::map<SchoolId, std::map<Date, Absence>> away_;
};

/// V03: a school of the triad hosts once; one that has left may have no review.
void check_host(const Project& project, const SchoolId& school, const TriadId& triad,
                const Loaded<Schedule>& record, Diagnostics& diagnostics) {
    int count = 0;
    for (std::size_t i = 0; i < record.value.reviews.size(); ++i)
        if (record.value.reviews[i].host == school && ++count > 1)
            diagnostics
                .error(record.node.place_of("reviews", i).place_of("host"), "V03",
                       "'{}' is reviewed twice in triad {}", school.text, triad.text)
                .hint = "take one of the two out, or put the right host there";
    if (count == 0 && !has_left(project, school))
        diagnostics
            .error(record.node.place_of("reviews"), "V03",
                   "'{}' is in triad {}, and no review of it stands here", school.text, triad.text)
            .hint = "run 'peerreview schedule plan'";
}

void check_hosts(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, record] : project.schedules)
        if (const auto triad = project.triads.find(id); triad != project.triads.end())
            for (const auto& school : triad->second.value.schools)
                check_host(project, school, id, record, diagnostics);
}

} // namespace

void check_schedule(const Project& project, Diagnostics& diagnostics) {
    check_hosts(project, diagnostics);
    if (!project.calendar) return;
    Check(project, diagnostics).run();
    check_wishes(project, diagnostics);
}

} // namespace peerreview
