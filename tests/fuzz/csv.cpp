// Any bytes as a CSV of a register and of people: reading reports and never crashes.
//   build/fuzz/fuzz_csv -max_total_time=600 CORPUS

#include "source/csv.hpp"
#include "record/people_csv.hpp"
#include "record/register.hpp"

#include <cstdint>

using namespace peerreview;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const SourceFile file("a.csv", to_utf8({reinterpret_cast<const char*>(data), size}));
    Diagnostics findings;
    read_register(file, {}, findings);
    read_people_csv(file, findings);
    read_consultants_csv(file, findings);
    return 0;
}
