#pragma once

#include "record/date.hpp"
#include "record/id.hpp"
#include "record/phase.hpp"
#include "yaml/node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A triad, or a ring in which each school is reviewed by the next two.
enum class TriadKind { triad, ring_of_four, ring_of_five };
std::string_view name_of(TriadKind value);

/// How a rule came out.
enum class RuleResult { pass, waived, penalty };
std::string_view name_of(RuleResult value);

/// A rule set aside by a person.
struct Waiver {
    std::string rule;         ///< The rule that is waived.
    std::string by;           ///< Role of who waived it.
    std::optional<Date> date; ///< When.
    std::string why;          ///< Why.
};

/// How one rule came out for this triad.
struct TriadReason {
    std::string rule;                 ///< The rule.
    std::optional<RuleResult> result; ///< How the rule came out.
    std::string note;                 ///< In words.
};

/// Three schools that review each other, or a ring of four or five, as `triad form` writes it.
struct Triad {
    std::optional<TriadKind> kind;    ///< A triad or a ring.
    std::vector<SchoolId> schools;    ///< The schools, sorted by id; of a ring in ring order.
    ConsultantId consultant;          ///< Who facilitates its reviews.
    ConsultantId second_reader;       ///< Who reads its reports a second time.
    std::optional<int> seconds;       ///< Travel between its schools in all, in whole seconds.
    std::vector<TriadReason> reasons; ///< How each rule came out.
    std::vector<Waiver> waivers;      ///< Rules set aside for it.
    bool pinned = false;              ///< Whether forming triads anew keeps it.
};

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
Triad read_triad(const Node& node);

} // namespace peerreview
