#include "feedback/members.hpp"

#include "feedback/prose.hpp"
#include "source/phrases.hpp"
#include "source/text.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace peerreview {

namespace {

/// What tells of a member, and of whom: schools of one trust share its name.
struct Sign {
    std::string_view kind;
    std::set<SchoolId> schools;
};

/// The signs of all members, by what stands in a text.
class Members {
public:
    explicit Members(const Project& project) {
        for (const auto& [id, school] : project.schools) {
            for (const auto& name : names_of(school.value)) add("name", name, id);
            add("URN", school.value.urn, id);
            if (school.value.trust.find(' ') != std::string::npos) add("trust", school.value.trust, id);
            add("postcode", outward(school.value.postcode), id);
        }
        for (const auto& [id, people] : project.people)
            for (const auto& person : people.value.leaders)
                if (person.name.find(' ') != std::string::npos) add("leader", person.name, id);
    }

    /// Looks at the bytes of the file first: parsing takes ten times as long as looking for names, and few
    /// files hold one. What is written with escapes shows itself only when it is parsed.
    void check(const SourceFile& file, const Tree& tree, const SchoolId& host,
               Diagnostics& diagnostics) const {
        const auto text = file.text();
        const auto tells = [&](const Phrases::Found& hit) {
            return !signs_[static_cast<std::size_t>(hit.number)].schools.contains(host) &&
                   !is_value_of_code(text, hit);
        };
        if (text.find('\\') == std::string_view::npos && std::ranges::none_of(phrases_.find(text), tells))
            return;
        each_prose(tree.root(), [&](const Node& node, std::string_view) {
            for (const auto& hit : phrases_.find(node.text)) {
                const auto& sign = signs_[static_cast<std::size_t>(hit.number)];
                const auto words = std::string_view(node.text).substr(hit.offset, hit.length);
                if (sign.schools.contains(host) || (sign.kind == "postcode" && !is_upper(words))) continue;
                diagnostics
                    .error(node.place_in_text(hit.offset), "V18",
                           "'{}' is the {} of another school of the cohort", truncate(words, 60), sign.kind)
                    .hint = "a host's records tell of no other school: take it out";
            }
        });
    }

private:
    void add(std::string_view kind, const std::string& text, const SchoolId& school) {
        if (text.empty()) return;
        const auto [known, is_new] = numbers_.try_emplace(fold(text), static_cast<int>(signs_.size()));
        if (is_new) {
            signs_.push_back({kind, {}});
            phrases_.add(text, known->second);
        }
        signs_[static_cast<std::size_t>(known->second)].schools.insert(school);
    }
    /// Whether a line of block form holds nothing but a key of codes and what was found, as in "school: ash".
    static bool is_value_of_code(std::string_view text, const Phrases::Found& hit) {
        const auto begin = text.rfind('\n', hit.offset) + 1; // npos + 1 is the first line
        const auto after = hit.offset + hit.length;
        const auto end = std::min(text.find_first_of("\r\n", after), text.size());
        auto key = text.substr(begin, hit.offset - begin);
        if (!key.ends_with(": ") || after != end) return false;
        key.remove_prefix(std::min(key.find_first_not_of(" -"), key.size()));
        return is_code(key.substr(0, key.size() - 2));
    }
    /// The part of a postcode before the blank. One of two characters, such as B6, is a class as often.
    static std::string outward(const std::string& postcode) {
        const auto part = postcode.substr(0, postcode.find(' '));
        return part.size() < 3 || part.size() == postcode.size() ? std::string() : part;
    }
    static bool is_upper(std::string_view words) {
        return std::ranges::none_of(words, [](unsigned char c) { return std::islower(c) != 0; });
    }

    Phrases phrases_;
    std::vector<Sign> signs_;
    std::map<std::string, int> numbers_;
};

} // namespace

std::vector<std::string> names_of(const School& school) {
    auto names = school.aliases;
    names.push_back(school.name);
    names.push_back(school.short_name);
    if (const auto shorter = short_name(school.name); shorter.find(' ') != std::string::npos)
        names.push_back(shorter);
    return names;
}

void check_members(const Project& project, Diagnostics& diagnostics) {
    if (project.reviews.empty()) return;
    const Members members(project);
    for (const auto& [host, review] : project.reviews) {
        const auto check = [&](const auto& record) {
            if (record) members.check(*record->file, record->node, host, diagnostics);
        };
        check(review.priorities);
        check(review.feedback);
        check(review.report);
        check(review.actions);
        check(review.reply);
        for (const auto& [leader, evidence] : review.evidence)
            members.check(*evidence.file, evidence.node, host, diagnostics);
    }
}

} // namespace peerreview
