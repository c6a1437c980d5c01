#include "project/agenda.hpp"

#include "project/school_lookup.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace peerreview {

namespace {

bool changes_dates(DecisionKind kind) {
    using enum DecisionKind;
    return kind == postponement || kind == swap || kind == leaver || kind == correction || kind == override;
}

bool cancels(const Decision& decision, const TriadId& triad) {
    return std::ranges::find(decision.cancelled, triad, &CancelledDates::triad) != decision.cancelled.end();
}

/// Decisions that may have changed a date or who takes part, and are about what is asked for.
template <class IsAbout>
int count_changes(const Project& project, IsAbout is_about) {
    return static_cast<int>(std::ranges::count_if(project.decisions, [&](const auto& entry) {
        const Decision& decision = entry.second.value;
        const auto may_change = decision.kind && changes_dates(*decision.kind);
        return (may_change || !decision.cancelled.empty()) && is_about(decision);
    }));
}

/// Decisions about one of the subjects, or that cancelled dates of the triad.
int revision_of(const Project& project, const std::set<std::string>& subjects, const TriadId& triad) {
    return count_changes(project, [&](const Decision& decision) {
        const auto may_change = decision.kind && changes_dates(*decision.kind);
        return (may_change && subjects.contains(decision.subject)) || cancels(decision, triad);
    });
}

/// What the decisions cancelled, the oldest first.
std::vector<const CancelledDates*> all_cancelled(const Project& project) {
    std::vector<const Decision*> decisions;
    for (const auto& [name, decision] : project.decisions) decisions.push_back(&decision.value);
    std::ranges::stable_sort(decisions, {}, &Decision::date);
    std::vector<const CancelledDates*> list;
    for (const auto* decision : decisions)
        for (const auto& dates : decision->cancelled) list.push_back(&dates);
    return list;
}

/// What makes an event the same one whatever its date: kind, triad and host.
using EventKey = std::tuple<AgendaKind, TriadId, SchoolId>;
EventKey key_of(const AgendaEvent& event) { return {event.kind, event.triad, event.host}; }

/// Whether the school had left the programme before the day.
bool left_before(const Project& project, const SchoolId& school, Date date) {
    return std::ranges::any_of(project.decisions, [&](const auto& entry) {
        const auto& decision = entry.second.value;
        return decision.kind == DecisionKind::leaver && decision.subject == school.text && decision.date &&
               *decision.date < date;
    });
}

/// The consultant of the last review leads the meeting.
ConsultantId leads_meeting(const Triad* triad, const Schedule& schedule) {
    if (!schedule.reviews.empty()) return schedule.reviews.back().consultant;
    return triad ? triad->consultant : ConsultantId{};
}

/// Puts the events of one reader together.
class Agenda {
public:
    Agenda(const Project& project, const AgendaReader& reader, const Travel& travel)
        : project_(project), reader_(reader), travel_(travel), cancelled_(all_cancelled(project)) {
        if (reader.school) school_ = reader.school;
        if (!reader.leader) return;
        for (const auto& [id, school] : project.schools)
            for (const auto& leader : school.value.leaders)
                if (leader.id == *reader.leader) school_ = id, leader_ = &leader;
    }

    std::vector<AgendaEvent> events() && {
        add_launch();
        for (const auto& [id, schedule] : project_.schedules) add_schedule(id, schedule.value);
        add_cancelled();
        std::ranges::sort(events_, {}, [](const AgendaEvent& event) {
            return std::tuple(event.date, event.kind, event.triad, event.host);
        });
        add_onward();
        return std::move(events_);
    }

private:
    bool is_whole() const { return !reader_.leader && !reader_.school && !reader_.consultant; }

    void add_launch() {
        const auto& launch = project_.cohort.value.launch;
        if (!launch) return;
        AgendaEvent event{.kind = AgendaKind::launch, .date = *launch};
        event.part = is_whole() ? AgendaPart::onlooker : AgendaPart::member;
        event.cancelled = school_ && left_before(project_, *school_, *launch);
        event.revision = revision_of(project_, {"cohort", "launch"}, {});
        events_.push_back(std::move(event));
    }

    void add_schedule(const TriadId& id, const Schedule& schedule) {
        std::vector<SchoolId> schools;
        if (const auto triad = project_.triads.find(id); triad != project_.triads.end())
            schools = triad->second.value.schools;
        for (const auto& review : schedule.reviews)
            if (std::ranges::find(schools, review.host) == schools.end()) schools.push_back(review.host);
        const auto revision = revision_of_triad(id, schools);
        for (const auto& review : schedule.reviews) add_review(id, review, revision);
        if (is_at_follow_up(id, schedule, schools))
            add_follow_up(id, schedule.follow_up, std::move(schools), revision);
    }

    /// The schools of cancelled dates count with those that the triad has now: a triad that lost one of them
    /// and is dated anew must not fall behind what was given out before. A consultant's events tell the way
    /// to the next one, so that whatever changes a date may change them.
    int revision_of_triad(const TriadId& id, const std::vector<SchoolId>& schools) const {
        if (reader_.consultant) return count_changes(project_, [](const Decision&) { return true; });
        std::set<std::string> subjects = {id.text};
        for (const auto& school : schools) subjects.insert(school.text);
        for (const auto* dates : cancelled_)
            if (dates->triad == id)
                for (const auto& school : dates->schools) subjects.insert(school.text);
        return revision_of(project_, subjects, id);
    }

    /// Adds what was cancelled and does not stand again, and puts what does one revision above each time that
    /// it was cancelled, for whomever.
    void add_cancelled() {
        std::map<EventKey, AgendaEvent> last;
        auto standing = std::exchange(events_, {});
        for (const auto* dates : cancelled_) {
            add_cancelled(*dates);
            for (auto& event : std::exchange(events_, {}))
                last.insert_or_assign(key_of(event), std::move(event));
        }
        for (auto& event : standing) {
            event.revision += times_cancelled(event);
            last.erase(key_of(event));
        }
        events_ = std::move(standing);
        for (auto& [key, event] : last) {
            event.cancelled = true;
            event.revision += times_cancelled(event) - 1;
            events_.push_back(std::move(event));
        }
    }

    int times_cancelled(const AgendaEvent& event) const {
        return static_cast<int>(std::ranges::count_if(cancelled_, [&](const CancelledDates* dates) {
            if (dates->triad != event.triad) return false;
            if (event.kind == AgendaKind::follow_up) return dates->follow_up.has_value();
            return std::ranges::find(dates->reviews, event.host, &PlannedReview::host) !=
                   dates->reviews.end();
        }));
    }

    void add_cancelled(const CancelledDates& dates) {
        const auto revision = revision_of_triad(dates.triad, dates.schools);
        for (const auto& review : dates.reviews) add_review(dates.triad, review, revision);
        const auto would_be_there = reader_.consultant ? dates.consultant == *reader_.consultant
                                                       : is_whole() || is_head_of_one(dates.schools);
        if (would_be_there) add_follow_up(dates.triad, dates.follow_up, dates.schools, revision);
    }

    void add_review(const TriadId& id, const PlannedReview& review, int revision) {
        const auto part = part_in(review);
        if (!review.date || !part) return;
        AgendaEvent event{.kind = AgendaKind::review, .date = *review.date, .triad = id, .host = review.host};
        event.reviewers = review.reviewers;
        event.reserves = review.reserves;
        event.part = *part;
        event.revision = revision;
        const auto own_left = school_ && left_before(project_, *school_, *review.date);
        event.cancelled = left_before(project_, review.host, *review.date) || own_left;
        event.home = seconds_from_home(review.host);
        events_.push_back(std::move(event));
    }

    std::optional<AgendaPart> part_in(const PlannedReview& review) const {
        if (is_whole()) return AgendaPart::onlooker;
        if (reader_.consultant)
            return review.consultant == *reader_.consultant ? std::optional(AgendaPart::consultant)
                                                            : std::nullopt;
        if (school_ && review.host == *school_) return AgendaPart::host;
        const auto is_reader = [&](const Visitor& visitor) {
            return reader_.leader ? visitor.leader == *reader_.leader : visitor.school == *school_;
        };
        if (std::ranges::any_of(review.reviewers, is_reader)) return AgendaPart::reviewer;
        if (std::ranges::any_of(review.reserves, is_reader)) return AgendaPart::reserve;
        return std::nullopt;
    }

    /// The heads of the schools and the consultant meet (DOMAIN 2.2, S12).
    bool is_at_follow_up(const TriadId& id, const Schedule& schedule,
                         const std::vector<SchoolId>& schools) const {
        if (is_whole()) return true;
        if (reader_.consultant) {
            const auto triad = project_.triads.find(id);
            const auto* known = triad == project_.triads.end() ? nullptr : &triad->second.value;
            return leads_meeting(known, schedule) == *reader_.consultant;
        }
        return is_head_of_one(schools);
    }

    bool is_head_of_one(const std::vector<SchoolId>& schools) const {
        const auto is_head = !leader_ || leader_->role == Role::headteacher;
        return is_head && school_ && std::ranges::find(schools, *school_) != schools.end();
    }

    void add_follow_up(const TriadId& id, const std::optional<Date>& date, std::vector<SchoolId> schools,
                       int revision) {
        if (!date) return;
        AgendaEvent event{.kind = AgendaKind::follow_up, .date = *date, .triad = id};
        event.part = is_whole() ? AgendaPart::onlooker : AgendaPart::member;
        event.revision = revision;
        // A school that has hosted and visited owes nothing and is invited; fewer than two do not meet.
        const auto left = std::ranges::count_if(
            schools, [&](const SchoolId& school) { return left_before(project_, school, event.date); });
        event.cancelled = std::ssize(schools) - left < 2;
        event.schools = std::move(schools);
        events_.push_back(std::move(event));
    }

    struct Point {
        int easting, northing;
    };
    static std::optional<Point> point(const std::optional<int>& easting, const std::optional<int>& northing) {
        if (!easting || !northing) return std::nullopt;
        return Point{*easting, *northing};
    }

    /// From where the consultant lives, or from the reader's own school.
    std::optional<std::int64_t> seconds_from_home(const SchoolId& host) const {
        const auto found = project_.schools.find(host);
        if (found == project_.schools.end()) return std::nullopt;
        if (reader_.consultant) {
            const auto consultant = project_.consultants.find(*reader_.consultant);
            if (consultant == project_.consultants.end()) return std::nullopt;
            const auto home = point(consultant->second.value.easting, consultant->second.value.northing);
            const auto there = point(found->second.value.easting, found->second.value.northing);
            if (!home || !there) return std::nullopt;
            return straight_seconds(project_.policy(), home->easting, home->northing, there->easting,
                                    there->northing);
        }
        if (!school_ || *school_ == host) return std::nullopt;
        const auto time = travel_.between(*school_, host);
        return time ? std::optional(time->seconds) : std::nullopt;
    }

    /// A consultant may go on from one host to the next without going home.
    void add_onward() {
        if (!reader_.consultant) return;
        const AgendaEvent* last = nullptr;
        for (auto& event : events_) {
            if (event.kind != AgendaKind::review || event.cancelled) continue;
            if (last && project_.schools.contains(last->host) && project_.schools.contains(event.host))
                if (const auto time = travel_.between(last->host, event.host)) event.onward = time->seconds;
            last = &event;
        }
    }

    const Project& project_;
    const AgendaReader& reader_;
    const Travel& travel_;
    std::vector<const CancelledDates*> cancelled_;
    std::optional<SchoolId> school_;
    const Leader* leader_ = nullptr;
    std::vector<AgendaEvent> events_;
};

/// Whether everybody of a review takes part in it still, be it in another part.
bool keeps_people(const PlannedReview& before, const PlannedReview& after) {
    const auto is_in = [&](const Visitor& visitor) {
        const auto is_same = [&](const Visitor& other) {
            return other.school == visitor.school && other.leader == visitor.leader;
        };
        return std::ranges::any_of(after.reviewers, is_same) || std::ranges::any_of(after.reserves, is_same);
    };
    return before.consultant == after.consultant && std::ranges::all_of(before.reviewers, is_in) &&
           std::ranges::all_of(before.reserves, is_in);
}

} // namespace

std::vector<AgendaEvent> agenda(const Project& project, const AgendaReader& reader, const Travel& travel) {
    return Agenda(project, reader, travel).events();
}

std::optional<CancelledDates> standing_dates(const Project& project, const TriadId& triad) {
    const auto found = project.schedules.find(triad);
    if (found == project.schedules.end()) return std::nullopt;
    const auto& schedule = found->second.value;
    const auto record = project.triads.find(triad);
    const auto* known = record == project.triads.end() ? nullptr : &record->second.value;
    CancelledDates dates{triad, known ? known->schools : std::vector<SchoolId>(),
                         leads_meeting(known, schedule), schedule.reviews, schedule.follow_up};
    for (const auto& review : schedule.reviews)
        if (std::ranges::find(dates.schools, review.host) == dates.schools.end())
            dates.schools.push_back(review.host);
    return dates;
}

std::optional<CancelledDates> lost_dates(const Project& project, const TriadId& triad,
                                         const Schedule& schedule) {
    auto dates = standing_dates(project, triad);
    if (!dates) return std::nullopt;
    std::erase_if(dates->reviews, [&](const PlannedReview& review) {
        const auto now = std::ranges::find(schedule.reviews, review.host, &PlannedReview::host);
        return !review.date || (now != schedule.reviews.end() && now->date && keeps_people(review, *now));
    });
    const auto keeps_leader = schedule.follow_up && leads_meeting(nullptr, schedule) == dates->consultant;
    if (keeps_leader) dates->follow_up.reset();
    if (dates->reviews.empty() && !dates->follow_up) return std::nullopt;
    return dates;
}

} // namespace peerreview
