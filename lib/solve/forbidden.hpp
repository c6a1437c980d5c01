#pragma once

#include "project/travel.hpp"
#include "solve/apart.hpp"
#include "solve/facts.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace peerreview {

/// Some schools, the facts that forbid pairs of them, and which pairs. Schools and facts bear numbers: school
/// i is schools()[i], and those facts come first that forbid most.
class Forbidden {
public:
    Forbidden(const Project& project, const Travel& travel, std::vector<SchoolId> schools);

    const std::vector<SchoolId>& schools() const { return schools_; }
    std::size_t size() const { return schools_.size(); }
    std::size_t count() const { return facts_.size(); } ///< of facts
    const Fact& fact(std::size_t i) const { return facts_[i]; }
    /// Whether a fact is about how far off a school is.
    bool is_of_distance(std::size_t fact) const { return of_distance_.contains(facts_[fact].text); }
    /// Every rule that two schools would break.
    const std::vector<BrokenRule>& broken(std::size_t a, std::size_t b) const;
    /// Whether two schools may share a triad while those facts count for which `counts` is true.
    bool is_allowed(std::size_t a, std::size_t b, const std::vector<bool>& counts) const;

private:
    std::size_t at(std::size_t a, std::size_t b) const { return a * schools_.size() + b; }
    void note(const BrokenRule& broken, std::size_t a, std::size_t b);
    void put_weighty_first();
    template <class Make>
    std::size_t fact_called(const std::string& name, Make make);
    std::size_t far_off(std::size_t school);
    double limit_of(const SchoolId& a, const SchoolId& b) const;
    std::string distance_of(const SchoolId& school) const;
    Fact of_trust(const std::string& trust) const;

    const Project& project_;
    const Travel& travel_;
    std::vector<SchoolId> schools_;
    std::vector<std::vector<std::size_t>> of_; ///< facts of a pair, the lesser index first
    std::vector<std::vector<BrokenRule>> broken_;
    std::vector<Fact> facts_;
    std::map<std::string, std::size_t> index_;
    std::set<std::string> of_distance_; ///< texts of facts about how far off a school is
};

/// "'ash', 'birch' and 'oak'".
std::string quoted(const std::vector<SchoolId>& schools);

} // namespace peerreview
