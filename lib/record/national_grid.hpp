#pragma once

namespace peerreview {

/// A point of the national grid of Great Britain, in metres.
struct GridPoint {
    double easting = 0;
    double northing = 0;
};

/// WGS84 degrees to the national grid, by the Ordnance Survey's Helmert transformation and transverse
/// Mercator formulas (A Guide to Coordinate Systems in Great Britain, sections 6 and C); within 5 metres.
GridPoint grid_from_wgs84(double longitude, double latitude);

/// The transverse Mercator projection alone, from degrees on the Airy 1830 ellipsoid.
GridPoint grid_from_airy(double longitude, double latitude);

} // namespace peerreview
