#include "render/findings.hpp"

#include "render/catalogue.hpp"
#include "source/escape.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <set>

// The forms of findings that other programs read.

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

struct Position {
    std::string path;
    LineColumn at;
};

Position position_of(const Place& place) {
    if (!place.file) return {"", {}};
    return {place.file->path(), place.file->line_column(place.offset)};
}

std::string dumped(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A path as a relative URI: what RFC 3986 does not allow in a path is percent-encoded.
std::string as_uri(std::string_view path) {
    std::string uri;
    for (const auto c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const auto is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= '0' && byte <= '9') || c == '-' || c == '.' || c == '_' || c == '~' ||
                              c == '/';
        uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return uri;
}

/// Message and hint as one visible line.
std::string sentence(const Diagnostic& finding) {
    return terminal(finding.hint.empty() ? finding.message : finding.message + "; " + finding.hint);
}

/// 64 bits of FNV-1a, the same on every machine.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const auto c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

} // namespace

std::string findings_json(const Diagnostics& findings) {
    auto list = Json::array();
    for (const auto& finding : findings.all()) {
        const auto [path, at] = position_of(finding.place);
        list.push_back({{"file", path},
                        {"line", at.line},
                        {"column", at.column},
                        {"severity", name_of(finding.severity)},
                        {"code", finding.code},
                        {"message", finding.message},
                        {"hint", finding.hint.empty() ? Json() : Json(finding.hint)}});
    }
    const Json document = {{"version", 1},
                           {"errors", findings.count(Severity::error)},
                           {"warnings", findings.count(Severity::warning)},
                           {"diagnostics", std::move(list)}};
    return dumped(document);
}

std::string findings_sarif(const Diagnostics& findings) {
    std::set<std::string> codes;
    for (const auto& finding : findings.all()) codes.insert(finding.code);
    auto rules = Json::array();
    for (const auto& code : codes)
        rules.push_back(
            {{"id", code}, {"shortDescription", {{"text", explanation_of(code).value_or(code)}}}});
    auto results = Json::array();
    for (const auto& finding : findings.all()) {
        const auto [path, at] = position_of(finding.place);
        results.push_back({{"ruleId", finding.code},
                           {"ruleIndex", std::distance(codes.begin(), codes.find(finding.code))},
                           {"level", name_of(finding.severity)},
                           {"message", {{"text", sentence(finding)}}},
                           {"locations",
                            {{{"physicalLocation",
                               {{"artifactLocation", {{"uri", as_uri(path)}}},
                                {"region", {{"startLine", at.line}, {"startColumn", at.column}}}}}}}}});
    }
    const Json driver = {{"name", "peerreview"}, {"rules", std::move(rules)}};
    return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs",
                    {{{"tool", {{"driver", driver}}},
                      {"columnKind", "unicodeCodePoints"},
                      {"results", std::move(results)}}}}});
}

std::string findings_github(const Diagnostics& findings) {
    std::string text;
    for (const auto& finding : findings.all()) {
        const auto [path, at] = position_of(finding.place);
        const auto command = finding.severity == Severity::note ? "notice" : name_of(finding.severity);
        const auto hint = finding.hint.empty() ? std::string() : "; " + finding.hint;
        text +=
            fmt::format("::{} file={},line={},col={},title={}::{}\n", command, github_property(path), at.line,
                        at.column, github_property(finding.code), github_message(finding.message + hint));
    }
    return text + findings_count(findings) + "\n";
}

std::string findings_gitlab(const Diagnostics& findings) {
    auto list = Json::array();
    std::map<std::string, int> seen;
    for (const auto& finding : findings.all()) {
        const auto [path, at] = position_of(finding.place);
        const auto what = finding.code + "\n" + path + "\n" + finding.message;
        const auto severity = finding.severity == Severity::error     ? "major"
                              : finding.severity == Severity::warning ? "minor"
                                                                      : "info";
        list.push_back(
            {{"description", sentence(finding)},
             {"check_name", finding.code},
             {"fingerprint", fmt::format("{:016x}", hash_of(fmt::format("{}\n{}", what, ++seen[what])))},
             {"severity", severity},
             {"location", {{"path", path}, {"lines", {{"begin", at.line}}}}}});
    }
    return dumped(list);
}

std::string findings_junit(const Diagnostics& findings) {
    std::string cases;
    for (const auto& finding : findings.all()) {
        const auto [path, at] = position_of(finding.place);
        const auto name =
            html_text(fmt::format("{}:{}:{} {}", terminal(path), at.line, at.column, finding.code));
        const auto text = html_text(sentence(finding));
        const auto is_error = finding.severity == Severity::error;
        cases += fmt::format("  <testcase classname=\"{}\" name=\"{}\">\n", html_text(finding.code), name);
        cases += is_error
                     ? fmt::format("    <failure message=\"{}\"/>\n", text)
                     : fmt::format("    <system-out>{}: {}</system-out>\n", name_of(finding.severity), text);
        cases += "  </testcase>\n";
    }
    if (cases.empty()) cases = "  <testcase classname=\"peerreview\" name=\"no findings\"/>\n";
    const auto count = std::max<std::size_t>(findings.all().size(), 1);
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                       "<testsuite name=\"peerreview\" tests=\"{}\" failures=\"{}\">\n{}</testsuite>\n"
                       "</testsuites>\n",
                       count, findings.count(Severity::error), cases);
}

} // namespace peerreview
