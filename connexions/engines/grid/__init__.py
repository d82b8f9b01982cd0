"""Grid: where a place lies, between the metres of the national grid and the degrees of a map.

Ordnance Survey's transverse Mercator projection on the Airy 1830 ellipsoid (OSGB36), and the seven-parameter
shift to and from WGS84 ("A guide to coordinate systems in Great Britain", Ordnance Survey, annexes B and C).
That shift is good to about five metres anywhere in Great Britain: enough to say how far a service is.
"""

from math import atan2, cos, degrees, radians, sin, sqrt, tan

AIRY = (6_377_563.396, 6_356_256.909)
GRS80 = (6_378_137.0, 6_356_752.3141)
SCALE = 0.9996012717
ORIGIN = (radians(49), radians(-2))
FALSE = (400_000.0, -100_000.0)
# Metres, parts per million, and seconds of arc, from WGS84 to OSGB36; the way back has the signs turned.
SHIFT = (-446.448, 125.157, -542.060)
STRETCH = 20.4894e-6
TURN = tuple(radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
GREAT_BRITAIN = (49.0, 61.5, -9.0, 2.5)


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude (WGS84, degrees) of a point on the national grid (metres)."""
    return _shifted(*_unprojected(easting, northing), AIRY, GRS80, -1)


def to_grid(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Easting and northing (metres) of a point on the map (WGS84, degrees); None outside Great Britain."""
    south, north, west, east = GREAT_BRITAIN
    if not (south <= latitude <= north and west <= longitude <= east):
        return None
    lat, lon = _shifted(latitude, longitude, GRS80, AIRY, 1)
    return _projected(radians(lat), radians(lon))


def _shifted(
    latitude: float,
    longitude: float,
    here: tuple[float, float],
    there: tuple[float, float],
    sign: int,
) -> tuple[float, float]:
    """From one ellipsoid to another by way of the middle of the earth (Helmert)."""
    lat, lon = radians(latitude), radians(longitude)
    a, b = here
    flat = 1 - (b / a) ** 2
    long_radius = a / sqrt(1 - flat * sin(lat) ** 2)
    x, y, z = (
        long_radius * cos(lat) * cos(lon),
        long_radius * cos(lat) * sin(lon),
        (1 - flat) * long_radius * sin(lat),
    )
    (tx, ty, tz), (rx, ry, rz), scale = SHIFT, TURN, 1 + sign * STRETCH
    x, y, z = (
        sign * tx + scale * x - sign * rz * y + sign * ry * z,
        sign * ty + sign * rz * x + scale * y - sign * rx * z,
        sign * tz - sign * ry * x + sign * rx * y + scale * z,
    )
    return _from_middle(x, y, z, there)


def _from_middle(x: float, y: float, z: float, ellipsoid: tuple[float, float]) -> tuple[float, float]:
    a, b = ellipsoid
    flat, level = 1 - (b / a) ** 2, sqrt(x * x + y * y)
    lat = atan2(z, level * (1 - flat))
    for _ in range(10):
        long_radius = a / sqrt(1 - flat * sin(lat) ** 2)
        lat = atan2(z + flat * long_radius * sin(lat), level)
    return degrees(lat), degrees(atan2(y, x))


def _arc(lat: float) -> float:
    """Metres along the meridian from the true origin."""
    a, b = AIRY
    n, less, more = (a - b) / (a + b), lat - ORIGIN[0], lat + ORIGIN[0]
    return (
        b
        * SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _radii(lat: float) -> tuple[float, float, float]:
    """The radii of curvature across and along the meridian, and what their ratio is above one."""
    a, b = AIRY
    flat = 1 - (b / a) ** 2
    across = a * SCALE / sqrt(1 - flat * sin(lat) ** 2)
    along = a * SCALE * (1 - flat) / (1 - flat * sin(lat) ** 2) ** 1.5
    return across, along, across / along - 1


def _projected(lat: float, lon: float) -> tuple[float, float]:
    across, _, eta = _radii(lat)
    s, c, t, d = sin(lat), cos(lat), tan(lat) ** 2, lon - ORIGIN[1]
    north = (
        _arc(lat)
        + FALSE[1]
        + across / 2 * s * c * d**2
        + across / 24 * s * c**3 * (5 - t + 9 * eta) * d**4
        + across / 720 * s * c**5 * (61 - 58 * t + t * t) * d**6
    )
    along = across / (1 + eta)
    east = (
        FALSE[0]
        + across * c * d
        + across / 6 * c**3 * (across / along - t) * d**3
        + across / 120 * c**5 * (5 - 18 * t + t * t + 14 * eta - 58 * t * eta) * d**5
    )
    return east, north


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    lat = ORIGIN[0]
    for _ in range(20):
        missing = northing - FALSE[1] - _arc(lat)
        lat += missing / (AIRY[0] * SCALE)
        if abs(missing) < 1e-5:
            break
    across, along, eta = _radii(lat)
    t, sec, d = tan(lat), 1 / cos(lat), easting - FALSE[0]
    latitude = (
        lat
        - t / (2 * along * across) * d**2
        + t / (24 * along * across**3) * (5 + 3 * t**2 + eta - 9 * t**2 * eta) * d**4
        - t / (720 * along * across**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    )
    longitude = (
        ORIGIN[1]
        + sec / across * d
        - sec / (6 * across**3) * (across / along + 2 * t**2) * d**3
        + sec / (120 * across**5) * (5 + 28 * t**2 + 24 * t**4) * d**5
        - sec / (5040 * across**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) * d**7
    )
    return degrees(latitude), degrees(longitude)
