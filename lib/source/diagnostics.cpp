#include "source/diagnostics.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace peerreview {

namespace {

std::string_view path_of(const Place& place) {
    return place.file ? std::string_view(place.file->path()) : std::string_view();
}

auto sort_key(const Diagnostic& finding) {
    return std::tuple(path_of(finding.place), finding.place.offset, std::string_view(finding.code),
                      std::string_view(finding.message), finding.severity);
}

} // namespace

Diagnostic& Diagnostics::add(Place place, Severity severity, std::string_view code, std::string message) {
    return all_.emplace_back(Diagnostic{place, severity, std::string(code), std::move(message), {}});
}

void Diagnostics::append(Diagnostics&& other) {
    all_.insert(all_.end(), std::make_move_iterator(other.all_.begin()),
                std::make_move_iterator(other.all_.end()));
    other.all_.clear();
}

void Diagnostics::sort() {
    std::ranges::stable_sort(all_, {}, sort_key);
    const auto are_same = [](const Diagnostic& a, const Diagnostic& b) { return sort_key(a) == sort_key(b); };
    all_.erase(std::unique(all_.begin(), all_.end(), are_same), all_.end());
}

std::size_t Diagnostics::count(Severity severity) const {
    return static_cast<std::size_t>(std::ranges::count(all_, severity, &Diagnostic::severity));
}

std::string_view name_of(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::note:
        break;
    }
    return "note";
}

} // namespace peerreview
