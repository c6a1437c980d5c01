// Times the forming of triads on real schools: bench_triads REGISTER.csv [--effort E] [--threads N] [--peers]
// [SAMPLE…], where a sample is regional:N:COUNT, scattered:N:COUNT or national. The register has the columns
// of the national one: PhaseOfEducation (name), TypeOfEstablishment (name), Easting, Northing.
// Prints for each instance schools, seconds of the processor and of the clock, cost, bound, gap and greatest
// memory, how long the independent checker takes, and whether it finds the bound other; with --peers what
// simpler ways reach on instances of up to 300 schools.

#include "solve/triads.hpp"
#include "solve/triad_bound.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>

using namespace peerreview::solve;

namespace {

struct Place {
    int phase = 0; ///< 0 primary, 1 secondary, 2 special, 3 all-through
    int easting = 0, northing = 0;
};

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    bool is_quoted = false;
    for (const auto c : line)
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == ',' && !is_quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    return cells;
}

std::vector<Place> read_places(const char* path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    std::map<std::string, std::size_t> column;
    const auto header = cells_of(line);
    for (std::size_t i = 0; i < header.size(); ++i) column[header[i]] = i;
    std::vector<Place> places;
    while (std::getline(file, line)) {
        const auto cells = cells_of(line);
        if (cells.size() != header.size()) continue;
        const auto& phase = cells[column.at("PhaseOfEducation (name)")];
        const auto& type = cells[column.at("TypeOfEstablishment (name)")];
        const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
        Place place;
        if (has("Special") || has("special") || has("Referral"))
            place.phase = 2;
        else if (phase == "Primary" || phase == "Secondary")
            place.phase = phase == "Secondary";
        else if (phase == "All-through")
            place.phase = 3;
        else
            continue;
        place.easting = std::atoi(cells[column.at("Easting")].c_str());
        place.northing = std::atoi(cells[column.at("Northing")].c_str());
        places.push_back(place);
    }
    return places;
}

/// The rules of the default policy: 45 km/h, detour 1.3, 75 minutes (special 120), same phase.
std::int32_t cost_of(const Place& a, const Place& b) {
    const auto fits = a.phase == b.phase || (a.phase == 3 && b.phase != 2) || (b.phase == 3 && a.phase != 2);
    if (!fits) return -1;
    const auto seconds = std::floor(
        std::hypot(double(a.easting - b.easting), double(a.northing - b.northing)) * 1.3 * 3.6 / 45 + 0.5);
    const auto limit = a.phase == 2 ? 7200 : 4500;
    return seconds <= limit ? static_cast<std::int32_t>(seconds) : -1;
}

TriadProblem problem_of(const std::vector<Place>& places) {
    TriadProblem problem{.schools = static_cast<std::uint32_t>(places.size()), .pairs = {}};
    for (std::uint32_t a = 0; a < places.size(); ++a)
        for (auto b = a + 1; b < places.size(); ++b)
            if (const auto cost = cost_of(places[a], places[b]); cost >= 0)
                problem.pairs.push_back({a, b, cost});
    return problem;
}

/// splitmix64, the same on every machine.
struct Draw {
    std::uint64_t state;
    std::uint64_t next() {
        auto z = state += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
};

/// Every second of the schools of one phase around a school drawn by lot.
std::vector<Place> regional(const std::vector<Place>& all, std::size_t count, std::uint64_t seed) {
    const auto centre = all[Draw{seed}.next() % all.size()];
    auto near = all;
    std::erase_if(near, [&](const Place& place) { return place.phase != centre.phase; });
    const auto distance = [&](const Place& p) {
        return std::hypot(double(p.easting - centre.easting), double(p.northing - centre.northing));
    };
    std::ranges::stable_sort(near, {}, distance);
    std::vector<Place> chosen;
    for (std::size_t i = 0; i < near.size() && chosen.size() < count; i += 2) chosen.push_back(near[i]);
    return chosen;
}

std::vector<Place> scattered(std::vector<Place> all, std::size_t count, std::uint64_t seed) {
    Draw draw{seed};
    for (std::size_t i = 0; i < count && i < all.size(); ++i)
        std::swap(all[i], all[i + draw.next() % (all.size() - i)]);
    all.resize(std::min(count, all.size()));
    return all;
}

double clock_seconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

long megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

using Table = std::vector<std::vector<std::int32_t>>;
Table table_of(const std::vector<Place>& places) {
    Table table(places.size(), std::vector<std::int32_t>(places.size(), -1));
    for (std::size_t a = 0; a < places.size(); ++a)
        for (std::size_t b = 0; b < places.size(); ++b)
            if (a != b) table[a][b] = cost_of(places[a], places[b]);
    return table;
}
std::int64_t cost_of(const Table& table, std::size_t a, std::size_t b, std::size_t c) {
    if (table[a][b] < 0 || table[a][c] < 0 || table[b][c] < 0)
        return std::numeric_limits<std::int32_t>::max();
    return std::int64_t{table[a][b]} + table[a][c] + table[b][c];
}

using Triads = std::vector<std::array<std::uint32_t, 3>>;

/// Peer: the cheapest triple of free schools, again and again.
Triads greedy(const Table& table) {
    struct Candidate {
        std::int64_t cost;
        std::array<std::uint32_t, 3> triad;
        auto operator<=>(const Candidate&) const = default;
    };
    std::vector<Candidate> candidates;
    const auto size = static_cast<std::uint32_t>(table.size());
    for (std::uint32_t a = 0; a < size; ++a)
        for (auto b = a + 1; b < size; ++b)
            for (auto c = b + 1; c < size; ++c)
                if (const auto cost = cost_of(table, a, b, c);
                    cost < std::numeric_limits<std::int32_t>::max())
                    candidates.push_back({cost, {a, b, c}});
    std::ranges::sort(candidates);
    std::vector<bool> used(size);
    Triads triads;
    for (const auto& [cost, t] : candidates) {
        if (used[t[0]] || used[t[1]] || used[t[2]]) continue;
        used[t[0]] = used[t[1]] = used[t[2]] = true;
        triads.push_back(t);
    }
    return triads;
}

std::int64_t cost_of(const Table& table, const Triads& triads) {
    std::int64_t cost = 0;
    for (const auto& t : triads) cost += cost_of(table, t[0], t[1], t[2]);
    return cost;
}

/// Peer: schools of two triads change places while that helps.
void swap_pairs(const Table& table, Triads& triads) {
    for (bool is_better = true; is_better;) {
        is_better = false;
        for (auto& x : triads)
            for (auto& y : triads) {
                if (&x == &y) continue;
                for (auto& a : x)
                    for (auto& b : y) {
                        const auto cost = [&] {
                            return cost_of(table, x[0], x[1], x[2]) + cost_of(table, y[0], y[1], y[2]);
                        };
                        const auto before = cost();
                        std::swap(a, b);
                        if (cost() < before)
                            is_better = true;
                        else
                            std::swap(a, b);
                    }
            }
    }
}

/// Peer: the set partition over triples among each school's 14 nearest, by CBC where it is installed. Its
/// objective counts every waiting school at a price above any two triads.
constexpr int price_of_waiting = 50'000;
void run_cbc(const Table& table) {
    if (std::system("command -v cbc >/dev/null") != 0) {
        std::printf(" [cbc is not installed]\n");
        return;
    }
    std::vector<std::array<std::uint32_t, 3>> triples;
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::vector<std::pair<std::int32_t, std::uint32_t>> near;
        for (std::uint32_t j = 0; j < table.size(); ++j)
            if (table[i][j] >= 0) near.emplace_back(table[i][j], j);
        std::ranges::sort(near);
        if (near.size() > 14) near.resize(14);
        for (std::size_t a = 0; a < near.size(); ++a)
            for (auto b = a + 1; b < near.size(); ++b) {
                std::array<std::uint32_t, 3> t = {i, near[a].second, near[b].second};
                std::ranges::sort(t);
                if (table[t[1]][t[2]] >= 0 && table[t[0]][t[1]] >= 0 && table[t[0]][t[2]] >= 0)
                    triples.push_back(t);
            }
    }
    std::ranges::sort(triples);
    triples.erase(std::ranges::unique(triples).begin(), triples.end());
    const auto path =
        std::filesystem::temp_directory_path() / ("bench_triads." + std::to_string(getpid()) + ".lp");
    std::ofstream lp(path);
    lp << "Minimize\n obj: 0 none"; // a name may come but once
    for (std::size_t i = 0; i < table.size(); ++i) lp << "\n + " << price_of_waiting << " w" << i;
    for (std::size_t t = 0; t < triples.size(); ++t)
        lp << "\n + " << cost_of(table, triples[t][0], triples[t][1], triples[t][2]) << " x" << t;
    lp << "\nSubject To\n";
    std::vector<std::vector<std::size_t>> of(table.size());
    for (std::size_t t = 0; t < triples.size(); ++t)
        for (const auto school : triples[t]) of[school].push_back(t);
    for (std::size_t i = 0; i < of.size(); ++i) {
        lp << " r" << i << ": w" << i;
        for (const auto t : of[i]) lp << "\n + x" << t;
        lp << " = 1\n";
    }
    lp << "Binaries\n";
    for (std::size_t t = 0; t < triples.size(); ++t) lp << " x" << t << "\n";
    for (std::size_t i = 0; i < of.size(); ++i) lp << " w" << i << "\n";
    lp << "End\n";
    lp.close();
    const auto begin = clock_seconds(CLOCK_MONOTONIC);
    const auto command = "cbc '" + path.string() +
                         "' sec 60 solve 2>&1 | grep -E 'Objective value|Lower bound|Result' | tr '\\n' ' '";
    const auto status = std::system(command.c_str());
    std::filesystem::remove(path);
    std::printf("[cbc %.2f s, status %d, waiting at %d]\n", clock_seconds(CLOCK_MONOTONIC) - begin, status,
                price_of_waiting);
}

struct Options {
    TriadOptions triads;
    bool with_peers = false;
};

/// How long the independent checker takes, and what it says, where that is not what the search says.
void show_check(const TriadProblem& problem, const TriadSolution& solution) {
    const auto waiting = static_cast<std::int64_t>(solution.waiting.size());
    const auto begin = clock_seconds(CLOCK_MONOTONIC);
    const auto checked = check_bound(problem, waiting, solution.proofs);
    std::printf("  check %.3f s\n", clock_seconds(CLOCK_MONOTONIC) - begin);
    if (!checked.fault.empty())
        std::printf("  the proof does not hold: %s\n", checked.fault.c_str());
    else if (checked.bound != solution.bound)
        std::printf("  the proof shows %lld\n", static_cast<long long>(checked.bound));
}

void run(const std::string& name, const std::vector<Place>& places, const Options& options) {
    const auto built = clock_seconds(CLOCK_MONOTONIC);
    const auto problem = problem_of(places);
    const auto wall = clock_seconds(CLOCK_MONOTONIC), cpu = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto solution = form_triads(problem, options.triads);
    const auto cpu_end = clock_seconds(CLOCK_PROCESS_CPUTIME_ID), wall_end = clock_seconds(CLOCK_MONOTONIC);
    std::printf("%-18s n %5u pairs %8zu build %.2f  cpu %7.3f s  wall %7.3f s  cost %9lld  bound %9lld  gap "
                "%.3f %%  waiting %zu  %ld MB",
                name.c_str(), problem.schools, problem.pairs.size(), wall - built, cpu_end - cpu,
                wall_end - wall, static_cast<long long>(solution.cost),
                static_cast<long long>(solution.bound),
                solution.bound > 0 ? 100.0 * static_cast<double>(solution.cost - solution.bound) /
                                         static_cast<double>(solution.bound)
                                   : 0.0,
                solution.waiting.size(), megabytes());
    show_check(problem, solution);
    if (!options.with_peers || places.size() > 300) return;
    const auto table = table_of(places);
    const auto begin = clock_seconds(CLOCK_MONOTONIC);
    auto triads = greedy(table);
    const auto first = cost_of(table, triads);
    const auto middle = clock_seconds(CLOCK_MONOTONIC);
    swap_pairs(table, triads);
    const auto ratio = [&](std::int64_t cost) {
        return static_cast<double>(cost) / static_cast<double>(std::max<std::int64_t>(1, solution.cost));
    };
    std::printf("  peers: greedy %.3f x (%.3f s), then swaps %.3f x (%.3f s), %zu waiting; ", ratio(first),
                middle - begin, ratio(cost_of(table, triads)), clock_seconds(CLOCK_MONOTONIC) - middle,
                places.size() - 3 * triads.size());
    std::fflush(stdout);
    run_cbc(table);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr,
                     "usage: bench_triads REGISTER.csv [--effort E] [--threads N] [--peers] [SAMPLE...]\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const auto all = read_places(argv[1]);
    Options options;
    for (int i = 2; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--effort")
            options.triads.effort = std::map<std::string, Effort>{
                {"quick", Effort::quick},
                {"normal", Effort::normal},
                {"thorough",
                 Effort::thorough}}.at(argv[++i]);
        else if (word == "--threads")
            options.triads.threads = static_cast<unsigned>(std::atoi(argv[++i]));
        else if (word == "--peers")
            options.with_peers = true;
        else if (word == "national")
            run(word, all, options);
        else {
            std::istringstream parts(word);
            std::string kind, count, seeds;
            std::getline(parts, kind, ':');
            std::getline(parts, count, ':');
            std::getline(parts, seeds, ':');
            for (int seed = 1; seed <= std::atoi(seeds.c_str()); ++seed) {
                const auto size = static_cast<std::size_t>(std::atoi(count.c_str()));
                const auto places = kind == "regional"
                                        ? regional(all, size, static_cast<std::uint64_t>(seed))
                                        : scattered(all, size, static_cast<std::uint64_t>(seed));
                run(word + "#" + std::to_string(seed), places, options);
            }
        }
    }
    return 0;
}
