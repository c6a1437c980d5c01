#include "record/national_grid.hpp"

#include <cmath>
#include <numbers>

namespace peerreview {

namespace {

constexpr double radian = std::numbers::pi / 180;

struct Ellipsoid {
    double a, b; ///< semi-axes in metres
    double eccentricity() const { return 1 - (b * b) / (a * a); }
};
constexpr Ellipsoid wgs84{6378137.0, 6356752.3141};
constexpr Ellipsoid airy{6377563.396, 6356256.909};

struct Cartesian {
    double x, y, z;
};

Cartesian to_cartesian(const Ellipsoid& ellipsoid, double longitude, double latitude) {
    const auto e2 = ellipsoid.eccentricity();
    const auto nu = ellipsoid.a / std::sqrt(1 - e2 * std::pow(std::sin(latitude), 2));
    return {nu * std::cos(latitude) * std::cos(longitude), nu * std::cos(latitude) * std::sin(longitude),
            (1 - e2) * nu * std::sin(latitude)};
}

/// WGS84 to OSGB36: shifts in metres, scale in parts per million, rotations in seconds of arc.
Cartesian helmert(const Cartesian& p) {
    constexpr double tx = -446.448, ty = 125.157, tz = -542.060, s = 20.4894e-6;
    constexpr double second = radian / 3600;
    constexpr double rx = -0.1502 * second, ry = -0.2470 * second, rz = -0.8421 * second;
    return {tx + (1 + s) * p.x - rz * p.y + ry * p.z, ty + rz * p.x + (1 + s) * p.y - rx * p.z,
            tz - ry * p.x + rx * p.y + (1 + s) * p.z};
}

/// The arc of the meridian from the true origin's latitude.
double meridian_arc(double n, double f, double latitude, double origin) {
    const auto difference = latitude - origin, sum = latitude + origin;
    const auto n2 = n * n, n3 = n2 * n;
    return airy.b * f *
           ((1 + n + 1.25 * n2 + 1.25 * n3) * difference -
            (3 * n + 3 * n2 + 2.625 * n3) * std::sin(difference) * std::cos(sum) +
            1.875 * (n2 + n3) * std::sin(2 * difference) * std::cos(2 * sum) -
            35.0 / 24 * n3 * std::sin(3 * difference) * std::cos(3 * sum));
}

GridPoint project(double longitude, double latitude) {
    constexpr double f = 0.9996012717, origin_latitude = 49 * radian, origin_longitude = -2 * radian;
    const auto e2 = airy.eccentricity();
    const auto sine = std::sin(latitude), cosine = std::cos(latitude),
               tangent2 = std::pow(std::tan(latitude), 2);
    const auto nu = airy.a * f / std::sqrt(1 - e2 * sine * sine);
    const auto rho = airy.a * f * (1 - e2) / std::pow(1 - e2 * sine * sine, 1.5);
    const auto eta2 = nu / rho - 1;
    const auto n = (airy.a - airy.b) / (airy.a + airy.b);
    const auto cos3 = std::pow(cosine, 3), cos5 = std::pow(cosine, 5), tangent4 = tangent2 * tangent2;
    const auto i = meridian_arc(n, f, latitude, origin_latitude) - 100000;
    const auto ii = nu / 2 * sine * cosine;
    const auto iii = nu / 24 * sine * cos3 * (5 - tangent2 + 9 * eta2);
    const auto iiia = nu / 720 * sine * cos5 * (61 - 58 * tangent2 + tangent4);
    const auto iv = nu * cosine;
    const auto v = nu / 6 * cos3 * (nu / rho - tangent2);
    const auto vi = nu / 120 * cos5 * (5 - 18 * tangent2 + tangent4 + 14 * eta2 - 58 * tangent2 * eta2);
    const auto p = longitude - origin_longitude;
    return {400000 + iv * p + v * std::pow(p, 3) + vi * std::pow(p, 5),
            i + ii * p * p + iii * std::pow(p, 4) + iiia * std::pow(p, 6)};
}

} // namespace

GridPoint grid_from_airy(double longitude, double latitude) {
    return project(longitude * radian, latitude * radian);
}

GridPoint grid_from_wgs84(double longitude, double latitude) {
    const auto p = helmert(to_cartesian(wgs84, longitude * radian, latitude * radian));
    const auto e2 = airy.eccentricity();
    const auto distance = std::hypot(p.x, p.y);
    auto phi = std::atan2(p.z, distance * (1 - e2));
    for (int i = 0; i < 10; ++i) {
        const auto nu = airy.a / std::sqrt(1 - e2 * std::pow(std::sin(phi), 2));
        phi = std::atan2(p.z + e2 * nu * std::sin(phi), distance);
    }
    return project(std::atan2(p.y, p.x), phi);
}

} // namespace peerreview
