#include "solve/triad_lp.hpp"

#include "solve/triad_problems.hpp"

#include <doctest/doctest.h>

using namespace peerreview::solve;

namespace {

constexpr std::uint32_t schools = 90;
constexpr double waiting_cost = 20'000;

/// All short triples of some schools on a square.
std::vector<Column> short_triples(std::uint64_t seed) {
    const TriadGraph graph(square(schools, seed, 2500));
    std::vector<Column> columns;
    for (std::uint32_t a = 0; a < schools; ++a)
        for (auto b = a + 1; b < schools; ++b)
            for (auto c = b + 1; c < schools; ++c)
                if (const Triple triple = {a, b, c}; graph.allows(triple))
                    columns.push_back({triple, static_cast<double>(graph.cost(triple))});
    return columns;
}

std::vector<double> copy(std::span<const double> numbers) { return {numbers.begin(), numbers.end()}; }

} // namespace

TEST_CASE("a relaxation begun with its best prices has the same value after fewer pivots") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto columns = short_triples(seed);
        const Cut all{3, {0, 1, 2, 3, 4, 5, 6, 7}, {1, 1, 1, 1, 1, 1, 1, 1}};
        const auto begun = [&] {
            auto lp = std::make_unique<TriadLp>(schools, waiting_cost);
            lp->add(columns);
            lp->add(std::span(&all, 1));
            return lp;
        };
        const auto cold = begun(), warm = begun(), far = begun();
        REQUIRE(cold->solve(TriadLp::Method::dual));
        REQUIRE(warm->solve_from(cold->school_prices(), cold->cut_prices()));
        REQUIRE(far->solve_from(std::vector<double>(schools, 0), std::vector<double>(1, 0)));
        CHECK(warm->value() == doctest::Approx(cold->value()));
        CHECK(far->value() == doctest::Approx(cold->value()));
        CHECK(4 * warm->pivots() < 3 * cold->pivots());
    }
}

TEST_CASE("columns that are chosen one after another give what they give all at once") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto columns = short_triples(seed);
        TriadLp lp(schools, waiting_cost), all_at_once(schools, waiting_cost);
        for (auto* each : {&lp, &all_at_once}) each->add(columns);
        REQUIRE(lp.solve(TriadLp::Method::dual));
        for (int round = 0; round < 8; ++round) {
            const auto shares = copy(lp.shares());
            std::size_t greatest = shares.size();
            for (std::size_t c = 0; c < shares.size(); ++c)
                if (shares[c] > 1e-6 && shares[c] < 1 - 1e-6 &&
                    (greatest == shares.size() || shares[c] > shares[greatest]))
                    greatest = c;
            if (greatest == shares.size()) break;
            for (auto* each : {&lp, &all_at_once}) each->choose(greatest);
            REQUIRE(lp.solve_chosen());
            CHECK(lp.shares()[greatest] == doctest::Approx(1));
        }
        REQUIRE(all_at_once.solve(TriadLp::Method::dual));
        CHECK(lp.value() == doctest::Approx(all_at_once.value()));
    }
}
