// peerreview-records(5) is made from the schemas: this makes it anew and holds the page against it.

#include "yaml/schema.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace peerreview;

namespace {

using Json = nlohmann::ordered_json;

struct Kind {
    const char* schema;
    const char* path;
};
constexpr Kind kinds[] = {{"cohort", "peerreview.yaml"},
                          {"calendar", "calendar.yaml"},
                          {"themes", "themes.yaml"},
                          {"training", "training.yaml"},
                          {"messages", "messages.yaml"},
                          {"school", "schools/SCHOOL.yaml"},
                          {"people", "people/SCHOOL.yaml"},
                          {"consultant", "consultants/CONSULTANT.yaml"},
                          {"triad", "triads/TRIAD.yaml"},
                          {"schedule", "schedule/TRIAD.yaml"},
                          {"priorities", "reviews/SCHOOL/priorities.yaml"},
                          {"evidence", "reviews/SCHOOL/evidence/LEADER.yaml"},
                          {"feedback", "reviews/SCHOOL/feedback.yaml"},
                          {"report", "reviews/SCHOOL/report.yaml"},
                          {"actions", "reviews/SCHOOL/actions.yaml"},
                          {"reply", "reviews/SCHOOL/reply.yaml"},
                          {"evaluation", "evaluations/EVALUATION.yaml"},
                          {"decision", "decisions/DATE-SLUG.yaml"},
                          {"edition", "reports/cohort-EDITION.yaml"}};

/// Text that mdoc takes for no macro, a line for each sentence.
std::string text_line(const std::string& text) {
    std::string line = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto ends_sentence = text[i] == ' ' && i > 0 && (text[i - 1] == '.' || text[i - 1] == '?');
        line += text[i] == '\\' ? "\\e" : std::string(1, ends_sentence ? '\n' : text[i]);
    }
    return line + "\n";
}

/// Words as the arguments of a macro: those that are macros or punctuation themselves are only words here.
std::string arguments(const std::string& text) {
    std::istringstream words(text);
    std::string line;
    for (std::string word; words >> word;) {
        std::string escaped;
        for (const auto c : word) escaped += c == '\\' ? "\\e" : c == '"' ? "\\(dq" : std::string(1, c);
        const auto looks_like_macro =
            word.size() <= 2 || std::ispunct(static_cast<unsigned char>(word[0])) != 0;
        line += (line.empty() ? "" : " ") + std::string(looks_like_macro ? "\\&" : "") + escaped;
    }
    return line;
}

std::string plain(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// An example as a person writes it in a record.
std::string yaml_of(const Json& value) {
    if (value.is_string() && !value.get<std::string>().empty() &&
        std::ranges::all_of(value.get<std::string>(), [](unsigned char c) { return std::isdigit(c) != 0; }))
        return "\"" + plain(value) + "\"";
    std::string text;
    if (value.is_array()) {
        for (const auto& item : value) text += (text.empty() ? "" : ", ") + yaml_of(item);
        return "[" + text + "]";
    }
    if (value.is_object()) {
        for (const auto& [key, part] : value.items())
            text += (text.empty() ? "" : ", ") + key + ": " + yaml_of(part);
        return "{" + text + "}";
    }
    return plain(value);
}

class Page {
public:
    explicit Page(const Json& document) : document_(document) {}

    std::string keys_of(const Json& schema) const {
        std::string text = ".Bl -tag -width Ds\n";
        for (const auto& [key, unresolved] : schema["properties"].items()) {
            const auto& value = resolved(unresolved);
            const auto needed = schema.contains("required") &&
                                std::ranges::find(schema["required"], Json(key)) != schema["required"].end();
            text += ".It Li " + arguments(key) + "\n" + about(unresolved, value, needed);
            text += parts_of(value);
        }
        return text + ".El\n";
    }

private:
    const Json& resolved(const Json& schema) const {
        return schema.contains("$ref")
                   ? document_.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1)))
                   : schema;
    }

    static std::string about(const Json& outer, const Json& value, bool needed) {
        std::string text =
            text_line((outer.contains("description") ? outer : value).value("description", ""));
        std::string facts = needed ? "Required. " : "";
        if (value.contains("enum")) {
            std::string words;
            for (const auto& word : value["enum"]) words += (words.empty() ? "" : ", ") + plain(word);
            facts += "One of " + words + ". ";
        }
        if (value.contains("format")) facts += value["format"] == "date" ? "A date. " : "A time of day. ";
        if (value.contains("minimum") && value.contains("maximum"))
            facts += "From " + value["minimum"].dump() + " to " + value["maximum"].dump() + ". ";
        if (value.contains("default")) facts += "Default: " + yaml_of(value["default"]) + ". ";
        if (value.contains("x-class")) facts += "Class " + value["x-class"].get<std::string>() + ". ";
        if (!facts.empty()) text += text_line(facts.substr(0, facts.size() - 1));
        if (value.contains("examples"))
            text += "Example:\n.Li " + arguments(yaml_of(value["examples"].front())) + "\n";
        return text;
    }

    /// The keys of a map, or of the maps in a list.
    std::string parts_of(const Json& value) const {
        if (value.contains("properties")) return keys_of(value);
        if (!value.contains("items")) return {};
        const auto& item = resolved(value["items"]);
        if (item.contains("properties")) return "Each item has:\n" + keys_of(item);
        for (const auto& branch : item.value("anyOf", Json::array()))
            if (resolved(branch).contains("properties"))
                return "Each item is plain text, or has:\n" + keys_of(resolved(branch));
        return {};
    }

    const Json& document_;
};

std::string records_page() {
    std::string text = R"(.\" Made from schemas/ by tests/lib/records_page.cpp: BLESS=1 writes it anew.
.Dd November 25, 2026
.Dt PEERREVIEW-RECORDS 5
.Os
.Sh NAME
.Nm peerreview-records
.Nd the records of a project of peerreview
.Sh DESCRIPTION
A project is a folder of YAML files.
Each is one record, and its name below the project's folder says which kind.
Words in capitals stand for ids: 2 to 60 of a-z, 0-9 and
.Ql - .
.Pp
A record is one document of block or flow maps and lists and of plain, quoted or block scalars.
Anchors, aliases, tags, merge keys and repeated keys are errors.
Dates are written as
.Li 2027-01-14 ,
times as
.Li 09:30 .
A key that is not listed is an error.
.Pp
How far a value may go is its class, or that of what it stands in: O, to everybody; P, to the provider and all
members; T, to the triad; H, to the host alone.
Reports leave out what is beyond the class of their audience.
)";
    for (const auto& kind : kinds) {
        const auto embedded = std::ranges::find(embedded_schemas(), kind.schema, &EmbeddedSchema::name);
        REQUIRE(embedded != embedded_schemas().end());
        const auto schema = Json::parse(embedded->json);
        text += ".Sh " + std::string(kind.path) + "\n" + text_line(schema.value("description", ""));
        text += "Class " + schema.value("x-class", "H") + ".\n" + Page(schema).keys_of(schema);
    }
    return text +
           ".Sh SEE ALSO\n.Xr peerreview 1 ,\n.Xr peerreview-cohort 1 ,\n.Xr peerreview-diagnostics 7\n";
}

} // namespace

TEST_CASE("peerreview-records(5) says what the schemas say") {
    CHECK(std::size(kinds) == embedded_schemas().size());
    const auto path = std::string(MAN_DIR) + "/peerreview-records.5";
    if (std::getenv("BLESS") != nullptr) std::ofstream(path) << records_page();
    std::ifstream file(path);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    CHECK((text.str() == records_page()));
}
