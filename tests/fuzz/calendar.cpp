// Any bytes as a calendar file, of which each range that comes out runs forwards, and as a table of travel
// times.
//   build/fuzz/fuzz_calendar -max_total_time=600 CORPUS

#include "record/calendar_files.hpp"
#include "record/travel_table.hpp"

#include <cstdint>
#include <cstdlib>

using namespace peerreview;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const SourceFile file("calendar", {reinterpret_cast<const char*>(data), size});
    Diagnostics findings;
    for (const auto& range : read_calendar_file(file, Nation::scotland, findings).closed)
        if (*range.to < *range.from) std::abort();
    read_travel_table(file, findings);
    return 0;
}
