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

/// What a leader does at the school.
enum class Role { headteacher, deputy, assistant, senco, phase, other };
std::string_view name_of(Role value);

/// A range of days on which something cannot be.
struct Closed {
    std::optional<Date> from; ///< First day of the range.
    std::optional<Date> to;   ///< Last day of the range.
    std::string why;          ///< Why, in a few words that name nobody.
};

/// A block of the school year between two holidays.
struct HalfTerm {
    std::optional<Date> start; ///< First day.
    std::optional<Date> end;   ///< Last day.
    friend auto operator<=>(const HalfTerm&, const HalfTerm&) = default;
};

/// A senior leader of the school, without name: names are in people/.
struct Leader {
    LeaderId id;                         ///< Id of the leader, as in people/.
    std::optional<Role> role;            ///< What the leader does at the school.
    std::optional<Date> trained;         ///< Day of the launch or catch-up training that the leader attended.
    std::optional<Date> catch_up;        ///< Day of a catch-up training.
    std::vector<Closed> blocked;         ///< Days on which this leader cannot visit.
    bool dsl = false;                    ///< Whether the leader is a designated safeguarding lead or deputy.
    bool reviewer = true;                ///< Whether the leader may be sent as a reviewer.
    bool reserve = false;                ///< Whether the leader stands in as a reserve only.
    std::vector<std::string> strengths;  ///< Theme codes of the leader's own strengths.
    std::vector<Phase> phases;           ///< Phases that the leader has worked in.
    std::optional<int> max_days_out;     ///< Most days away from school in a year.
    std::vector<SchoolId> conflicts;     ///< Schools that the leader must not review.
    std::optional<Date> protocol_signed; ///< Day on which the reviewer protocol was signed.
    std::optional<Date> left;            ///< Day on which the leader left the school.
};

/// An earlier cycle of this school.
struct HistoryEntry {
    std::string year;           ///< The school year of the cycle.
    std::vector<SchoolId> with; ///< The schools that it was in a triad with.
};

/// The statutory age range.
struct Ages {
    std::optional<int> low;  ///< Lowest age, in years.
    std::optional<int> high; ///< Highest age, in years.
};

/// One school: facts of the register, what it asks of the arrangement, and who takes part.
struct School {
    std::string name;       ///< The school's name as it calls itself.
    std::string short_name; ///< The name without its generic tail.
    std::vector<std::string>
        aliases;         ///< Other names that people use for it; the anonymised report is searched for each.
    std::string acronym; ///< Initials that people use for it.
    std::string urn;     ///< Unique reference number in the national register: six digits, in quotes.
    std::string laestab; ///< Authority and establishment number.
    std::string ukprn;   ///< UK provider reference number.
    std::string type;    ///< The register's type of establishment.
    std::optional<Phase> phase;  ///< Phase of education.
    Ages ages;                   ///< The statutory age range.
    std::optional<int> roll;     ///< Pupils on roll.
    bool sixth_form = false;     ///< Whether it has a sixth form.
    bool nursery = false;        ///< Whether it has a nursery.
    bool resource_base = false;  ///< Whether it has a resource base.
    std::string authority;       ///< Local authority.
    std::string trust;           ///< Academy trust; equal texts are one trust.
    std::string federation;      ///< Federation.
    std::string diocese;         ///< Diocese.
    std::string faith;           ///< Religious character.
    bool member = false;         ///< Whether the member price holds.
    std::string street;          ///< Street of the address.
    std::string locality;        ///< Locality of the address.
    std::string town;            ///< Town of the address.
    std::string postcode;        ///< Postcode.
    std::string website;         ///< Address of the website.
    std::string telephone;       ///< Telephone number of the office.
    std::optional<int> easting;  ///< Easting on the national grid, in metres.
    std::optional<int> northing; ///< Northing on the national grid, in metres.
    std::vector<SchoolId> apart; ///< Schools that it must not share a triad with; no reason is asked for.
    std::vector<HistoryEntry> history;    ///< Earlier cycles.
    std::vector<HalfTerm> terms;          ///< Its own blocks of the year, in place of the calendar's.
    std::vector<Closed> blocked;          ///< Days on which it can neither host nor send a leader.
    std::optional<Date> inspected;        ///< Last day of its latest inspection.
    std::optional<Date> agreement_signed; ///< Day on which the head signed the agreement.
    std::vector<Leader> leaders;          ///< The leaders who take part; a plain id will do.
};

/// Reads one closed range; also of a consultant and of a calendar.
void read_value(const Node& node, Closed& closed);

/// Reads one block of the year; also of a calendar.
void read_value(const Node& node, HalfTerm& half_term);

/// Reads what is valid of the record; what is not keeps its default, the schema having reported it.
School read_school(const Node& node);

/// The school's name without its generic tail, such as "Crown Meadow" of "Crown Meadow First School".
std::string short_name(const std::string& name);

} // namespace peerreview
