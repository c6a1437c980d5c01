#pragma once

#include "solve/instance.hpp"

#include <map>
#include <string>
#include <vector>

namespace peerreview {

/// The school days on which somebody is free, by what the records block and what of it is looked past.
class FreeDays {
public:
    /// Both are looked at again and again, and stay where they are.
    FreeDays(const SchoolDays& days, const Relaxation& relaxation) : days_(days), relaxation_(relaxation) {}

    /// Whether a fact is looked past.
    bool is_off(FactKind kind, const std::string& id = {}, std::size_t index = 0) const {
        return !relaxation_.off.empty() && relaxation_.off.contains({kind, id, index});
    }

    solve::DaySet all() const { return solve::DaySet::first(days_.count()); }
    solve::DaySet between(Date from, Date to) const;

    /// The days that no range of a school, leader or consultant blocks; the ranges are facts of that kind.
    solve::DaySet of(const std::vector<Closed>& blocked, FactKind kind, const std::string& id) const;

    /// The days of a school or consultant that a relaxation frees.
    solve::DaySet freed(const std::string& id) const;

    /// The days after a leader's training.
    solve::DaySet after_training(Date trained) const;

    const Relaxation& relaxation() const { return relaxation_; }

private:
    const SchoolDays& days_;
    const Relaxation& relaxation_;
};

/// The leaders of an instance, who come into it school by school as they are asked for.
class Teams {
public:
    Teams(const Project& project, const FreeDays& free, Instance& instance)
        : project_(project), free_(free), instance_(instance) {}

    /// The leaders of a school who may be sent, and those who stand in alone; indices of the instance.
    struct Team {
        std::vector<std::uint32_t> leaders, reserves;
    };
    const Team& of(const SchoolId& school);

    /// The leader who made a visit, in the team or not any more.
    std::uint32_t called(const SchoolId& school, const LeaderId& id);

    /// Whether a leader has declared a conflict with a host, and that is not looked past.
    bool declares_conflict(std::uint32_t leader, const SchoolId& host) const;

private:
    std::uint32_t add(const SchoolId& school, const LeaderId& id, const solve::DaySet& free, int most);
    void add_leader(const School& record, const SchoolId& school, const Leader& leader, Team& team);
    void set_reserves(const Team& team);
    solve::DaySet covered_days(const School& school, const Leader& leader) const;

    const Project& project_;
    const FreeDays& free_;
    Instance& instance_;
    std::map<SchoolId, Team> teams_;
};

} // namespace peerreview
