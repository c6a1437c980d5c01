#include "record/school.hpp"

#include "record/reader.hpp"
#include "source/phrases.hpp"

#include <algorithm>
#include <array>

namespace peerreview {

namespace {

constexpr std::array<std::string_view, 48> generic_words = {
    "school",    "primary",     "first",      "middle",  "secondary",  "high",      "nursery",  "infant",
    "infants",   "junior",      "juniors",    "academy", "college",    "community", "church",   "of",
    "england",   "cofe",        "ce",         "c",       "e",          "rc",        "catholic", "roman",
    "voluntary", "controlled",  "aided",      "special", "day",        "and",       "the",      "technology",
    "grammar",   "free",        "foundation", "endowed", "specialist", "sports",    "arts",     "language",
    "science",   "engineering", "sixth",      "form",    "centre",     "pupil",     "referral", "unit"};

bool is_generic(const std::string& folded) {
    return std::ranges::find(generic_words, folded) != generic_words.end();
}

} // namespace

constexpr EnumName<Role> role_names[] = {{Role::headteacher, "headteacher"},
                                         {Role::deputy, "deputy"},
                                         {Role::assistant, "assistant"},
                                         {Role::senco, "senco"},
                                         {Role::phase, "phase"},
                                         {Role::other, "other"}};
std::string_view name_of(Role value) { return name_in(role_names, value); }
static bool read_value(const Node& node, Role& value) { return value_in(role_names, node, value); }

void read_value(const Node& node, Closed& closed) {
    read(node, "from", closed.from);
    read(node, "to", closed.to);
    read(node, "why", closed.why);
}

void read_value(const Node& node, HalfTerm& half_term) {
    read(node, "start", half_term.start);
    read(node, "end", half_term.end);
}

static void read_value(const Node& node, Leader& leader) {
    if (node.is_scalar()) leader.id = {node.text};
    read(node, "id", leader.id);
    read(node, "role", leader.role);
    read(node, "trained", leader.trained);
    read(node, "catch-up", leader.catch_up);
    read(node, "blocked", leader.blocked);
    read(node, "dsl", leader.dsl);
    read(node, "reviewer", leader.reviewer);
    read(node, "reserve", leader.reserve);
    read(node, "strengths", leader.strengths);
    read(node, "phases", leader.phases);
    read(node, "max-days-out", leader.max_days_out);
    read(node, "conflicts", leader.conflicts);
    read(node, "protocol-signed", leader.protocol_signed);
    read(node, "left", leader.left);
}

static void read_value(const Node& node, HistoryEntry& history_entry) {
    read(node, "year", history_entry.year);
    read(node, "with", history_entry.with);
}

static void read_value(const Node& node, Ages& ages) {
    read(node, "low", ages.low);
    read(node, "high", ages.high);
}

School read_school(const Node& node) {
    School school;
    read(node, "name", school.name);
    read(node, "short-name", school.short_name);
    read(node, "aliases", school.aliases);
    read(node, "acronym", school.acronym);
    read(node, "urn", school.urn);
    read(node, "laestab", school.laestab);
    read(node, "ukprn", school.ukprn);
    read(node, "type", school.type);
    read(node, "phase", school.phase);
    read(node, "ages", school.ages);
    read(node, "roll", school.roll);
    read(node, "sixth-form", school.sixth_form);
    read(node, "nursery", school.nursery);
    read(node, "resource-base", school.resource_base);
    read(node, "authority", school.authority);
    read(node, "trust", school.trust);
    read(node, "federation", school.federation);
    read(node, "diocese", school.diocese);
    read(node, "faith", school.faith);
    read(node, "member", school.member);
    read(node, "street", school.street);
    read(node, "locality", school.locality);
    read(node, "town", school.town);
    read(node, "postcode", school.postcode);
    read(node, "website", school.website);
    read(node, "telephone", school.telephone);
    read(node, "easting", school.easting);
    read(node, "northing", school.northing);
    read(node, "apart", school.apart);
    read(node, "history", school.history);
    read(node, "terms", school.terms);
    read(node, "blocked", school.blocked);
    read(node, "inspected", school.inspected);
    read(node, "agreement-signed", school.agreement_signed);
    read(node, "leaders", school.leaders);
    return school;
}

std::string short_name(const std::string& name) {
    const auto words = folded_words(name);
    auto keep = words.size();
    while (keep > 0 && is_generic(words[keep - 1].text)) --keep;
    std::size_t begin = 0;
    while (begin < keep && words[begin].text == "the") ++begin;
    if (begin == keep || (begin == 0 && keep == words.size())) return "";
    return name.substr(words[begin].offset, words[keep - 1].end - words[begin].offset);
}

} // namespace peerreview
