#include "cli/cohort.hpp"
#include "cli/terminal.hpp"
#include "project/lifecycle.hpp"
#include "project/retention.hpp"
#include "project/school_lookup.hpp"
#include "render/catalogue.hpp"
#include "source/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

std::string dumped(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string iso_or_empty(const std::optional<Date>& date) { return date ? iso(*date) : ""; }

// ---- status

struct StatusOptions {
    std::string school;
    bool overdue = false;
    FormatOption format;
};

Json status_json(const CohortStatus& status, bool only_overdue) {
    auto schools = Json::array();
    for (const auto& school : status.schools) {
        auto deliverables = Json::array();
        for (const auto& item : school.deliverables)
            if (!only_overdue || item.state == DeliverableState::overdue)
                deliverables.push_back({{"name", name_of(item.kind)},
                                        {"state", name_of(item.state)},
                                        {"date", item.date ? Json(iso(*item.date)) : Json()},
                                        {"late", item.late},
                                        {"why", item.why.empty() ? Json() : Json(item.why)}});
        schools.push_back({{"id", school.id.text},
                           {"state", school.state.empty() ? Json() : Json(school.state)},
                           {"deliverables", std::move(deliverables)}});
    }
    return {{"version", 1}, {"state", status.state}, {"schools", std::move(schools)}};
}

Rows status_rows(const CohortStatus& status, bool only_overdue) {
    Rows rows = {{"school", "deliverable", "state", "date", "late", "why"}};
    for (const auto& school : status.schools)
        for (const auto& item : school.deliverables)
            if (!only_overdue || item.state == DeliverableState::overdue)
                rows.push_back({school.id.text, std::string(name_of(item.kind)),
                                std::string(name_of(item.state)), iso_or_empty(item.date),
                                item.late > 0 ? std::to_string(item.late) : "", item.why});
    return rows;
}

std::string mark_of(const Deliverable& item) {
    switch (item.state) {
    case DeliverableState::done:
        return "+";
    case DeliverableState::due:
        return ".";
    case DeliverableState::overdue:
        return "!" + std::to_string(std::min(item.late, 99));
    case DeliverableState::blocked:
        return "-";
    case DeliverableState::waived:
        return "w";
    }
    return "";
}

/// One line a school and one column of three a deliverable: 80 columns hold all of them.
std::string status_grid(const CohortStatus& status) {
    constexpr std::string_view heads[deliverable_count] = {"tr", "pr", "se", "pk", "dp", "rv", "vf",
                                                           "su", "dr", "ac", "fi", "an", "fu", "ev"};
    constexpr std::size_t widest_name = 34;
    std::size_t width = 6;
    for (const auto& school : status.schools) width = std::clamp(school.id.text.size(), width, widest_name);
    auto text = fmt::format("{:{}}", "school", width);
    for (const auto head : heads) text += fmt::format(" {:>2}", head);
    text += '\n';
    for (const auto& school : status.schools) {
        const auto name = truncate(school.id.text, width);
        text += name + std::string(width - static_cast<std::size_t>(display_width(name)), ' ');
        for (const auto& item : school.deliverables) text += fmt::format(" {:>2}", mark_of(item));
        text += '\n';
    }
    text +=
        fmt::format("\nThe cohort is {}.\n+ done  . due  !n overdue by n school days  - blocked  w waived\n",
                    status.state);
    for (std::size_t i = 0; i < deliverable_count; ++i)
        text += fmt::format("{}{} {}",
                            i % 5 == 0 && i > 0 ? "\n"
                            : i > 0             ? "  "
                                                : "",
                            heads[i], name_of(static_cast<DeliverableKind>(i)));
    return text + "\n";
}

std::string status_text(const CohortStatus& status, const StatusOptions& options) {
    if (!options.overdue && options.school.empty()) return status_grid(status);
    auto rows = status_rows(status, options.overdue);
    if (!options.school.empty())
        for (auto& row : rows) row.erase(row.begin());
    return rows.size() == 1 ? "nothing is overdue\n" : text_table(rows, terminal_width());
}

Status run_status(const Session& session, const StatusOptions& options) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    auto status = cohort_status(*project, session.today());
    if (!options.school.empty()) {
        std::erase_if(status.schools,
                      [&](const SchoolStatus& school) { return school.id.text != options.school; });
        if (status.schools.empty()) refuse_unknown(*project, {options.school});
    }
    if (options.format.is_json())
        print(dumped(status_json(status, options.overdue)));
    else if (options.format.is_csv())
        print(csv_table(status_rows(status, options.overdue)));
    else
        print(status_text(status, options));
    return Status::fine;
}

// ---- fees

/// What one school pays, in pence.
struct Fee {
    SchoolId school;
    bool member = false;
    std::int64_t net = 0, vat = 0;
    std::int64_t gross() const { return net + vat; }
};

std::vector<Fee> fees_of(const Project& project) {
    std::vector<Fee> fees;
    const auto& policy = project.policy();
    // VAT in hundredths of a per cent, so that the arithmetic is whole; half a penny is rounded up.
    const auto rate = static_cast<std::int64_t>(policy.vat * 100 + 0.5);
    for (const auto& [id, record] : project.schools) {
        if (has_left(project, id)) continue;
        const auto net = record.value.member ? policy.fee_member : policy.fee_non_member;
        fees.push_back({id, record.value.member, net, (net * rate + 5000) / 10000});
    }
    return fees;
}

std::string pounds(std::int64_t pence) { return fmt::format("{}.{:02}", pence / 100, pence % 100); }

Json fee_json(const Fee& fee) { return {{"net", fee.net}, {"vat", fee.vat}, {"gross", fee.gross()}}; }

Status run_fees(const Session& session, const FormatOption& format) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const auto fees = fees_of(*project);
    Fee total;
    for (const auto& fee : fees) total.net += fee.net, total.vat += fee.vat;
    if (format.is_json()) {
        auto schools = Json::array();
        for (const auto& fee : fees) {
            Json entry = {{"id", fee.school.text}, {"member", fee.member}};
            entry.update(fee_json(fee));
            schools.push_back(std::move(entry));
        }
        print(dumped({{"version", 1},
                      {"currency", "GBP"},
                      {"schools", std::move(schools)},
                      {"total", fee_json(total)}}));
        return Status::fine;
    }
    Rows rows = {{"school", "name", "price", "net", "vat", "gross"}};
    for (const auto& fee : fees)
        rows.push_back({fee.school.text, project->schools.at(fee.school).value.name,
                        fee.member ? "member" : "non-member", pounds(fee.net), pounds(fee.vat),
                        pounds(fee.gross())});
    if (format.is_csv()) {
        print(csv_table(rows)); // a row an invoice: the sum is no invoice
        return Status::fine;
    }
    for (auto& row : rows) row.erase(row.begin() + 1);
    rows.push_back({"total", "", pounds(total.net), pounds(total.vat), pounds(total.gross())});
    print(text_table(rows, terminal_width()));
    return Status::fine;
}

// ---- retention

Status run_retention(const Session& session, const FormatOption& format) {
    const auto project = session.load_valid();
    if (!project) return Status::errors;
    const auto past = past_retention(*project, session.today());
    if (format.is_json()) {
        auto files = Json::array();
        for (const auto& entry : past)
            files.push_back({{"file", entry.file->path()},
                             {"what", entry.what},
                             {"until", iso(entry.until)},
                             {"action", entry.action}});
        print(dumped({{"version", 1}, {"files", std::move(files)}}));
        return Status::fine;
    }
    Rows rows = {{"file", "what", "until", "action"}};
    for (const auto& entry : past)
        rows.push_back({entry.file->path(), entry.what, iso(entry.until), entry.action});
    if (format.is_csv())
        print(csv_table(rows));
    else if (!past.empty())
        print(text_table(rows, terminal_width()));
    return Status::fine;
}

// ---- explain

/// Words at most `width` columns wide on a line; an empty line stays between paragraphs.
std::string wrapped(const std::string& text, std::size_t width) {
    std::string result;
    std::size_t column = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '\n') {
            result += '\n';
            column = 0;
            ++at;
            continue;
        }
        const auto end = std::min(text.find_first_of(" \n", at), text.size());
        const auto word = text.substr(at, end - at);
        if (column > 0 && column + 1 + word.size() > width) result += '\n', column = 0;
        if (column > 0) result += ' ', ++column;
        result += word;
        column += word.size();
        at = end < text.size() && text[end] == ' ' ? end + 1 : end;
    }
    return result + "\n";
}

Status run_explain(const std::string& code) {
    const auto text = explanation_of(code);
    if (!text) {
        const auto codes = known_codes();
        const std::vector<std::string_view> known(codes.begin(), codes.end());
        const auto near = nearest(code, known);
        throw Failure("no finding has the code '" + code + "'",
                      near.empty() ? "see peerreview-diagnostics(7)" : "did you mean '" + near + "'?");
    }
    print(code + "\n\n" + wrapped(*text, static_cast<std::size_t>(std::min(terminal_width(), 80))));
    return Status::fine;
}

} // namespace

void declare_cohort_views(Command& noun, Session& session) {
    const auto status_options = std::make_shared<StatusOptions>();
    auto* status = noun.add_subcommand("status", "Where each school stands, and what is due or late");
    status->add_option("--school", status_options->school, "Only this school, with dates and reasons")
        ->option_text("SCHOOL");
    status->add_flag("--overdue", status_options->overdue, "Only what is overdue");
    add_format(*status, status_options->format);
    status->footer("Example: peerreview cohort status --overdue");
    status->callback(
        [=, &session] { session.verb = [=, &session] { return run_status(session, *status_options); }; });

    const auto fees_format = std::make_shared<FormatOption>();
    auto* fees = noun.add_subcommand("fees", "What each school pays, with VAT");
    add_format(*fees, *fees_format);
    fees->footer("Example: peerreview cohort fees --format csv");
    fees->callback(
        [=, &session] { session.verb = [=, &session] { return run_fees(session, *fees_format); }; });

    const auto retention_format = std::make_shared<FormatOption>();
    auto* retention = noun.add_subcommand("retention", "Files that should have been deleted by today");
    add_format(*retention, *retention_format);
    retention->footer("Example: peerreview cohort retention");
    retention->callback([=, &session] {
        session.verb = [=, &session] { return run_retention(session, *retention_format); };
    });

    const auto code = std::make_shared<std::string>();
    auto* explain = noun.add_subcommand("explain", "What the code of a finding means");
    explain->add_option("CODE", *code, "The code, as it stands in brackets")->required()->option_text(" ");
    explain->footer("Example: peerreview cohort explain V12");
    explain->callback([=, &session] { session.verb = [=] { return run_explain(*code); }; });
}

} // namespace peerreview
