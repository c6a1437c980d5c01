#include "record/triad.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<TriadKind> triad_kind_names[] = {{TriadKind::triad, "triad"},
                                                    {TriadKind::ring_of_four, "ring-of-four"},
                                                    {TriadKind::ring_of_five, "ring-of-five"}};
std::string_view name_of(TriadKind value) { return name_in(triad_kind_names, value); }
static bool read_value(const Node& node, TriadKind& value) { return value_in(triad_kind_names, node, value); }

constexpr EnumName<RuleResult> rule_result_names[] = {
    {RuleResult::pass, "pass"}, {RuleResult::waived, "waived"}, {RuleResult::penalty, "penalty"}};
std::string_view name_of(RuleResult value) { return name_in(rule_result_names, value); }
static bool read_value(const Node& node, RuleResult& value) {
    return value_in(rule_result_names, node, value);
}

static void read_value(const Node& node, Waiver& waiver) {
    read(node, "rule", waiver.rule);
    read(node, "by", waiver.by);
    read(node, "date", waiver.date);
    read(node, "why", waiver.why);
}

static void read_value(const Node& node, TriadReason& triad_reason) {
    read(node, "rule", triad_reason.rule);
    read(node, "result", triad_reason.result);
    read(node, "note", triad_reason.note);
}

Triad read_triad(const Node& node) {
    Triad triad;
    read(node, "kind", triad.kind);
    read(node, "schools", triad.schools);
    read(node, "consultant", triad.consultant);
    read(node, "second-reader", triad.second_reader);
    read(node, "seconds", triad.seconds);
    read(node, "reasons", triad.reasons);
    read(node, "waivers", triad.waivers);
    read(node, "pinned", triad.pinned);
    return triad;
}

} // namespace peerreview
