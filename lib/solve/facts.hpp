#pragma once

#include "solve/instance.hpp"

#include <string>
#include <vector>

namespace peerreview {

/// One thing that stands in the way of a triad's dates, and where it is written.
struct Fact {
    std::string text;
    Place place;
    FactKey key;
};

/// Everything that can stand in the way of a triad: what its schools, their leaders and the consultants say,
/// what others have booked, the policy and the calendar; what is most particular first.
std::vector<Fact> facts_of(const Project& project, const TriadId& triad, const InstanceOptions& options);

/// A smallest set of facts that leaves a triad no dates beside `options.booked`: these facts alone leave
/// none, and would leave some without any one of them. Another such set may stand beside it. `options` is of
/// that triad alone.
std::vector<Fact> conflict_of(const Project& project, const InstanceOptions& options);

/// The options as they would be without one fact.
InstanceOptions without(const InstanceOptions& options, const FactKey& key);

/// The cheapest ways out of a conflict, in words, the cheapest first and three at most; each was tried.
std::vector<std::string> ways_out_of(const Project& project, const InstanceOptions& options,
                                     const std::vector<Fact>& conflict);

/// Where a key of the policy stands, such as `follow-up`; else where the policy or the record begins.
Place policy_place(const Project& project, std::string_view key);

/// "from 2026-11-02 to 2026-11-06", or "on 2026-11-02".
std::string range_text(const Closed& range);

} // namespace peerreview
