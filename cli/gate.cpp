#include "cli/gate.hpp"

#include "record/write_records.hpp"
#include "source/escape.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <iostream>
#include <set>

namespace peerreview {

namespace {

void refuse_half_waivers(const WaiveOptions& options, const std::vector<Lack>& lacks) {
    if (options.rules.empty()) {
        if (!options.by.empty() || !options.why.empty()) throw Failure("--by and --why go with --waive RULE");
        return;
    }
    if (options.by.empty() || options.why.empty())
        throw Failure("a waiver needs a reason and somebody who answers for it", "add --by ROLE --why TEXT");
    for (const auto& rule : options.rules)
        if (std::ranges::find(lacks, rule, &Lack::rule) == lacks.end())
            throw Failure("nothing is missing by the rule '" + rule + "'", "leave --waive " + rule + " out");
}

} // namespace

void add_waive_options(Command& verb, WaiveOptions& options) {
    verb.add_option("--waive", options.rules, "Set this rule of the gate aside; may be repeated")
        ->option_text("RULE");
    verb.add_option("--by", options.by, "Role of who answers for it")->option_text("ROLE");
    verb.add_option("--why", options.why, "The reason, for the decision record")->option_text("TEXT");
}

void pass_gate(const Session& session, const Project& project, const std::vector<Lack>& lacks,
               std::string_view gate, const WaiveOptions& options, Changes& changes) {
    refuse_half_waivers(options, lacks);
    std::size_t open = 0;
    for (const auto& lack : lacks) {
        if (std::ranges::find(options.rules, lack.rule) != options.rules.end()) continue;
        ++open;
        std::cerr << "  " << lack.rule << ": " << terminal(lack.text) << '\n';
    }
    if (open > 0)
        throw Failure(
            fmt::format("{}: {} {} missing", gate, counted(open, "thing"), open == 1 ? "is" : "are"),
            "see to them, or set a rule aside with --waive RULE --by ROLE --why TEXT", Status::refused);
    std::set<std::pair<std::string, std::string>> waived;
    for (const auto& lack : lacks)
        if (waived.emplace(lack.rule, lack.subject).second)
            record_decision(project,
                            {session.today(), DecisionKind::waiver, lack.subject, lack.rule, options.by,
                             options.why, lack.text},
                            "waive-" + lack.rule + "-" + lack.subject, changes);
}

void record_decision(const Project& project, const Decision& decision, const std::string& slug_text,
                     Changes& changes) {
    const auto stem = slug(iso(*decision.date) + "-" + slug_text, 56);
    auto name = stem;
    for (int number = 2; project.decisions.contains(name); ++number)
        name = stem + "-" + std::to_string(number);
    changes.write("decisions/" + name + ".yaml", write_decision(decision));
}

} // namespace peerreview
