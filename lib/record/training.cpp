#include "record/training.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<TrainingKind> training_kind_names[] = {{TrainingKind::launch, "launch"},
                                                          {TrainingKind::catch_up, "catch-up"},
                                                          {TrainingKind::refresher, "refresher"}};
std::string_view name_of(TrainingKind value) { return name_in(training_kind_names, value); }
static bool read_value(const Node& node, TrainingKind& value) {
    return value_in(training_kind_names, node, value);
}

static void read_value(const Node& node, Attendance& attendance) {
    read(node, "school", attendance.school);
    read(node, "leader", attendance.leader);
    read(node, "minutes", attendance.minutes);
    read(node, "reason-code", attendance.reason_code);
}

static void read_value(const Node& node, TrainingSession& session) {
    read(node, "title", session.title);
    read(node, "minutes", session.minutes);
}

static void read_value(const Node& node, TrainingEvent& training_event) {
    read(node, "id", training_event.id);
    read(node, "kind", training_event.kind);
    read(node, "date", training_event.date);
    read(node, "place", training_event.place);
    read(node, "lead", training_event.lead);
    read(node, "consultants", training_event.consultants);
    read(node, "sessions", training_event.sessions);
    read(node, "attendance", training_event.attendance);
}

Training read_training(const Node& node) {
    Training training;
    read(node, "events", training.events);
    return training;
}

} // namespace peerreview
