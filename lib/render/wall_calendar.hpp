#pragma once

#include "project/agenda.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// The events as one self-contained HTML page: a list by date, with the date in words, and a table for each
/// month from the first event to the last, with the days on which schools are closed.
std::string wall_calendar(const Project& project, std::string_view title,
                          const std::vector<AgendaEvent>& events);

/// What the page has beside the stylesheet of all pages, from lib/render/wall_calendar.css.
extern const std::string_view wall_calendar_css;

} // namespace peerreview
