#pragma once

#include "feedback/codebook.hpp"
#include "project/project.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace peerreview {

// The parts that several reports of one review share. All texts are Markdown; what comes from a record is
// escaped.

/// What a report of one review is made of.
struct ReviewSources {
    const Project& project;
    const School& school;
    const ReviewRecords& records;
    const PlannedReview& review;
    const Themes& themes;
    std::optional<Date> follow_up;
    std::size_t schools = 3; ///< how many review each other: more than three are a ring
};

/// The sources of a host's report. Its review must be planned, and there must be a folder of its records.
ReviewSources review_sources(const Project& project, const SchoolId& host);

/// The names of the files in reviews/<host>/ that `wanted` lists and that are not there, as paths below the
/// project folder, and before them the date of the review where it is not planned.
std::vector<std::string> missing_records(const Project& project, const SchoolId& host,
                                         const std::vector<std::string>& wanted);

/// A date in words, or that there is none yet.
std::string date_words(const std::optional<Date>& date);

/// How a finding compares with the school's own view, as the end of a sentence.
std::string_view words_for(SchoolView view);
std::string_view words_for(ActionStatus status);

/// A list of the visiting leaders, by role and school, and the consultant.
std::string team_list(const ReviewSources& from);

/// The section that counts what was done on the day, by type of activity; empty without evidence.
std::string what_we_did(const ReviewSources& from);

/// The items of one kind on one line of enquiry, below a heading in bold; empty where there are none. What is
/// sensitive stays out.
std::string items_of(const ReviewSources& from, const std::string& line, ItemKind kind,
                     std::string_view heading);

} // namespace peerreview
