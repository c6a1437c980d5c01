#include "feedback/check.hpp"

#include "feedback/codebook.hpp"
#include "feedback/members.hpp"
#include "feedback/prose.hpp"
#include "feedback/wording.hpp"
#include "source/text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

namespace peerreview {

namespace {

/// The texts of a record, by the key that they stand under.
struct ScopedKey {
    std::string_view key;
    WordingScope scope;
};
constexpr ScopedKey item_keys[] = {{"text", WordingScope::items},
                                   {"next-step", WordingScope::items},
                                   {"question", WordingScope::items},
                                   {"host-response", WordingScope::everywhere},
                                   {"thanks", WordingScope::items}};
constexpr ScopedKey report_keys[] = {{"text", WordingScope::findings}, {"context", WordingScope::findings}};

template <std::size_t N>
WordingScope scope_of(const ScopedKey (&keys)[N], std::string_view key) {
    const auto found = std::ranges::find(keys, key, &ScopedKey::key);
    return found == std::end(keys) ? WordingScope::everywhere : found->scope;
}

std::string surname_of(const std::string& name) {
    const auto blank = name.rfind(' ');
    return blank == std::string::npos ? std::string() : name.substr(blank + 1);
}

/// The names of all people and schools; two schools of one name share its number.
class Names {
public:
    explicit Names(const Project& project) : project_(project) {
        for (const auto& [id, people] : project.people)
            for (const auto& person : people.value.leaders) add_person(person.name);
        for (const auto& [id, consultant] : project.consultants) add_person(consultant.value.name);
        for (const auto& [id, school] : project.schools)
            for (const auto& name : names_of(school.value))
                names_.schools.add(
                    name, numbers_.try_emplace(fold(name), static_cast<int>(numbers_.size())).first->second);
    }
    /// The names as a text about `host` may hold them.
    const WordingNames& for_host(const SchoolId& host) {
        names_.own.clear();
        if (const auto school = project_.schools.find(host); school != project_.schools.end())
            for (const auto& name : names_of(school->second.value))
                names_.own.push_back(numbers_.at(fold(name)));
        return names_;
    }

private:
    const Project& project_;
    WordingNames names_;
    std::map<std::string, int> numbers_;
    void add_person(const std::string& name) {
        names_.people.add(name, 0);
        names_.people.add(surname_of(name), 0);
    }
};

void check_text(const Node& node, WordingScope scope, const WordingNames& names, Diagnostics& diagnostics) {
    for (const auto& finding : check_wording(node.text, scope, names))
        diagnostics.add(node.place_in_text(finding.offset), finding.severity, finding.code, finding.message)
            .hint = finding.hint;
}

template <std::size_t N>
void check_texts(const Node& root, const ScopedKey (&keys)[N], const WordingNames& names,
                 Diagnostics& diagnostics) {
    each_prose(root, [&](const Node& node, std::string_view key) {
        check_text(node, scope_of(keys, key), names, diagnostics);
    });
}

/// FB10: a development has a way forward. FB16: one idea of a length that can be said.
void check_item(const Item& item, const Node& node, Diagnostics& diagnostics) {
    if (item.kind == ItemKind::development && item.next_step.empty() && item.question.empty())
        diagnostics
            .error(node.place_of("text"), "FB10", "development '{}' has no way forward",
                   truncate(item.id, 40))
            .hint = "add a next-step or a question";
    const auto words = count_words(item.text);
    static const RE2 many_ideas(
        R"((?i)\b(?:also|in addition|furthermore|moreover|as well as this)\b.*\b(?:also|in addition|furthermore|moreover|and finally)\b)");
    if (words < 7 || words > 45)
        diagnostics.warning(node.place_of("text"), "FB16", "an item should have 7 to 45 words, not {}", words)
            .hint = "one idea an item";
    else if (sentences_of(item.text).size() > 2 || RE2::PartialMatch(item.text, many_ideas))
        diagnostics
            .warning(node.place_of("text"), "FB16", "an item should hold one idea in one or two sentences")
            .hint = "make two items of it";
}

/// FD01: each line of enquiry has a strength, and a question or development. FD02: not too many of either.
void check_line_balance(const ReviewRecords& review, const LineOfEnquiry& line, Diagnostics& diagnostics) {
    const auto& feedback = *review.feedback;
    const auto count = [&](ItemKind kind) {
        return std::ranges::count_if(feedback.value.items, [&](const Item& item) {
            return item.line == line.id && item.kind == kind;
        });
    };
    const auto strengths = count(ItemKind::strength), developments = count(ItemKind::development);
    const auto place = feedback.node.place_of("items");
    if (feedback.value.items.empty()) return;
    if (strengths == 0)
        diagnostics.warning(place, "FD01", "line '{}' has no strength", truncate(line.id, 40));
    if (developments + count(ItemKind::question) == 0)
        diagnostics.warning(place, "FD01", "line '{}' has neither a development nor a question",
                            truncate(line.id, 40));
    if (strengths > 5 || developments > 3)
        diagnostics.warning(place, "FD02",
                            "line '{}' has {} strengths and {} developments; at most 5 and 3 can be heard",
                            truncate(line.id, 40), strengths, developments);
}

/// FD09: what a form left to be filled in is gone.
void check_prompts(const Node& node, Diagnostics& diagnostics) {
    static const RE2 prompts(R"((?i)\b(?:tbc|xxx+|lorem ipsum|insert (?:text|here|name|date))\b)");
    if (node.is_scalar() && RE2::PartialMatch(node.text, prompts))
        diagnostics.error(node.place, "FD09", "a prompt of the form is still here").hint =
            "write the text, or take the prompt out";
    for (const auto& item : node.items) check_prompts(item, diagnostics);
    for (const auto& entry : node.entries) check_prompts(entry.value, diagnostics);
}

/// FD12: an action has an owner, a date and a sign of success that can be observed.
void check_actions(const Loaded<Actions>& actions, Diagnostics& diagnostics) {
    static const RE2 measurable(
        R"((?i)\d|\b(?:half|third|quarter|two|three|four|five|six|seven|eight|nine|ten|twelve|minutes|records?|survey|plans?|books?|work|log|notes)\b)");
    const auto* list = actions.node.find("actions");
    for (std::size_t i = 0; list && i < actions.value.actions.size(); ++i) {
        const auto& action = actions.value.actions[i];
        const auto place = list->items[i].place_of("action");
        std::string lacks;
        if (action.owner_role.empty())
            lacks = "an owner-role";
        else if (!action.deadline)
            lacks = "a deadline";
        else if (std::ranges::none_of(action.success,
                                      [](const std::string& s) { return RE2::PartialMatch(s, measurable); }))
            lacks = "a sign of success with a number, a date or named evidence";
        if (!lacks.empty())
            diagnostics.error(place, "FD12", "action '{}' lacks {}", truncate(action.id, 40), lacks);
    }
}

/// The theme codes of items and lines are of the codebook.
void check_codes(const Node& node, std::string_view key, const Themes& codebook, Diagnostics& diagnostics) {
    if (node.is_scalar() && (key == "themes" || key == "theme" || key == "other-themes") &&
        !find_theme(codebook, node.text)) {
        std::vector<std::string_view> known;
        for (const auto& theme : codebook.codes) known.push_back(theme.id);
        const auto near = nearest(node.text, known);
        diagnostics
            .error(node.place, "unknown-theme", "the codebook has no theme '{}'", truncate(node.text, 40))
            .hint = near.empty() ? "see themes.yaml, or the codebook of peerreview-feedback(1)"
                                 : "did you mean '" + near + "'?";
    }
    for (const auto& item : node.items) check_codes(item, key, codebook, diagnostics);
    for (const auto& entry : node.entries) check_codes(entry.value, entry.key, codebook, diagnostics);
}

/// The runs of eight words of a report's findings.
constexpr std::size_t run_length = 8;
std::vector<std::string> runs_of(std::string_view text) {
    const auto words = folded_words(text);
    std::vector<std::string> runs;
    for (std::size_t i = 0; i + run_length <= words.size(); ++i) {
        std::string run;
        for (std::size_t j = i; j < i + run_length; ++j) run += words[j].text + " ";
        runs.push_back(std::move(run));
    }
    return runs;
}

/// FD08: two hosts' reports do not share eight words in a row.
void check_copies(const Project& project, Diagnostics& diagnostics) {
    std::map<std::string, SchoolId> seen;
    for (const auto& [host, review] : project.reviews) {
        if (!review.report) continue;
        const auto* list = review.report->node.find("findings");
        for (std::size_t i = 0; list && i < list->items.size(); ++i)
            for (const auto& run : runs_of(review.report->value.findings[i].text)) {
                const auto [first, is_new] = seen.try_emplace(run, host);
                if (is_new || first->second == host) continue;
                diagnostics
                    .error(list->items[i].place_of("text"), "FD08",
                           "eight words in a row stand in the report of another host too: '{}'",
                           run.substr(0, run.size() - 1))
                    .hint = "write each finding for its own school";
                break;
            }
    }
}

template <class T>
void check_record(const std::optional<Loaded<T>>& record, const WordingNames& names, const Themes& codebook,
                  Diagnostics& diagnostics) {
    if (!record) return;
    if constexpr (std::is_same_v<T, Feedback>)
        check_texts(record->node, item_keys, names, diagnostics);
    else if constexpr (std::is_same_v<T, Report>)
        check_texts(record->node, report_keys, names, diagnostics);
    else
        check_texts(record->node, {{"", WordingScope::everywhere}}, names, diagnostics);
    check_codes(record->node, "", codebook, diagnostics);
    check_prompts(record->node, diagnostics);
}

void check_review(const ReviewRecords& review, const WordingNames& names, const Themes& codebook,
                  Diagnostics& diagnostics) {
    check_record(review.priorities, names, codebook, diagnostics);
    check_record(review.feedback, names, codebook, diagnostics);
    check_record(review.report, names, codebook, diagnostics);
    check_record(review.actions, names, codebook, diagnostics);
    for (const auto& [leader, evidence] : review.evidence)
        check_record(std::optional(evidence), names, codebook, diagnostics);
    if (review.feedback) {
        const auto* list = review.feedback->node.find("items");
        for (std::size_t i = 0; list && i < review.feedback->value.items.size(); ++i)
            check_item(review.feedback->value.items[i], list->items[i], diagnostics);
    }
    if (review.feedback && review.priorities)
        for (const auto& priority : review.priorities->value.priorities)
            for (const auto& line : priority.lines) check_line_balance(review, line, diagnostics);
    if (review.actions) check_actions(*review.actions, diagnostics);
}

} // namespace

void check_feedback(const Project& project, Diagnostics& diagnostics) {
    const auto& codebook = codebook_of(project);
    Names names(project);
    for (const auto& [host, review] : project.reviews)
        check_review(review, names.for_host(host), codebook, diagnostics);
    check_record(project.messages, names.for_host({}), codebook, diagnostics);
    check_copies(project, diagnostics);
}

} // namespace peerreview
