#include "record/evidence.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<Activity> activity_names[] = {{Activity::lesson_visit, "lesson-visit"},
                                                 {Activity::learning_walk, "learning-walk"},
                                                 {Activity::work_scrutiny, "work-scrutiny"},
                                                 {Activity::pupil_voice, "pupil-voice"},
                                                 {Activity::staff_voice, "staff-voice"},
                                                 {Activity::leader_meeting, "leader-meeting"},
                                                 {Activity::governor_meeting, "governor-meeting"},
                                                 {Activity::parent_voice, "parent-voice"},
                                                 {Activity::data_review, "data-review"},
                                                 {Activity::document_review, "document-review"},
                                                 {Activity::environment, "environment"}};
std::string_view name_of(Activity value) { return name_in(activity_names, value); }
bool read_value(const Node& node, Activity& value) { return value_in(activity_names, node, value); }

constexpr EnumName<Strand> strand_names[] = {
    {Strand::seen, "seen"}, {Strand::read, "read"}, {Strand::heard, "heard"}};
std::string_view name_of(Strand value) { return name_in(strand_names, value); }
static bool read_value(const Node& node, Strand& value) { return value_in(strand_names, node, value); }

static void read_value(const Node& node, Sample& sample) {
    read(node, "lessons", sample.lessons);
    read(node, "books", sample.books);
    read(node, "pupils", sample.pupils);
    read(node, "staff", sample.staff);
    read(node, "governors", sample.governors);
    read(node, "parents", sample.parents);
    read(node, "documents", sample.documents);
}

static void read_value(const Node& node, EvidenceRecord& evidence_record) {
    read(node, "id", evidence_record.id);
    read(node, "line", evidence_record.line);
    read(node, "activity", evidence_record.activity);
    read(node, "slot", evidence_record.slot);
    read(node, "by", evidence_record.by);
    read(node, "sample", evidence_record.sample);
    read(node, "strand", evidence_record.strand);
    read(node, "note", evidence_record.note);
    read(node, "repeated", evidence_record.repeated);
    read(node, "host-pair", evidence_record.host_pair);
    read(node, "themes", evidence_record.themes);
}

Evidence read_evidence(const Node& node) {
    Evidence evidence;
    read(node, "evidence", evidence.evidence);
    return evidence;
}

} // namespace peerreview
