#include "render/wall_calendar.hpp"

#include "record/school_days.hpp"
#include "render/agenda.hpp"
#include "render/html.hpp"
#include "render/words.hpp"
#include "source/escape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

namespace peerreview {

namespace {

namespace chrono = std::chrono;
using chrono::days;

constexpr std::array<std::string_view, 7> weekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};

std::string paragraphs(const std::string& lines) {
    auto text = html_text(lines.substr(0, lines.find_last_not_of('\n') + 1));
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, "<br>");
    return text;
}

std::string in_order(const Project& project, const std::vector<AgendaEvent>& events) {
    std::string text =
        "<h2 id=\"dates\">Dates in order</h2>\n"
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table: Dates in order\">\n"
        "<table class=\"dates\">\n<caption class=\"unseen\">All dates in order</caption>\n<thead>\n<tr>\n"
        "<th scope=\"col\">Date</th>\n<th scope=\"col\">What</th>\n<th scope=\"col\">Who</th>\n"
        "</tr>\n</thead>\n<tbody>\n";
    for (const auto& event : events)
        text += fmt::format("<tr>\n<th scope=\"row\"><time datetime=\"{}\">{}</time></th>\n<td>{}</td>\n"
                            "<td>{}</td>\n</tr>\n",
                            iso(event.date), in_words(event.date), html_text(agenda_summary(project, event)),
                            paragraphs(agenda_details(project, event)));
    return text + "</tbody>\n</table>\n</section>\n";
}

/// The tables of the months.
class Months {
public:
    Months(const Project& project, const std::vector<AgendaEvent>& events) : project_(project) {
        for (const auto& event : events) events_.emplace(event.date, &event);
    }

    std::string html() const {
        std::string text = "<h2 id=\"months\">Month by month</h2>\n";
        if (project_.calendar) text += fmt::format("<p>Shaded days are no school days{}.</p>\n", own_terms());
        const chrono::year_month_day first(events_.begin()->first), last(events_.rbegin()->first);
        for (auto month = first.year() / first.month(); month <= last.year() / last.month();
             month += chrono::months(1))
            text += table(month);
        return text;
    }

private:
    std::string own_terms() const {
        const auto keeps_own = [](const auto& entry) { return !entry.second.value.terms.empty(); };
        return std::ranges::any_of(project_.schools, keeps_own)
                   ? " by the cohort's calendar, and some schools keep terms of their own"
                   : "";
    }

    static std::string head(chrono::year_month month) {
        // "Thursday 14 January 2027" without the day
        const auto name = in_words(Date(month / 10));
        auto text = fmt::format(
            "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table: {0}\">\n<table class=\"month\">\n"
            "<caption>{0}</caption>\n<thead>\n<tr>\n",
            name.substr(name.find(" 10 ") + 4));
        for (const auto weekday : weekdays)
            text += fmt::format("<th scope=\"col\"><abbr title=\"{}\">{}</abbr></th>\n", weekday,
                                weekday.substr(0, 3));
        return text + "</tr>\n</thead>\n<tbody>\n";
    }

    std::string table(chrono::year_month month) const {
        auto text = head(month);
        const Date first = month / 1, last = month / chrono::last;
        const auto monday = first - (chrono::weekday(first) - chrono::Monday);
        for (auto week = monday; week <= last; week += days(7)) {
            text += "<tr>\n";
            for (auto date = week; date < week + days(7); date += days(1))
                text += date < first || date > last ? "<td class=\"outside\"></td>\n" : cell(date);
            text += "</tr>\n";
        }
        return text + "</tbody>\n</table>\n</section>\n";
    }

    /// The number stands for the eye, the date in words for the ear.
    std::string cell(Date date) const {
        const auto closed =
            project_.calendar ? reasons_closed(project_.calendar->value, date) : std::vector<ClosedReason>();
        auto text = fmt::format("<td{}><time datetime=\"{}\"><span aria-hidden=\"true\">{}</span>"
                                "<span class=\"unseen\">{}</span></time>",
                                closed.empty() ? "" : " class=\"closed\"", iso(date),
                                static_cast<unsigned>(chrono::year_month_day(date).day()), in_words(date));
        if (!closed.empty()) text += note(closed.front());
        const auto [begin, end] = events_.equal_range(date);
        if (begin == end) return text + "</td>\n";
        text += "\n<ul>\n";
        for (auto at = begin; at != end; ++at)
            text += fmt::format("<li>{}</li>\n", html_text(agenda_summary(project_, *at->second)));
        return text + "</ul></td>\n";
    }

    /// Weekends and holidays need no words for who sees the table; a single closed day does.
    static std::string note(const ClosedReason& closed) {
        const auto is_plain = closed.by == ClosedBy::weekend || closed.by == ClosedBy::holiday;
        return is_plain ? fmt::format("<span class=\"unseen\">, {}</span>", closed.text)
                        : fmt::format("<span class=\"note\">{}</span>", html_text(closed.text));
    }

    const Project& project_;
    std::multimap<Date, const AgendaEvent*> events_;
};

} // namespace

std::string wall_calendar(const Project& project, std::string_view title,
                          const std::vector<AgendaEvent>& events) {
    auto body = fmt::format("<h1>{}</h1>\n", html_text(title));
    if (events.empty())
        return html_document(title, body + "<p>No dates are planned.</p>\n", wall_calendar_css);
    body += in_order(project, events) + Months(project, events).html();
    return html_document(title, body, wall_calendar_css);
}

} // namespace peerreview
