// Any bytes as a calendar file: each range that comes out runs forwards.
//   build/fuzz/fuzz_calendar -max_total_time=600 CORPUS

#include "record/calendar_files.hpp"

#include <cstdint>
#include <cstdlib>

using namespace peerreview;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const SourceFile file("calendar", {reinterpret_cast<const char*>(data), size});
    Diagnostics findings;
    for (const auto& range : read_calendar_file(file, Nation::scotland, findings).closed)
        if (*range.to < *range.from) std::abort();
    return 0;
}
