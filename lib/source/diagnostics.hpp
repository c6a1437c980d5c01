#pragma once

#include "source/source_file.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peerreview {

enum class Severity { error, warning, note };

/// One finding about a record. Its texts may quote the record and are escaped where they are printed.
struct Diagnostic {
    Place place;
    Severity severity = Severity::error;
    std::string code;    ///< stable, listed in peerreview-diagnostics(7)
    std::string message; ///< lower case, no full stop: what is, and what should be
    std::string hint;    ///< the next step, or empty
};

/// Collects findings while reading and checking go on; cli/main prints them once.
class Diagnostics {
public:
    /// Adds a finding; the caller may set the `hint` of what is returned before adding the next.
    template <class... Args>
    Diagnostic& error(Place place, std::string_view code, fmt::format_string<Args...> text, Args&&... args) {
        return add(place, Severity::error, code, fmt::format(text, std::forward<Args>(args)...));
    }
    template <class... Args>
    Diagnostic& warning(Place place, std::string_view code, fmt::format_string<Args...> text,
                        Args&&... args) {
        return add(place, Severity::warning, code, fmt::format(text, std::forward<Args>(args)...));
    }
    template <class... Args>
    Diagnostic& note(Place place, std::string_view code, fmt::format_string<Args...> text, Args&&... args) {
        return add(place, Severity::note, code, fmt::format(text, std::forward<Args>(args)...));
    }
    Diagnostic& add(Place place, Severity severity, std::string_view code, std::string message);

    /// Takes over all findings of `other`.
    void append(Diagnostics&& other);

    /// Orders by path, line, column, code and message, and drops findings that stand twice.
    void sort();

    const std::vector<Diagnostic>& all() const { return all_; }
    std::size_t count(Severity severity) const;
    bool has_errors() const { return count(Severity::error) > 0; }

private:
    std::vector<Diagnostic> all_;
};

/// "error", "warning" or "note".
std::string_view name_of(Severity severity);

} // namespace peerreview
