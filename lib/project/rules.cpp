#include "project/rules.hpp"

#include "source/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace peerreview {

namespace {

template <class Map>
std::string nearest_id(const Map& map, const std::string& id) {
    std::vector<std::string_view> known;
    known.reserve(map.size());
    for (const auto& entry : map) known.push_back(entry.first.text);
    const auto near = nearest(id, known);
    return near.empty() ? "" : "did you mean '" + near + "'?";
}

void check_school_id(const Project& project, const SchoolId& id, Spot place, Diagnostics& diagnostics) {
    if (id.empty() || project.schools.contains(id)) return;
    diagnostics.error(place, "unknown-id", "there is no school '{}'", truncate(id.text, 60)).hint =
        nearest_id(project.schools, id.text);
}

void check_consultant_id(const Project& project, const ConsultantId& id, Spot place,
                         Diagnostics& diagnostics) {
    if (id.empty() || project.consultants.contains(id)) return;
    diagnostics.error(place, "unknown-id", "there is no consultant '{}'", truncate(id.text, 60)).hint =
        nearest_id(project.consultants, id.text);
}

const Leader* find_leader(const Project& project, const SchoolId& school, const LeaderId& leader) {
    const auto record = project.schools.find(school);
    if (record == project.schools.end()) return nullptr;
    const auto found = std::ranges::find(record->second.value.leaders, leader, &Leader::id);
    return found == record->second.value.leaders.end() ? nullptr : &*found;
}

/// The schools that a school's record names exist.
void check_ids_in_schools(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, school] : project.schools) {
        for (std::size_t i = 0; i < school.value.apart.size(); ++i)
            check_school_id(project, school.value.apart[i], school.node.place_of("apart", i), diagnostics);
        for (std::size_t i = 0; i < school.value.leaders.size(); ++i)
            for (std::size_t j = 0; j < school.value.leaders[i].conflicts.size(); ++j)
                check_school_id(project, school.value.leaders[i].conflicts[j],
                                school.node.place_of("leaders", i).place_of("conflicts", j), diagnostics);
    }
}

/// Two schools do not have one URN.
void check_urns_are_unique(const Project& project, Diagnostics& diagnostics) {
    std::map<std::string, SchoolId> seen;
    for (const auto& [id, school] : project.schools) {
        if (school.value.urn.empty()) continue;
        const auto [first, is_new] = seen.emplace(school.value.urn, id);
        if (!is_new)
            diagnostics
                .error(school.node.place_of("urn"), "repeated-urn", "'{}' has the URN {} too",
                       first->second.text, school.value.urn)
                .hint = "one of the two is another school, or the same school twice";
    }
}

/// A leader's id stands once in the cohort.
void check_leader_ids_are_unique(const Project& project, Diagnostics& diagnostics) {
    std::map<LeaderId, SchoolId> seen;
    for (const auto& [id, school] : project.schools) {
        for (std::size_t i = 0; i < school.value.leaders.size(); ++i) {
            const auto& leader = school.value.leaders[i].id;
            const auto [first, is_new] = seen.emplace(leader, id);
            if (!is_new && !leader.empty())
                diagnostics.error(school.node.place_of("leaders", i), "repeated-id",
                                  "leader '{}' stands in '{}' too", truncate(leader.text, 60),
                                  first->second.text);
        }
    }
}

/// A file in people/ belongs to a school and names its leaders.
void check_people_are_leaders(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, people] : project.people) {
        if (!project.schools.contains(id)) {
            diagnostics.error({people.file, 0}, "unknown-id", "there is no school '{}'", id.text).hint =
                nearest_id(project.schools, id.text);
            continue;
        }
        for (std::size_t i = 0; i < people.value.leaders.size(); ++i)
            if (!people.value.leaders[i].id.empty() && !find_leader(project, id, people.value.leaders[i].id))
                diagnostics
                    .error(people.node.place_of("leaders", i).place_of("id"), "unknown-id",
                           "'{}' has no leader '{}'", id.text, truncate(people.value.leaders[i].id.text, 60))
                    .hint = "add the leader to schools/" + id.text + ".yaml";
    }
}

void check_ids_in_consultants(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, consultant] : project.consultants)
        for (std::size_t i = 0; i < consultant.value.conflicts.size(); ++i)
            check_school_id(project, consultant.value.conflicts[i], consultant.node.place_of("conflicts", i),
                            diagnostics);
}

/// V02: no school is in two triads.
void check_schools_are_in_one_triad(const Project& project, Diagnostics& diagnostics) {
    std::map<SchoolId, TriadId> seen;
    for (const auto& [id, triad] : project.triads) {
        check_consultant_id(project, triad.value.consultant, triad.node.place_of("consultant"), diagnostics);
        check_consultant_id(project, triad.value.second_reader, triad.node.place_of("second-reader"),
                            diagnostics);
        for (std::size_t i = 0; i < triad.value.schools.size(); ++i) {
            const auto& school = triad.value.schools[i];
            const auto place = triad.node.place_of("schools", i);
            check_school_id(project, school, place, diagnostics);
            const auto [first, is_new] = seen.emplace(school, id);
            if (!is_new && !school.empty() && first->second != id)
                diagnostics
                    .error(place, "V02", "'{}' is in triad {} too", truncate(school.text, 60),
                           first->second.text)
                    .hint = "a school is in one triad: take it out of one of the two";
        }
    }
}

/// What a triad's record calls itself fits the number of its schools.
void check_triad_kinds(const Project& project, Diagnostics& diagnostics) {
    constexpr TriadKind kinds[] = {TriadKind::triad, TriadKind::ring_of_four, TriadKind::ring_of_five};
    for (const auto& [id, triad] : project.triads) {
        const auto count = triad.value.schools.size();
        if (count < 3 || count > 5) continue; // its schema reports that
        const auto kind = kinds[count - 3];
        if (triad.value.kind.value_or(TriadKind::triad) == kind) continue;
        diagnostics
            .error(triad.node.place_of(triad.value.kind ? "kind" : "schools"), "bad-value",
                   "'kind' should be {} where there are {} schools", name_of(kind), count)
            .hint = fmt::format("write 'kind: {}', or mend the list of schools", name_of(kind));
    }
}

/// V03: two reviewers from the two partner schools, neither the host.
void check_reviewers(const Project& project, const Triad& triad, const PlannedReview& review, Spot node,
                     Diagnostics& diagnostics) {
    std::set<SchoolId> partners(triad.schools.begin(), triad.schools.end());
    partners.erase(review.host);
    for (std::size_t i = 0; i < review.reviewers.size(); ++i) {
        const auto& visitor = review.reviewers[i];
        const auto place = node.place_of("reviewers", i);
        if (partners.erase(visitor.school) == 0)
            diagnostics.error(place.place_of("school"), "V03",
                              "a reviewer of '{}' should come from another school of the triad, not '{}'",
                              review.host.text, truncate(visitor.school.text, 60));
        const auto* leader = find_leader(project, visitor.school, visitor.leader);
        if (!leader)
            diagnostics.error(place.place_of("leader"), "unknown-id", "'{}' has no leader '{}'",
                              truncate(visitor.school.text, 60), truncate(visitor.leader.text, 60));
        else if (!leader->trained ||
                 (review.date && *leader->trained > *review.date)) // V05: trained before the review
            diagnostics
                .error(place.place_of("leader"), "V05", "'{}' is not trained before the review",
                       visitor.leader.text)
                .hint = "record the training, or send another leader";
    }
}

void check_schedules(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [id, schedule] : project.schedules) {
        const auto triad = project.triads.find(id);
        if (triad == project.triads.end()) {
            diagnostics.error({schedule.file, 0}, "unknown-id", "there is no triad '{}'", id.text).hint =
                "run 'peerreview schedule plan' again";
            continue;
        }
        for (std::size_t i = 0; i < schedule.value.reviews.size(); ++i) {
            const auto& review = schedule.value.reviews[i];
            const auto place = schedule.node.place_of("reviews", i);
            const auto& schools = triad->second.value.schools;
            if (std::ranges::find(schools, review.host) == schools.end())
                diagnostics.error(place.place_of("host"), "V03", "'{}' is not in triad {}",
                                  truncate(review.host.text, 60), id.text);
            check_consultant_id(project, review.consultant, place.place_of("consultant"), diagnostics);
            check_reviewers(project, triad->second.value, review, place, diagnostics);
        }
    }
}

/// What training.yaml and a leader's `trained` say agrees.
void check_training(const Project& project, Diagnostics& diagnostics) {
    if (!project.training) return;
    std::map<LeaderId, std::vector<Date>> attended;
    for (std::size_t i = 0; i < project.training->value.events.size(); ++i) {
        const auto& event = project.training->value.events[i];
        for (std::size_t j = 0; j < event.attendance.size(); ++j) {
            const auto& who = event.attendance[j];
            const auto place = project.training->node.place_of("events", i).place_of("attendance", j);
            check_school_id(project, who.school, place.place_of("school"), diagnostics);
            if (project.schools.contains(who.school) && !find_leader(project, who.school, who.leader))
                diagnostics.error(place.place_of("leader"), "unknown-id", "'{}' has no leader '{}'",
                                  who.school.text, truncate(who.leader.text, 60));
            if (event.date) attended[who.leader].push_back(*event.date);
        }
    }
    for (const auto& [id, school] : project.schools) {
        for (std::size_t i = 0; i < school.value.leaders.size(); ++i) {
            const auto& leader = school.value.leaders[i];
            const auto& days = attended[leader.id];
            if (leader.trained && std::ranges::find(days, *leader.trained) == days.end())
                diagnostics
                    .error(school.node.place_of("leaders", i).place_of("trained"), "training-differs",
                           "training.yaml has no attendance of '{}' on {}", leader.id.text,
                           iso(*leader.trained))
                    .hint = "add the attendance there, or mend the date here";
        }
    }
}

struct LineIds {
    std::set<std::string> lines, evidence, items;
    std::map<std::string, std::string> line_of; ///< of each evidence record
};

void check_unique(std::set<std::string>& seen, const std::string& id, Spot place, Diagnostics& diagnostics) {
    if (!id.empty() && !seen.insert(id).second)
        diagnostics.error(place, "repeated-id", "'{}' stands twice in this review", truncate(id, 60));
}

void check_line(const LineIds& ids, const std::string& line, Spot place, Diagnostics& diagnostics) {
    if (!line.empty() && !ids.lines.contains(line))
        diagnostics.error(place, "unknown-id", "priorities.yaml has no line of enquiry '{}'",
                          truncate(line, 60));
}

void check_lines(const ReviewRecords& review, LineIds& ids, Diagnostics& diagnostics) {
    if (!review.priorities) return;
    const auto& priorities = review.priorities->value.priorities;
    for (std::size_t i = 0; i < priorities.size(); ++i)
        for (std::size_t j = 0; j < priorities[i].lines.size(); ++j) {
            const auto line = review.priorities->node.place_of("priorities", i).place_of("lines", j);
            check_unique(ids.lines, priorities[i].lines[j].id, line.place_of("id"), diagnostics);
        }
}

void check_evidence(const ReviewRecords& review, LineIds& ids, Diagnostics& diagnostics) {
    for (const auto& [leader, evidence] : review.evidence) {
        for (std::size_t i = 0; i < evidence.value.evidence.size(); ++i) {
            const auto& record = evidence.value.evidence[i];
            const auto place = evidence.node.place_of("evidence", i);
            check_unique(ids.evidence, record.id, place.place_of("id"), diagnostics);
            check_line(ids, record.line, place.place_of("line"), diagnostics);
            ids.line_of[record.id] = record.line;
        }
    }
}

/// V11: every feedback item has evidence of the same review and line.
void check_items(const ReviewRecords& review, LineIds& ids, Diagnostics& diagnostics) {
    if (!review.feedback) return;
    for (std::size_t i = 0; i < review.feedback->value.items.size(); ++i) {
        const auto& item = review.feedback->value.items[i];
        const auto node = review.feedback->node.place_of("items", i);
        check_unique(ids.items, item.id, node.place_of("id"), diagnostics);
        check_line(ids, item.line, node.place_of("line"), diagnostics);
        if (item.evidence.empty() && node.place_of("evidence").exists())
            diagnostics.error(node.place_of("evidence"), "V11", "item '{}' rests on no evidence", item.id)
                .hint = "name the evidence records that it rests on";
        for (std::size_t j = 0; j < item.evidence.size(); ++j) {
            const auto place = node.place_of("evidence", j);
            const auto record = ids.line_of.find(item.evidence[j]);
            if (record == ids.line_of.end())
                diagnostics.error(place, "unknown-id", "this review has no evidence '{}'",
                                  truncate(item.evidence[j], 60));
            else if (record->second != item.line)
                diagnostics.error(place, "V11", "evidence '{}' is of line '{}', and the item of '{}'",
                                  item.evidence[j], record->second, item.line);
        }
    }
}

void check_item_ids(const std::vector<std::string>& items, Spot node, std::string_view key,
                    const LineIds& ids, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!ids.items.contains(items[i]))
            diagnostics.error(node.place_of(key, i), "unknown-id", "feedback.yaml has no item '{}'",
                              truncate(items[i], 60));
}

void check_report_and_actions(const ReviewRecords& review, const LineIds& ids, Diagnostics& diagnostics) {
    if (review.report) {
        for (std::size_t i = 0; i < review.report->value.findings.size(); ++i) {
            const auto& finding = review.report->value.findings[i];
            const auto place = review.report->node.place_of("findings", i);
            check_line(ids, finding.line, place.place_of("line"), diagnostics);
            check_item_ids(finding.items, place, "items", ids, diagnostics);
        }
    }
    if (review.actions) {
        for (std::size_t i = 0; i < review.actions->value.actions.size(); ++i)
            check_item_ids(review.actions->value.actions[i].from, review.actions->node.place_of("actions", i),
                           "from", ids, diagnostics);
    }
}

void check_reviews(const Project& project, Diagnostics& diagnostics) {
    for (const auto& [host, review] : project.reviews) {
        if (!project.schools.contains(host)) {
            const auto* file = review.feedback     ? review.feedback->file
                               : review.priorities ? review.priorities->file
                                                   : project.cohort_file;
            diagnostics.error({file, 0}, "unknown-id", "there is no school '{}' to be reviewed", host.text)
                .hint = nearest_id(project.schools, host.text);
        }
        LineIds ids;
        check_lines(review, ids, diagnostics);
        check_evidence(review, ids, diagnostics);
        check_items(review, ids, diagnostics);
        check_report_and_actions(review, ids, diagnostics);
    }
}

using Rule = void (*)(const Project&, Diagnostics&);
constexpr auto rules = std::to_array<Rule>(
    {check_ids_in_schools, check_urns_are_unique, check_leader_ids_are_unique, check_people_are_leaders,
     check_ids_in_consultants, check_schools_are_in_one_triad, check_triad_kinds, check_schedules,
     check_training, check_reviews, check_calendar_rules});

} // namespace

void check_project(const Project& project, Diagnostics& diagnostics) {
    for (const auto rule : rules) rule(project, diagnostics);
    check_review_rules(project, diagnostics);
}

void check_and_allow(const Project& project, Date today, Diagnostics& diagnostics) {
    check_project(project, diagnostics);
    Diagnostics kept;
    for (const auto& finding : diagnostics.all()) {
        const auto is_allowed =
            std::ranges::any_of(project.cohort.value.allow, [&](const Allowance& allowance) {
                const auto here = allowance.file.empty() ||
                                  (finding.place.file && finding.place.file->path() == allowance.file);
                return here && allowance.code == finding.code && allowance.until && today <= *allowance.until;
            });
        if (!is_allowed)
            kept.add(finding.place, finding.severity, finding.code, finding.message).hint = finding.hint;
    }
    diagnostics = std::move(kept);
}

} // namespace peerreview
