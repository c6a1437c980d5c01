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

/// Cuts that the relaxation of these alone violates.
std::vector<Cut> cuts_for(const std::vector<Column>& columns) {
    TriadLp lp(schools, waiting_cost);
    lp.add(columns);
    REQUIRE(lp.solve(TriadLp::Method::dual));
    std::vector<Share> support;
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (lp.shares()[c] > 1e-6) support.push_back({columns[c].triple, lp.shares()[c]});
    return violated_cuts(schools, support, 30, Sets::merged, {});
}

std::vector<double> copy(std::span<const double> numbers) { return {numbers.begin(), numbers.end()}; }

} // namespace

TEST_CASE("a relaxation begun with its best prices has the same value after fewer pivots") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto columns = short_triples(seed);
        const auto cuts = cuts_for(columns);
        const auto begun = [&] {
            auto lp = std::make_unique<TriadLp>(schools, waiting_cost);
            lp->add(columns);
            lp->add(cuts);
            return lp;
        };
        const auto cold = begun(), warm = begun(), far = begun();
        REQUIRE(cold->solve(TriadLp::Method::dual));
        CHECK(std::ranges::max(cold->cut_prices()) > 0);
        REQUIRE(warm->solve_from(cold->school_prices(), cold->cut_prices()));
        REQUIRE(far->solve_from(std::vector<double>(schools, 0), std::vector<double>(cuts.size(), 0)));
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
        int chosen = 0;
        while (chosen < 8) {
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
            ++chosen;
        }
        CHECK(chosen > 0);
        REQUIRE(all_at_once.solve(TriadLp::Method::dual));
        CHECK(lp.value() == doctest::Approx(all_at_once.value()));
    }
}
