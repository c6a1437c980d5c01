#include "record/people_csv.hpp"

#include "source/text.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>

namespace peerreview {

namespace {

/// A CSV whose columns are known by name; the values of one row at a time.
class Table {
public:
    Table(const SourceFile& file, const std::vector<std::string_view>& needed, Diagnostics& diagnostics)
        : file_(file), diagnostics_(diagnostics), rows_(read_csv(file, diagnostics)) {
        auto known = needed;
        known.insert(known.end(), {"blocked", "conflicts"});
        if (!rows_.empty()) find_columns(known);
        for (const auto name : needed)
            if (!columns_.contains(std::string(name)))
                diagnostics_.error({&file_, 0}, "missing-column", "there is no column '{}'", name);
    }

    /// Calls `read` for each row that has as many fields as the header.
    void each(const std::function<void()>& read) {
        for (std::size_t i = 1; i < rows_.size(); ++i) {
            row_ = &rows_[i];
            if (row_->cells.size() == rows_.front().cells.size())
                read();
            else
                diagnostics_.error(place(), "field-count", "this row has {} fields, and the header {}",
                                   row_->cells.size(), rows_.front().cells.size());
        }
    }

    const std::string& text(const std::string& column) const {
        static const std::string none;
        const auto found = columns_.find(column);
        return found == columns_.end() ? none : row_->cells[found->second].text;
    }
    Place place(const std::string& column = {}) const {
        const auto found = columns_.find(column);
        return {&file_, row_->cells[found == columns_.end() ? 0 : found->second].offset};
    }
    void report(const std::string& column, std::string_view code, std::string message) {
        diagnostics_.add(place(column), Severity::error, code, std::move(message));
    }

    std::optional<Date> date(const std::string& column) {
        if (text(column).empty()) return std::nullopt;
        const auto value = parse_date(text(column));
        if (!value)
            report(column, "bad-date",
                   "'" + column + "' should be a date such as 2026-09-24, not '" + shown(column) + "'");
        return value;
    }
    std::optional<int> number(const std::string& column, int most) {
        const auto& value = text(column);
        if (value.empty()) return std::nullopt;
        int number = 0;
        const auto* end = value.data() + value.size();
        const auto result = std::from_chars(value.data(), end, number);
        if (result.ec == std::errc() && result.ptr == end && number >= 0 && number <= most) return number;
        report(column, "bad-value",
               "'" + column + "' should be a whole number up to " + std::to_string(most) + ", not '" +
                   shown(column) + "'");
        return std::nullopt;
    }
    std::string id(const std::string& column) {
        if (!is_id(text(column))) {
            report(column, "bad-value", "'" + column + "' should be an id, not '" + shown(column) + "'");
        }
        return text(column);
    }
    std::vector<Closed> blocked() {
        std::vector<Closed> ranges;
        for (const auto& part : parts("blocked")) {
            const auto slash = part.find('/');
            Closed range{parse_date(part.substr(0, slash)),
                         parse_date(slash == std::string::npos ? part : part.substr(slash + 1)),
                         "not available"};
            if (!range.from || !range.to)
                report("blocked", "bad-date",
                       "'blocked' should be dates FROM/TO, not '" + truncate(part, 60) + "'");
            ranges.push_back(range);
        }
        return ranges;
    }
    /// The parts of a cell between semicolons.
    std::vector<std::string> parts(const std::string& column) const {
        std::vector<std::string> list;
        std::string_view rest = text(column);
        while (!rest.empty()) {
            const auto end = rest.find(';');
            auto part = rest.substr(0, end);
            while (part.starts_with(' ')) part.remove_prefix(1);
            while (part.ends_with(' ')) part.remove_suffix(1);
            if (!part.empty()) list.emplace_back(part);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
        return list;
    }
    std::string shown(const std::string& column) const { return truncate(text(column), 60); }

private:
    void find_columns(const std::vector<std::string_view>& known) {
        const auto& header = rows_.front().cells;
        for (std::size_t i = 0; i < header.size(); ++i) {
            columns_[header[i].text] = i;
            if (std::ranges::find(known, header[i].text) != known.end()) continue;
            const auto near = nearest(header[i].text, known);
            diagnostics_
                .error({&file_, header[i].offset}, "unknown-column", "unknown column '{}'",
                       truncate(header[i].text, 60))
                .hint = near.empty() ? "" : "did you mean '" + near + "'?";
        }
    }

    const SourceFile& file_;
    Diagnostics& diagnostics_;
    std::vector<CsvRow> rows_;
    std::map<std::string, std::size_t> columns_;
    const CsvRow* row_ = nullptr;
};

std::optional<Role> role_of(Table& table) {
    constexpr Role roles[] = {Role::headteacher, Role::deputy, Role::assistant,
                              Role::senco,       Role::phase,  Role::other};
    const auto& text = table.text("role");
    if (text == "head") return Role::headteacher;
    for (const auto role : roles)
        if (name_of(role) == text) return role;
    table.report("role", "bad-value",
                 "'role' should be one of headteacher, deputy, assistant, senco, phase, other, not '" +
                     table.shown("role") + "'");
    return std::nullopt;
}

void require_text(Table& table, const std::string& column) {
    if (table.text(column).empty() || table.text(column).size() > 200)
        table.report(column, "bad-value", "'" + column + "' should have 1 to 200 characters");
}

} // namespace

std::vector<PeopleRow> read_people_csv(const SourceFile& file, Diagnostics& diagnostics) {
    Table table(file, {"school", "id", "name", "role", "email", "trained"}, diagnostics);
    std::vector<PeopleRow> rows;
    if (diagnostics.has_errors()) return rows;
    table.each([&] {
        const auto errors = diagnostics.count(Severity::error);
        PeopleRow row{.school = table.text("school"),
                      .name = table.text("name"),
                      .email = table.text("email"),
                      .place = table.place("school")};
        require_text(table, "name");
        row.leader.id = {table.id("id")};
        row.leader.role = role_of(table);
        row.leader.trained = table.date("trained");
        row.leader.blocked = table.blocked();
        for (const auto& part : table.parts("conflicts")) row.leader.conflicts.push_back({part});
        if (diagnostics.count(Severity::error) == errors) rows.push_back(std::move(row));
    });
    return rows;
}

std::vector<ConsultantRow> read_consultants_csv(const SourceFile& file, Diagnostics& diagnostics) {
    Table table(file, {"id", "name", "phases", "postcode", "easting", "northing", "days"}, diagnostics);
    std::vector<ConsultantRow> rows;
    if (diagnostics.has_errors()) return rows;
    table.each([&] {
        const auto errors = diagnostics.count(Severity::error);
        ConsultantRow row{.id = {table.id("id")}, .consultant = {}, .place = table.place("id")};
        require_text(table, "name");
        row.consultant.name = table.text("name");
        row.consultant.postcode = table.text("postcode");
        row.consultant.easting = table.number("easting", 800000);
        row.consultant.northing = table.number("northing", 1400000);
        row.consultant.days = table.number("days", 200);
        for (const auto& part : table.parts("phases")) {
            const auto phase = parse_phase(part);
            if (phase) row.consultant.phases.push_back(*phase);
            if (!phase)
                table.report("phases", "bad-value",
                             "'phases' should be primary, secondary, special or all-through, not '" +
                                 truncate(part, 60) + "'");
        }
        row.consultant.blocked = table.blocked();
        for (const auto& part : table.parts("conflicts")) row.consultant.conflicts.push_back({part});
        if (diagnostics.count(Severity::error) == errors) rows.push_back(std::move(row));
    });
    return rows;
}

} // namespace peerreview
