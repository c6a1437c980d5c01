#include "record/register.hpp"

#include "record/national_grid.hpp"
#include "source/text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace peerreview {

namespace {

/// A field and the columns that the register has for it, best first.
struct Field {
    std::string name;
    std::vector<std::string> columns;
};

const std::vector<Field>& fields() {
    static const std::vector<Field> list = {{"urn", {"URN"}},
                                            {"name", {"EstablishmentName"}},
                                            {"status", {"EstablishmentStatus (name)"}},
                                            {"type", {"TypeOfEstablishment (name)"}},
                                            {"phase", {"PhaseOfEducation (name)", "PhaseOfEducation"}},
                                            {"low-age", {"StatutoryLowAge"}},
                                            {"high-age", {"StatutoryHighAge"}},
                                            {"authority", {"LA (name)"}},
                                            {"authority-code", {"LA (code)"}},
                                            {"establishment-number", {"EstablishmentNumber"}},
                                            {"ukprn", {"UKPRN"}},
                                            {"trust", {"Trusts (name)"}},
                                            {"federation", {"Federations (name)"}},
                                            {"diocese", {"Diocese (name)"}},
                                            {"faith", {"ReligiousCharacter (name)"}},
                                            {"roll", {"NumberOfPupils"}},
                                            {"street", {"Street"}},
                                            {"locality", {"Locality"}},
                                            {"town", {"Town"}},
                                            {"postcode", {"Postcode"}},
                                            {"website", {"SchoolWebsite"}},
                                            {"telephone", {"TelephoneNum"}},
                                            {"easting", {"Easting"}},
                                            {"northing", {"Northing"}},
                                            {"longitude", {}},
                                            {"latitude", {}}};
    return list;
}

bool contains_word(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (text.empty() || result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return value;
}

std::optional<double> decimal(std::string_view text) {
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (text.empty() || result.ec != std::errc() || result.ptr != end || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// Reads the rows of one file, its columns found once.
class Register {
public:
    Register(const SourceFile& file, const RegisterOptions& options, Diagnostics& diagnostics)
        : file_(file), options_(options), diagnostics_(diagnostics) {}

    RegisterResult read() {
        const auto rows = read_csv(file_, diagnostics_);
        if (rows.empty()) {
            diagnostics_.error({&file_, 0}, "missing-column",
                               "the file has no line with the names of its columns");
            return {};
        }
        header_ = rows.front();
        if (!find_columns() || !find_conditions()) return {};
        for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i]);
        return std::move(result_);
    }

private:
    std::optional<std::size_t> column(std::string_view name) const {
        const auto found = std::ranges::find(header_.cells, name, &CsvCell::text);
        if (found == header_.cells.end()) return std::nullopt;
        return static_cast<std::size_t>(found - header_.cells.begin());
    }

    void report_column(const std::string& name) {
        std::vector<std::string_view> known;
        for (const auto& cell : header_.cells) known.push_back(cell.text);
        const auto near = nearest(name, known);
        diagnostics_.error({&file_, 0}, "missing-column", "there is no column '{}'", name).hint =
            near.empty() ? "the columns are " + column_names() : "did you mean '" + near + "'?";
    }

    std::string column_names() const {
        std::vector<std::string> names;
        for (const auto& cell : header_.cells) names.push_back(cell.text);
        return truncate(listed(names), 300);
    }

    bool find_columns() {
        for (const auto& field : fields())
            for (const auto& name : field.columns)
                if (const auto index = column(name); index && !columns_.contains(field.name))
                    columns_[field.name] = *index;
        auto is_good = true;
        for (const auto& [field, name] : options_.map) {
            const auto index = column(name);
            if (index) columns_[field] = *index;
            if (!index) report_column(name);
            is_good = is_good && index;
        }
        return is_good && has_needed_columns();
    }

    bool has_needed_columns() {
        std::vector<std::string> missing;
        if (!columns_.contains("urn")) missing.emplace_back("URN");
        if (!columns_.contains("name")) missing.emplace_back("EstablishmentName");
        const auto has_ages = columns_.contains("low-age") && columns_.contains("high-age");
        if (!columns_.contains("phase") && !has_ages) missing.emplace_back("PhaseOfEducation (or the ages)");
        if (missing.empty()) return true;
        diagnostics_.error({&file_, 0}, "missing-column", "the file lacks {}", listed(missing)).hint =
            "name other columns with --map field=Column, such as --map urn=Number --map name=Name --map "
            "phase=Phase, or low-age and high-age; the columns are " +
            column_names();
        return false;
    }

    bool find_conditions() {
        for (const auto& [name, value] : options_.where) {
            const auto index = column(name);
            if (!index) {
                report_column(name);
                return false;
            }
            conditions_.emplace_back(*index, value);
        }
        return true;
    }

    /// The cell of a field; empty where it has no value.
    std::string cell(const CsvRow& row, const std::string& field) const {
        const auto found = columns_.find(field);
        if (found == columns_.end()) return {};
        auto text = row.cells[found->second].text;
        const auto first = text.find_first_not_of(" \t\r\n");
        if (first == std::string::npos) return {};
        text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
        const auto folded = fold(text);
        return folded == "na" || folded == "not applicable" || folded == "-" ? std::string() : text;
    }

    Place place(const CsvRow& row, const std::string& field) const {
        return {&file_, row.cells[columns_.at(field)].offset};
    }

    void read_row(const CsvRow& row) {
        if (row.cells.size() != header_.cells.size()) {
            ++result_.refused;
            diagnostics_
                .error({&file_, row.cells.front().offset}, "field-count",
                       "this row has {} fields, and the header {}", row.cells.size(), header_.cells.size())
                .hint = "its values have shifted between columns; mend the row or leave it out";
            return;
        }
        for (const auto& [index, value] : conditions_)
            if (fold(row.cells[index].text) != fold(value)) return;
        const auto status = fold(cell(row, "status"));
        if (!status.empty() && !status.starts_with("open")) {
            ++result_.skipped["closed"];
            return;
        }
        std::string reason;
        const auto phase = phase_of(row, reason);
        if (!phase && !options_.phase) {
            ++result_.skipped[reason];
            return;
        }
        add(row, phase ? *phase : *options_.phase);
    }

    void add(const CsvRow& row, Phase phase) {
        static const RE2 six_digits("[0-9]{6}");
        const auto urn = cell(row, "urn");
        const auto name = cell(row, "name");
        const auto refuse = [&](const std::string& field, std::string_view code, std::string message) {
            ++result_.refused;
            diagnostics_.add(place(row, field), Severity::error, code, std::move(message));
        };
        if (!RE2::FullMatch(urn, six_digits))
            return refuse("urn", "bad-value", "a URN has six digits, not '" + truncate(urn, 60) + "'");
        if (name.empty() || name.size() > 200)
            return refuse("name", "bad-value", "the name should have 1 to 200 characters");
        if (!urns_.insert(urn).second)
            return refuse("urn", "repeated-urn", "URN " + urn + " stands in an earlier row");
        School school;
        school.urn = urn;
        school.name = name;
        school.phase = phase;
        read_facts(row, school);
        if (!read_point(row, school)) return;
        result_.rows.push_back({std::move(school), place(row, "urn")});
    }

    void read_facts(const CsvRow& row, School& school) const {
        const auto text = [&](const std::string& field, std::string& member) {
            if (auto value = cell(row, field); value.size() <= 200) member = std::move(value);
        };
        text("type", school.type);
        text("authority", school.authority);
        text("trust", school.trust);
        text("federation", school.federation);
        text("diocese", school.diocese);
        text("faith", school.faith);
        text("street", school.street);
        text("locality", school.locality);
        text("town", school.town);
        text("website", school.website);
        text("telephone", school.telephone);
        if (fold(school.faith) == "does not apply" || fold(school.faith) == "none") school.faith.clear();
        static const RE2 postcode("[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}"), eight("[0-9]{8}");
        if (const auto value = cell(row, "postcode"); RE2::FullMatch(value, postcode))
            school.postcode = value;
        if (const auto value = cell(row, "ukprn"); RE2::FullMatch(value, eight)) school.ukprn = value;
        const auto code = cell(row, "authority-code"), number = cell(row, "establishment-number");
        if (code.size() == 3 && number.size() == 4 && whole(code) && whole(number))
            school.laestab = code + "/" + number;
        school.roll = whole(cell(row, "roll"));
        const auto low = whole(cell(row, "low-age")), high = whole(cell(row, "high-age"));
        if (low && high && *low <= *high && *high <= 25) school.ages = {low, high};
    }

    bool read_point(const CsvRow& row, School& school) {
        school.easting = whole(cell(row, "easting"));
        school.northing = whole(cell(row, "northing"));
        if (school.easting && school.northing) return in_grid(row, "easting", school);
        school.easting.reset();
        school.northing.reset();
        const auto longitude = decimal(cell(row, "longitude")), latitude = decimal(cell(row, "latitude"));
        if (!longitude || !latitude) return true;
        const auto point = grid_from_wgs84(*longitude, *latitude);
        school.easting = static_cast<int>(std::lround(std::clamp(point.easting, -1e8, 1e8)));
        school.northing = static_cast<int>(std::lround(std::clamp(point.northing, -1e8, 1e8)));
        return in_grid(row, "longitude", school);
    }

    bool in_grid(const CsvRow& row, const std::string& field, School& school) {
        if (*school.easting == 0 && *school.northing == 0) { // the register's way to say unknown
            school.easting.reset();
            school.northing.reset();
            return true;
        }
        if (*school.easting >= 0 && *school.easting <= 800000 && *school.northing >= 0 &&
            *school.northing <= 1400000)
            return true;
        ++result_.refused;
        diagnostics_.error(place(row, field), "bad-value", "the place lies outside the national grid");
        return false;
    }

    /// Special by type; else the register's phase; else by ages. `reason` says why there is none.
    std::optional<Phase> phase_of(const CsvRow& row, std::string& reason) const {
        const auto type = fold(cell(row, "type"));
        if (contains_word(type, "special") || contains_word(type, "referral") ||
            contains_word(type, "alternative provision"))
            return Phase::special;
        const auto phase = fold(cell(row, "phase"));
        if (phase == "primary" || phase == "middle deemed primary") return Phase::primary;
        if (phase == "secondary" || phase == "middle deemed secondary") return Phase::secondary;
        if (phase == "all-through" || phase == "all through") return Phase::all_through;
        if (phase == "special") return Phase::special;
        reason = phase == "nursery" || phase == "16 plus" ? phase : "no phase";
        return phase.empty() ? phase_by_ages(row, reason) : std::nullopt;
    }

    std::optional<Phase> phase_by_ages(const CsvRow& row, std::string& reason) const {
        const auto low = whole(cell(row, "low-age")), high = whole(cell(row, "high-age"));
        if (!low || !high) return std::nullopt;
        if (*low < 7 && *high <= 13 && *high >= 7) return Phase::primary;
        if (*low >= 16) reason = "16 plus";
        if (*low >= 7 && *low < 16 && *high >= 14) return Phase::secondary;
        if (*low < 7 && *high >= 14) return Phase::all_through;
        if (*high < 7) reason = "nursery";
        return std::nullopt;
    }

    const SourceFile& file_;
    const RegisterOptions& options_;
    Diagnostics& diagnostics_;
    CsvRow header_;
    std::map<std::string, std::size_t> columns_;
    std::vector<std::pair<std::size_t, std::string>> conditions_;
    std::set<std::string> urns_;
    RegisterResult result_;
};

} // namespace

const std::vector<std::string>& register_fields() {
    static const auto names = [] {
        std::vector<std::string> list;
        for (const auto& field : fields()) list.push_back(field.name);
        return list;
    }();
    return names;
}

RegisterResult read_register(const SourceFile& file, const RegisterOptions& options,
                             Diagnostics& diagnostics) {
    return Register(file, options, diagnostics).read();
}

} // namespace peerreview
