#include "record/json_file.hpp"

namespace peerreview {

std::optional<nlohmann::json> read_json_file(const SourceFile& file, Diagnostics& diagnostics) {
    try {
        return nlohmann::json::parse(file.text());
    } catch (const nlohmann::json::parse_error& error) {
        const auto byte = error.byte > 0 ? error.byte - 1 : 0;
        diagnostics.error({&file, static_cast<std::uint32_t>(byte)}, "syntax", "this is not JSON");
    } catch (const nlohmann::json::out_of_range&) { // a number such as 1e999, whose place is not told
        diagnostics.error({&file, 0}, "syntax", "this JSON has a number that is too large");
    }
    return std::nullopt;
}

} // namespace peerreview
