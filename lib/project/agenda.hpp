#pragma once

#include "project/project.hpp"
#include "project/travel.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace peerreview {

/// Whose dates are wanted: one of the three, or the whole cohort where all are absent.
struct AgendaReader {
    std::optional<LeaderId> leader;
    std::optional<SchoolId> school;
    std::optional<ConsultantId> consultant;
};

enum class AgendaKind { launch, review, follow_up };

/// What the reader has to do with an event; `onlooker` is who reads the whole cohort's dates.
enum class AgendaPart { host, reviewer, consultant, reserve, member, onlooker };

/// One day of the programme as one reader sees it.
struct AgendaEvent {
    AgendaKind kind = AgendaKind::review;
    Date date;
    TriadId triad;                 ///< empty of the launch day
    SchoolId host;                 ///< of a review alone
    std::vector<SchoolId> schools; ///< who meets at a follow-up meeting
    std::vector<Visitor> reviewers, reserves;
    AgendaPart part = AgendaPart::onlooker;
    bool cancelled = false; ///< host or reader's own school has left, or a decision took the date away
    int revision = 0;       ///< decisions so far that may have moved, changed, cancelled or renewed it
    std::optional<std::int64_t> home;   ///< seconds from the reader's home or school to the host
    std::optional<std::int64_t> onward; ///< seconds from the host of the reader's review before
};

/// The days of a reader by date: the launch day, reviews and follow-up meetings. A review that comes after
/// its host left the programme is cancelled and stays in the list, so that a calendar which has it can take
/// it out; so is a visit of a leader whose school has left. What a decision cancelled is in the list too, as
/// cancelled, until the same event (of triad, host and kind) stands again for the reader. A leader is at the
/// follow-up meeting as the head of a school, a consultant as who leads it.
///
/// `revision` counts the decisions of kind postponement, swap, leaver, correction and override about the
/// triad or one of its schools, those of its cancelled dates too, and those that cancelled dates of the triad
/// (of the launch day: about `cohort` or `launch`). An event that stands again after it was cancelled counts
/// one more each time, so that it is newer than its cancellation. Decision records are only ever added, so it
/// never falls, and nothing need be stored.
std::vector<AgendaEvent> agenda(const Project& project, const AgendaReader& reader, const Travel& travel);

/// What is cancelled where the dates of a triad are given up: the reviews and the follow-up meeting that
/// stand in schedule/; nothing where none do.
std::optional<CancelledDates> standing_dates(const Project& project, const TriadId& triad);

/// What somebody loses where a new schedule takes the place of a triad's: the reviews, as they stand, that it
/// does not have or that have lost one of their people, and the follow-up meeting where it has no day any
/// more or another consultant leads it. Nothing where nobody loses any. Whoever still takes part has an event
/// that stands, so that only who was left out learns of a cancellation.
std::optional<CancelledDates> lost_dates(const Project& project, const TriadId& triad,
                                         const Schedule& schedule);

} // namespace peerreview
