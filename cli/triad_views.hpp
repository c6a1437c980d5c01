#pragma once

#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "solve/consultants.hpp"
#include "solve/explain_triads.hpp"
#include "solve/second_readers.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace peerreview {

/// Two schools and how each rule comes out, in lines; places stand where a rule is not simply kept.
std::string pair_lines(const Project& project, const PairExplanation& pair);
nlohmann::ordered_json pair_json(const PairExplanation& pair);

/// Who facilitates a triad and who else could.
std::string consultant_lines(const Project& project, const TriadId& id);
nlohmann::ordered_json consultants_json(const Project& project, const TriadId& id);

/// Who reads a triad's reports a second time and who else could.
std::string reader_lines(const Project& project, const TriadId& id);
/// Adds `second_reader` and `second_readers` to a document.
void add_readers(const Project& project, const TriadId& id, nlohmann::ordered_json& document);

/// `{"file","line","column"}`.
nlohmann::ordered_json place_json(const Place& place);
/// "schools/ash.yaml:4".
std::string place_text(const Place& place);

/// A document of a verb, as it is printed.
std::string dumped(const nlohmann::ordered_json& document);

/// `--format text|json`.
void add_text_or_json(Command& verb, std::string& format);

/// The verbs that look at single triads and schools: show and explain.
void declare_triad_show(Command& noun, Session& session);
void declare_triad_explain(Command& noun, Session& session);

} // namespace peerreview
