#pragma once

#include "cli/changes.hpp"
#include "project/gates.hpp"

namespace peerreview {

/// What `--waive RULE --by ROLE --why TEXT` says.
struct WaiveOptions {
    std::vector<std::string> rules;
    std::string by, why;
};
void add_waive_options(Command& verb, WaiveOptions& options);

/// Lets the verb go on where nothing is missing but what is waived now, which becomes a decision record in
/// `changes`. Else prints what is missing and throws Failure with status 3. `gate` says what is shut, as in
/// "the cohort is not in place".
void pass_gate(const Session& session, const Project& project, const std::vector<Lack>& lacks,
               std::string_view gate, const WaiveOptions& options, Changes& changes);

/// Adds a decision record of today with a name that no other has.
void record_decision(const Project& project, const Decision& decision, const std::string& slug,
                     Changes& changes);

} // namespace peerreview
