#pragma once

#include "project/agenda.hpp"
#include "render/ics.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// Whose dates these are, such as "Peer review dates of Ash Primary School"; a leader stands by role.
std::string agenda_title(const Project& project, const AgendaReader& reader);

/// What an event is to its reader, such as "Peer review visit to Ash Primary School".
std::string agenda_summary(const Project& project, const AgendaEvent& event);

/// Who takes part, and how long the way is, as plain lines; no person is named.
std::string agenda_details(const Project& project, const AgendaEvent& event);

/// The events for calendar programs. A UID is made of the cohort's name, the triad, the host and the kind, so
/// an event that moves keeps it and importing again moves it.
std::vector<IcsEvent> agenda_ics(const Project& project, const std::vector<AgendaEvent>& events);

/// The events under their dates in words, as lines for a terminal.
std::string agenda_text(const Project& project, const std::vector<AgendaEvent>& events);

/// The reviews and follow-up meetings as the rows of a table, its head first.
std::vector<std::vector<std::string>> agenda_rows(const Project& project,
                                                  const std::vector<AgendaEvent>& events);

} // namespace peerreview
