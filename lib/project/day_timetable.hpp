#pragma once

#include "record/evidence.hpp"
#include "record/school.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace peerreview {

/// The kinds of school that a review day is planned for.
enum class DayVariant { primary, secondary, special, small, split_site };
std::string_view name_of(DayVariant variant);
std::optional<DayVariant> parse_variant(std::string_view name);

/// The variant that fits a school: by its phase, an all-through school as one on two sites, a primary school
/// of fewer than 100 pupils as a small one.
DayVariant variant_for(const School& school);

/// What a part of the day is for.
enum class DayPart {
    arrival,
    briefing,
    with_head,    ///< the consultant and the head
    presentation, ///< the school's own view
    pause,        ///< the team alone, or a break
    lunch,
    looking,       ///< an activity, on a line of enquiry where it is not time in shared spaces
    open,          ///< kept for what is still missing
    joins,         ///< the consultant goes with a reviewer
    travel,        ///< between two sites
    keep_in_touch, ///< the consultant tells the head what is emerging
    synthesis,
    feedback,
    close
};
std::string_view name_of(DayPart part);

/// A part of the day of one or more of A and B, the reviewers, and C, the consultant.
struct TimetableRow {
    int start = 0, end = 0; ///< minutes after midnight
    std::string_view who;   ///< of "ABC"
    DayPart part = DayPart::pause;
    std::optional<Activity> activity;
    std::string_view text; ///< in words, what of it
};

struct Timetable {
    std::span<const TimetableRow> rows;      ///< by time
    int pupils_leave = 0;                    ///< minutes after midnight: nothing asks for pupils from then on
    std::span<const std::string_view> notes; ///< what to keep in mind in such a school
};

const Timetable& timetable_of(DayVariant variant);

} // namespace peerreview
