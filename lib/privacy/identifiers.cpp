#include "privacy/identifiers.hpp"

#include "source/phrases.hpp"

namespace peerreview {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    std::erase(parts, "");
    return parts;
}

std::string initials(const std::string& name) {
    std::string text;
    for (const auto& word : folded_words(name)) text += word.text.substr(0, 1);
    return text.size() >= 3 ? text : "";
}

/// Collects identifiers of one record.
class Collector {
public:
    Collector(std::vector<Identifier>& list, const Node& node) : list_(list), node_(node) {}

    void add(std::string_view kind, std::string_view key, const std::string& text) {
        if (!text.empty()) list_.push_back({text, std::string(kind), node_.place_of(key)});
    }
    void school_name(std::string_view key, const std::string& name) {
        add("name", key, name);
        add("short name", key, short_name(name));
        add("acronym", key, initials(name));
    }
    void postcode(const std::string& postcode) {
        add("postcode", "postcode", postcode);
        const auto parts = split(postcode, ' ');
        if (parts.size() == 2) {
            add("postcode", "postcode", parts[0]);
            add("postcode", "postcode", parts[0] + " " + parts[1].substr(0, 1));
        }
    }
    void person(const std::string& name) {
        add("name", "name", name);
        const auto parts = split(name, ' ');
        if (parts.empty()) return;
        add("surname", "name", parts.back());
        add("first name", "name", parts.front());
        for (const auto& part : split(parts.back(), '-')) add("surname", "name", part);
        if (parts.size() > 1) add("name", "name", parts.back() + " " + parts.front());
    }
    void email(const std::string& address) {
        add("e-mail", "email", address);
        const auto at = address.find('@');
        if (at != std::string::npos && at >= 4) add("e-mail", "email", address.substr(0, at));
    }

private:
    std::vector<Identifier>& list_;
    const Node& node_;
};

void add_school(const Loaded<School>& school, std::vector<Identifier>& list) {
    const auto& value = school.value;
    Collector collect(list, school.node);
    collect.school_name("name", value.name);
    collect.add("short name", "short-name", value.short_name);
    for (const auto& alias : value.aliases) collect.school_name("aliases", alias);
    collect.add("acronym", "acronym", value.acronym);
    collect.add("URN", "urn", value.urn);
    collect.add("LAESTAB", "laestab", value.laestab);
    collect.add("UKPRN", "ukprn", value.ukprn);
    collect.add("authority", "authority", value.authority);
    collect.add("trust", "trust", value.trust);
    collect.add("federation", "federation", value.federation);
    collect.add("diocese", "diocese", value.diocese);
    collect.add("street", "street", value.street);
    collect.add("locality", "locality", value.locality);
    collect.add("town", "town", value.town);
    collect.add("website", "website", value.website);
    collect.add("telephone", "telephone", value.telephone);
    collect.postcode(value.postcode);
}

} // namespace

std::vector<Identifier> declared_identifiers(const Project& project) {
    std::vector<Identifier> list;
    for (const auto& [id, school] : project.schools) {
        list.push_back({id.text, "id", {school.file, 0}});
        add_school(school, list);
    }
    for (const auto& [id, people] : project.people) {
        const auto* leaders = people.node.find("leaders");
        for (std::size_t i = 0; leaders && i < people.value.leaders.size(); ++i) {
            Collector collect(list, leaders->items[i]);
            collect.person(people.value.leaders[i].name);
            collect.email(people.value.leaders[i].email);
            collect.add("id", "id", people.value.leaders[i].id.text);
        }
    }
    for (const auto& [id, consultant] : project.consultants) {
        Collector collect(list, consultant.node);
        collect.person(consultant.value.name);
        collect.email(consultant.value.email);
        collect.postcode(consultant.value.postcode);
    }
    Collector cohort(list, project.cohort.node);
    for (const auto& canary : project.cohort.value.canaries) cohort.add("canary", "privacy", canary);
    return list;
}

std::string missing_names(const Project& project) {
    if (project.people.empty()) return "people/";
    for (const auto& [id, school] : project.schools)
        if (!school.value.leaders.empty() && !project.people.contains(id))
            return "people/" + id.text + ".yaml";
    return {};
}

} // namespace peerreview
