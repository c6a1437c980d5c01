#include "solve/swap.hpp"

#include "project/school_lookup.hpp"
#include "solve/consultants.hpp"
#include "solve/groups.hpp"
#include "solve/second_readers.hpp"
#include "source/failure.hpp"

#include <algorithm>

namespace peerreview {

namespace {

class Exchange {
public:
    Exchange(const Project& project, const Travel& travel) : project_(project), travel_(travel) {
        for (const auto& [id, record] : project.triads) swap_.triads[id] = record.value;
    }

    Swap run(const SchoolId& a, const SchoolId& b) && {
        const auto of_a = triad_of(a), of_b = triad_of(b);
        if (of_a.empty() && of_b.empty())
            throw Failure(fmt::format("'{}' and '{}' both wait", a.text, b.text),
                          "place them with 'peerreview triad repair'", Status::refused);
        if (of_a == of_b)
            throw Failure(fmt::format("'{}' and '{}' are both in {}", a.text, b.text, of_a.text), {},
                          Status::refused);
        if (!of_a.empty()) replace(of_a, a, b);
        if (!of_b.empty()) replace(of_b, b, a);
        find_consultants();
        find_second_readers();
        return std::move(swap_);
    }

private:
    TriadId triad_of(const SchoolId& school) const {
        if (!project_.schools.contains(school)) refuse_unknown(project_, school);
        if (has_left(project_, school))
            throw Failure("'" + school.text + "' has left the programme", {}, Status::refused);
        for (const auto& [id, record] : project_.triads)
            if (std::ranges::find(record.value.schools, school) != record.value.schools.end()) return id;
        return {};
    }

    void replace(const TriadId& id, const SchoolId& gone, const SchoolId& arrived) {
        auto& triad = swap_.triads.at(id);
        std::ranges::replace(triad.schools, gone, arrived);
        if (triad.schools.size() == 3) std::ranges::sort(triad.schools); // the order of a ring has a meaning
        triad.seconds = static_cast<int>(seconds_of(travel_, triad.schools));
        triad.reasons.clear();
        keep_needed_waivers(id, triad, arrived);
        for (const auto& other : triad.schools)
            if (other != arrived)
                for (auto& broken : broken_rules(project_, travel_, arrived, other)) {
                    auto places = places_of_rule(project_, travel_, broken.rule, arrived, other);
                    swap_.breaches.push_back({id, arrived, other, std::move(broken), std::move(places)});
                }
        if (!triad.consultant.empty() && !may_facilitate(project_, triad.consultant, triad)) {
            swap_.notes.push_back(fmt::format("{}: consultant '{}' may not facilitate '{}'", id.text,
                                              triad.consultant.text, arrived.text));
            triad.consultant = {};
            unfacilitated_.push_back(id);
        }
        const auto reader = project_.consultants.find(triad.second_reader);
        if (reader != project_.consultants.end() && conflict_with(reader->second.value, triad)) {
            swap_.notes.push_back(fmt::format("{}: second reader '{}' declares a conflict with '{}'", id.text,
                                              triad.second_reader.text, arrived.text));
            triad.second_reader = {};
        }
        changed_.push_back(id);
    }

    /// The waivers that two schools which stay need.
    void keep_needed_waivers(const TriadId& id, Triad& triad, const SchoolId& arrived) {
        const auto is_needed = [&](const Waiver& waiver) {
            for (const auto& a : triad.schools)
                for (const auto& b : triad.schools) {
                    if (!(a < b) || a == arrived || b == arrived) continue;
                    const auto broken = broken_rules(project_, travel_, a, b);
                    if (std::ranges::find(broken, waiver.rule, &BrokenRule::rule) != broken.end())
                        return true;
                }
            return false;
        };
        std::vector<Waiver> needed;
        for (auto& waiver : triad.waivers) {
            if (is_needed(waiver))
                needed.push_back(std::move(waiver));
            else
                swap_.notes.push_back(
                    fmt::format("{}: its waiver of '{}' is needed no longer", id.text, waiver.rule));
        }
        triad.waivers = std::move(needed);
    }

    /// Another second reader for each triad whose own may read no longer.
    void find_second_readers() {
        auto proposed = swap_.triads;
        propose_second_readers(project_, proposed);
        for (const auto& id : changed_) {
            const auto& stood = project_.triads.at(id).value.second_reader;
            const auto& reader = proposed.at(id).second_reader;
            if (stood.empty() || reader == stood) continue;
            swap_.triads.at(id).second_reader = reader;
            swap_.notes.push_back(reader.empty()
                                      ? fmt::format("{}: nobody else can be its second reader", id.text)
                                      : fmt::format("{}: second reader '{}' does", id.text, reader.text));
        }
    }

    void find_consultants() {
        if (unfacilitated_.empty()) return;
        propose_consultants(project_, swap_.triads);
        for (const auto& id : unfacilitated_) {
            const auto& consultant = swap_.triads.at(id).consultant;
            swap_.notes.push_back(consultant.empty()
                                      ? fmt::format("{}: no other consultant can", id.text)
                                      : fmt::format("{}: consultant '{}' does", id.text, consultant.text));
        }
    }

    const Project& project_;
    const Travel& travel_;
    Swap swap_;
    std::vector<TriadId> changed_, unfacilitated_;
};

} // namespace

Swap swap_schools(const Project& project, const Travel& travel, const SchoolId& a, const SchoolId& b) {
    return Exchange(project, travel).run(a, b);
}

} // namespace peerreview
