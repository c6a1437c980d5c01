// The ways out are arrangements that break as few rules as can be, and let three fewer wait: what they break
// is what has to be set aside. A school that may share no triad must be placed; a way that but lets another
// one wait is none. That is a problem of triads too: each school that may go on waiting has a slot, two
// indices that are a triad with any school, and then nobody may wait. The nearest triads are looked at whole,
// so that all others stay as they are. With rings a school joins a triad instead.

#include "solve/triad_ways_out.hpp"

#include "solve/groups.hpp"
#include "solve/triads.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <tuple>

namespace peerreview {

namespace {

constexpr std::size_t most_ways = 3;
constexpr std::size_t most_whole = 36;  ///< schools; of 60 some ways out take ten seconds to find
constexpr std::size_t few_schools = 30; ///< of which most_waiting are looked at together, else three
constexpr std::size_t most_waiting = 8; ///< slots take long

/// What a group of schools would break.
struct Trespass {
    std::set<std::string> rules;
    std::size_t pairs = 0;    ///< that break something
    std::int64_t longest = 0; ///< seconds between two of its schools
    std::vector<SchoolId> schools;
    friend bool operator<(const Trespass& a, const Trespass& b) {
        return std::tuple(a.rules.size(), a.pairs, a.longest, a.schools) <
               std::tuple(b.rules.size(), b.pairs, b.longest, b.schools);
    }
};

/// What schools would break if they shared a triad or a ring, and the words for what sets it aside.
class Breaches {
public:
    Breaches(const Project& project, const Travel& travel) : project_(project), travel_(travel) {}

    /// Of schools by their numbers, as a group.
    Trespass of(const Forbidden& forbidden, std::span<const std::uint32_t> group) const {
        Trespass result;
        for (std::size_t i = 0; i < group.size(); ++i) {
            result.schools.push_back(forbidden.schools()[group[i]]);
            for (auto j = i + 1; j < group.size(); ++j) {
                const auto& broken = forbidden.broken(group[i], group[j]);
                result.pairs += !broken.empty();
                for (const auto& rule : broken) result.rules.insert(rule.rule);
                if (const auto time =
                        travel_.between(forbidden.schools()[group[i]], forbidden.schools()[group[j]]))
                    result.longest = std::max(result.longest, time->longest);
            }
        }
        return result;
    }

    /// Of the first school with each triad that is looked at whole, as rings, the least first.
    std::vector<Trespass> of_rings(const Forbidden& forbidden,
                                   const std::vector<std::vector<SchoolId>>& groups) const {
        std::vector<Trespass> rings;
        for (const auto& group : groups) {
            std::vector<std::uint32_t> ring = {0};
            for (const auto& school : group)
                if (const auto found = std::ranges::find(forbidden.schools(), school);
                    found != forbidden.schools().end())
                    ring.push_back(static_cast<std::uint32_t>(found - forbidden.schools().begin()));
            if (ring.size() == 4) rings.push_back(of(forbidden, ring));
        }
        std::sort(rings.begin(), rings.end());
        return rings;
    }

    /// The triads that break the least together, then are over the limit of travel by little, and third
    /// travel the least, where all schools but one for each slot are in triads, the first for certain if it
    /// is to be placed; of these triads those that break something. Empty where there are none.
    std::vector<Trespass> least_broken(const Forbidden& forbidden, std::size_t slots, bool is_placed,
                                       const std::set<std::string>& without) const {
        constexpr std::int64_t price_of_a_breach = 10'000'000;
        constexpr std::int32_t half_a_slot = 400'000'000; // dear, so that no slot takes two
        const auto size = static_cast<std::uint32_t>(forbidden.size());
        solve::TriadProblem problem{size + 2 * static_cast<std::uint32_t>(slots), {}};
        for (std::uint32_t a = 0; a < size; ++a) {
            for (auto b = a + 1; b < size; ++b) {
                const auto& broken = forbidden.broken(a, b);
                if (std::ranges::any_of(broken,
                                        [&](const auto& rule) { return without.contains(rule.rule); }))
                    continue;
                const auto time = travel_.between(forbidden.schools()[a], forbidden.schools()[b]);
                auto price = std::ssize(broken) * price_of_a_breach;
                if (time) price += std::min<std::int64_t>(time->seconds, 1'000'000);
                if (time && std::ranges::find(broken, "travel", &BrokenRule::rule) != broken.end())
                    price += std::min<std::int64_t>(100 * std::int64_t{time->longest}, 8'000'000);
                problem.pairs.push_back({a, b, static_cast<std::int32_t>(price)});
            }
            for (auto slot = size; slot < problem.schools && (a > 0 || !is_placed); ++slot)
                problem.pairs.push_back({a, slot, half_a_slot});
        }
        for (auto slot = size; slot < problem.schools; slot += 2)
            problem.pairs.push_back({slot, slot + 1, 0});
        const auto solution = solve::form_triads(problem, {});
        std::vector<Trespass> broken;
        if (!solution.waiting.empty()) return broken;
        for (const auto& triple : solution.triads) {
            if (triple[1] < size && triple[2] >= size) return {};
            if (triple[2] >= size) continue;
            auto triad = of(forbidden, triple);
            if (!triad.rules.empty()) broken.push_back(std::move(triad));
        }
        return broken;
    }

    /// What is set aside for some groups, in words.
    std::string set_aside(const std::vector<Trespass>& groups) const {
        std::string text, travel;
        std::vector<std::vector<SchoolId>> far;
        for (const auto& group : groups)
            for (const auto& rule : group.rules) {
                const auto schools = quoted(pairs_that_break(rule, group.schools));
                if (rule == "travel") {
                    far.push_back(group.schools);
                    travel +=
                        fmt::format("{} {}", travel.empty() ? "waive 'travel' for" : ", and for", schools);
                } else {
                    text += fmt::format("{}waive '{}' for {}", text.empty() ? "" : "; ", rule, schools);
                }
            }
        if (far.empty()) return text;
        const auto raise = raised_limits(far);
        return fmt::format("{}{}{}, or {}", text, text.empty() ? "" : "; ",
                           raise.empty() ? "add easting and northing to the records that have none" : raise,
                           travel);
    }

private:
    /// What to raise the travel limits to so that groups of schools keep them; empty where travel is not
    /// known. The lower limit of two phases holds, so that both may have to be raised.
    std::string raised_limits(const std::vector<std::vector<SchoolId>>& groups) const {
        std::int64_t longest = 0;
        std::set<Phase> phases;
        for (const auto& schools : groups)
            for (std::size_t i = 0; i < schools.size(); ++i)
                for (auto j = i + 1; j < schools.size(); ++j) {
                    const auto time = travel_.between(schools[i], schools[j]);
                    if (!time) return {};
                    const auto broken = broken_rules(project_, travel_, schools[i], schools[j]);
                    if (std::ranges::find(broken, "travel", &BrokenRule::rule) == broken.end()) continue;
                    longest = std::max(longest, minutes_up(time->longest));
                    for (const auto& school : {schools[i], schools[j]})
                        phases.insert(project_.schools.at(school).value.phase.value_or(Phase::primary));
                }
        std::string text;
        for (const auto phase : phases)
            if (const auto limit = project_.policy().travel_limit.at(phase);
                limit < static_cast<double>(longest))
                text += fmt::format("{}{} from {}", text.empty() ? "" : " and ", name_of(phase), limit);
        return fmt::format("raise policy 'travel.limit' for {} to {} minutes", text, longest);
    }

    /// The schools of a group that break a rule with another of it.
    std::vector<SchoolId> pairs_that_break(const std::string& rule,
                                           const std::vector<SchoolId>& schools) const {
        std::vector<SchoolId> result;
        for (const auto& school : schools) {
            const auto breaks = std::ranges::any_of(schools, [&](const SchoolId& other) {
                if (other == school) return false;
                const auto broken = broken_rules(project_, travel_, school, other);
                return std::ranges::find(broken, rule, &BrokenRule::rule) != broken.end();
            });
            if (breaks) result.push_back(school);
        }
        return result;
    }

    const Project& project_;
    const Travel& travel_;
};

/// "'ash' may share a triad with 'elm' and 'oak', 'bay' with 'fir' and 'yew'".
std::string triads_then(const std::vector<Trespass>& groups) {
    std::string text;
    for (const auto& group : groups)
        text += fmt::format("{}'{}' {}with {}", text.empty() ? "" : ", ", group.schools.front().text,
                            text.empty() ? "may share a triad " : "",
                            quoted({group.schools.begin() + 1, group.schools.end()}));
    return text;
}

/// The seconds between the nearest two of two groups; the greatest number where none are known.
std::int64_t seconds_between(const Travel& travel, const std::vector<SchoolId>& some,
                             const std::vector<SchoolId>& others) {
    auto least = std::numeric_limits<std::int64_t>::max();
    for (const auto& a : some)
        for (const auto& b : others)
            if (const auto time = travel.between(a, b)) least = std::min(least, time->seconds);
    return least;
}

} // namespace

TriadWaysOut::TriadWaysOut(const Project& project, const Travel& travel, const Arrangement& arrangement)
    : project_(project), travel_(travel), all_waiting_(arrangement.waiting.size()) {
    for (const auto& [id, record] : arrangement.triads)
        if (record.schools.size() == 3 && !stays(project, travel, record)) groups_.push_back(record.schools);
    for (const auto& wait : arrangement.waiting) groups_.push_back({wait.school});
}

bool TriadWaysOut::joins_rings() const {
    return project_.policy().ring &&
           std::ranges::any_of(groups_, [](const auto& group) { return group.size() == 3; });
}

Forbidden TriadWaysOut::around(const SchoolId& school) const {
    std::vector<SchoolId> schools = {school};
    const auto add_nearest = [&](std::size_t size, std::size_t most) {
        std::vector<std::pair<std::int64_t, std::vector<SchoolId>>> list;
        for (const auto& group : groups_)
            if (group.size() == size && group.front() != school && (size > 1 || travel_.knows(group.front())))
                list.emplace_back(seconds_between(travel_, schools, group), group);
        std::ranges::sort(list);
        for (const auto& [seconds, group] : list)
            if (schools.size() + size <= most) schools.insert(schools.end(), group.begin(), group.end());
    };
    add_nearest(1, project_.schools.size() <= few_schools ? most_waiting : 3);
    add_nearest(3, most_whole);
    return {project_, travel_, std::move(schools)};
}

std::vector<std::string> TriadWaysOut::into_triads(const Forbidden& around, bool is_placed) const {
    const Breaches breaches(project_, travel_);
    const auto waiting = waiting_among(around.schools());
    std::vector<std::string> ways;
    std::set<std::string> without;
    while (ways.size() < most_ways && (waiting >= 3 || is_placed)) {
        const auto slots = waiting >= 3 ? waiting - 3 : waiting;
        const auto groups = breaches.least_broken(around, slots, is_placed, without);
        if (groups.empty()) break;
        ways.push_back(breaches.set_aside(groups) + ": then " + triads_then(groups) +
                       (waiting < 3 ? ", and as many schools wait as now" : fewer_wait(3)));
        for (const auto& group : groups) without.insert(group.rules.begin(), group.rules.end());
    }
    return ways;
}

std::vector<std::string> TriadWaysOut::into_ring(const Forbidden& around) const {
    const Breaches breaches(project_, travel_);
    std::vector<std::string> ways;
    std::set<std::string> without;
    for (const auto& ring : breaches.of_rings(around, groups_)) {
        const auto is_without = [&](const auto& rule) { return without.contains(rule); };
        if (ways.size() == most_ways || std::ranges::any_of(ring.rules, is_without)) continue;
        ways.push_back(fmt::format("{}: then '{}' may join {} in a ring{}", breaches.set_aside({ring}),
                                   ring.schools.front().text,
                                   quoted({ring.schools.begin() + 1, ring.schools.end()}), fewer_wait(1)));
        without.insert(ring.rules.begin(), ring.rules.end());
    }
    return ways;
}

std::vector<SchoolId> TriadWaysOut::nearest_triad(const Forbidden& around) const {
    const auto rings = Breaches(project_, travel_).of_rings(around, groups_);
    return {rings.front().schools.begin() + 1, rings.front().schools.end()};
}

std::size_t TriadWaysOut::waiting_among(const std::vector<SchoolId>& schools) const {
    return static_cast<std::size_t>(std::ranges::count_if(groups_, [&](const auto& group) {
        return group.size() == 1 && std::ranges::find(schools, group.front()) != schools.end();
    }));
}

/// ", and 6 schools wait, not 9".
std::string TriadWaysOut::fewer_wait(std::size_t fewer) const {
    const auto then = all_waiting_ - fewer;
    return fmt::format(", and {} wait{}, not {}", counted(then, "school"), then == 1 ? "s" : "",
                       all_waiting_);
}

} // namespace peerreview
