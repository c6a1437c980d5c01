#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace peerreview {

/// The name of a record: the stem of its file, `[a-z0-9]` and `-`, 2 to 60 characters. One type a noun, so
/// that a school's id cannot stand where a triad's should.
template <class Noun>
struct Id {
    std::string text;

    bool empty() const { return text.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;
};

using SchoolId = Id<struct SchoolNoun>;
using LeaderId = Id<struct LeaderNoun>;
using ConsultantId = Id<struct ConsultantNoun>;
using TriadId = Id<struct TriadNoun>;

/// Whether `text` has the form of an id.
bool is_id(std::string_view text);

/// An id made from a name: letters folded to ASCII, apostrophes and full stops dropped, every other run of
/// characters one '-', cut at a word to `longest` characters. Empty where nothing of the name is left.
std::string slug(std::string_view name, std::size_t longest = 60);

} // namespace peerreview

template <class Noun>
struct std::hash<peerreview::Id<Noun>> {
    std::size_t operator()(const peerreview::Id<Noun>& id) const { return std::hash<std::string>()(id.text); }
};
