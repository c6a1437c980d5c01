// Where cohorts could run is the capacitated p-median problem: choose centres, and give each school to one,
// so that no centre has too many and the way to it is short in all. Schools that no chain of steps within
// reach connects are parted first. In each part
//
//   1. the first regions come from halving: the schools are cut across the longer side of their rectangle,
//      in proportion to how many regions each half is to have (Bentley's k-d tree, 1975),
//   2. location and allocation then take turns (Cooper, "Heuristic methods for location-allocation
//      problems", SIAM Review 6, 1964): each region's centre is its median school; each school goes to a
//      centre, at the least sum of distances, under a capacity.
//
// The capacity is what makes regions of triads: it counts one kind of school at a time, and is a multiple of
// three. Rounding the present numbers to such multiples, the greatest remainders up, leaves at most two
// schools of a kind beside full threes in the whole part, and not in each region.

#include "solve/regions.hpp"

#include "solve/job_assignment.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace peerreview::solve {

namespace {

using Schools = std::vector<std::uint32_t>;

/// Connects schools, and names each connected part by one of it.
class Parts {
public:
    explicit Parts(std::size_t schools) : above_(schools) {
        std::iota(above_.begin(), above_.end(), std::uint32_t{0});
    }
    std::uint32_t of(std::uint32_t school) {
        while (above_[school] != school) school = above_[school] = above_[above_[school]];
        return school;
    }
    void connect(std::uint32_t a, std::uint32_t b) {
        above_[std::max(of(a), of(b))] = std::min(of(a), of(b));
    }

private:
    std::vector<std::uint32_t> above_;
};

class Regions {
public:
    explicit Regions(const RegionProblem& problem) : problem_(problem) {}

    std::vector<Region> propose() {
        for (auto& part : connected_parts()) {
            const auto aim = std::max(problem_.size, 3u);
            const auto count = std::max<std::size_t>(1, (part.size() + aim / 2) / aim);
            std::vector<Region> regions;
            halve(part, count, regions);
            if (count > 1) improve(regions);
            for (auto& region : regions) {
                std::ranges::sort(region.schools);
                all_.push_back(std::move(region));
            }
        }
        std::ranges::sort(all_, {}, [](const Region& region) { return region.schools.front(); });
        return std::move(all_);
    }

private:
    double distance(std::uint32_t a, std::uint32_t b) const {
        return std::hypot(problem_.schools[a].easting - problem_.schools[b].easting,
                          problem_.schools[a].northing - problem_.schools[b].northing);
    }

    /// In the order of their first schools. Squares with a side of the reach hold all that one step connects
    /// with a school in nine of them.
    std::vector<Schools> connected_parts() const {
        std::map<std::pair<long, long>, Schools> squares;
        const auto square = [&](std::uint32_t school) {
            return std::pair(std::lround(std::floor(problem_.schools[school].easting / problem_.reach)),
                             std::lround(std::floor(problem_.schools[school].northing / problem_.reach)));
        };
        const auto count = static_cast<std::uint32_t>(problem_.schools.size());
        Parts parts(count);
        for (std::uint32_t school = 0; school < count; ++school) {
            const auto [x, y] = square(school);
            for (auto i = x - 1; i <= x + 1; ++i)
                for (auto j = y - 1; j <= y + 1; ++j)
                    if (const auto near = squares.find({i, j}); near != squares.end())
                        for (const auto other : near->second)
                            if (distance(school, other) <= problem_.reach) parts.connect(school, other);
            squares[{x, y}].push_back(school);
        }
        std::map<std::uint32_t, Schools> by_name;
        for (std::uint32_t school = 0; school < count; ++school) by_name[parts.of(school)].push_back(school);
        std::vector<Schools> list;
        for (auto& [name, schools] : by_name) list.push_back(std::move(schools));
        return list;
    }

    void halve(Schools schools, std::size_t count, std::vector<Region>& regions) const {
        if (count == 1) {
            const auto centre = median_of(schools);
            regions.push_back({centre, std::move(schools)});
            return;
        }
        const auto east = [&](std::uint32_t i) { return problem_.schools[i].easting; };
        const auto north = [&](std::uint32_t i) { return problem_.schools[i].northing; };
        const auto [west_end, east_end] = std::ranges::minmax(schools, {}, east);
        const auto [south_end, north_end] = std::ranges::minmax(schools, {}, north);
        if (east(east_end) - east(west_end) >= north(north_end) - north(south_end))
            std::ranges::sort(schools, {}, [&](auto i) { return std::tuple(east(i), north(i), i); });
        else
            std::ranges::sort(schools, {}, [&](auto i) { return std::tuple(north(i), east(i), i); });
        const auto first = count / 2;
        const auto cut = static_cast<std::ptrdiff_t>((schools.size() * first + count / 2) / count);
        halve(Schools(schools.begin(), schools.begin() + cut), first, regions);
        halve(Schools(schools.begin() + cut, schools.end()), count - first, regions);
    }

    std::uint32_t median_of(const Schools& schools) const {
        const auto to_all = [&](std::uint32_t school) {
            double sum = 0;
            for (const auto other : schools) sum += distance(school, other);
            return sum;
        };
        std::vector<std::pair<double, std::uint32_t>> sums;
        for (const auto school : schools) sums.emplace_back(to_all(school), school);
        return std::ranges::min(sums).second;
    }

    void improve(std::vector<Region>& regions) const {
        constexpr int most_rounds = 12;
        for (int round = 0; round < most_rounds; ++round) {
            auto next = allocated(regions);
            const auto stays = std::ranges::equal(next, regions, {}, &Region::centre, &Region::centre);
            regions = std::move(next);
            if (stays) return;
        }
    }

    /// The regions with their schools given out anew, a kind at a time, and with the centres of these.
    std::vector<Region> allocated(const std::vector<Region>& regions) const {
        std::map<std::uint32_t, std::vector<Schools>> kinds; // of each, its schools in each region
        for (std::size_t i = 0; i < regions.size(); ++i)
            for (const auto school : regions[i].schools) {
                auto& lists = kinds[problem_.schools[school].kind];
                lists.resize(regions.size());
                lists[i].push_back(school);
            }
        std::vector<Region> next(regions.size());
        for (const auto& [kind, now] : kinds) allocate(regions, now, next);
        std::erase_if(next, [](const Region& region) { return region.schools.empty(); });
        for (auto& region : next) region.centre = median_of(region.schools);
        return next;
    }

    void allocate(const std::vector<Region>& regions, const std::vector<Schools>& now,
                  std::vector<Region>& next) const {
        Schools jobs;
        std::vector<std::uint32_t> home;
        for (std::uint32_t region = 0; region < now.size(); ++region)
            for (const auto school : now[region]) {
                jobs.push_back(school);
                home.push_back(region);
            }
        std::vector<Choice> choices;
        for (std::uint32_t job = 0; job < jobs.size(); ++job)
            for (const auto region : near_regions(regions, jobs[job]))
                choices.push_back({job, region, std::llround(distance(jobs[job], regions[region].centre))});
        const auto chosen =
            assign_jobs(static_cast<std::uint32_t>(jobs.size()), capacities(now, jobs.size()), choices);
        for (std::size_t job = 0; job < jobs.size(); ++job) {
            const auto region = chosen[job] >= 0 ? static_cast<std::uint32_t>(chosen[job]) : home[job];
            next[region].schools.push_back(jobs[job]);
        }
    }

    Schools near_regions(const std::vector<Region>& regions, std::uint32_t school) const {
        constexpr std::size_t most = 8;
        std::vector<std::pair<double, std::uint32_t>> list;
        for (std::uint32_t i = 0; i < regions.size(); ++i)
            list.emplace_back(distance(school, regions[i].centre), i);
        const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(most, list.size()));
        std::partial_sort(list.begin(), end, list.end());
        Schools near;
        for (auto entry = list.begin(); entry != end; ++entry) near.push_back(entry->second);
        return near;
    }

    /// The present numbers rounded to multiples of three, as many up as it takes to have room for all.
    static std::vector<std::int32_t> capacities(const std::vector<Schools>& now, std::size_t schools) {
        std::vector<std::int32_t> capacity;
        std::vector<std::pair<std::size_t, std::size_t>> remainders; // 3 - remainder, region
        std::size_t room = 0;
        for (std::size_t i = 0; i < now.size(); ++i) {
            capacity.push_back(static_cast<std::int32_t>(now[i].size() / 3 * 3));
            room += now[i].size() / 3 * 3;
            remainders.emplace_back(3 - now[i].size() % 3, i);
        }
        std::ranges::sort(remainders);
        for (std::size_t i = 0; room < schools; ++i, room += 3) capacity[remainders[i].second] += 3;
        return capacity;
    }

    const RegionProblem& problem_;
    std::vector<Region> all_;
};

} // namespace

std::vector<Region> propose_regions(const RegionProblem& problem) { return Regions(problem).propose(); }

} // namespace peerreview::solve
