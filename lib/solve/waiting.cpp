#include "solve/waiting.hpp"

#include "solve/apart.hpp"

#include <algorithm>

namespace peerreview {

namespace {

/// What the rules leave a school that waits.
struct Outlook {
    std::size_t partners = 0; ///< schools that may share a triad with it
    std::size_t part = 1;     ///< schools that triples connect with it, itself included
    std::size_t waiting = 1;  ///< how many of those wait
};

std::vector<Outlook> outlooks(const solve::TriadProblem& problem, const solve::TriadSolution& solution) {
    std::vector<Outlook> outlooks(problem.schools);
    for (const auto& pair : problem.pairs) {
        ++outlooks[pair.a].partners;
        ++outlooks[pair.b].partners;
    }
    for (const auto& proof : solution.proofs) {
        const auto waits = static_cast<std::size_t>(std::ranges::count_if(proof.schools, [&](auto school) {
            return std::ranges::binary_search(solution.waiting, school);
        }));
        for (const auto school : proof.schools) {
            outlooks[school].part = proof.schools.size();
            outlooks[school].waiting = waits;
        }
    }
    return outlooks;
}

/// The nearest school that a rule keeps from this one, and the rule; of a school whose travel to all others
/// is not known, that.
std::string nearest_apart(const Project& project, const Travel& travel, const SchoolId& school) {
    std::string reason;
    std::int64_t nearest = -1;
    bool is_known = false;
    for (const auto& [other, record] : project.schools) {
        if (other == school) continue;
        const auto time = travel.between(school, other);
        is_known |= time.has_value();
        if (!time || (nearest >= 0 && time->seconds >= nearest)) continue;
        const auto why = why_apart(project, travel, school, other);
        if (why.empty()) continue;
        nearest = time->seconds;
        reason = "; nearest, " + other.text + ": " + why;
    }
    const auto& record = project.schools.at(school).value;
    if (!is_known && (!record.easting || !record.northing))
        return "; travel to it is not known: its record has no easting and northing";
    return reason;
}

Waiting reason_for(const Project& project, const Travel& travel, const SchoolId& school,
                   const Outlook& outlook, std::string_view choice) {
    if (outlook.part > 1 && project.policy().ring)
        return {school, "the triads leave it over, and none may take it into a ring", false};
    if (outlook.part > 1)
        return {school,
                fmt::format("of the {} schools that may share triads with it or with each other, {} must "
                            "wait, and {}",
                            outlook.part, outlook.waiting, choice),
                outlook.waiting == outlook.part % 3};
    constexpr const char* words[] = {"no school may share a triad with it",
                                     "only one school may share a triad with it",
                                     "no two schools may share a triad with it and with each other"};
    return {school,
            words[std::min<std::size_t>(outlook.partners, 2)] + nearest_apart(project, travel, school),
            false};
}

} // namespace

std::vector<Waiting> waiting_of(const Project& project, const Travel& travel,
                                const std::vector<SchoolId>& schools, const solve::TriadProblem& problem,
                                const solve::TriadSolution& solution, std::string_view choice) {
    const auto outlook = outlooks(problem, solution);
    std::vector<Waiting> waiting;
    for (const auto index : solution.waiting)
        waiting.push_back(reason_for(project, travel, schools[index], outlook[index], choice));
    return waiting;
}

} // namespace peerreview
