#pragma once

#include "record/id.hpp"
#include "solve/triads.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerreview {

/// A proof of a bound that can be kept and checked by others: peerreview-triad(1) describes its file.
struct Certificate {
    std::int64_t bound = 0;        ///< in seconds, penalties and triads that stay counted
    std::int64_t waiting = 0;      ///< schools that wait
    std::vector<SchoolId> schools; ///< that are in no triad that stays; parts name them by number
    std::vector<solve::PartProof> parts;
};

/// The certificate as JSON, with a line break after each part.
std::string write_certificate(const Certificate& certificate);

/// Reads what write_certificate wrote; nothing, and why in `fault`, where the text is something else.
struct ReadCertificate {
    std::optional<Certificate> certificate;
    std::string fault;
};
ReadCertificate read_certificate(std::string_view text);

} // namespace peerreview
