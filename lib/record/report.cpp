#include "record/report.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<ReportStatus> report_status_names[] = {
    {ReportStatus::draft, "draft"}, {ReportStatus::final, "final"}, {ReportStatus::corrected, "corrected"}};
std::string_view name_of(ReportStatus value) { return name_in(report_status_names, value); }
static bool read_value(const Node& node, ReportStatus& value) {
    return value_in(report_status_names, node, value);
}

static void read_value(const Node& node, Change& change) {
    read(node, "date", change.date);
    read(node, "what", change.what);
    read(node, "why", change.why);
}

static void read_value(const Node& node, Sharing& sharing) {
    read(node, "decided-by", sharing.decided_by);
    read(node, "date", sharing.date);
    read(node, "audience", sharing.audience);
}

static void read_value(const Node& node, Learning& learning) {
    read(node, "school", learning.school);
    read(node, "text", learning.text);
}

static void read_value(const Node& node, Finding& finding) {
    read(node, "line", finding.line);
    read(node, "text", finding.text);
    read(node, "items", finding.items);
    read(node, "school-view", finding.school_view);
}

static void read_value(const Node& node, ReportDates& report_dates) {
    read(node, "drafted", report_dates.drafted);
    read(node, "accuracy-requested", report_dates.accuracy_requested);
    read(node, "accuracy-reply", report_dates.accuracy_reply);
    read(node, "final", report_dates.final);
}

Report read_report(const Node& node) {
    Report report;
    read(node, "version", report.version);
    read(node, "status", report.status);
    read(node, "author", report.author);
    read(node, "second-reader", report.second_reader);
    read(node, "dates", report.dates);
    read(node, "context", report.context);
    read(node, "findings", report.findings);
    read(node, "professional-learning", report.professional_learning);
    read(node, "sharing", report.sharing);
    read(node, "changes", report.changes);
    read(node, "reply", report.reply);
    return report;
}

} // namespace peerreview
