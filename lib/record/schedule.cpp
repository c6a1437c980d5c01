#include "record/schedule.hpp"

#include "record/reader.hpp"

namespace peerreview {

static void read_value(const Node& node, Visitor& visitor) {
    read(node, "school", visitor.school);
    read(node, "leader", visitor.leader);
}

void read_value(const Node& node, PlannedReview& planned_review) {
    read(node, "host", planned_review.host);
    read(node, "date", planned_review.date);
    read(node, "consultant", planned_review.consultant);
    read(node, "reviewers", planned_review.reviewers);
    read(node, "reserves", planned_review.reserves);
}

Schedule read_schedule(const Node& node) {
    Schedule schedule;
    read(node, "reviews", schedule.reviews);
    read(node, "follow-up", schedule.follow_up);
    return schedule;
}

} // namespace peerreview
